// The process of `measured-server.ts` as its parent holds it: started, asked for its memory, ended.

import { fork } from "node:child_process";
import { once } from "node:events";

import type { MemoryAnswer, MemoryQuestion } from "./measured-server.ts";

const PROGRAM = new URL("measured-server.ts", import.meta.url);

export interface MeasuredServerOptions {
  readonly url: string;
  /** Where the keys of the record are. */
  readonly dataFolder: string;
  readonly day: string;
  /** Where evidence goes meanwhile. */
  readonly evidence: string;
}

export interface MeasuredServer {
  readonly address: string;
  /** `memory-at-rest`: after a collection, so that only what is held counts. */
  readonly askMemory: (question: MemoryQuestion) => Promise<MemoryAnswer>;
  readonly stop: () => Promise<void>;
}

export async function startMeasuredServer({
  url,
  dataFolder,
  day,
  evidence,
}: MeasuredServerOptions): Promise<MeasuredServer> {
  const child = fork(PROGRAM, [url, dataFolder, day, evidence], { execArgv: ["--expose-gc"] });
  const ended = once(child, "exit");
  const firstWord = once(child, "message") as Promise<[string]>;
  const [address] = await Promise.race([
    firstWord,
    ended.then(() => {
      throw new Error("the measured server ended before it stood");
    }),
  ]);
  return {
    address,
    askMemory: async (question) => {
      const answered = once(child, "message") as Promise<[MemoryAnswer]>;
      child.send(question);
      const [answer] = await answered;
      return answer;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
