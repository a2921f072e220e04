// Reads the arguments behind a verb and says in people's language what is wrong with them.
// Knows no verb.

import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";

import { UnusableInput } from "@lingdai/matching/start";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** An option that may be given several times, so that giving one twice can be refused. */
export const TEXT = { type: "string", multiple: true } as const;
export const FLAG = { type: "boolean" } as const;
export const HELP = { type: "boolean", short: "h" } as const;

const SEE_HELP = "用 --help 看用法";

/** Options and positional arguments; throws `UnusableInput` for what is not one of them. */
export function readArguments<Known extends Options>(
  args: readonly string[],
  options: Known,
  positionals: "none" | "any" = "none",
) {
  try {
    return parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: positionals === "any",
    });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The value of an option that must be given. */
export function required(option: string, given: readonly string[] | undefined): string {
  const value = atMostOne(option, given);
  if (value !== undefined && value !== "") return value;
  throw new UnusableInput(`--${option}`, "缺少这个参数", SEE_HELP);
}

/** The value of an option that may be left out but not repeated. */
export function atMostOne(
  option: string,
  given: readonly string[] | undefined,
): string | undefined {
  if (given !== undefined && given.length > 1) {
    throw new UnusableInput(`--${option}`, "只能给出一次", "请只留一个");
  }
  return given?.[0];
}

export function wholeNumber(option: string, given: readonly string[] | undefined): number {
  const text = required(option, given);
  if (/^\d+$/.test(text)) return Number(text);
  throw new UnusableInput(`--${option} ${text}`, "不是整数", "请只写数字，例如 100000");
}

/** One of a few words, the first where nothing is said. */
export function oneOf<const Word extends string>(
  option: string,
  given: readonly string[] | undefined,
  words: readonly [Word, ...Word[]],
): Word {
  const text = atMostOne(option, given);
  if (text === undefined) return words[0];
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  throw new UnusableInput(`--${option} ${text}`, "没有这种选择", `可用 ${words.join("、")}`);
}

/** What Node says about a command line that it cannot read, in our words. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
      return new UnusableInput(word, "没有这个参数", SEE_HELP);
    case "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":
      return new UnusableInput(
        word,
        "不知道这是哪个参数的值",
        "每个文件前都要写参数名；通配符请加引号",
      );
    case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
      return new UnusableInput(word, "缺少值，或不该带值", SEE_HELP);
    default:
      return error;
  }
}
