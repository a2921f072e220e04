// The observation files of one run, from bytes to folded standings and their evidence, phase after
// phase: parse and match, settle which references repeat, fold, go back for texts, settle ties.
// Then the conclusions, in parallel too. Keeps the books of every step.

import { availableParallelism } from "node:os";
import { join } from "node:path";

import type { Day, Pack } from "@lingdai/policy";

import type { FileCounts } from "./file-counts.ts";
import type { Roster } from "../match/roster.ts";
import type { PlannedRun } from "../plan-run.ts";
import type { ObservationField } from "../read/fields.ts";
import { OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { UnusableInput } from "../unusable-input.ts";
import type { ParsedShare } from "./block-parser.ts";
import {
  ACCEPTED_AT,
  COUNTS,
  DUPLICATE_AT,
  NOT_ON_ROSTER_AT,
  REASONS_AT,
  ROWS_AT,
  SUSPICIOUS_AT,
} from "./block-parser.ts";
import { REJECT_REASONS } from "../judge/reject-reason.ts";
import { BlockSpool } from "./block-spool.ts";
import type { Crew } from "./crew.ts";
import type { ConcludingSetup } from "./conclusion-lines.ts";
import type { SharedTexts } from "./evidence-texts.ts";
import type { SharedStandings } from "./fold-ranges.ts";
import { standingsFor } from "./fold-ranges.ts";
import { QuoteAcrossBlocks } from "./text-pieces.ts";
import type { Block, FileContent } from "./planned-blocks.ts";
import { cutAtLineFeeds, cutByRecords, findContent } from "./planned-blocks.ts";
import type { PlannedObservations, RunSetup, StateSetup } from "./run-setup.ts";
import { cellShiftOf } from "./run-setup.ts";
import type { SpelledOut } from "./spelled-out.ts";
import { isTextFile, spellOut } from "./spelled-out.ts";
import { planLines, writeLines } from "./written-lines.ts";
import { WAS } from "./settle-references.ts";
import type { StateFigures } from "../state/state-figures.ts";
import type { NotedBlock } from "../state/state-rows-writer.ts";
import {
  STATE_ACCEPTED,
  STATE_NOT_ON_ROSTER,
  STATE_ROWS,
  STATE_SUSPICIOUS,
  STATE_WAITING,
} from "./state-matching.ts";

/** Bytes of a block: large enough to be worth a ticket, small enough for the cache. */
const BLOCK_BYTES = 4 * 1024 * 1024;
/** Below this many bytes a second thread costs more than it brings. */
const BYTES_A_THREAD = 24 * 1024 * 1024;
const CELLS_MAX = 2 ** 32 - 2;

export interface EngineOptions {
  readonly threads?: number | undefined;
  readonly blockBytes?: number | undefined;
}

export interface EngineInput {
  readonly pack: Pack;
  readonly asOf: Day;
  readonly plan: PlannedRun;
  readonly mappings: readonly string[];
  readonly roster: Roster;
  readonly crew: Crew;
  readonly scratch: string;
  readonly state: StateSetup;
  readonly options: EngineOptions;
  readonly signal?: AbortSignal | undefined;
  /** Now and then while files are written out as text: bytes and rows read. */
  readonly onTurn: (done: number, rows: number) => void;
}

/** What is folded; the crew can go on with it. */
export interface FoldedRun {
  readonly setup: RunSetup;
  readonly files: readonly FileCounts[];
  readonly folded: number;
  /** Where the rows of the kept state ended. */
  readonly stateFigures: StateFigures;
  /** The rows of this run for the state, in their order. */
  readonly noted: readonly NotedBlock[];
  readonly concluding: Omit<ConcludingSetup, "previous">;
  readonly rejects: readonly ParsedShare["rejects"][];
  /** Of files that were written out: by file instead of by block. */
  readonly spelledRejects: ParsedShare["rejects"] | undefined;
  readonly suspicious: readonly ParsedShare["suspicious"][];
  /** The physical line of the file on which a block begins. */
  readonly lineOf: (block: number) => number;
}

/** Reads and folds all observation files. */
export async function foldRun(input: EngineInput): Promise<FoldedRun> {
  const spelled = await spellOutOthers(input);
  const { observations } = spelled;
  const contents = observations.map(({ path, bytes, format }) => findContent(path, bytes, format));
  const byRecords = new Set<number>();
  for (;;) {
    const setup = setUp(input, spelled, contents, byRecords);
    try {
      return await foldWith(setup, input, spelled, contents);
    } catch (error) {
      // A line feed in quotes was taken for the end of a row: that file is cut by its records.
      if (!(error instanceof QuoteAcrossBlocks) || byRecords.has(error.file)) throw error;
      byRecords.add(error.file);
    }
  }
}

/** How many threads so many bytes are worth, where nobody says how many. */
export function threadsFor(bytes: number): number {
  return Math.min(availableParallelism(), Math.max(1, Math.floor(bytes / BYTES_A_THREAD)));
}

/** The files as the engine reads them. */
interface SpelledFiles {
  readonly observations: PlannedObservations;
  /** By file: what was found in one that had to be judged and written out as text first. */
  readonly found: ReadonlyMap<number, SpelledOut>;
  /** By file: one that was written out line by line. */
  readonly written: ReadonlyMap<number, PlannedFile<ObservationField>>;
  readonly rejects: ParsedShare["rejects"] | undefined;
}

async function spellOutOthers(input: EngineInput): Promise<SpelledFiles> {
  const { plan, pack, asOf, scratch, signal, onTurn } = input;
  const found = new Map<number, SpelledOut>();
  const written = new Map<number, PlannedFile<ObservationField>>();
  if (plan.observations.every(isTextFile)) {
    return { observations: plan.observations, found, written, rejects: undefined };
  }
  const rules = { asOf, arrivesWhenItOccurs: pack.observationsArriveWhenTheyOccur };
  const rejects = new BlockSpool(join(scratch, "rejects-spelled-out"));
  let done = 0;
  let rowsBefore = 0;
  try {
    for (const [at, file] of plan.observations.entries()) {
      if (isTextFile(file)) continue;
      const onBytes = (bytes: number, rows: number): void => {
        done += bytes;
        onTurn(done, rowsBefore + rows);
      };
      const path = join(scratch, `lines-${at}`);
      if (await writeLines(file, path, { signal, onBytes })) {
        const lines = await planLines(path, OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS);
        written.set(at, { ...lines, baseName: file.baseName });
        continue;
      }
      const out = await spellOut(file, at, rules, scratch, rejects, { signal, onBytes });
      rowsBefore += out.rows;
      found.set(at, out);
    }
  } finally {
    rejects.close();
  }
  const observations = plan.observations.map(
    (file, at) => found.get(at)?.file ?? written.get(at) ?? file,
  );
  return { observations, found, written, rejects: { path: rejects.path, blocks: rejects.blocks } };
}

function setUp(
  { pack, asOf, mappings, roster, scratch, state, options }: EngineInput,
  { observations, found, written }: SpelledFiles,
  contents: readonly FileContent[],
  byRecords: ReadonlySet<number>,
): RunSetup {
  const blockBytes = options.blockBytes ?? BLOCK_BYTES;
  const cellShift = cellShiftOf(observations);
  const blocks = keptBlocks(state, observations.length, cellShift);
  let cells = state.blocks.reduce((sum, { rows }) => sum + rows, 0);
  const files = observations.map(({ path, format }, file) => {
    const content = contents[file];
    if (content === undefined) throw new RangeError(`no file ${file}`);
    const cut = byRecords.has(file) ? undefined : cutAtLineFeeds(path, file, content, blockBytes);
    for (const block of cut ?? cutByRecords(path, file, content, format, blockBytes)) {
      blocks.push(block);
    }
    const firstCell = cells;
    cells += Math.ceil(content.to / 2 ** cellShift) + 1;
    const isSpelledOut = found.has(file);
    const isWrittenAsLines = written.has(file);
    return { path, encoding: content.encoding, isSpelledOut, isWrittenAsLines, firstCell };
  });
  if (cells > CELLS_MAX) {
    const wrong = "观测文件合计太大，一次运行记不下每一行的位置";
    throw new UnusableInput("--observations", wrong, "请分成几次运行");
  }
  return {
    policy: pack.id,
    asOf,
    mappings,
    files,
    blocks,
    cellShift,
    cells,
    roster: roster.share(),
    needsRecords: new SharedArrayBuffer(roster.people),
    blockLines: new SharedArrayBuffer(blocks.length * 4),
    repeated: new SharedArrayBuffer((Math.floor(cells / 32) + 1) * 4),
    scratch,
    state,
  };
}

/** A kept row takes one cell, and a block of them the cells of its rows; all come before the files. */
function keptBlocks({ blocks }: StateSetup, file: number, cellShift: number): Block[] {
  const cell = 2 ** cellShift;
  let rowsBefore = 0;
  return blocks.map(({ rows }) => {
    const from = rowsBefore * cell;
    rowsBefore += rows;
    return { file, from, to: rowsBefore * cell, isOverlong: false, isProved: true };
  });
}

async function foldWith(
  setup: RunSetup,
  { roster, crew }: EngineInput,
  { found, rejects: spelledRejects }: SpelledFiles,
  contents: readonly FileContent[],
): Promise<FoldedRun> {
  const { people } = roster;
  await crew.run({ name: "begin", setup });
  let parsed: readonly ParsedShare[] = await crew.run({ name: "parse" });
  const moved = await crew.run({
    name: "settle",
    logs: parsed.map(({ references }) => references),
  });
  const files = settledCounts(setup, parsed, moved).map((counts, at) =>
    withSpelledOut(counts, found.get(at)),
  );
  const stateFigures = figuresOfState(setup, parsed, moved);
  const noted = parsed
    .flatMap((share) => share.noted)
    .toSorted((left, right) => left.block - right.block);
  let signLogs = parsed.map(({ signs }) => signs);
  const { rejects, suspicious } = {
    rejects: parsed.map((share) => share.rejects),
    suspicious: parsed.map((share) => share.suspicious),
  };
  // The references may go before the standings come.
  parsed = [];
  const standings: SharedStandings = standingsFor(people);
  const folded = await crew.run({ name: "fold", logs: signLogs, standings });
  signLogs = [];
  const texts: readonly SharedTexts[] = await crew.run({ name: "gather", standings, folded });
  await crew.run({ name: "ties", ties: folded.map(({ ties }) => ties), standings, texts });
  const kept = folded.map((share) => ({ kept: share.kept, keptRanges: share.keptRanges }));
  return {
    setup,
    files,
    folded: folded.reduce((sum, share) => sum + share.folded, 0),
    stateFigures,
    noted,
    concluding: { standings, needsRecords: setup.needsRecords, kept, texts },
    rejects,
    spelledRejects,
    suspicious,
    lineOf: linesOf(setup, contents),
  };
}

/** The counts of every file; a row that repeats another is counted as nothing else. */
function settledCounts(
  setup: RunSetup,
  parsed: readonly ParsedShare[],
  moved: readonly Float64Array[],
): readonly FileCounts[] {
  return setup.files.map((_, file) => {
    const sum = (at: number): number =>
      parsed.reduce((total, { counts }) => total + (counts[file * COUNTS + at] ?? 0), 0);
    const away = (at: number): number =>
      moved.reduce((total, each) => total + (each[file * WAS + at] ?? 0), 0);
    const rejected = REJECT_REASONS.flatMap((reason, at) => {
      const rows = sum(REASONS_AT + at);
      return rows === 0 ? [] : [[reason, rows] as const];
    });
    return {
      rows: sum(ROWS_AT),
      accepted: sum(ACCEPTED_AT) - away(0),
      rejected: Object.fromEntries(rejected),
      notOnRoster: sum(NOT_ON_ROSTER_AT) - away(1),
      duplicate: sum(DUPLICATE_AT) + away(0) + away(1) + away(2),
      suspicious: sum(SUSPICIOUS_AT) - away(2),
    };
  });
}

/** As `settledCounts`, of the rows that a kept state holds. */
function figuresOfState(
  { files }: RunSetup,
  parsed: readonly ParsedShare[],
  moved: readonly Float64Array[],
): StateFigures {
  const sum = (at: number): number =>
    parsed.reduce((total, { stateCounts }) => total + (stateCounts[at] ?? 0), 0);
  const away = (at: number): number =>
    moved.reduce((total, each) => total + (each[files.length * WAS + at] ?? 0), 0);
  return {
    rows: sum(STATE_ROWS),
    accepted: sum(STATE_ACCEPTED) - away(0),
    not_on_roster: sum(STATE_NOT_ON_ROSTER) - away(1),
    suspicious: sum(STATE_SUSPICIOUS) - away(2),
    duplicate: away(0) + away(1) + away(2),
    waiting: sum(STATE_WAITING),
  };
}

/** Rows that were rejected while a file was written out never reached the engine. */
function withSpelledOut(counts: FileCounts, out: SpelledOut | undefined): FileCounts {
  if (out === undefined) return counts;
  return { ...counts, rows: out.rows, rejected: { ...counts.rejected, ...out.rejected } };
}

function linesOf(setup: RunSetup, contents: readonly FileContent[]): (block: number) => number {
  const lines = new Uint32Array(setup.blockLines);
  const first = new Float64Array(setup.blocks.length);
  for (const [at, { file }] of setup.blocks.entries()) {
    // Rows of a file that was written out name their own lines.
    if (setup.files[file]?.isSpelledOut === true) continue;
    const isFirst = at === 0 || setup.blocks[at - 1]?.file !== file;
    first[at] = isFirst
      ? (contents[file]?.firstLine ?? 1)
      : (first[at - 1] ?? 0) + (lines[at - 1] ?? 0);
  }
  return (block) => first[block] ?? 0;
}
