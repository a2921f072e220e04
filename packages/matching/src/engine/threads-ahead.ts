// Threads that load what they need while it is still being found out what they are to do: loading
// takes as long as planning a run. Loads nothing itself. Knows no run.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** Below this many bytes a second thread costs more than it brings. */
const BYTES_A_THREAD = 24 * 1024 * 1024;

/** How many threads so many bytes are worth, where nobody says how many. */
export function threadsFor(bytes: number): number {
  return Math.min(availableParallelism(), Math.max(1, Math.floor(bytes / BYTES_A_THREAD)));
}

export class ThreadsAhead {
  #waiting: readonly Worker[];

  /** Starts as many as may wait; they keep no process alive until they are taken. */
  constructor(count: number) {
    this.#waiting = Array.from({ length: count }, startThread);
    for (const worker of this.#waiting) worker.unref();
  }

  /** Those beside the first thread that a run over so many bytes, and perhaps more, will have. */
  static forBytes(bytes: number, threadsMax = Infinity): ThreadsAhead {
    return new ThreadsAhead(Math.min(threadsFor(bytes), threadsMax) - 1);
  }

  /** As many threads as that, started now as far as they do not wait already. */
  take(count: number): readonly Worker[] {
    const taken = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    for (const worker of taken) worker.ref();
    return [...taken, ...Array.from({ length: count - taken.length }, startThread)];
  }

  /** Ends those that nobody took. */
  async dismiss(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await Promise.all(waiting.map((worker) => worker.terminate()));
  }
}

function startThread(): Worker {
  return new Worker(new URL("crew-worker.ts", import.meta.url));
}
