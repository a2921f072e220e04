// `lingdai report`: a finished run's figures as one HTML page for people who decide. Only reads
// arguments and speaks to people.

import { join } from "node:path";

import { UnusableInput } from "@lingdai/matching";

import type { Language } from "../report/speech.ts";
import { LANGUAGES } from "../report/speech.ts";
import { HELP, TEXT, atMostOne, oneOf, readArguments, required } from "../command-arguments.ts";
import { writeReport } from "../report/write-report.ts";

export const summary = {
  zh: "把一次认证的结果写成一页报告，不联网也能打开",
  en: "write the report of an evaluation as one page that needs no network",
};

const USAGE = `用法 usage:
  npx lingdai report --run DIR [--out FILE] [--lang zh|en]
    DIR  lingdai evaluate --out 的文件夹 the folder of an evaluation
    FILE 默认 by default: DIR/report.html
`;

interface Request {
  readonly run: string;
  readonly out: string;
  readonly language: Language;
}

/** 0 when it is written; 2 for what cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const request = requestOf(args);
    if (request === undefined) {
      process.stdout.write(USAGE);
      return 0;
    }
    await writeReport(request.run, request.out, request.language);
    process.stdout.write(`报告写在 ${request.out}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    process.stderr.write(`lingdai report：${error.message}\n`);
    return 2;
  }
}

/** What belongs to `evaluate` alone: a report tells what one run found. */
function refuseForOneRun(state: unknown, sample: unknown): void {
  const mend = "请把这个参数写给 lingdai evaluate，再对它的结果写报告";
  if (state !== undefined) {
    const wrong = "报告只讲一次运行的结果，不看保留的状态（a report is about a run, not a state）";
    throw new UnusableInput("--state", wrong, mend);
  }
  if (sample !== undefined) {
    const wrong = "抽样在运行时就定了，报告不再抽（the run has drawn its sample）";
    throw new UnusableInput("--sample", wrong, mend);
  }
}

/** What is asked for; undefined where somebody asks for help. */
function requestOf(args: readonly string[]): Request | undefined {
  const { values } = readArguments(args, {
    run: TEXT,
    out: TEXT,
    lang: TEXT,
    state: TEXT,
    sample: TEXT,
    help: HELP,
  });
  if (values.help === true) return undefined;
  refuseForOneRun(values.state, values.sample);
  const runFolder = required("run", values.run);
  return {
    run: runFolder,
    out: atMostOne("out", values.out) ?? join(runFolder, "report.html"),
    language: oneOf("lang", values.lang, LANGUAGES),
  };
}
