// `lingdai simulate`: a synthetic province into a folder. Only reads arguments and speaks to people;
// everything else is the lab's.

import { constants } from "node:os";

import type { SimulateOptions, SimulationProgress, SimulationSummary } from "@lingdai/lab";
import { simulate } from "@lingdai/lab";
import { UnusableInput } from "@lingdai/matching";

import {
  HELP,
  TEXT,
  atMostOne,
  readArguments,
  required,
  wholeNumber,
} from "../command-arguments.ts";

export const summary = {
  zh: "造一个虚构的省份：名册、各部门按月送来的文件，以及真相",
  en: "make a synthetic province: roster, monthly source files and the truth",
};

const USAGE = `用法 usage:
  npx lingdai simulate --policy ID --persons N --months M --seed S --out DIR
    [--rates FILE] [--from YYYY-MM-01]
`;

const OPTIONS = {
  policy: TEXT,
  persons: TEXT,
  months: TEXT,
  seed: TEXT,
  out: TEXT,
  rates: TEXT,
  from: TEXT,
  help: HELP,
} as const;

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

const STAGES: Readonly<Record<SimulationProgress["stage"], string>> = {
  people: "造人",
  lives: "过日子",
};

/** 0 when it was made; 2 for what cannot be used; 128 + signal when interrupted. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { values } = readArguments(args, OPTIONS);
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    return await make(optionsOf(values));
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    process.stderr.write(`lingdai simulate：${error.message}\n`);
    return 2;
  }
}

async function make(options: SimulateOptions): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => {
    interruption.abort(signal);
  };
  const clear = (): void => {
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    const { signal } = interruption;
    const made = await simulate({ ...options, signal, onProgress: showProgress });
    clear();
    process.stdout.write(describe(made, options.out));
    return 0;
  } catch (error) {
    clear();
    if (!interruption.signal.aborted) throw error;
    const signal = interruption.signal.reason as "SIGINT" | "SIGTERM";
    process.stderr.write(`lingdai simulate：已中断（${signal}），没有写出任何东西\n`);
    return 128 + constants.signals[signal];
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

/** One line on a terminal; silent where nobody watches. */
function showProgress({ stage, done, total }: SimulationProgress): void {
  if (!process.stderr.isTTY) return;
  const share = Math.floor((done / total) * 100);
  process.stderr.write(`\r\u001b[K${STAGES[stage]} ${share}%  ${done} / ${total} 人`);
}

function optionsOf(values: Values): SimulateOptions {
  return {
    policy: required("policy", values.policy),
    persons: wholeNumber("persons", values.persons),
    months: wholeNumber("months", values.months),
    seed: wholeNumber("seed", values.seed),
    out: required("out", values.out),
    rates: atMostOne("rates", values.rates),
    from: atMostOne("from", values.from),
  };
}

function describe(made: SimulationSummary, out: string): string {
  const files = Object.keys(made.files).length;
  const window =
    made.window === undefined ? "" : `，认证窗口 ${made.window.from} 至 ${made.window.to}`;
  return [
    `${made.policy}，${made.from} 至 ${made.asOf}${window}：`,
    `  ${made.persons} 人，名册 ${made.rosterRows} 行，${files} 个来源文件共 ${made.observationRows} 行`,
    `  真相：去世 ${made.deaths} 人，其中隐瞒 ${made.concealedDeaths} 人`,
    `用时 ${made.seconds} 秒，写在 ${out}；怎样评估见其中的 README.txt`,
    "",
  ].join("\n");
}
