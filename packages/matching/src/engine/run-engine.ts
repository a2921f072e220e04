// The observation files of one run, from bytes to folded standings and their evidence, phase after
// phase: parse and match, settle which references repeat, fold, go back for texts, settle ties.
// Then the conclusions, in parallel too. Keeps the books of every step.

import type { Day, Pack } from "@lingdai/policy/batch";

import type { FileCounts } from "./file-counts.ts";
import type { Roster } from "../match/roster.ts";
import type { PlannedRun } from "../plan-run.ts";
import type { ObservationField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import type { RowGroup } from "../read/parquet/row-groups.ts";
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
import { cellPlanOf } from "./cell-plan.ts";
import type { SharedLog } from "./chunked-log.ts";
import type { Crew } from "./crew.ts";
import type { ConcludingSetup } from "./conclusion-lines.ts";
import type { SharedTexts } from "./evidence-texts.ts";
import type { SharedStandings } from "./fold-ranges.ts";
import { standingsFor } from "./fold-ranges.ts";
import { planGroups } from "./group-plan.ts";
import type { CompiledModule } from "./kernel/web-assembly.ts";
import { compiledReader } from "./kernel/compiled-reader.ts";
import { COLUMN_FORM, observationForm } from "./kernel/reader-form.ts";
import { LeftToDatabase } from "./group-reader.ts";
import { QuoteAcrossBlocks } from "./text-pieces.ts";
import type { Block, FileContent } from "./planned-blocks.ts";
import { NO_TEXT, cutAtLineFeeds, cutByRecords, findContent } from "./planned-blocks.ts";
import type { FileReading, RunSetup, StateSetup } from "./run-setup.ts";
import { cellShiftOf } from "./run-setup.ts";
import type { SpelledOut } from "./spelled-out.ts";
import { isTextFile, spellOut } from "./spelled-out.ts";
import { WAS } from "./settle-references.ts";
import type { FoldedForm } from "../state/folded-form.ts";
import { forgetFolded } from "../state/row-owners.ts";
import type { StateFigures } from "../state/state-figures.ts";
import type { NotedBlock } from "../state/state-rows-writer.ts";
import {
  STATE_ACCEPTED,
  STATE_DUPLICATE,
  STATE_FOLDED,
  STATE_NOT_ON_ROSTER,
  STATE_ROWS,
  STATE_SUSPICIOUS,
  STATE_WAITING,
} from "./state-matching.ts";

/** Bytes of a block: large enough to be worth a ticket, small enough for the cache of two threads. */
const BLOCK_BYTES = 1024 * 1024;
const CELLS_MAX = 2 ** 32 - 2;

export interface EngineOptions {
  readonly threads?: number | undefined;
  readonly blockBytes?: number | undefined;
}

export interface EngineInput {
  readonly pack: Pack;
  readonly asOf: Day;
  readonly plan: PlannedRun;
  readonly prepared: PreparedTexts;
  readonly mappings: readonly string[];
  readonly roster: Roster;
  readonly crew: Crew;
  readonly scratch: string;
  readonly state: StateSetup;
  readonly options: EngineOptions;
  readonly signal?: AbortSignal | undefined;
  /** The references of all rows are known; only now do they lie in memory. */
  readonly onReferences: (
    /** The form to which these were added; undefined where they are all. */
    form: FoldedForm | undefined,
    logs: readonly SharedLog[],
    repeated: SharedArrayBuffer,
  ) => void;
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
  /** By file, of those that were written out. */
  readonly spelledRejects: ReadonlyMap<number, ParsedShare["rejects"]>;
  readonly suspicious: readonly ParsedShare["suspicious"][];
  /** The physical line of the file on which a block begins. */
  readonly lineOf: (block: number) => number;
}

/** Reads and folds all observation files. */
export async function foldRun(input: EngineInput): Promise<FoldedRun> {
  const known = new Map<number, SpelledOut>();
  const byRecords = new Set<number>();
  const toSpellOut = new Set<number>();
  let { state } = input;
  for (;;) {
    const files = await readableFiles(input, known, toSpellOut);
    const setup = setUp({ ...input, state }, files, byRecords);
    try {
      return await foldWith(setup, input, files);
    } catch (error) {
      if (error instanceof QuoteAcrossBlocks && !byRecords.has(error.file)) {
        // A line feed in quotes was taken for the end of a row: that file is cut by its records.
        byRecords.add(error.file);
        continue;
      }
      if (error instanceof LeftToDatabase && !toSpellOut.has(error.file)) {
        toSpellOut.add(error.file);
      } else if (!(error instanceof UnfitForm)) throw error;
      // Owners may say by now what only holds with what this attempt found.
      if (state.folded !== undefined) state = withoutFolded(state);
    }
  }
}

/** Kept rows whose day has come stand before others that were folded without them. */
class UnfitForm extends Error {
  constructor() {
    super("the folded form does not fit any more");
  }
}

/** All kept rows are folded anew. */
function withoutFolded(state: StateSetup): StateSetup {
  forgetFolded(new Uint32Array(state.owners ?? new SharedArrayBuffer(0)));
  return { ...state, folded: undefined };
}

/** By file, of those of text: what reads it, perhaps still in the making. */
type PreparedTexts = readonly (Promise<TextReading> | undefined)[];

/** Begins to make what will read the files of text, for who has other work meanwhile. */
export function prepareTexts({ observations }: PlannedRun): PreparedTexts {
  const prepared = observations.map((planned) =>
    isTextFile(planned) ? textOf(planned) : undefined,
  );
  // What fails is told to who waits for it, and nobody may come to that.
  void Promise.allSettled(prepared.flatMap((each) => each ?? []));
  return prepared;
}

/** A file as the engine reads it. */
interface ReadableFile {
  readonly planned: PlannedFile<ObservationField>;
  readonly reading: FileReading;
  readonly content: FileContent;
  /** What was found in it where it had to be judged and written out as text first. */
  readonly spelledOut?: SpelledOut | undefined;
  readonly groups?: readonly RowGroup[] | undefined;
  readonly compiled: CompiledModule | undefined;
}

/** Text is read as it is and Parquet by row groups; the others are written out once. */
async function readableFiles(
  input: EngineInput,
  known: Map<number, SpelledOut>,
  toSpellOut: ReadonlySet<number>,
): Promise<readonly ReadableFile[]> {
  const { plan, prepared, pack, asOf, scratch, signal, onTurn } = input;
  const rules = { asOf, arrivesWhenItOccurs: pack.observationsArriveWhenTheyOccur };
  const files: ReadableFile[] = [];
  let done = 0;
  let rowsBefore = 0;
  for (const [at, planned] of plan.observations.entries()) {
    const groups = toSpellOut.has(at) ? undefined : planGroups(planned);
    if (groups !== undefined) {
      const compiled = await compiledReader(COLUMN_FORM);
      const content = NO_TEXT;
      files.push({ planned: groups, reading: "row-groups", content, compiled, ...groups });
      continue;
    }
    const text = prepared[at];
    if (text !== undefined) {
      files.push({ planned, reading: "text", ...(await text) });
      continue;
    }
    const onBytes = (bytes: number, rows: number): void => {
      done += bytes;
      onTurn(done, rowsBefore + rows);
    };
    const spelledOut =
      known.get(at) ?? (await spellOut(planned, at, rules, scratch, { signal, onBytes }));
    known.set(at, spelledOut);
    rowsBefore += spelledOut.rows;
    const { file } = spelledOut;
    files.push({ planned: file, reading: "spelled-out", spelledOut, ...(await textOf(file)) });
  }
  return files;
}

/** Where the rows of a file of text stand, and what reads the plain ones among them. */
type TextReading = Pick<ReadableFile, "content" | "compiled">;

async function textOf({
  path,
  bytes,
  format,
  plan,
}: PlannedFile<ObservationField>): Promise<TextReading> {
  const content = findContent(path, bytes, format);
  const cells = content.encoding === "utf-8" ? cellPlanOf(plan, format.delimiter) : undefined;
  const compiled = cells && (await compiledReader(observationForm(cells, format.delimiter)));
  return { content, compiled };
}

function setUp(
  { pack, asOf, mappings, roster, scratch, state, options }: EngineInput,
  readable: readonly ReadableFile[],
  byRecords: ReadonlySet<number>,
): RunSetup {
  const blockBytes = options.blockBytes ?? BLOCK_BYTES;
  const cellShift = cellShiftOf(readable.map(({ planned }) => planned));
  const blocks = keptBlocks(state, readable.length, cellShift);
  let cells = state.blocks.reduce((sum, { rows }) => sum + rows, 0);
  const files = readable.map(({ planned, reading, content, groups, compiled }, file) => {
    const { path, format } = planned;
    const firstCell = cells;
    if (groups === undefined) {
      const cut = byRecords.has(file) ? undefined : cutAtLineFeeds(path, file, content, blockBytes);
      for (const block of cut ?? cutByRecords(path, file, content, format, blockBytes)) {
        blocks.push(block);
      }
      cells += Math.ceil(content.to / 2 ** cellShift) + 1;
    } else {
      for (const block of groupBlocks(groups, file, cellShift)) blocks.push(block);
      cells += groups.reduce((sum, { rows }) => sum + rows, 0);
    }
    return { path, encoding: content.encoding, reading, firstCell, compiled };
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
    needsRecords: state.folded?.needsRecords.slice(0) ?? new SharedArrayBuffer(roster.people),
    blockLines: new SharedArrayBuffer(blocks.length * 4),
    repeated: new SharedArrayBuffer((Math.floor(cells / 32) + 1) * 4),
    scratch,
    state,
  };
}

/** A row of a row group takes one cell. */
function groupBlocks(groups: readonly RowGroup[], file: number, cellShift: number): Block[] {
  const cell = 2 ** cellShift;
  let rowsBefore = 0;
  return groups.map(({ rows }, group) => {
    const from = rowsBefore * cell;
    rowsBefore += rows;
    return { file, from, to: rowsBefore * cell, isOverlong: false, isProved: true, group };
  });
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
  { roster, crew, onReferences }: EngineInput,
  readable: readonly ReadableFile[],
): Promise<FoldedRun> {
  const { people } = roster;
  await crew.run({ name: "begin", setup });
  const { folded: form } = setup.state;
  let parsed: readonly ParsedShare[] = await crew.run({ name: "parse" });
  let added = form === undefined ? [] : await crew.run({ name: "add-kept" });
  const isNeededLater = added.some(({ needed }) => needed > 0);
  const recalled = isNeededLater ? await crew.run({ name: "recall" }) : [];
  const referenceLogs = [...parsed, ...added].map(({ references }) => references);
  const settled = await crew.run({ name: "settle", logs: referenceLogs });
  if (settled.some(({ isUnfit }) => isUnfit)) throw new UnfitForm();
  // Asynchronous, so that what it throws waits for who waits for it.
  const giveReferences = async (): Promise<void> => {
    onReferences(form, referenceLogs, setup.repeated);
    referenceLogs.length = 0;
  };
  // Those of all rows may go before the standings come; those of a month are few.
  if (form === undefined) await giveReferences();
  const moved = settled.map((each) => each.moved);
  const stateCounts = [...parsed, ...added].map((share) => share.stateCounts);
  const files = settledCounts(setup, parsed, moved).map((counts, at) =>
    withSpelledOut(counts, readable[at]?.spelledOut),
  );
  const stateFigures = figuresOfState(setup, stateCounts, moved);
  const noted = parsed
    .flatMap((share) => share.noted)
    .toSorted((left, right) => left.block - right.block);
  const keptTexts = [...added, ...recalled].map((share) => share.texts);
  let signLogs = [...parsed, ...added, ...recalled].map(({ signs }) => signs);
  const { rejects, suspicious } = {
    rejects: parsed.map((share) => share.rejects),
    suspicious: parsed.map((share) => share.suspicious),
  };
  parsed = [];
  added = [];
  const standings: SharedStandings = standingsFor(people, form);
  const folding = crew.run({ name: "fold", logs: signLogs, standings });
  const [folded] = await Promise.all([folding, form === undefined ? undefined : giveReferences()]);
  signLogs = [];
  const gathered: readonly SharedTexts[] = await crew.run({
    name: "gather",
    standings,
    folded,
    kept: keptTexts,
  });
  const texts = [form?.texts ?? [], ...keptTexts.map((list) => list.texts), ...gathered];
  await crew.run({ name: "ties", ties: folded.map(({ ties }) => ties), standings, texts });
  const kept = folded.map((share) => ({ kept: share.kept, keptRanges: share.keptRanges }));
  return {
    setup,
    files,
    folded:
      folded.reduce((sum, share) => sum + share.folded, 0) +
      stateCounts.reduce((sum, counts) => sum + (counts[STATE_FOLDED] ?? 0), 0) -
      recalled.reduce((sum, { rows }) => sum + rows, 0),
    stateFigures,
    noted,
    concluding: { standings, needsRecords: setup.needsRecords, kept, texts },
    rejects,
    spelledRejects: new Map(
      readable.flatMap(({ spelledOut }, at) =>
        spelledOut === undefined ? [] : [[at, spelledOut.rejects] as const],
      ),
    ),
    suspicious,
    lineOf: linesOf(setup, readable),
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
  stateCounts: readonly Float64Array[],
  moved: readonly Float64Array[],
): StateFigures {
  const sum = (at: number): number =>
    stateCounts.reduce((total, counts) => total + (counts[at] ?? 0), 0);
  const away = (at: number): number =>
    moved.reduce((total, each) => total + (each[files.length * WAS + at] ?? 0), 0);
  return {
    rows: sum(STATE_ROWS),
    accepted: sum(STATE_ACCEPTED) - away(0),
    not_on_roster: sum(STATE_NOT_ON_ROSTER) - away(1),
    suspicious: sum(STATE_SUSPICIOUS) - away(2),
    duplicate: sum(STATE_DUPLICATE) + away(0) + away(1) + away(2),
    waiting: sum(STATE_WAITING),
  };
}

/** Rows that were rejected while a file was written out never reached the engine. */
function withSpelledOut(counts: FileCounts, out: SpelledOut | undefined): FileCounts {
  if (out === undefined) return counts;
  return { ...counts, rows: out.rows, rejected: { ...counts.rejected, ...out.rejected } };
}

function linesOf(setup: RunSetup, readable: readonly ReadableFile[]): (block: number) => number {
  const lines = new Uint32Array(setup.blockLines);
  const first = new Float64Array(setup.blocks.length);
  for (const [at, { file }] of setup.blocks.entries()) {
    // Rows of a file that was written out name their own lines.
    if (setup.files[file]?.reading === "spelled-out") continue;
    const isFirst = at === 0 || setup.blocks[at - 1]?.file !== file;
    first[at] = isFirst
      ? (readable[file]?.content.firstLine ?? 1)
      : (first[at - 1] ?? 0) + (lines[at - 1] ?? 0);
  }
  return (block) => first[block] ?? 0;
}
