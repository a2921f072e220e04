// One batch run: files in, the tables and figures of FORMATS section 3 out, all or nothing. Only
// puts the stages one behind the other; what each does is told in its own file.

import { mkdirSync, writeFileSync } from "node:fs";

import { formatDay } from "@lingdai/policy";

import { STRETCH_ROWS } from "./engine/conclusion-lines.ts";
import type { SharedPrevious } from "./engine/conclusion-lines.ts";
import { readSpools } from "./engine/block-spool.ts";
import { orderOf } from "./engine/ordered-tables.ts";
import type { FoldedRun } from "./engine/run-engine.ts";
import { foldRun } from "./engine/run-engine.ts";
import { isTextFile } from "./engine/spelled-out.ts";
import { readTextRoster } from "./engine/read-text-roster.ts";
import { isRepeated } from "./engine/settle-references.ts";
import type { RosterHooks, RosterReading } from "./match/read-roster.ts";
import { readRoster } from "./match/read-roster.ts";
import type { Roster } from "./match/roster.ts";
import type { RunArguments, EvaluateOptions } from "./run-arguments.ts";
import { judgeArguments } from "./run-arguments.ts";
import type { PlannedRun } from "./plan-run.ts";
import { planRun } from "./plan-run.ts";
import type { Progress } from "./progress.ts";
import { StageClock } from "./stage-clock.ts";
import { UnusableInput, describeSystemError, systemErrorCode } from "./unusable-input.ts";
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
  const output = new StagedOutput(options.out);
  try {
    const summary = await evaluateInto(output, options, run, plan);
    output.publish();
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
  options: EvaluateOptions,
  run: RunArguments,
  plan: PlannedRun,
): Promise<Summary> {
  const tables = new OutputTables(output, plan.previous !== undefined);
  try {
    return await writeTables(tables, output, options, run, plan);
  } finally {
    tables.close();
  }
}

async function writeTables(
  tables: OutputTables,
  output: StagedOutput,
  options: EvaluateOptions,
  run: RunArguments,
  plan: PlannedRun,
): Promise<Summary> {
  const clock = new StageClock();
  const reading = await clock.time("read_roster", () => readRosterInto(tables, options, run, plan));
  const { roster, counts } = reading;
  const show = new Turns(options, plan, roster);
  const fold = (): Promise<FoldedRun> => foldInto(output, options, run, plan, roster, show);
  const folded = await clock.time("read_observations", fold);
  try {
    const before = await clock.time("read_previous", () =>
      readPreviousInto(tables, options, plan, roster),
    );
    const figures = await clock.time("conclude_and_write", async () => {
      writeRejected(tables, plan, folded);
      show.stage = "conclusions";
      const drawn = await concludeInto(tables, run, roster, folded, before);
      tables.finish();
      if (run.format === "parquet") await rewriteAsParquet(output, options.out);
      return drawn;
    });
    const files = Object.fromEntries(
      folded.files.map((file, at) => [plan.summaryNames[at] ?? "", figuresOf(file)]),
    );
    assertBooks(
      { roster: counts, files },
      folded.folded,
      roster.rows,
      totalOf(figures.map(({ actions }) => actions)),
    );
    const rows = Object.values(files).reduce((total, file) => total + file.rows, counts.rows);
    const summary: Summary = {
      policy: run.pack.id,
      as_of: formatDay(run.asOf),
      roster: counts,
      files,
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
    await folded.crew.dismiss();
  }
}

/** DuckDB is loaded only for who asks for Parquet. */
async function rewriteAsParquet(output: StagedOutput, out: string): Promise<void> {
  const { replaceByParquet } = await import("./write/parquet-tables.ts");
  await replaceByParquet(output.pathOf(""), output.scratchPath("spill"), out);
}

async function readRosterInto(
  tables: OutputTables,
  options: EvaluateOptions,
  { asOf }: RunArguments,
  plan: PlannedRun,
): Promise<RosterReading> {
  const file = plan.roster;
  const hooks: RosterHooks = {
    signal: options.signal,
    onProgress: options.onProgress,
    onReject: (line, reason, field, value) => {
      tables.addReject(file.baseName, line, reason, field, value);
    },
  };
  const reading = isTextFile(file)
    ? await readTextRoster(file, asOf, hooks, options.blockBytes)
    : await readRoster(file, asOf, hooks);
  if (reading.unknownSexRows > 0) {
    plan.warnings.push(`${file.path}：${reading.unknownSexRows} 行的 sex 不认识，已按空白处理`);
  }
  return reading;
}

/** What is told while the engine works. */
class Turns {
  stage: Progress["stage"] = "observations";
  readonly #options: EvaluateOptions;
  readonly #bytes: number;
  readonly #rows: number;
  readonly #file: string | undefined;

  constructor(options: EvaluateOptions, plan: PlannedRun, roster: Roster) {
    this.#options = options;
    this.#bytes = plan.observations.reduce((bytes, file) => bytes + file.bytes, 0);
    this.#rows = roster.rows;
    this.#file = plan.observations.length === 1 ? plan.observations[0]?.baseName : undefined;
  }

  tell(done: number, rows: number): void {
    const { stage } = this;
    if (stage === "conclusions") {
      this.#options.onProgress?.({ stage, done, total: this.#rows, rows: done });
    } else {
      const file = this.#file === undefined ? {} : { file: this.#file };
      this.#options.onProgress?.({ stage, done, total: this.#bytes, rows, ...file });
    }
  }
}

async function foldInto(
  output: StagedOutput,
  options: EvaluateOptions,
  { asOf, pack }: RunArguments,
  plan: PlannedRun,
  roster: Roster,
  show: Turns,
): Promise<FoldedRun> {
  const scratch = output.scratchPath("engine");
  mkdirSync(scratch, { mode: 0o700 });
  return await foldRun({
    pack,
    asOf,
    plan,
    mappings: options.mappings ?? [],
    roster,
    scratch,
    options,
    signal: options.signal,
    onTurn: (done, rows) => {
      show.tell(done, rows);
    },
  });
}

/** What was set aside while blocks were read: only now are its lines counted through the files. */
function writeRejected(tables: OutputTables, plan: PlannedRun, folded: FoldedRun): void {
  const { setup, lineOf, spelledRejects } = folded;
  for (const [file, { baseName }] of plan.observations.entries()) {
    if (setup.files[file]?.isSpelledOut === true && spelledRejects !== undefined) {
      const blocks = spelledRejects.blocks.filter(({ block }) => block === file);
      readSpools([{ path: spelledRejects.path, blocks }], (_block, line, _position, text) => {
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
  plan: PlannedRun,
  roster: Roster,
): Promise<SharedPrevious | undefined> {
  if (plan.previous === undefined) return undefined;
  let done = 0;
  return await readPreviousRun(plan.previous, roster, {
    signal: options.signal,
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
  { crew, concluding }: FoldedRun,
  previous: SharedPrevious | undefined,
) {
  const names = ["conclusions", "uncertified", "changes"] as const;
  const opened = names.flatMap((name) => tables.handOver(name) ?? []);
  return await crew.run({
    name: "conclude",
    concluding: { ...concluding, previous },
    windows,
    tables: opened,
    order: orderOf(opened, Math.ceil(roster.rows / STRETCH_ROWS)),
  });
}
