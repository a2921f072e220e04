// Who does the work of a run: this thread alone, or some threads beside it. Either way every phase
// gives one share a thread, and a run that is given up ends everywhere.

import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "node:worker_threads";

import { UnusableInput } from "../unusable-input.ts";
import { giveBack } from "./give-back.ts";
import { LeftToDatabase } from "./group-reader.ts";
import { QuoteAcrossBlocks } from "./text-pieces.ts";
import { ThreadsAhead } from "./threads-ahead.ts";
import type { ReadPart } from "./roster-parser.ts";
import type { Found, OnPart, Phase, SharedTickets } from "./thread-work.ts";
import {
  GivenUp,
  THREADS_MAX,
  ThreadWork,
  giveUp,
  resetTickets,
  sharedTickets,
} from "./thread-work.ts";

/** How often this thread looks up while it waits for others. */
const LOOK_UP_MS = 100;

export interface Crew {
  /** Runs a phase to its end; one share a thread. Parts of a roster are given out as they are read. */
  run<Name extends Phase["name"]>(
    phase: Extract<Phase, { name: Name }>,
    onPart?: OnPart,
  ): Promise<readonly Found[Name][]>;
  /** Ends every thread. */
  dismiss(): Promise<void>;
}

export interface CrewHooks {
  readonly signal?: AbortSignal | undefined;
  /** Now and then while a phase runs: bytes read or rows concluded in it, and rows read. */
  readonly onTurn: (done: number, rows: number) => void;
}

/** The phases whose pieces of work take long enough for a turn of the event loop each. */
const LARGE_PIECES: ReadonlySet<Phase["name"]> = new Set([
  "read-ahead",
  "roster",
  "parse",
  "conclude",
]);

/** An error as it travels from one thread to another. */
export type SentError =
  | { readonly kind: "unusable"; readonly where: string; readonly message: string }
  | { readonly kind: "quote"; readonly file: number }
  | { readonly kind: "database"; readonly file: number; readonly message: string }
  | { readonly kind: "given-up" }
  | {
      readonly kind: "system";
      readonly code: string;
      readonly syscall: string;
      readonly message: string;
    }
  | { readonly kind: "defect"; readonly message: string };

export type Answer =
  | { readonly found: Found[Phase["name"]] }
  | { readonly part: ReadPart }
  | { readonly error: SentError };

export interface WorkerStart {
  readonly shared: SharedTickets;
  readonly thread: number;
}

function partUnexpected(): void {
  throw new Error("only a roster has parts");
}

/** Calls so many threads; one of them is this thread itself, others may have been started ahead. */
export function callCrew(threads: number, hooks: CrewHooks, ahead = new ThreadsAhead(0)): Crew {
  return new ThreadCrew(ahead.take(Math.min(threads, THREADS_MAX) - 1), hooks);
}

/**
 * This thread and some beside it. It works too, and looks up between two pieces of work: another
 * thread in its place would cost a second of the processor until it is warm.
 */
class ThreadCrew implements Crew {
  readonly #shared = sharedTickets();
  readonly #own = new ThreadWork(this.#shared, 0);
  readonly #hooks: CrewHooks;
  readonly #workers: readonly Worker[];

