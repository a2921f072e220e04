// The press: prints forms as PDF in a thread of its own, which is started with the first form, ends when
// nobody has printed for a while, and is started again where it broke.

import { Worker } from "node:worker_threads";

import type { PrintedForm } from "../printed-form.ts";
import type { FontFile } from "./fonts.ts";
import { SYSTEM_FONTS } from "./fonts.ts";
import type { PrintAnswer, PrintOrder } from "./press-thread.ts";

export interface Press {
  readonly print: (form: PrintedForm) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

/** Its fonts take some forty megabytes, which nobody else needs. */
const IDLE_MS = 5 * 60_000;

interface Running {
  readonly thread: Worker;
  /** By the order's number: whoever waits for it. */
  readonly waiting: Map<number, PromiseWithResolvers<Buffer>>;
}

export function openPress(rareFonts: readonly FontFile[] = SYSTEM_FONTS): Press {
  let running: Running | undefined;
  let idle: NodeJS.Timeout | undefined;
  let orders = 0;

  const start = (): Running => {
    const thread = new Worker(new URL("press-thread.ts", import.meta.url), {
      workerData: rareFonts,
    });
    const started: Running = { thread, waiting: new Map() };
    const { waiting } = started;
    thread.on("message", (answer: PrintAnswer) => {
      const order = waiting.get(answer.number);
      waiting.delete(answer.number);
      if ("pdf" in answer) order?.resolve(Buffer.from(answer.pdf));
      else order?.reject(new Error(`a form could not be printed: ${answer.failure}`));
      if (waiting.size === 0) idle = setTimeout(() => void close(), IDLE_MS).unref();
    });
    let cause: unknown;
    thread.once("error", (error) => {
      cause = error;
    });
    thread.once("exit", () => {
      if (running === started) running = undefined;
      for (const { reject } of waiting.values()) reject(new Error("the press ended", { cause }));
    });
    return started;
  };
  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const ended = running;
    running = undefined;
    await ended?.thread.terminate();
  };

  return {
    close,
    print: async (form) => {
      clearTimeout(idle);
      running ??= start();
      orders += 1;
      const order: PrintOrder = { number: orders, form };
      const printed = Promise.withResolvers<Buffer>();
      running.waiting.set(orders, printed);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window.
      running.thread.postMessage(order);
      return await printed.promise;
    },
  };
}
