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

/** What is asked for; undefined where somebody asks for help. */
function requestOf(args: readonly string[]): Request | undefined {
  const { values } = readArguments(args, { run: TEXT, out: TEXT, lang: TEXT, help: HELP });
  if (values.help === true) return undefined;
  const runFolder = required("run", values.run);
  return {
    run: runFolder,
    out: atMostOne("out", values.out) ?? join(runFolder, "report.html"),
    language: oneOf("lang", values.lang, LANGUAGES),
  };
}
