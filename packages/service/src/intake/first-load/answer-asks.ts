// What a thread of a loading crew does: waits for a piece of work, does it, answers, and waits again.

import { parentPort } from "node:worker_threads";

import { isCutWrongly } from "@lingdai/matching";

import type { BlockLoading } from "./load-block.ts";
import type { Answer, Ask } from "./loading-crew.ts";
import { carryOut } from "./loading-crew.ts";

export function answerAsks(loading: Promise<BlockLoading>): void {
  // A failure is told with the first answer.
  loading.catch(() => {});
  parentPort?.on("message", (ask: Ask) => {
    void answer(loading, ask);
  });
}

async function answer(loading: Promise<BlockLoading>, ask: Ask): Promise<void> {
  let message: Answer;
  let given: ArrayBuffer[] = [];
  try {
    const found = carryOut(await loading, ask);
    message = { found };
    // Rows go over as they are: millions of them are not copied once more.
    if ("rows" in found && typeof found.rows === "object") given = found.rows.map(bufferOf);
  } catch (error) {
    message = { error, isCutWrongly: isCutWrongly(error) };
  }
  parentPort?.postMessage(message, given);
}

function bufferOf({ buffer }: Uint8Array<ArrayBuffer>): ArrayBuffer {
  return buffer;
}
