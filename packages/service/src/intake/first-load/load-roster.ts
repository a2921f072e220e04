// A roster file of text into an empty record, in two passes over its blocks: whose rows stand apart,
// then everybody's rows of the record's tables, made by the crew and copied by one connection in one
// transaction. Knows neither how rows are read nor what stands in them.

import type {
  HeldPeople,
  IndexedBlock,
  PlannedBlock,
  RosterBlocks,
  RosterPerson,
} from "@lingdai/matching";
import { RosterIndex, cutRoster } from "@lingdai/matching";
import type { planRoster } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import type { FileCounts, FirstLoad, IntakeSession, SealingKeys } from "@lingdai/store";
import { keepRejected, saveUnits } from "@lingdai/store";

import { unitOf } from "../roster-person.ts";
import type { RegionRows } from "../regions.ts";
import { BenefitCounts } from "./benefit-counts.ts";
import type { Loader, Pieces } from "./loading-crew.ts";
import { CutWrongly, beginCrew } from "./loading-crew.ts";
import { UnitsTold } from "./units-told.ts";

export type PlannedRoster = Awaited<ReturnType<typeof planRoster>>;

export interface RosterToLoad {
  readonly plan: PlannedRoster;
  readonly mappings: readonly string[];
  readonly day: Day;
  readonly regions: RegionRows;
  readonly keys: SealingKeys;
  readonly pieces: Pieces;
  readonly signal: AbortSignal | undefined;
}

export interface LoadedRoster {
  readonly counts: FileCounts;
  readonly people: number;
}

/** A roster of which it is known whose rows stand apart; the crew is to be dismissed. */
export class IndexedRoster {
  readonly #crew: readonly Loader[];
  readonly #blocks: readonly PlannedBlock[];
  readonly #held: HeldPeople;
  readonly #rows: number;
  readonly #signal: AbortSignal | undefined;

  private constructor(
    crew: readonly Loader[],
    index: RosterIndex,
    signal: AbortSignal | undefined,
  ) {
    this.#crew = crew;
    const { blocks, held } = index.plan();
    this.#blocks = blocks;
    this.#held = held;
    this.#rows = index.rows;
    this.#signal = signal;
  }

  /** Undefined for a file that is not delimited text. */
  static async read(roster: RosterToLoad): Promise<IndexedRoster | undefined> {
    const { plan, pieces } = roster;
    const blocks = await cutRoster(plan, "at-line-feeds", pieces.blockBytes);
    if (blocks === undefined) return undefined;
    try {
      return await IndexedRoster.#index(roster, blocks);
    } catch (error) {
      const exact =
        error instanceof CutWrongly
          ? await cutRoster(plan, "by-records", pieces.blockBytes)
          : undefined;
      if (exact === undefined) throw error;
      return await IndexedRoster.#index(roster, exact);
    }
  }

  static async #index(roster: RosterToLoad, blocks: RosterBlocks): Promise<IndexedRoster> {
    const { plan, mappings, day, regions, keys, pieces, signal } = roster;
    const setup = { path: plan.path, mappings, blocks, day, regions, keys };
    const crew = await beginCrew(setup, pieces);
    try {
      const index = new RosterIndex(blocks.firstLine);
      const found: IndexedBlock[] = [];
      await shareOut(crew, blocks.blocks.length, async (loader, block) => {
        signal?.throwIfAborted();
        found[block] = await loader.ask({ type: "index", block });
      });
      for (const block of found) index.add(block);
      return new IndexedRoster(crew, index, signal);
    } catch (error) {
      await dismiss(crew);
      throw error;
    }
  }

  /** Everybody into the load that has begun. */
  async load(session: IntakeSession, load: FirstLoad, sourceFileId: number): Promise<LoadedRoster> {
    const firstIds = this.#blocks.map(({ people }) => load.reserve(people));
    const units = new UnitsTold();
    let rejected = 0;
    let people = 0;
    const writer = new Turns();
    try {
      await shareOut(this.#crew, this.#blocks.length, async (loader, at) => {
        this.#signal?.throwIfAborted();
        const [plan, firstId] = [this.#blocks[at], firstIds[at]];
        if (plan === undefined || firstId === undefined) throw new RangeError(`no block ${at}`);
        const block = await loader.ask({ type: "load", block: at, plan: { ...plan, firstId } });
        const whole = block.held.map((line) => this.#held.take(line)).filter(isPerson);
        people += block.people + whole.length;
        rejected += block.rejects.length;
        for (const unit of block.units) units.tell(unit, unit.line);
        for (const { lines } of whole)
          for (const line of lines) units.tell(unitOf(line), line.line);
        const firstOfWhole = load.reserve(whole.length);
        const added =
          whole.length === 0
            ? undefined
            : await loader.ask({ type: "add", people: whole, firstId: firstOfWhole });
        // Written while this one of the crew goes on with the next block.
        await writer.hand(loader, async () => {
          await load.copy(block.rows);
          if (added !== undefined) await load.copy(added.rows);
          await keepRejected(session, sourceFileId, block.rejects);
        });
      });
    } finally {
      // Whatever failed: nothing is being written any more when the transaction is given up.
      await writer.settled();
    }
    await writer.end();
    const counts = new BenefitCounts();
    for (const loader of this.#crew) counts.add(await loader.ask({ type: "count" }));
    await load.copyCounts(counts.byPlace());
    await saveUnits(session, units.all);
    const rows = this.#rows;
    const { duplicate } = this.#held;
    const accepted = rows - rejected - duplicate;
    const rowCounts = { rows, accepted, rejected, duplicate, notOnRoster: 0, suspicious: 0 };
    return { counts: rowCounts, people };
  }

  async dismiss(): Promise<void> {
    await dismiss(this.#crew);
  }
}

/** Each of the crew takes the next block until none is left, or one of them has failed. */
async function shareOut(
  crew: readonly Loader[],
  blocks: number,
  work: (loader: Loader, block: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const ended = await Promise.allSettled(
    crew.map(async (loader) => {
      try {
        for (let block = next++; block < blocks; block = next++) await work(loader, block);
      } catch (error) {
        next = blocks;
        throw error;
      }
    }),
  );
  for (const each of ended) if (each.status === "rejected") throw each.reason;
}

/** One connection takes what a whole crew makes: in turn, and of each maker one block at a time. */
class Turns {
  readonly #handed = new Map<Loader, Promise<void>>();
  #turn: Promise<void> = Promise.resolve();

  /** Resolves once what this maker handed before is written. */
  async hand(maker: Loader, write: () => Promise<void>): Promise<void> {
    await this.#handed.get(maker);
    this.#turn = this.#turn.then(write);
    // A failure is told by the next wait; until then it is nobody's.
    this.#turn.catch(() => {});
    this.#handed.set(maker, this.#turn);
  }

  /** Resolves once everything is written; rejects where something could not be. */
  async end(): Promise<void> {
    await this.#turn;
  }

  /** Resolves once nothing is being written any more. */
  settled(): Promise<void> {
    return this.#turn.catch(() => {});
  }
}

async function dismiss(crew: readonly Loader[]): Promise<void> {
  await Promise.all(crew.map(async (loader) => await loader.dismiss()));
}

function isPerson(person: RosterPerson | undefined): person is RosterPerson {
  return person !== undefined;
}
