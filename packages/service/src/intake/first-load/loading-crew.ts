// Who does the work of a first load: threads where the file is large, else this thread, a block at a
// time so that whoever waits is answered in between. Knows no connection.

import { availableParallelism } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import type { IndexedBlock, RosterPerson } from "@lingdai/matching";
import { isCutWrongly } from "@lingdai/matching";
import type { PeopleRows } from "@lingdai/store";

import type { CountedBenefits } from "./benefit-counts.ts";
import type { BlockToLoad, LoadSetup, LoadedBlock } from "./load-block.ts";
import { BlockLoading } from "./load-block.ts";

export type Ask =
  | { readonly type: "index"; readonly block: number }
  | { readonly type: "load"; readonly block: number; readonly plan: BlockToLoad }
  | { readonly type: "add"; readonly people: readonly RosterPerson[]; readonly firstId: number }
  | { readonly type: "count" };

interface Found {
  readonly index: IndexedBlock;
  readonly load: LoadedBlock;
  readonly add: { readonly rows: PeopleRows };
  readonly count: CountedBenefits;
}

export type Answer =
  | { readonly found: Found[Ask["type"]] }
  | { readonly error: unknown; readonly isCutWrongly: boolean };

/** The blocks were cut inside a record: they are to be cut by records. */
export class CutWrongly extends Error {}

/** One of the crew: answers one question after the other. */
export interface Loader {
  ask<Asked extends Ask>(ask: Asked): Promise<Found[Asked["type"]]>;
  dismiss(): Promise<void>;
}

/** Larger files are worth the half second that a thread needs to begin. */
const THREADS_FROM_BYTES = 32 * 1024 * 1024;
/** The server that takes the rows in needs a core too; more wait for it. */
const THREADS_MAX = 4;

/** What a row leaves behind lives shortly: with more room less of it is moved before it dies. */
const YOUNG_MEGABYTES = 96;

/** How a first roster is read; absent: as its size asks for. */
export interface Pieces {
  /** None: on this thread. */
  readonly threads: number;
  readonly blockBytes: number;
  /** What a thread runs; absent: `roster-thread.ts`. A benchmark leaves a part of the work out. */
  readonly thread?: URL | undefined;
}

const ROSTER_THREAD = new URL("roster-thread.ts", import.meta.url);

export function piecesFor(bytes: number): Pieces {
  return bytes < THREADS_FROM_BYTES
    ? { threads: 0, blockBytes: 256 * 1024 }
    : { threads: Math.min(THREADS_MAX, availableParallelism()), blockBytes: 4 * 1024 * 1024 };
}

export async function beginCrew(
  setup: LoadSetup,
  { threads, thread = ROSTER_THREAD }: Pieces,
): Promise<readonly Loader[]> {
  if (threads === 0) return [new HereLoader(await BlockLoading.begin(setup))];
  return Array.from({ length: threads }, () => new ThreadLoader(thread, setup));
}

/** What a piece of work gives, on whichever thread. */
export function carryOut(loading: BlockLoading, ask: Ask): Found[Ask["type"]] {
  switch (ask.type) {
    case "index":
      return loading.index(ask.block);
    case "load":
      return loading.load(ask.block, ask.plan);
    case "add":
      return { rows: loading.add(ask.people, ask.firstId) };
    case "count":
      return loading.count();
  }
}

class HereLoader implements Loader {
  readonly #loading: BlockLoading;

  constructor(loading: BlockLoading) {
    this.#loading = loading;
  }

  async ask<Asked extends Ask>(ask: Asked): Promise<Found[Asked["type"]]> {
    await nextTurn();
    try {
      return carryOut(this.#loading, ask) as Found[Asked["type"]];
    } catch (error) {
      throw isCutWrongly(error) ? new CutWrongly() : error;
    }
  }

  async dismiss(): Promise<void> {
    await Promise.resolve();
    this.#loading.close();
  }
}

class ThreadLoader implements Loader {
  readonly #worker: Worker;

  constructor(thread: URL, workerData: LoadSetup) {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MEGABYTES };
    this.#worker = new Worker(thread, { workerData, resourceLimits });
  }

  async ask<Asked extends Ask>(ask: Asked): Promise<Found[Asked["type"]]> {
    const worker = this.#worker;
    return await new Promise((resolve, reject) => {
      const end = (error: unknown): void => {
        worker.off("message", onAnswer).off("error", end).off("exit", onExit);
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const onExit = (): void => {
        end(new Error("a thread ended before its work"));
      };
      const onAnswer = (answer: Answer): void => {
        if ("error" in answer) {
          end(answer.isCutWrongly ? new CutWrongly() : answer.error);
          return;
        }
        worker.off("message", onAnswer).off("error", end).off("exit", onExit);
        resolve(answer.found as Found[Asked["type"]]);
      };
      worker.on("message", onAnswer).on("error", end).on("exit", onExit);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window.
      worker.postMessage(ask);
    });
  }

  async dismiss(): Promise<void> {
    await this.#worker.terminate();
  }
}
