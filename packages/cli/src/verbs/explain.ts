// `lingdai explain`: one person's page in plain words, from a roster and observation files. Only reads
// arguments and prints; the files are the matching room's, the words are the policy room's.

import { parseArgs } from "node:util";

import type { Language } from "@lingdai/policy";
import { renderPage } from "@lingdai/policy";
import { UnusableInput } from "@lingdai/matching";

import type { ExplainPeopleOptions } from "../explain-people.ts";
import { explainPeople } from "../explain-people.ts";
import { explanationToJson } from "../explanation-json.ts";

export const summary = {
  zh: "用大白话说明一个人的认证结论、依据和接下来怎么办",
  en: "one person's page in plain words: conclusion, reasons, what comes next",
};

const USAGE = `用法 usage:
  npx lingdai explain --policy ID --roster FILE --observations FILE [--observations FILE ...]
    [--mapping FILE ...] --id NUMBER [--id-type TYPE] [--as-of YYYY-MM-DD] [--window FROM..TO]
    [--lang zh|en] [--json]

  --as-of  不写就是今天（北京时间） today in Beijing where it is left out
  --json   给别的程序用，格式见 docs/explain.md for programs, see docs/explain.md
`;

const OPTIONS = {
  policy: { type: "string", multiple: true },
  roster: { type: "string", multiple: true },
  observations: { type: "string", multiple: true },
  mapping: { type: "string", multiple: true },
  id: { type: "string", multiple: true },
  "id-type": { type: "string", multiple: true },
  "as-of": { type: "string", multiple: true },
  window: { type: "string", multiple: true },
  lang: { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parse>;
type SingleOption = "policy" | "roster" | "id" | "id-type" | "as-of" | "window" | "lang";

const BETWEEN_PAGES = `${"─".repeat(40)}\n\n`;

/** 0 when the page was printed; 2 for what cannot be used, or for somebody not on the roster. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const values = parse(args);
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    await explain(values);
    return 0;
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    process.stderr.write(`lingdai explain：${error.message}\n`);
    return 2;
  }
}

async function explain(values: Values): Promise<void> {
  const document = { idNumber: required(values, "id"), idType: atMostOne(values, "id-type") };
  const { people, warnings } = await explainPeople(optionsOf(values), [document]);
  for (const warning of warnings) process.stderr.write(`提醒：${warning}\n`);
  for (const person of people) {
    process.stdout.write(
      values.json === true
        ? `${JSON.stringify(explanationToJson(person), null, 2)}\n`
        : person.entitlements.map(({ page }) => renderPage(page)).join(BETWEEN_PAGES),
    );
  }
}

function optionsOf(values: Values): ExplainPeopleOptions {
  return {
    policy: required(values, "policy"),
    roster: required(values, "roster"),
    observations: values.observations ?? [],
    mappings: values.mapping,
    asOf: atMostOne(values, "as-of"),
    window: atMostOne(values, "window"),
    language: languageOf(atMostOne(values, "lang") ?? "zh"),
  };
}

function languageOf(text: string): Language {
  if (text === "zh" || text === "en") return text;
  throw new UnusableInput(`--lang ${text}`, "没有这种语言", "请写 zh 或 en");
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    if (!(error instanceof TypeError) || !("code" in error)) throw error;
    const word = /'([^']*)'/.exec(error.message)?.[1] ?? "";
    throw new UnusableInput(word, "这个参数不认识，或缺少值", "用 --help 看用法");
  }
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
