// `lingdai report`: a finished run's figures as one HTML page for people who decide. Only reads
// arguments and speaks to people.

import { join } from "node:path";
import { parseArgs } from "node:util";

import { UnusableInput } from "@lingdai/matching";

import type { Language } from "../report/speech.ts";
import { LANGUAGES } from "../report/speech.ts";
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
  const values = parse(args);
  if (values.help === true) return undefined;
  const runFolder = atMostOne("run", values.run);
  if (runFolder === undefined || runFolder === "") {
    throw new UnusableInput("--run", "缺少这个参数", "用 --help 看用法");
  }
  const lang = atMostOne("lang", values.lang) ?? "zh";
  const language = LANGUAGES.find((known) => known === lang);
  if (language === undefined) {
    throw new UnusableInput(`--lang ${lang}`, "没有这种语言", "请用 zh 或 en");
  }
  const out = atMostOne("out", values.out) ?? join(runFolder, "report.html");
  return { run: runFolder, out, language };
}

function parse(args: readonly string[]) {
  try {
    const several = { type: "string", multiple: true } as const;
    const help = { type: "boolean", short: "h" } as const;
    const options = { run: several, out: several, lang: several, help };
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const word = /'([^']*)'/.exec(error.message)?.[1] ?? "";
    throw new UnusableInput(word, "看不懂这个参数", "用 --help 看用法");
  }
}

function atMostOne(option: string, given: readonly string[] | undefined): string | undefined {
  if (given !== undefined && given.length > 1) {
    throw new UnusableInput(`--${option}`, "只能给出一次", "请只留一个");
  }
  return given?.[0];
}
