// What one thread does in each phase of a run: it takes the next piece of work until none is left,
// and then hands over what it found. Phases follow one another; within a phase threads share
// nothing but numbers of which each writes its own.

import { findPack } from "@lingdai/policy/batch";
import type { CertificationWindow, Pack } from "@lingdai/policy/batch";

import type { ObservationRules } from "../judge/judge-observation.ts";
import { Roster } from "../match/roster.ts";
import {
  OBSERVATION_FIELDS,
  REQUIRED_OBSERVATION_FIELDS,
  REQUIRED_ROSTER_FIELDS,
  ROSTER_FIELDS,
} from "../read/fields.ts";
import { readGivenMappings } from "../read/given-mappings.ts";
import { planFile } from "../read/input-files.ts";
import type { DigestedPiece } from "../state/roster-digest.ts";
import type { ImageStretch } from "../state/shared-image.ts";
import { readStretch } from "../state/shared-image.ts";
import { BlockFinder } from "./block-finder.ts";
import type { ParsedShare } from "./block-parser.ts";
import { BlockParser } from "./block-parser.ts";
import type { ConcludedShare, ConcludingSetup } from "./conclusion-lines.ts";
import { ConclusionLines, STRETCH_ROWS } from "./conclusion-lines.ts";
import type { SharedLog } from "./chunked-log.ts";
import type { SharedTexts } from "./evidence-texts.ts";
import type { FoldedShare, SharedStandings } from "./fold-ranges.ts";
import { RangeFolding } from "./fold-ranges.ts";
import type { GatheringSetup } from "./gather-evidence.ts";
import { EvidenceGathering } from "./gather-evidence.ts";
import { getGroups } from "./group-plan.ts";
import type { OrderedTable, SharedOrder } from "./ordered-tables.ts";
import { OrderedTables } from "./ordered-tables.ts";
import type { Block } from "./planned-blocks.ts";
import type { ReadPart, RosterSetup, RosterShare } from "./roster-parser.ts";
import { RosterParser } from "./roster-parser.ts";
import type { PlannedObservations, RunSetup } from "./run-setup.ts";
import type { SharedKeptTexts } from "./kept-texts.ts";
import { KeptTexts } from "./kept-texts.ts";
import { MatchedRows } from "./matched-rows.ts";
import { PARTITIONS, rangesOf } from "./run-setup.ts";
import type { Settled } from "./settle-references.ts";
import { ReferenceSettlement } from "./settle-references.ts";
import { settleTies } from "./settle-ties.ts";
import type { NotedSigns } from "./signs-noted.ts";
import { StateMatching } from "./state-matching.ts";
import { planSpelledOut } from "./spelled-out.ts";

/** Each phase with what it needs besides what was set up. */
export type Phase =
  /** Reads images that are of use if a file is the one expected; digests that piece by piece. */
  | {
      readonly name: "read-ahead";
      readonly path: string;
      readonly pieces: number;
      readonly stretches: readonly ImageStretch[];
    }
  | { readonly name: "roster"; readonly setup: RosterSetup }
  /** Takes a run on; every phase below goes on with it. */
  | { readonly name: "begin"; readonly setup: RunSetup }
  | { readonly name: "parse" }
  /** Takes what the rows of a kept state have to add to their folded form; only where there is one. */
  | { readonly name: "add-kept" }
  /** Takes more kept rows, of people who came to need all their signs meanwhile. */
  | { readonly name: "recall" }
  | { readonly name: "settle"; readonly logs: readonly SharedLog[] }
  | {
      readonly name: "fold";
      readonly logs: readonly SharedLog[];
      readonly standings: SharedStandings;
    }
  | ({ readonly name: "gather" } & GatheringSetup)
  | {
      readonly name: "ties";
      readonly ties: readonly NotedSigns[];
      readonly standings: SharedStandings;
      readonly texts: readonly SharedTexts[];
    }
  | {
      readonly name: "conclude";
      readonly concluding: ConcludingSetup;
      readonly windows: readonly CertificationWindow[];
      readonly tables: readonly OrderedTable[];
      readonly order: SharedOrder;
    };

