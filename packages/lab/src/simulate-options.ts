// What is asked of a simulation, judged before anything is written. Knows no person and no file but
// the rates.

import type { Day, Pack } from "@lingdai/policy";
import {
  PACKS,
  addMonths,
  civilOf,
  dayAt,
  findPack,
  firstDayOfMonthIndex,
  firstOfMonth,
  formatDay,
  monthIndexOf,
  parseDay,
} from "@lingdai/policy";
import { UnusableInput } from "@lingdai/matching";

import { Seed } from "./chance.ts";
import { findArea } from "./place/areas.ts";
import { Divisions } from "./place/divisions.ts";
import { readRates } from "./rates/read-rates.ts";
import type { AnnouncedWindow, Setting } from "./setting.ts";

/** How far a simulation is. */
export interface SimulationProgress {
  readonly stage: "people" | "lives";
  readonly done: number;
  readonly total: number;
}

/** The arguments of `lingdai simulate`, as written. */
export interface SimulateOptions {
  readonly policy: string;
  readonly persons: number;
  readonly months: number;
  readonly seed: number;
  readonly out: string;
  /** A file whose rates replace the default ones. */
  readonly rates?: string | undefined;
  /** YYYY-MM-01, the first simulated day. */
  readonly from?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SimulationProgress) => void) | undefined;
}

const PERSONS_MAX = 10_000_000;
const MONTHS_MAX = 120;

/** The first month where nobody says otherwise: every policy of ours is in force by then. */
const DEFAULT_FROM: Day = dayAt("2024-01-01");
/** How long before the end of a policy the last month ends by default. */
const MONTHS_BEFORE_THE_END = 12;

/** Refuses what cannot be used, each with what is wrong and how to mend it. */
export function settingOf(options: SimulateOptions): Setting {
  const { persons, months } = options;
  judgeNumber("--persons", persons, 1, PERSONS_MAX);
  judgeNumber("--months", months, 1, MONTHS_MAX);
  judgeNumber("--seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
  const pack = findPack(options.policy);
  const area = findArea(options.policy);
  if (pack === undefined || area === undefined) {
    const known = PACKS.map(({ id }) => id).filter((id) => findArea(id) !== undefined);
    const wrong = pack === undefined ? "没有这个政策包" : "没有这个政策的区划代码，造不出人";
    throw new UnusableInput(`--policy ${options.policy}`, wrong, `可用的有：${known.join("、")}`);
  }
  const from = options.from === undefined ? defaultFrom(pack, months) : fromDay(options.from);
  const asOf = addMonths(from, months) - 1;
  judgeValidity(pack, options, asOf);
  return {
    pack,
    area,
    divisions: new Divisions(area.table),
    rates: readRates(options.rates),
    seed: new Seed(options.seed),
    persons,
    months,
    from,
    asOf,
    days: asOf - from + 1,
    window: pack.clock.usesWindows ? windowWithin(from, months) : undefined,
  };
}

function judgeNumber(where: string, value: number, low: number, high: number): void {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return;
  throw new UnusableInput(`${where} ${value}`, "不能用", `请给 ${low} 到 ${high} 的整数`);
}

function fromDay(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) {
    throw new UnusableInput(`--from ${text}`, "不是日期", "请写成 YYYY-MM-01，例如 2024-01-01");
  }
  if (civilOf(day).dayOfMonth !== 1) {
    const mend = `请写 ${formatDay(firstOfMonth(day))}`;
    throw new UnusableInput(`--from ${text}`, "模拟按整月进行，要从 1 日开始", mend);
  }
  return day;
}

/** Such that the last month ends well inside the policy's validity. */
function defaultFrom({ validity }: Pack, months: number): Day {
  if (validity.to === undefined) return DEFAULT_FROM;
  const end = monthIndexOf(addMonths(validity.to + 1, -MONTHS_BEFORE_THE_END));
  return Math.min(DEFAULT_FROM, firstDayOfMonthIndex(end - months));
}

/** Only the last day is evaluated: what happened before a policy came into force counts all the same. */
function judgeValidity({ id, validity }: Pack, { months, from }: SimulateOptions, asOf: Day): void {
  if (asOf >= validity.from && asOf <= (validity.to ?? asOf)) return;
  const end = validity.to === undefined ? "今" : formatDay(validity.to);
  const wrong = `最后一天 ${formatDay(asOf)} 不在 ${id} 的有效期内`;
  const mend = `有效期是 ${formatDay(validity.from)} 至 ${end}，请改 --from 或 --months`;
  throw new UnusableInput(
    from === undefined ? `--months ${months}` : `--from ${from}`,
    wrong,
    mend,
  );
}

/** Six months that end when three quarters of the time are over, so that the lapsed can be seen. */
function windowWithin(from: Day, months: number): AnnouncedWindow {
  const last = monthIndexOf(from) + Math.max(1, Math.floor((months * 3) / 4));
  const to = firstDayOfMonthIndex(last) - 1;
  return { from: firstDayOfMonthIndex(last - 6), to };
}
