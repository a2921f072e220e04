// One batch run: files in, the tables and figures of FORMATS section 3 out, all or nothing. Only
// puts the stages one behind the other; what each does is told in its own file.

import { mkdirSync, writeFileSync } from "node:fs";
import { resolve, sep } from "node:path";

import { formatDay } from "@lingdai/policy/batch";

import { STRETCH_ROWS } from "./engine/conclusion-lines.ts";
import type { SharedPrevious } from "./engine/conclusion-lines.ts";
import { readSpools } from "./engine/block-spool.ts";
import type { Crew } from "./engine/crew.ts";
import { callCrew } from "./engine/crew.ts";
import { orderOf } from "./engine/ordered-tables.ts";
import type { FoldedRun } from "./engine/run-engine.ts";
import { foldRun, prepareTexts } from "./engine/run-engine.ts";
import { isTextFile } from "./engine/spelled-out.ts";
import { planGroups } from "./engine/group-plan.ts";
import { LeftToDatabase } from "./engine/group-reader.ts";
import type { RosterTask } from "./engine/read-text-roster.ts";
import { readTextRoster } from "./engine/read-text-roster.ts";
import { isRepeated } from "./engine/settle-references.ts";
import { threadsFor } from "./engine/threads-ahead.ts";
import type { RosterReading } from "./match/read-roster.ts";
import { readRoster } from "./match/read-roster.ts";
import type { Roster } from "./match/roster.ts";
import type { RunArguments, EvaluateOptions } from "./run-arguments.ts";
import { judgeArguments } from "./run-arguments.ts";
import type { PlannedRun } from "./plan-run.ts";
import { planRun } from "./plan-run.ts";
import type { Progress } from "./progress.ts";
import { StageClock } from "./stage-clock.ts";
import { UnusableInput, describeSystemError, systemErrorCode } from "./unusable-input.ts";
import type { StateSetup } from "./engine/run-setup.ts";
import { NO_STATE } from "./engine/run-setup.ts";
import { describeSize, memoryNeed } from "./memory-need.ts";
import type { KeptImages } from "./state/kept-images.ts";
import { KeptState } from "./state/kept-state.ts";
import { digestPiecesOf, rosterStamp } from "./state/roster-key.ts";
import { foreignState } from "./state/state-refusals.ts";
import { csvLine } from "./write/csv-table.ts";
import { OutputTables } from "./write/output-tables.ts";
import { readPreviousRun } from "./write/previous-run.ts";
import { StagedOutput } from "./write/staged-output.ts";
import type { Summary } from "./write/summary.ts";
import { assertBooks, figuresOf, tallied, totalOf } from "./write/summary.ts";

/**
 * Runs the batch and resolves with its figures. Rejects with `UnusableInput` where an argument or
 * a file cannot be used and with the signal's reason where it was aborted; DIR is then untouched.
 */
export async function evaluateFiles(options: EvaluateOptions): Promise<Summary> {
  const run = judgeArguments(options);
  const plan = await planRun(options);
  const state = await openState(options, run, plan);
  try {
    refuseTooLittleMemory(options, run, plan, state);
    return await evaluateWith(state, options, run, plan);
  } finally {
    state?.close();
  }
}

async function evaluateWith(
  state: KeptState | undefined,
  options: EvaluateOptions,
  run: RunArguments,
  plan: PlannedRun,
): Promise<Summary> {
  const output = new StagedOutput(options.out);
  try {
    const summary = await evaluateInto(output, state, options, run, plan);
    output.publish();
    // The disk takes a while to forget what was replaced; meanwhile:
    const cleared = output.clear();
    try {
      // Only now: a run that ends before this line is as if it had never been, for the state too.
      state?.commit();
    } finally {
      await cleared;
    }
    for (const warning of plan.warnings) options.onWarning?.(warning);
    return summary;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    const wrong = `结果写不进去，${describeSystemError(error)}`;
    throw new UnusableInput(`--out ${options.out}`, wrong, "请腾出空间或换一个文件夹后重新运行");
  } finally {
    output.discard();
  }
}

/** The stages of one run, writing into the staging folder. */
async function evaluateInto(
  output: StagedOutput,
  state: KeptState | undefined,
  options: EvaluateOptions,
  run: RunArguments,
  plan: PlannedRun,
): Promise<Summary> {
  const tables = new OutputTables(output, plan.previous !== undefined);
  try {
    return await writeTables(tables, output, state, options, run, plan);
  } finally {
    tables.close();
  }
}

