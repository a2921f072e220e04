// What a run is asked to do, judged before anything is read: policy, dates, window, format.
// Knows no file's content.

import type { CertificationWindow, Day, Pack } from "@lingdai/policy/batch";
import { PACKS, findPack, formatDay, parseDay } from "@lingdai/policy/batch";

import type { ThreadsAhead } from "./engine/threads-ahead.ts";
import { PersonSample } from "./match/person-sample.ts";
import type { OnProgress } from "./progress.ts";
import { UnusableInput } from "./unusable-input.ts";

/** The arguments of `lingdai evaluate`, as written. */
export interface EvaluateOptions {
  readonly policy: string;
  readonly roster: string;
  /** Paths or patterns. */
  readonly observations: readonly string[];
  /** Paths, patterns or names of mappings that come along; of several that fit the last applies. */
  readonly mappings?: readonly string[] | undefined;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  /** The folder to write into. */
  readonly out: string;
  /** The output folder of an earlier run. */
  readonly previous?: string | undefined;
  /** FROM..TO, weihai-2017 only. */
  readonly window?: string | undefined;
  readonly format?: string | undefined;
  /** Threads that do the work; by default as many as the machine has and the files are worth. */
  readonly threads?: number | undefined;
  /** Of these threads those that were started before. */
  readonly ahead?: ThreadsAhead | undefined;
  /** Bytes of files read at a time; smaller blocks cost time and find cutting errors in tests. */
  readonly blockBytes?: number | undefined;
  /** A folder that keeps what was read from month to month; a run then gives its own files only. */
  readonly state?: string | undefined;
  /** What the run may take, e.g. `4GB`; one that will need more is refused. */
  readonly memory?: string | undefined;
  /** Only about one person in so many is evaluated. */
  readonly sample?: string | undefined;
  /** Ends the run; nothing is then written. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** For what a person should know although the run goes on. */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

/** The arguments as the stages need them. */
export interface RunArguments {
  readonly pack: Pack;
  readonly asOf: Day;
  readonly windows: readonly CertificationWindow[];
  readonly format: OutputFormat;
  readonly memoryBytes: number | undefined;
  readonly sample: PersonSample | undefined;
}

/** How the tables are written. */
export type OutputFormat = "csv" | "parquet";

const DATE_MEND = "请写成 YYYY-MM-DD，例如 2024-03-01";
const WINDOW_MONTHS = 12;

/** Refuses what cannot be used, each with what is wrong and how to mend it. */
export function judgeArguments(options: EvaluateOptions): RunArguments {
  const pack = packOf(options.policy);
  const asOf = asOfDay(options.asOf, pack);
  const format = formatOf(options.format ?? "csv");
  const windows = options.window === undefined ? [] : [windowOf(options.window, pack)];
  // A kept state has observations of its own: a new roster or day needs no new file.
  if (options.observations.length === 0 && options.state === undefined) {
    throw new UnusableInput("--observations", "没有给出观测文件", "请至少给出一个");
  }
  const memoryBytes = options.memory === undefined ? undefined : memoryOf(options.memory);
  const sample = options.sample === undefined ? undefined : sampleOf(options.sample);
  return { pack, asOf, windows, format, memoryBytes, sample };
}

function packOf(id: string): Pack {
  const pack = findPack(id);
  if (pack !== undefined) return pack;
  const known = PACKS.map((each) => each.id).join("、");
  throw new UnusableInput(`--policy ${id}`, "没有这个政策包", `可用的有：${known}`);
}

function asOfDay(text: string, pack: Pack): Day {
  const asOf = parseDay(text);
  const where = `--as-of ${text}`;
  if (asOf === undefined) throw new UnusableInput(where, "不是日期", DATE_MEND);
  const { from, to } = pack.validity;
  if (asOf >= from && (to === undefined || asOf <= to)) return asOf;
  const validity = `${formatDay(from)} 至 ${to === undefined ? "今" : formatDay(to)}`;
  throw new UnusableInput(where, `不在 ${pack.id} 的有效期内`, `有效期是 ${validity}`);
}

function formatOf(format: string): OutputFormat {
  if (format === "csv" || format === "parquet") return format;
  throw new UnusableInput(`--format ${format}`, "不认识的格式", "请写 csv 或 parquet，或不写");
}

const UNITS: Readonly<Record<string, number>> = { M: 1024 ** 2, G: 1024 ** 3 };

function memoryOf(text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,6}(?:\.\d{1,3})?) ?([MG])(?:i?B)?$/i.exec(text) ?? [];
  const bytes = Number(number) * (UNITS[unit.toUpperCase()] ?? 0);
  if (bytes > 0) return bytes;
  throw new UnusableInput(`--memory ${text}`, "不是内存的大小", "请写如 4GB 或 800MB，或不写");
}

function sampleOf(text: string): PersonSample {
  if (/^[1-9]\d{0,8}$/.test(text)) return new PersonSample(Number(text));
  throw new UnusableInput(`--sample ${text}`, "不是正整数", "请写 N，约每 N 人取一人，或不写");
}

/** The announced window; it is taken as announced in time, for everybody, every twelve months. */
function windowOf(text: string, pack: Pack): CertificationWindow {
  const where = `--window ${text}`;
  if (!pack.clock.usesWindows) {
    throw new UnusableInput(where, `${pack.id} 没有认证窗口`, "只有 weihai-2017 使用 --window");
  }
  const [first = "", last = "", ...rest] = text.split("..");
  const from = parseDay(first);
  const to = parseDay(last);
  if (from === undefined || to === undefined || rest.length > 0) {
    throw new UnusableInput(where, "不是 FROM..TO", "例如 2023-04-01..2023-06-30");
  }
  if (from > to) throw new UnusableInput(where, "第一天晚于最后一天", "请把两个日期对调");
  return { from, to, frequencyMonths: WINDOW_MONTHS };
}