/** What a phase finds, thread by thread. */
export interface Found {
  readonly "read-ahead": {
    readonly pieces: readonly DigestedPiece[];
    /** Numbers of stretches that are not as they were written, or cannot be read. */
    readonly unsound: readonly number[];
  };
  readonly roster: RosterShare;
  readonly begin: undefined;
  readonly parse: ParsedShare;
  readonly "add-kept": KeptShare;
  readonly recall: {
    readonly signs: SharedLog;
    readonly rows: number;
    readonly texts: SharedKeptTexts;
  };
  readonly settle: Settled;
  readonly fold: FoldedShare;
  readonly gather: SharedTexts;
  readonly ties: undefined;
  readonly conclude: ConcludedShare;
}

/** What one thread took of the rows of a kept state. */
export interface KeptShare {
  readonly references: SharedLog;
  readonly signs: SharedLog;
  /** `STATE_COUNTS` numbers. */
  readonly stateCounts: Float64Array;
  /** Of the rows that were taken one by one. */
  readonly texts: SharedKeptTexts;
  /** How many people came to need all their signs. */
  readonly needed: number;
}

/** Takes the good rows of a block of the roster, while other blocks are still being read. */
export type OnPart = (part: ReadPart) => void;

const TICKET = 0;
const GIVEN_UP = 1;

/** The run was given up by another thread or from outside. */
export class GivenUp extends Error {
  constructor() {
    super("the run was given up");
  }
}

/** Numbers that all threads share from first to last. */
export interface SharedTickets {
  /** [0] the next piece of work, [1] 1 where the run was given up. */
  readonly tickets: SharedArrayBuffer;
  /** By thread: bytes read or rows concluded, and rows read, for who shows progress. */
  readonly progress: SharedArrayBuffer;
}

/** A byte tells in whose texts evidence stands: a folded form's, or in one of three a thread. */
export const THREADS_MAX = 84;

export function sharedTickets(): SharedTickets {
  return {
    tickets: new SharedArrayBuffer(8),
    progress: new SharedArrayBuffer(THREADS_MAX * 2 * 8),
  };
}

/** The run that was taken on. */
interface TakenRun {
  readonly setup: RunSetup;
  readonly planned: PlannedObservations;
  readonly pack: Pack;
  readonly roster: Roster;
}

export class ThreadWork {
  readonly #thread: number;
  readonly #tickets: Int32Array;
  readonly #progress: Float64Array;
  #taken: TakenRun | undefined;

  constructor({ tickets, progress }: SharedTickets, thread: number) {
    this.#thread = thread;
    this.#tickets = new Int32Array(tickets);
    this.#progress = new Float64Array(progress);
  }

