// `lingdai evaluate`: a roster and observation files in, the tables of FORMATS section 3 out.
// Only reads arguments and speaks to people; everything else is the matching room's.

import { constants } from "node:os";
import { parseArgs } from "node:util";

import type { EvaluateOptions, Summary } from "@lingdai/matching";
import { UnusableInput, evaluateFiles } from "@lingdai/matching";

import { ProgressLine } from "./evaluate-progress.ts";

export const summary = {
  zh: "用名册和观测文件成批认证，写出结论、未认证、拒收等表",
  en: "certify a roster from observation files in one batch",
};

const USAGE = `用法 usage:
  npx lingdai evaluate --policy ID --roster FILE --observations FILE [--observations FILE ...]
    [--mapping FILE ...] --as-of YYYY-MM-DD --out DIR [--previous DIR] [--window FROM..TO]
    [--format csv|parquet] [--threads N]
`;

const OPTIONS = {
  policy: { type: "string", multiple: true },
  roster: { type: "string", multiple: true },
  observations: { type: "string", multiple: true },
  mapping: { type: "string", multiple: true },
  "as-of": { type: "string", multiple: true },
  out: { type: "string", multiple: true },
  previous: { type: "string", multiple: true },
  window: { type: "string", multiple: true },
  format: { type: "string", multiple: true },
  threads: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parse>;
type SingleOption = Exclude<keyof typeof OPTIONS, "observations" | "mapping" | "help">;

/** 0 when it ran, even with rejects; 2 for what cannot be used; 128 + signal when interrupted. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const values = parse(args);
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    return await evaluate(optionsOf(values));
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    process.stderr.write(`lingdai evaluate：${error.message}\n`);
    return 2;
  }
}

async function evaluate(options: EvaluateOptions): Promise<number> {
  const interruption = new AbortController();
  const progress = new ProgressLine(process.stderr);
  const warnings: string[] = [];
  const interrupt = (signal: NodeJS.Signals): void => {
    interruption.abort(signal);
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    const figures = await evaluateFiles({
      ...options,
      signal: interruption.signal,
      onProgress: (state) => {
        progress.show(state);
      },
      onWarning: (warning) => warnings.push(warning),
    });
    progress.clear();
    for (const warning of warnings) process.stderr.write(`提醒：${warning}\n`);
    process.stdout.write(describe(figures, options.out));
    return 0;
  } catch (error) {
    progress.clear();
    if (!interruption.signal.aborted) throw error;
    const signal = interruption.signal.reason as "SIGINT" | "SIGTERM";
    process.stderr.write(`lingdai evaluate：已中断（${signal}），没有写出任何结果\n`);
    return 128 + constants.signals[signal];
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw refusalOfArguments(error);
  }
}

/** What Node says about a command line it cannot read, in our words. */
function refusalOfArguments(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
      return new UnusableInput(word, "没有这个参数", "用 --help 看用法");
    case "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":
      return new UnusableInput(
        word,
        "不知道这是哪个参数的值",
        "每个文件前都要写参数名；通配符请加引号",
      );
    case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
      return new UnusableInput(word, "缺少值，或不该带值", "用 --help 看用法");
    default:
      return error;
  }
}

function optionsOf(values: Values): EvaluateOptions {
  return {
    policy: required(values, "policy"),
    roster: required(values, "roster"),
    observations: values.observations ?? [],
    mappings: values.mapping,
    asOf: required(values, "as-of"),
    out: required(values, "out"),
    previous: atMostOne(values, "previous"),
    window: atMostOne(values, "window"),
    format: atMostOne(values, "format"),
    threads: threadsOf(atMostOne(values, "threads")),
  };
}

/** Without a number the machine and the size of the files decide. */
function threadsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new UnusableInput(`--threads ${text}`, "不是 1 到 99 的整数", "请写线程数，或不写");
}

function required(values: Values, option: SingleOption): string {
  const value = atMostOne(values, option);
  if (value !== undefined && value !== "") return value;
  throw new UnusableInput(`--${option}`, "缺少这个参数", "用 --help 看用法");
}

function atMostOne(values: Values, option: SingleOption): string | undefined {
  const given = values[option] ?? [];
  if (given.length > 1) throw new UnusableInput(`--${option}`, "只能给出一次", "请只留一个");
  return given[0];
}

/** The lists' figures in a few lines, and where they lie. */
function describe(figures: Summary, out: string): string {
  const { eligible = 0, lost = 0, pending = 0, "": notCovered = 0 } = figures.conclusions;
  const accepted = Object.values(figures.files).reduce((sum, file) => sum + file.accepted, 0);
  const rows = Object.values(figures.files).reduce((sum, file) => sum + file.rows, 0);
  return [
    `${figures.policy}，截至 ${figures.as_of}：`,
    `  名册 ${figures.roster.rows} 行，拒收 ${figures.roster.rejected} 行，重复 ${figures.roster.duplicate} 行`,
    `  观测 ${rows} 行，采用 ${accepted} 行`,
    `  具备资格 ${eligible}，丧失资格 ${lost}，待核实 ${pending}，不在本政策范围 ${notCovered}`,
    `结果在 ${out}`,
    "",
  ].join("\n");
}
