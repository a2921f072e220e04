// One thread of a crew: is told its place, then waits for a phase, does its share, answers, and
// waits again.

import { parentPort } from "node:worker_threads";

import type { Answer, WorkerStart } from "./crew.ts";
import { sent } from "./crew.ts";
import { giveBack } from "./give-back.ts";
import type { ReadPart } from "./roster-parser.ts";
import type { Phase } from "./thread-work.ts";
import { ThreadWork } from "./thread-work.ts";

parentPort?.once("message", ({ shared, thread }: WorkerStart) => {
  const work = new ThreadWork(shared, thread);
  parentPort?.on("message", (phase: Phase) => {
    void answer(work, phase);
  });
});

async function answer(work: ThreadWork, phase: Phase): Promise<void> {
  let message: Answer;
  try {
    giveBack();
    // Nobody waits for this thread's event loop, so it need not look up.
    message = { found: await work.run(phase, () => undefined, sendPart) };
  } catch (error) {
    message = { error: sent(error) };
  }
  send(message);
}

function sendPart(part: ReadPart): void {
  send({ part });
}

function send(message: Answer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window.
  parentPort?.postMessage(message);
}
