// A roster that is delimited text, or Parquet that is read by row groups: its blocks are read by all
// threads, and joined in their order while others are still being read, for only then is it known
// which row of a document came first. Knows no observations.

import type { RosterReading } from "../match/read-roster.ts";
import type { PersonSample } from "../match/person-sample.ts";
import { Roster } from "../match/roster.ts";
import type { SharedPart } from "../match/roster-part.ts";
import { RosterPart } from "../match/roster-part.ts";
import type { Encoding } from "../read/cell-text.ts";
import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import type { RowGroup } from "../read/parquet/row-groups.ts";
import { readSpools } from "./block-spool.ts";
import type { Crew } from "./crew.ts";
import { compiledReader } from "./kernel/compiled-reader.ts";
import type { RosterForm } from "./kernel/reader-form.ts";
import { COLUMN_FORM, rosterForm } from "./kernel/reader-form.ts";
import type { Block, FileContent } from "./planned-blocks.ts";
import { NO_TEXT, cutAtLineFeeds, cutByRecords, findContent } from "./planned-blocks.ts";
import type { ReadPart, RosterSetup, RosterShare } from "./roster-parser.ts";
import { QuoteAcrossBlocks } from "./text-pieces.ts";

const BLOCK_BYTES = 1024 * 1024;
/** Blocks differ a little; memory that is reserved and not touched costs nothing. */
const MARGIN = 1.05;

export interface RosterTask {
  readonly file: PlannedFile<RosterField>;
  readonly mappings: readonly string[];
  readonly asOf: number;
  readonly scratch: string;
  readonly sample: PersonSample | undefined;
  readonly blockBytes?: number | undefined;
  /** A rejected row: its line in the file and its other cells as they are written. */
  readonly onReject: (line: number, cells: string) => void;
}

/** Reads a planned roster whole. */
export async function readTextRoster(task: RosterTask, crew: Crew): Promise<RosterReading> {
  const { file, blockBytes = BLOCK_BYTES } = task;
  if (file.groups !== undefined) {
    return await readBlocks(task, crew, NO_TEXT, groupBlocks(file.groups, file.bytes));
  }
  const content = findContent(file.path, file.bytes, file.format);
  const cut = cutAtLineFeeds(file.path, 0, content, blockBytes);
  if (cut !== undefined) {
    try {
      return await readBlocks(task, crew, content, cut);
    } catch (error) {
      // A line feed in quotes was taken for the end of a row: the file is cut by its records.
      if (!(error instanceof QuoteAcrossBlocks)) throw error;
    }
  }
  const exact = cutByRecords(file.path, 0, content, file.format, blockBytes);
  return await readBlocks(task, crew, content, exact);
}

/** The row groups, each with its share of the file. */
function groupBlocks(groups: readonly RowGroup[], bytes: number): readonly Block[] {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  let to = 0;
  return groups.map((each, group) => {
    const from = to;
    to += (bytes * each.rows) / rows;
    return { file: 0, from, to, isOverlong: false, isProved: true, group };
  });
}

async function readBlocks(
  task: RosterTask,
  crew: Crew,
  { encoding, firstLine }: FileContent,
  blocks: readonly Block[],
): Promise<RosterReading> {
  const { file, mappings, asOf, scratch } = task;
  const blockLines = new SharedArrayBuffer(blocks.length * 4);
  const form = file.groups === undefined ? formOf(file, encoding) : COLUMN_FORM;
  const setup: RosterSetup = {
    path: file.path,
    reading: file.groups === undefined ? "text" : "row-groups",
    mappings,
    asOf,
    encoding,
    blocks,
    compiled: form && (await compiledReader(form)),
    blockLines,
    scratch,
  };
  const joining = new JoinedParts(blocks, task.sample);
  const shares = await crew.run({ name: "roster", setup }, (part) => {
    joining.take(part);
  });
  const lineOf: number[] = [];
  let line = firstLine;
  for (const lines of new Uint32Array(blockLines)) {
    lineOf.push(line);
    line += lines;
  }
  readSpools(
    shares.map(({ rejects }) => rejects),
    (block, inBlock, _position, cells) => {
      task.onReject((lineOf[block] ?? 0) + inBlock, cells);
    },
  );
  const sum = (of: (share: RosterShare) => number): number =>
    shares.reduce((total, share) => total + of(share), 0);
  const { roster, repeated, notSampled } = joining;
  const sampled = task.sample === undefined ? {} : { not_sampled: notSampled };
  return {
    roster,
    counts: {
      rows: sum(({ rows }) => rows),
      rejected: sum(({ rejected }) => rejected),
      duplicate: repeated,
      ...sampled,
    },
    unknownSexRows: sum(({ unknownSexRows }) => unknownSexRows),
  };
}

/** The parts of all threads, joined in the order of their blocks whatever order they come in. */
class JoinedParts {
  readonly roster = new Roster();
  repeated = 0;
  notSampled = 0;
  readonly #blocks: readonly Block[];
  readonly #sample: PersonSample | undefined;
  /** Those that came before one that stands before them. */
  readonly #waiting = new Map<number, SharedPart>();
  #next = 0;

  constructor(blocks: readonly Block[], sample: PersonSample | undefined) {
    this.#blocks = blocks;
    this.#sample = sample;
  }

  take({ block, part }: ReadPart): void {
    this.#waiting.set(block, part);
    for (;;) {
      const next = this.#waiting.get(this.#next);
      if (next === undefined) return;
      this.#waiting.delete(this.#next);
      this.#join(new RosterPart(next));
      this.#next += 1;
    }
  }

  #join(part: RosterPart): void {
    if (this.#next === 0) this.#reserve(part);
    const { repeated, notSampled } = this.roster.append(part, this.#sample);
    this.repeated += repeated;
    this.notSampled += notSampled;
    part.endJoining();
  }

  /** Makes room for all the blocks, of which this is the first: the others are like it. */
  #reserve({ columns }: RosterPart): void {
    const bytes = this.#blocks.reduce((sum, { from, to }) => sum + to - from, 0);
    const { from = 0, to = bytes } = this.#blocks[0] ?? {};
    const times = this.#blocks.length === 1 ? 1 : (MARGIN * bytes) / (to - from);
    const [rows, textBytes] = [columns.rows, columns.texts.used];
    this.roster.reserve(Math.ceil(rows * times), Math.ceil(textBytes * times));
  }
}

function formOf(
  { plan, format }: PlannedFile<RosterField>,
  encoding: Encoding,
): RosterForm | undefined {
  return encoding === "utf-8" ? rosterForm(plan, format.delimiter) : undefined;
}
