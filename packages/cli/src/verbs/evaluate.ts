// `lingdai evaluate`: a roster and observation files in, the tables of FORMATS section 3 out.
// Only reads arguments and speaks to people; everything else is the matching room's.

import { constants } from "node:os";

import type { EvaluateOptions, Summary } from "@lingdai/matching/batch";
import { ThreadsAhead, UnusableInput, bytesIn, bytesNamed } from "@lingdai/matching/start";

import { HELP, TEXT, atMostOne, readArguments, required } from "../command-arguments.ts";
import { beginAgainInLargePages } from "../large-pages.ts";
import { ProgressLine } from "./evaluate-progress.ts";

export const summary = {
  zh: "用名册和观测文件成批认证，写出结论、未认证、拒收等表",
  en: "certify a roster from observation files in one batch",
};

const USAGE = `用法 usage:
  npx lingdai evaluate --policy ID --roster FILE --observations FILE [--observations FILE ...]
    [--mapping FILE ...] --as-of YYYY-MM-DD --out DIR [--previous DIR] [--window FROM..TO]
    [--format csv|parquet] [--threads N] [--state DIR] [--memory SIZE] [--sample N]

  FILE      可以是加引号的式样，如 '月报/*/*.csv'（--roster 除外）；能读 CSV、GZIP、XLSX、Parquet
            may be a quoted pattern, but for --roster; CSV, GZIP, XLSX and Parquet can be read
  --mapping 来源映射；符合的不止一个时用最后给出的；随附的只写名字，见 lingdai mapping list
            source mapping; of several that fit the last applies; one that comes along by its name
  --window  公告的认证窗口，只用于 weihai-2017 the announced window, weihai-2017 only
  --state   保留读过的行的文件夹，下个月只给新文件；见 docs/state.md
            a folder that keeps the rows read, so that a month is only its own files
  --memory  可用的内存，如 4GB；估计不够就先说需要多少，不开始 the memory that may be used; a run that
            would need more is refused with the figure
  --sample  只算约 1/N 的人，每次都是同样的人；结果里注明 about one person in N, always the same ones
  --previous 上次的 --out 文件夹，另写出 changes an earlier --out folder, for the table of changes

退出码 exit codes: 0 跑完了（可能有拒收的行）; 2 参数或文件不能用，DIR 不变
`;

const OPTIONS = {
  policy: TEXT,
  roster: TEXT,
  observations: TEXT,
  mapping: TEXT,
  "as-of": TEXT,
  out: TEXT,
  previous: TEXT,
  window: TEXT,
  format: TEXT,
  threads: TEXT,
  state: TEXT,
  memory: TEXT,
  sample: TEXT,
  help: HELP,
} as const;

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

/** 0 when it ran, even with rejects; 2 for what cannot be used; 128 + signal when interrupted. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { values } = readArguments(args, OPTIONS);
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
  const { roster, observations, threads, state: folder } = options;
  const kept = folder === undefined ? 0 : bytesIn(folder);
  const bytes = bytesNamed([roster, ...observations]) + kept;
  beginAgainInLargePages(bytes);
  const interruption = new AbortController();
  const progress = new ProgressLine(process.stderr);
  const warnings: string[] = [];
  const interrupt = (signal: NodeJS.Signals): void => {
    interruption.abort(signal);
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const ahead = ThreadsAhead.forBytes(bytes, threads);
  try {
    // Loaded only now: the other threads load theirs meanwhile.
    const { evaluateFiles } = await import("@lingdai/matching/batch");
    const figures = await evaluateFiles({
      ...options,
      ahead,
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
    await ahead.dismiss();
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

function optionsOf(values: Values): EvaluateOptions {
  return {
    policy: required("policy", values.policy),
    roster: required("roster", values.roster),
    observations: values.observations ?? [],
    mappings: values.mapping,
    asOf: required("as-of", values["as-of"]),
    out: required("out", values.out),
    previous: atMostOne("previous", values.previous),
    window: atMostOne("window", values.window),
    format: atMostOne("format", values.format),
    state: atMostOne("state", values.state),
    memory: atMostOne("memory", values.memory),
    sample: atMostOne("sample", values.sample),
    threads: threadsOf(atMostOne("threads", values.threads)),
  };
}

/** Without a number the machine and the size of the files decide. */
function threadsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new UnusableInput(`--threads ${text}`, "不是 1 到 99 的整数", "请写线程数，或不写");
}

/** The lists' figures in a few lines, and where they lie. */
function describe(figures: Summary, out: string): string {
  const { eligible = 0, lost = 0, pending = 0, "": notCovered = 0 } = figures.conclusions;
  const { sample } = figures;
  const accepted = Object.values(figures.files).reduce((sum, file) => sum + file.accepted, 0);
  const rows = Object.values(figures.files).reduce((sum, file) => sum + file.rows, 0);
  return [
    `${figures.policy}，截至 ${figures.as_of}：`,
    ...(sample === undefined ? [] : [`  抽样：约每 ${sample.one_in} 人取一人，以下都是这些人的数`]),
    `  名册 ${figures.roster.rows} 行，拒收 ${figures.roster.rejected} 行，重复 ${figures.roster.duplicate} 行`,
    `  观测 ${rows} 行，采用 ${accepted} 行`,
    `  具备资格 ${eligible}，丧失资格 ${lost}，待核实 ${pending}，不在本政策范围 ${notCovered}`,
    `结果在 ${out}`,
    "",
  ].join("\n");
}