async function writeTables(
  tables: OutputTables,
  output: StagedOutput,
  state: KeptState | undefined,
  options: EvaluateOptions,
  run: RunArguments,
  plan: PlannedRun,
): Promise<Summary> {
  const clock = new StageClock();
  const show = new Turns(options, plan);
  const { signal } = options;
  const onTurn = (done: number, rows: number): void => {
    show.tell(done, rows);
  };
  const crew = callCrew(threadsOf(options, plan, state), { signal, onTurn }, options.ahead);
  try {
    const scratch = output.scratchPath("engine");
    mkdirSync(scratch, { mode: 0o700 });
    const images = state?.images;
    const reading = clock.time("read_roster", () =>
      readRosterInto(tables, options, run, plan, crew, scratch, images),
    );
    const prepared = prepareTexts(plan);
    const { roster, counts } = await reading;
    const folded = await clock.time("read_observations", () => {
      show.stage = "observations";
      const { asOf, pack } = run;
      const mappings = options.mappings ?? [];
      return foldRun({
        pack,
        asOf,
        plan,
        prepared,
        mappings,
        roster,
        crew,
        scratch,
        state: state === undefined ? NO_STATE : { ...state.setup, ...rowsIn(images) },
        options,
        signal,
        onReferences: (form, logs, repeated) => {
          state?.beginToKeep();
          images?.keepReferences(form, logs, repeated);
        },
        onTurn,
      });
    });
    const before = await clock.time("read_previous", () =>
      readPreviousInto(tables, options, run, plan, roster),
    );
    const figures = await clock.time("conclude_and_write", async () => {
      show.stage = "conclusions";
      show.rows = roster.rows;
      const concluding = concludeInto(tables, run, roster, folded, crew, before);
      const drawn = await bothOf(concluding, writeAside(tables, plan, folded, state));
      tables.finish();
      if (run.format === "parquet") await rewriteAsParquet(output, options.out);
      state?.prepare();
      warnOfDamage(plan, options, images);
      return drawn;
    });
    const files = Object.fromEntries(
      folded.files.map((file, at) => [plan.summaryNames[at] ?? "", figuresOf(file)]),
    );
    const kept = state === undefined ? {} : { state: folded.stateFigures };
    assertBooks(
      { roster: counts, files, ...kept },
      folded.folded,
      roster.rows,
      totalOf(figures.map(({ actions }) => actions)),
    );
    const rows = Object.values(files).reduce((total, file) => total + file.rows, counts.rows);
    const summary: Summary = {
      policy: run.pack.id,
      as_of: formatDay(run.asOf),
      ...(run.sample === undefined ? {} : { sample: { one_in: run.sample.oneIn } }),
      roster: counts,
      files,
      ...kept,
      conclusions: tallied(figures.map(({ conclusions }) => conclusions)),
      actions: tallied(figures.map(({ actions }) => actions)),
      bands: tallied(figures.map(({ bands }) => bands)),
      seconds: clock.seconds(),
      rows_per_second: Math.round(rows / clock.elapsed()),
      peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
    writeFileSync(output.pathOf("summary.json"), `${JSON.stringify(summary, null, 2)}\n`, {
      flush: true,
    });
    return summary;
  } finally {
    await crew.dismiss();
  }
}

/** What saves work on the kept rows; a run on a sample knows too little for it. */
function rowsIn(images: KeptImages | undefined): Pick<StateSetup, "owners" | "folded"> {
  return images?.findRows() ?? { owners: undefined, folded: undefined };
}

/** What only saves work is made anew and changes nothing; a disk that loses bits is worth a word. */
function warnOfDamage(
  { warnings }: PlannedRun,
  { state: folder = "" }: EvaluateOptions,
  images: KeptImages | undefined,
): void {
  for (const name of images?.damaged ?? []) {
    warnings.push(
      `--state ${folder}：${name} 损坏或缺少，已重新做出来，结果不受影响；请检查这块磁盘`,
    );
  }
}

/** Both are waited for, whichever fails. */
async function bothOf<Result>(first: Promise<Result>, second: Promise<void>): Promise<Result> {
  const [, kept] = await Promise.allSettled([first, second]);
  const result = await first;
  if (kept.status === "rejected") throw kept.reason;
  return result;
}

/** DuckDB is loaded only for who asks for Parquet. */
async function rewriteAsParquet(output: StagedOutput, out: string): Promise<void> {
  const { replaceByParquet } = await import("./write/parquet-tables.ts");
  await replaceByParquet(output.pathOf(""), output.scratchPath("spill"), out);
}

async function readRosterInto(
  tables: OutputTables,
  options: EvaluateOptions,
  run: RunArguments,
  plan: PlannedRun,
  crew: Crew,
  scratch: string,
  images: KeptImages | undefined,
): Promise<RosterReading> {
  const { roster: file } = plan;
  const list = (line: number, cells: string): void => {
    tables.addEndOf("rejects", file.baseName, line, cells);
  };
  const stamp = images && rosterStamp(file);
  const key = images && (await rosterKeyAhead(file, stamp, crew, images));
  let reading = key === undefined ? undefined : images?.findRoster(key, stamp);
  if (reading === undefined) {
    reading = await readRosterFile(options, run, file, crew, scratch, (line, cells) => {
      list(line, cells);
      images?.addReject(line, cells);
    });
    if (images !== undefined) {
      const isUntouched = stamp !== undefined && rosterStamp(file) === stamp;
      images.keepRoster(reading, isUntouched ? key : await digestedKey(file, crew));
    }
  } else for (const reject of images?.listRejects() ?? []) list(...reject);
  if (reading.unknownSexRows > 0) {
    plan.warnings.push(`${file.path}：${reading.unknownSexRows} 行的 sex 不认识，已按空白处理`);
  }
  return reading;
}

/** The roster's key, known where its file has not been touched; images are read meanwhile. */
async function rosterKeyAhead(
  file: PlannedRun["roster"],
  stamp: string | undefined,
  crew: Crew,
  images: KeptImages,
): Promise<string> {
  const known = images.keyOfUntouched(stamp);
  if (known === undefined) return await digestedKey(file, crew, images);
  await readAhead(file, 0, crew, images);
  return known;
}

async function digestedKey(
  file: PlannedRun["roster"],
  crew: Crew,
  images?: KeptImages,
): Promise<string> {
  const digested = await readAhead(file, digestPiecesOf(file.bytes), crew, images);
  const { rosterKey } = await import("./state/roster-digest.ts");
  return rosterKey(
    file,
    digested.flatMap((share) => share.pieces),
  );
}

/** Digests so many pieces of the roster and reads images that will be wanted if it is a known one. */
async function readAhead(
  { path, bytes }: PlannedRun["roster"],
  pieces: number,
  crew: Crew,
  images: KeptImages | undefined,
) {
  const stretches = images?.openAhead(bytes) ?? [];
  const found = await crew.run({ name: "read-ahead", path, pieces, stretches });
  images?.takeAhead(found.flatMap((share) => share.unsound));
  return found;
}

async function readRosterFile(
  options: EvaluateOptions,
  { asOf, sample }: RunArguments,
  file: PlannedRun["roster"],
  crew: Crew,
  scratch: string,
  onReject: RosterTask["onReject"],
): Promise<RosterReading> {
  const { signal, onProgress, blockBytes, mappings = [] } = options;
  const inBlocks = isTextFile(file) ? file : planGroups(file);
  const task = inBlocks && {
    file: inBlocks,
    mappings,
    asOf,
    scratch,
    sample,
    blockBytes,
    onReject,
  };
  return (
    (task && (await readInBlocks(task, crew))) ??
    (await readRoster(file, asOf, {
      signal,
      sample,
      onProgress,
      onReject: (line, ...cells) => {
        onReject(line, csvLine(cells));
      },
    }))
  );
}

/** Undefined where it turns out on the way that only the database can read the roster. */
async function readInBlocks(task: RosterTask, crew: Crew): Promise<RosterReading | undefined> {
  try {
    return await readTextRoster(task, crew);
  } catch (error) {
    if (error instanceof LeftToDatabase) return undefined;
    throw error;
  }
}

/** What is told while the engine works. */
class Turns {
  stage: Progress["stage"] = "roster";
  /** Roster rows, once they are known. */
  rows = 0;
  readonly #options: EvaluateOptions;
  readonly #plan: PlannedRun;

  constructor(options: EvaluateOptions, plan: PlannedRun) {
    this.#options = options;
    this.#plan = plan;
  }

  tell(done: number, rows: number): void {
    const { stage } = this;
    // Some phases count nothing, and what was counted before them stays what it was.
    if (done === 0) return;
    const { roster, observations } = this.#plan;
    if (stage === "conclusions") {
      this.#options.onProgress?.({ stage, done, total: this.rows, rows: done });
      return;
    }
    const files = stage === "roster" ? [roster] : observations;
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const name = files.length === 1 ? files[0]?.baseName : undefined;
    const file = name === undefined ? {} : { file: name };
    this.#options.onProgress?.({ stage, done, total, rows, ...file });
  }
}

/** What this thread writes, which would otherwise only wait while the others conclude. */
async function writeAside(
  tables: OutputTables,
  plan: PlannedRun,
  folded: FoldedRun,
  state: KeptState | undefined,
): Promise<void> {
  writeRejected(tables, plan, folded);
  await state?.keep(folded);
}

/** What was set aside while blocks were read: only now are its lines counted through the files. */
function writeRejected(tables: OutputTables, plan: PlannedRun, folded: FoldedRun): void {
  const { setup, lineOf, spelledRejects } = folded;
  for (const [file, { baseName }] of plan.observations.entries()) {
    const spelledOut = spelledRejects.get(file);
    if (spelledOut !== undefined) {
      readSpools([spelledOut], (_block, line, _position, text) => {
        tables.addEndOf("rejects", baseName, line, text);
      });
      continue;
    }
    const ofFile = folded.rejects.map(({ path, blocks }) => ({
      path,
      blocks: blocks.filter(({ block }) => setup.blocks[block]?.file === file),
    }));
    readSpools(ofFile, (block, line, _position, text) => {
      tables.addEndOf("rejects", baseName, lineOf(block) + line, text);
    });
  }
  const repeated = new Uint32Array(setup.repeated);
  readSpools(folded.suspicious, (block, line, position, text) => {
    if (isRepeated(repeated, position)) return;
    const baseName = plan.observations[setup.blocks[block]?.file ?? 0]?.baseName ?? "";
    tables.addEndOf("suspicious", baseName, lineOf(block) + line, text);
  });
}

async function readPreviousInto(
  tables: OutputTables,
  options: EvaluateOptions,
  { sample }: RunArguments,
  plan: PlannedRun,
  roster: Roster,
): Promise<SharedPrevious | undefined> {
  if (plan.previous === undefined) return undefined;
  let done = 0;
  return await readPreviousRun(plan.previous, roster, {
    signal: options.signal,
    sample,
    onVanished: (name, outcome) => {
      tables.addChange(name, outcome, { conclusion: "", action: "" });
    },
    onBytes: (bytes, total) => {
      done += bytes;
      options.onProgress?.({ stage: "previous", done, total, rows: 0 });
    },
  });
}

async function concludeInto(
  tables: OutputTables,
  { windows }: RunArguments,
  roster: Roster,
  { concluding }: FoldedRun,
  crew: Crew,
  previous: SharedPrevious | undefined,
) {
  const names = ["conclusions", "uncertified", "changes"] as const;
  const opened = names.flatMap((name) => tables.handOver(name) ?? []);
  const concluded = crew.run({
    name: "conclude",
    concluding: { ...concluding, previous },
    windows,
    tables: opened,
    order: orderOf(opened, Math.ceil(roster.rows / STRETCH_ROWS)),
  });
  return await tables.syncWhile(concluded);
}

/** Opens the state that is to be kept, where one is. */
async function openState(
  { state: folder, out }: EvaluateOptions,
  { pack, asOf, sample }: RunArguments,
  { observations }: PlannedRun,
): Promise<KeptState | undefined> {
  if (folder === undefined) return undefined;
  if (`${resolve(out)}${sep}`.startsWith(`${resolve(folder)}${sep}`)) {
    throw foreignState(
      folder,
      "和 --out 是同一个文件夹或在它外面",
      "请把状态和结果放在两个文件夹里",
    );
  }
  const isSample = sample !== undefined;
  return await KeptState.open({ folder, pack, asOf, isSample, observations });
}

function threadsOf(
  { threads }: EvaluateOptions,
  { roster, observations }: PlannedRun,
  state: KeptState | undefined,
): number {
  const bytes = observations.reduce((sum, file) => sum + file.bytes, roster.bytes);
  return threads ?? threadsFor(bytes + (state?.bytes ?? 0));
}

/** A run that would fill the memory is refused before it has read anything. */
function refuseTooLittleMemory(
  options: EvaluateOptions,
  { format, memoryBytes }: RunArguments,
  plan: PlannedRun,
  state: KeptState | undefined,
): void {
  if (memoryBytes === undefined) return;
  const threads = threadsOf(options, plan, state);
  const need = memoryNeed(plan.roster, plan.observations, state?.rows ?? 0, threads, format);
  if (need.bytes <= memoryBytes) return;
  const rows = `名册约 ${need.rosterRows} 行，信息约 ${need.observationRows} 行，${threads} 个线程`;
  throw new UnusableInput(
    `--memory ${options.memory ?? ""}`,
    `这次运行约需 ${describeSize(need.bytes)}（${rows}）`,
    "请给足内存、减少 --threads，或按地区把名册分成几次运行",
  );
}
