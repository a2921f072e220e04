// `lingdai mapping check | suggest | list`: how a supplier's file will be read, a proposal for its
// mapping, and the mappings that come along. Only reads arguments and speaks to people.

import { basename } from "node:path";

import {
  UnusableInput,
  checkMapping,
  describeShippedMapping,
  guessTextOf,
  isMappingFor,
  listShippedMappings,
  nameOfDelimiter,
  readMappings,
  suggestMapping,
} from "@lingdai/matching";
import type { FileSort } from "@lingdai/matching";
import { parseDay } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";

import { todayInShanghai } from "../civil-today.ts";
import { HELP, TEXT, atMostOne, oneOf, readArguments, wholeNumber } from "../command-arguments.ts";
import { describeCheck } from "../mapping/check-report.ts";

export const summary = {
  zh: "来源映射：check 看文件会怎样读，suggest 提出映射，list 列出随附的",
  en: "source mappings: check how a file is read, suggest one, list those that come along",
};

const USAGE = `用法 usage:
  npx lingdai mapping check FILE [--mapping FILE|NAME[=PATTERN] ...] [--rows N]
    [--as roster|observations] [--as-of YYYY-MM-DD]
  npx lingdai mapping suggest FILE [--as roster|observations]
  npx lingdai mapping list
退出码 exit codes:
  check    0 看过的行都可用；1 有的行会被拒收；2 文件、映射或参数不能用
  suggest  0 映射可以直接检查；1 还有要由人决定的（见 stderr 和注释）；2 文件或参数不能用
`;

const ACTIONS = "请写 check、suggest 或 list";

const ROWS_SHOWN = 5;
const ROWS_SHOWN_MAX = 1000;

/** 0: all well; 1: something is left to mend or decide; 2: unusable arguments or files. */
export async function run(args: readonly string[]): Promise<number> {
  const [action, ...rest] = args;
  try {
    switch (action) {
      case "check":
        return await check(rest);
      case "suggest":
        return await suggest(rest);
      case "list":
        return list(rest);
      case "--help":
      case "-h":
        process.stdout.write(USAGE);
        return 0;
      case undefined:
        throw new UnusableInput("参数", "没有说要做什么", ACTIONS);
      default:
        throw new UnusableInput("参数", `没有“${action}”这个动作`, ACTIONS);
    }
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    process.stderr.write(`lingdai mapping：${error.message}\n`);
    return 2;
  }
}

async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { mapping: TEXT, rows: TEXT, as: TEXT, "as-of": TEXT, help: HELP },
    "any",
  );
  if (values.help === true) return showUsage();
  const path = onlyFile(positionals);
  const options = {
    path,
    mappings: values.mapping ?? [],
    rows: rowsOf(values.rows),
    sort: sortOf(values.as),
    asOf: dayOf(values["as-of"]),
  };
  try {
    const found = await checkMapping(options);
    process.stdout.write(describeCheck(found));
    return found.rejected === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof UnusableInput) await hint(path, options.mappings);
    throw error;
  }
}

/** A file that cannot be read as it was said may say itself how it is written. */
async function hint(path: string, mappings: readonly string[]): Promise<void> {
  try {
    const read = readMappings(mappings);
    const fitting = read.findLast((mapping) => isMappingFor(basename(path), mapping));
    if (read.length > 0 && fitting === undefined) {
      process.stderr.write(
        "提示：给出的映射都不适用于这个文件名；随附的映射可写成 --mapping 名字=文件名\n",
      );
    }
    const text = await guessTextOf(path);
    if (text === undefined) return;
    const { encoding, delimiter } = fitting ?? { encoding: undefined, delimiter: undefined };
    if (encoding === text.encoding && delimiter === text.delimiter) return;
    process.stderr.write(
      `提示：内容像是 ${text.encoding} 编码、${nameOfDelimiter(text.delimiter)}分隔的文本；` +
        `可先运行 npx lingdai mapping suggest ${path}\n`,
    );
  } catch (error) {
    // What cannot be opened is refused in one line already.
    if (!(error instanceof UnusableInput)) throw error;
  }
}

async function suggest(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { as: TEXT, help: HELP }, "any");
  if (values.help === true) return showUsage();
  const { yaml, left } = await suggestMapping(onlyFile(positionals), sortOf(values.as));
  process.stdout.write(yaml);
  for (const sentence of left) process.stderr.write(`要由人决定：${sentence}\n`);
  return left.length === 0 ? 0 : 1;
}

function list(args: readonly string[]): number {
  const { values } = readArguments(args, { help: HELP });
  if (values.help === true) return showUsage();
  const names = listShippedMappings();
  const width = Math.max(...names.map((name) => name.length));
  for (const name of names) {
    process.stdout.write(`${name.padEnd(width)}  ${describeShippedMapping(name)}\n`);
  }
  return 0;
}

function showUsage(): number {
  process.stdout.write(USAGE);
  return 0;
}

function onlyFile(positionals: readonly string[]): string {
  const [path, ...more] = positionals;
  if (path === undefined) throw new UnusableInput("参数", "没有给出文件", "用 --help 看用法");
  if (more.length === 0) return path;
  throw new UnusableInput("参数", "一次只能看一个文件", "请逐个运行");
}

function rowsOf(given: readonly string[] | undefined): number {
  if (given === undefined) return ROWS_SHOWN;
  const rows = wholeNumber("rows", given);
  if (rows <= ROWS_SHOWN_MAX) return rows;
  throw new UnusableInput(`--rows ${rows}`, "太多", `最多 ${ROWS_SHOWN_MAX} 行`);
}

function sortOf(given: readonly string[] | undefined): FileSort | undefined {
  return given === undefined ? undefined : oneOf("as", given, ["roster", "observations"]);
}

/** Today where these people live, unless another day is asked for. */
function dayOf(given: readonly string[] | undefined): Day {
  const text = atMostOne("as-of", given);
  if (text === undefined) return todayInShanghai();
  const day = parseDay(text);
  if (day !== undefined) return day;
  throw new UnusableInput(`--as-of ${text}`, "不是日期", "请写成 YYYY-MM-DD");
}