  /** Does a share of a phase; `pause` is asked between two pieces of work. */
  async run(
    phase: Phase,
    pause: () => Promise<void> | undefined,
    onPart: OnPart,
  ): Promise<Found[Phase["name"]]> {
    switch (phase.name) {
      case "read-ahead":
        return await this.#readAhead(phase, pause);
      case "roster":
        return await this.#readRoster(phase.setup, pause, onPart);
      case "begin":
        this.#taken = await take(phase.setup);
        return undefined;
      case "parse":
        return await this.#parse(pause);
      case "add-kept":
        return await this.#addKept(pause);
      case "recall":
        return await this.#recall(pause);
      case "settle": {
        const { repeated, files, state } = this.#run.setup;
        const known = state.folded?.known ?? [];
        const settlement = new ReferenceSettlement(phase.logs, repeated, files, known);
        await this.#eachTicket(PARTITIONS, pause, (partition) => {
          settlement.settle(partition);
        });
        return settlement.share();
      }
      case "fold": {
        const { repeated, needsRecords, blocks } = this.#run.setup;
        const { people } = this.#run.roster;
        const { logs, standings } = phase;
        const found = { finder: new BlockFinder(this.#run.setup), count: blocks.length };
        const folding = new RangeFolding(logs, repeated, needsRecords, standings, people, found);
        await this.#eachTicket(rangesOf(people), pause, (range) => {
          folding.fold(range);
        });
        return folding.share();
      }
      case "gather":
        return await this.#gather(phase, pause);
      case "ties": {
        const { ties, standings, texts } = phase;
        const { people } = this.#run.roster;
        await this.#eachTicket(ties.length, pause, (share) => {
          const list = ties[share];
          if (list !== undefined) settleTies(list, standings, texts, people);
        });
        return undefined;
      }
      case "conclude":
        return await this.#conclude(phase, pause);
    }
  }

  get #run(): TakenRun {
    if (this.#taken === undefined) throw new Error("no run was taken on");
    return this.#taken;
  }

  async #readAhead(
    { path, pieces, stretches }: Extract<Phase, { name: "read-ahead" }>,
    pause: () => Promise<void> | undefined,
  ): Promise<Found["read-ahead"]> {
    const digest =
      pieces === 0
        ? undefined
        : new (await import("../state/roster-digest.ts")).FileDigest(path, pieces);
    const unsound: number[] = [];
    try {
      await this.#eachTicket(stretches.length + pieces, pause, (ticket) => {
        const stretch = stretches[ticket];
        if (stretch === undefined) digest?.take(ticket - stretches.length);
        else if (!readStretch(stretch)) unsound.push(ticket);
      });
      return { pieces: digest?.taken ?? [], unsound };
    } finally {
      digest?.close();
    }
  }

  async #readRoster(
    setup: RosterSetup,
    pause: () => Promise<void> | undefined,
    onPart: OnPart,
  ): Promise<RosterShare> {
    const { path } = setup;
    const mappings = await readGivenMappings(setup.mappings);
    const planned = await planFile(path, mappings, ROSTER_FIELDS, REQUIRED_ROSTER_FIELDS);
    const file = setup.reading === "row-groups" ? getGroups(planned) : planned;
    const parser = new RosterParser(setup, file, this.#thread);
    try {
      await this.#eachTicket(setup.blocks.length, pause, (block) => {
        this.#tell(setup.blocks[block], parser.parse(block));
        onPart({ block, part: parser.part });
      });
      return parser.share();
    } finally {
      parser.close();
    }
  }

  async #parse(pause: () => Promise<void> | undefined): Promise<ParsedShare> {
    const { blocks, state } = this.#run.setup;
    const parser = new BlockParser(
      this.#run.setup,
      this.#run.planned,
      this.#run.pack,
      this.#run.roster,
      this.#thread,
    );
    try {
      // Kept rows that are folded already are not taken one by one.
      const first = state.folded === undefined ? 0 : state.blocks.length;
      await this.#eachTicket(blocks.length - first, pause, (ticket) => {
        const block = first + ticket;
        const rows = parser.parse(block);
        // Blocks of a kept state are no bytes of files.
        if (block >= state.blocks.length) this.#tell(blocks[block], rows);
      });
      return parser.share();
    } finally {
      parser.close();
    }
  }

  async #addKept(pause: () => Promise<void> | undefined): Promise<KeptShare> {
    const matched = this.#matchedRows();
    const texts = new KeptTexts();
    const stateCounts = await this.#eachKept(matched, texts, pause, (state, block, position) => {
      state.addToFolded(block, position);
    });
    const { needed } = matched;
    return { ...matched.share(), stateCounts, texts: texts.share(), needed };
  }

  async #recall(pause: () => Promise<void> | undefined): Promise<Found["recall"]> {
    const matched = this.#matchedRows();
    const texts = new KeptTexts();
    let rows = 0;
    await this.#eachKept(matched, texts, pause, (state, block, position) => {
      rows += state.recall(block, position);
    });
    return { signs: matched.share().signs, rows, texts: texts.share() };
  }

  #matchedRows(): MatchedRows {
    const { setup, pack, roster } = this.#run;
    const needsRecords = new Uint8Array(setup.needsRecords);
    return new MatchedRows(pack, setup.asOf, roster.people, needsRecords);
  }

  /** Goes through the blocks of a kept state; the counts of their rows are given back. */
  async #eachKept(
    matched: MatchedRows,
    texts: KeptTexts,
    pause: () => Promise<void> | undefined,
    work: (state: StateMatching, block: number, firstPosition: number) => void,
  ): Promise<Float64Array> {
    const { setup, roster } = this.#run;
    const state = new StateMatching(setup, this.#rules, roster, matched, texts);
    try {
      await this.#eachTicket(setup.state.blocks.length, pause, (block) => {
        work(state, block, (setup.blocks[block]?.from ?? 0) / 2 ** setup.cellShift);
      });
      return state.counts;
    } finally {
      state.close();
    }
  }

  get #rules(): ObservationRules {
    const { setup, pack } = this.#run;
    return { asOf: setup.asOf, arrivesWhenItOccurs: pack.observationsArriveWhenTheyOccur };
  }

  async #gather(
    phase: Extract<Phase, { name: "gather" }>,
    pause: () => Promise<void> | undefined,
  ): Promise<SharedTexts> {
    const gathering = new EvidenceGathering(
      this.#run.setup,
      this.#run.planned,
      this.#rules,
      this.#thread,
      phase,
    );
    try {
      await this.#eachTicket(this.#run.setup.blocks.length, pause, (block) => {
        gathering.gather(block);
      });
      return gathering.share();
    } finally {
      gathering.close();
    }
  }

  async #conclude(
    { concluding, windows, tables, order }: Extract<Phase, { name: "conclude" }>,
    pause: () => Promise<void> | undefined,
  ): Promise<ConcludedShare> {
    const { rows } = this.#run.roster;
    const lines = new ConclusionLines(
      this.#run.pack,
      this.#run.setup.asOf,
      windows,
      this.#run.roster,
      concluding,
    );
    const written = new OrderedTables(tables, order);
    const parts = [lines.conclusions, lines.uncertified, lines.changes];
    try {
      await this.#eachTicket(Math.ceil(rows / STRETCH_ROWS), pause, async (stretch) => {
        const from = stretch * STRETCH_ROWS;
        const to = Math.min(rows, from + STRETCH_ROWS);
        lines.conclude(from, to);
        await written.write(stretch, parts, () => {
          this.#throwIfGivenUp();
        });
        const at = this.#thread * 2;
        this.#progress[at] = (this.#progress[at] ?? 0) + to - from;
      });
      await written.drain();
      return lines.share();
    } finally {
      await written.close();
    }
  }

  async #eachTicket(
    pieces: number,
    pause: () => Promise<void> | undefined,
    work: (piece: number) => Promise<void> | void,
  ): Promise<void> {
    for (;;) {
      const piece = Atomics.add(this.#tickets, TICKET, 1);
      if (piece >= pieces) return;
      this.#throwIfGivenUp();
      await work(piece);
      await pause();
    }
  }

  /** Each thread has its own two places, so that none is written by two. */
  #tell(block: Block | undefined, rows: number): void {
    const at = this.#thread * 2;
    const bytes = block === undefined ? 0 : block.to - block.from;
    this.#progress[at] = (this.#progress[at] ?? 0) + bytes;
    this.#progress[at + 1] = (this.#progress[at + 1] ?? 0) + rows;
  }

  #throwIfGivenUp(): void {
    if (Atomics.load(this.#tickets, GIVEN_UP) !== 0) throw new GivenUp();
  }
}

/** Makes the first piece of work the next one again, of a phase that nobody has given up. */
export function resetTickets({ tickets, progress }: SharedTickets): void {
  const numbers = new Int32Array(tickets);
  Atomics.store(numbers, TICKET, 0);
  Atomics.store(numbers, GIVEN_UP, 0);
  new Float64Array(progress).fill(0);
}

export function giveUp({ tickets }: SharedTickets): void {
  Atomics.store(new Int32Array(tickets), GIVEN_UP, 1);
}

/** This thread's own reading of what was planned; its files have been judged before. */
async function take(setup: RunSetup): Promise<TakenRun> {
  const pack = findPack(setup.policy);
  if (pack === undefined) throw new RangeError(`no pack ${setup.policy}`);
  const mappings = await readGivenMappings(setup.mappings);
  const planned = await Promise.all(
    setup.files.map(async ({ path, reading }) => {
      if (reading === "spelled-out") return await planSpelledOut(path);
      const file = await planFile(path, mappings, OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS);
      return reading === "text" ? file : getGroups(file);
    }),
  );
  return { setup, planned, pack, roster: new Roster(setup.roster) };
}