  constructor(workers: readonly Worker[], hooks: CrewHooks) {
    this.#hooks = hooks;
    this.#workers = workers;
    for (const [at, worker] of workers.entries()) {
      const start: WorkerStart = { shared: this.#shared, thread: at + 1 };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window.
      worker.postMessage(start);
    }
  }

  async run<Name extends Phase["name"]>(
    phase: Extract<Phase, { name: Name }>,
    onPart: OnPart = partUnexpected,
  ): Promise<readonly Found[Name][]> {
    resetTickets(this.#shared);
    giveBack();
    const asked = this.#workers.map((worker) => this.#ask(worker, phase, onPart));
    const all = Promise.allSettled([this.#takePart(phase, onPart), ...asked]);
    let settled: Awaited<typeof all> | undefined;
    do {
      settled = await Promise.race([all, sleep(LOOK_UP_MS, undefined, { ref: false })]);
      this.#lookUp();
    } while (settled === undefined);
    this.#hooks.signal?.throwIfAborted();
    const failures = settled.flatMap((each): readonly unknown[] =>
      each.status === "rejected" ? [each.reason] : [],
    );
    if (failures.length > 0)
      throw failures.find((error) => !(error instanceof GivenUp)) ?? failures[0];
    return settled.flatMap((each) =>
      each.status === "fulfilled" ? [each.value as Found[Name]] : [],
    );
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #lookUp(): void {
    this.#hooks.onTurn(...progressIn(this.#shared));
    if (this.#hooks.signal?.aborted === true) giveUp(this.#shared);
  }

  async #takePart(phase: Phase, onPart: OnPart): Promise<Found[Phase["name"]]> {
    let turn = 0;
    const pause = async (): Promise<void> => {
      this.#lookUp();
      await nextTurn();
    };
    // Small pieces are many: a turn of the event loop for each would cost more than they do.
    const pauseRarely = (): Promise<void> | undefined => {
      turn += 1;
      return turn % 16 === 0 ? pause() : undefined;
    };
    try {
      const isLarge = LARGE_PIECES.has(phase.name);
      return await this.#own.run(phase, isLarge ? pause : pauseRarely, onPart);
    } catch (error) {
      giveUp(this.#shared);
      throw error;
    }
  }

  #ask(worker: Worker, phase: Phase, onPart: OnPart): Promise<Found[Phase["name"]]> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => {
        fail(new Error("a thread ended before its work"));
      };
      const release = (): void => {
        worker.off("message", onAnswer).off("error", fail).off("exit", onExit);
      };
      const fail = (error: unknown): void => {
        release();
        giveUp(this.#shared);
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const take = (part: ReadPart): void => {
        try {
          onPart(part);
        } catch (error) {
          fail(error);
        }
      };
      const onAnswer = (answer: Answer): void => {
        if ("error" in answer) fail(received(answer.error));
        else if ("part" in answer) take(answer.part);
        else {
          release();
          resolve(answer.found);
        }
      };
      worker.on("message", onAnswer).on("error", fail).on("exit", onExit);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window.
      worker.postMessage(phase);
    });
  }
}

function progressIn({ progress }: SharedTickets): readonly [done: number, rows: number] {
  const numbers = new Float64Array(progress);
  let done = 0;
  let rows = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    done += numbers[at] ?? 0;
    rows += numbers[at + 1] ?? 0;
  }
  return [done, rows];
}

/** What another thread must know of an error. */
export function sent(error: unknown): SentError {
  if (error instanceof QuoteAcrossBlocks) return { kind: "quote", file: error.file };
  if (error instanceof LeftToDatabase) {
    return { kind: "database", file: error.file, message: error.message };
  }
  if (error instanceof GivenUp) return { kind: "given-up" };
  if (error instanceof UnusableInput) {
    return { kind: "unusable", where: error.where, message: error.message };
  }
  if (!(error instanceof Error)) return { kind: "defect", message: String(error) };
  if ("syscall" in error && "code" in error) {
    const { code, syscall, message } = error;
    return { kind: "system", code: String(code), syscall: String(syscall), message };
  }
  return { kind: "defect", message: error.stack ?? error.message };
}

function received(error: SentError): Error {
  switch (error.kind) {
    case "quote":
      return new QuoteAcrossBlocks(error.file);
    case "database":
      return new LeftToDatabase(error.file, error.message);
    case "given-up":
      return new GivenUp();
    case "unusable":
      return UnusableInput.again(error.where, error.message);
    case "system":
      return Object.assign(new Error(error.message), { code: error.code, syscall: error.syscall });
    case "defect":
      return new Error(error.message);
  }
}
