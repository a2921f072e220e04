// What every thread of a run knows: what was asked, which blocks there are, how positions are
// counted, and where the shared numbers lie. Everything here can be handed to another thread.

import type { ObservationField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import type { Encoding } from "../read/cell-text.ts";
import type { SharedRoster } from "../match/roster.ts";
import type { FoldedForm } from "../state/folded-form.ts";
import type { StateBlock } from "../state/state-block.ts";
import type { CompiledModule } from "./kernel/web-assembly.ts";
import type { Block } from "./planned-blocks.ts";

/**
 * How a file is read: its own text; text that was written out by us, whose rows name their own lines;
 * or, of a Parquet file, one row group after the other.
 */
export type FileReading = "text" | "spelled-out" | "row-groups";

/** One observation file as all threads see it. */
export interface EngineFile {
  readonly path: string;
  readonly encoding: Encoding;
  readonly reading: FileReading;
  /** Added to the cell of an offset in the file. */
  readonly firstCell: number;
  /** The reader of its plain rows, where it may have any: of its rows, or of its columns. */
  readonly compiled: CompiledModule | undefined;
}

export interface RunSetup {
  readonly policy: string;
  readonly asOf: number;
  readonly mappings: readonly string[];
  readonly files: readonly EngineFile[];
  /** In the order of files and of rows in them. */
  readonly blocks: readonly Block[];
  /** A position is an offset shifted right by this, counted through all files. */
  readonly cellShift: number;
  readonly cells: number;
  readonly roster: SharedRoster;
  /** 1 for people whose every sign matters. */
  readonly needsRecords: SharedArrayBuffer;
  /** Lines of each block. */
  readonly blockLines: SharedArrayBuffer;
  /** A bit a cell: the row that begins there repeats an earlier one. */
  readonly repeated: SharedArrayBuffer;
  readonly scratch: string;
  readonly state: StateSetup;
}

/** What a run takes from a kept state, and what it leaves in it. */
export interface StateSetup {
  /** In the order in which their rows were given: the first blocks of the run. */
  readonly blocks: readonly StateBlock[];
  /** Where the rows of this run are noted, one file a thread; undefined where none are. */
  readonly notesPath: string | undefined;
  /**
   * By kept row: to whom it belongs on this run's roster (`row-owners`), as far as an earlier run
   * found out; this run adds what it finds. Undefined where that is not kept.
   */
  readonly owners: SharedArrayBuffer | undefined;
  /** What an earlier run folded the kept rows into; undefined where all are folded anew. */
  readonly folded: FoldedForm | undefined;
}

export const NO_STATE: StateSetup = {
  blocks: [],
  notesPath: undefined,
  owners: undefined,
  folded: undefined,
};

export type PlannedObservations = readonly PlannedFile<ObservationField>[];

/** People are folded in ranges, each by one thread; so is what the bits of a fold record say. */
export const PARTITIONS = 512;
export const SLOT_COUNTED = 0;
export const SLOT_PAPER = 1;
export const SLOT_WAITING = 2;
export const SLOT_NONE = 3;

/** Bits that say where behind a row's first byte its source begins, + 1; 0 where it is not plain. */
export const SOURCE_BITS = 8;
/** A plain row whose source stands further off, or its reference not beside it. */
export const SOURCE_ELSEWHERE = 2 ** SOURCE_BITS - 1;
/** Bits of that and of where in its cell the row begins. */
export const PLACE_BITS = SOURCE_BITS + 4;

/** Days are counted from here in fold records, so that 20 bits hold them. */
export const FOLD_DAYS_FROM = -719_528;

/** What became of a row that was not rejected. */
export const ACCEPTED = 0;
export const NOT_ON_ROSTER = 1;
export const SUSPICIOUS = 2;

/** How many people share a fold range, as a power of two. */
export function rangeBits(people: number): number {
  return Math.max(10, Math.ceil(Math.log2(Math.max(1, people / 96))));
}

export function rangesOf(people: number): number {
  return Math.max(1, Math.ceil(people / 2 ** rangeBits(people)));
}

/** How far offsets are shifted: no two rows that are not rejected begin in one cell. */
export function cellShiftOf(files: PlannedObservations): number {
  const constants = (field: string): boolean =>
    files.some(({ plan }) =>
      plan.sources.some((source) => source.field === field && source.constant !== undefined),
    );
  // A number of five characters or a date of eight, a reference, a delimiter and a line end.
  const lacking = Number(constants("id_number")) + Number(constants("occurred_on"));
  return lacking === 0 ? 4 : lacking === 1 ? 3 : 1;
}
