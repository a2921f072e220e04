// A roster that is delimited text, or Parquet that is read by row groups: its blocks are read by all
// threads, and put together here in their order, for only then is it known which row of a document came first. Knows no observations.

import { setImmediate as nextTurn } from "node:timers/promises";

import type { RosterReading } from "../match/read-roster.ts";
import type { PersonSample } from "../match/person-sample.ts";
import type { RowsLeftOut } from "../match/roster.ts";
import { Roster } from "../match/roster.ts";
import { RosterPart } from "../match/roster-part.ts";
import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import type { RowGroup } from "../read/parquet/row-groups.ts";
import { readSpools } from "./block-spool.ts";
import type { Crew } from "./crew.ts";
import type { Block, FileContent } from "./planned-blocks.ts";
import { NO_TEXT, cutAtLineFeeds, cutByRecords, findContent } from "./planned-blocks.ts";
import type { RosterSetup, RosterShare } from "./roster-parser.ts";
import { QuoteAcrossBlocks } from "./text-pieces.ts";

const BLOCK_BYTES = 4 * 1024 * 1024;

export interface RosterTask {
  readonly file: PlannedFile<RosterField>;
  readonly mappings: readonly string[];
  readonly asOf: number;
  readonly scratch: string;
  readonly sample: PersonSample | undefined;
  readonly blockBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
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
  const setup: RosterSetup = {
    path: file.path,
    reading: file.groups === undefined ? "text" : "row-groups",
    mappings,
    asOf,
    encoding,
    blocks,
    blockLines,
    scratch,
  };
  const shares = await crew.run({ name: "roster", setup });
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
  const { roster, repeated, notSampled } = await putTogether(shares, blocks.length, task);
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

/** Joins the parts of all threads in the order of their blocks. */
async function putTogether(
  shares: readonly RosterShare[],
  blocks: number,
  { signal, sample }: RosterTask,
): Promise<RowsLeftOut & { readonly roster: Roster }> {
  const parts: (RosterPart | undefined)[] = Array.from({ length: blocks }, () => undefined);
  let rows = 0;
  let textBytes = 0;
  for (const share of shares) {
    for (const { block, part } of share.parts) {
      const read = new RosterPart(part);
      parts[block] = read;
      rows += read.columns.rows;
      textBytes += read.columns.texts.used;
    }
  }
  const roster = new Roster();
  roster.reserve(rows, textBytes);
  let repeated = 0;
  let notSampled = 0;
  for (const [block, part] of parts.entries()) {
    if (part !== undefined) {
      const leftOut = roster.append(part, sample);
      repeated += leftOut.repeated;
      notSampled += leftOut.notSampled;
    }
    // Nobody needs the part any more, and all of them together are as large as the roster.
    parts[block] = undefined;
    if (block % 16 !== 0) continue;
    await nextTurn();
    signal?.throwIfAborted();
  }
  return { roster, repeated, notSampled };
}
