// `lingdai explain`: one person's page in plain words, from a roster and observation files. Only reads
// arguments and prints; the files are the matching room's, the words are the policy room's.

import { renderPage } from "@lingdai/policy";
import { UnusableInput } from "@lingdai/matching";

import {
  FLAG,
  HELP,
  TEXT,
  atMostOne,
  oneOf,
  readArguments,
  required,
} from "../command-arguments.ts";
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
  policy: TEXT,
  roster: TEXT,
  observations: TEXT,
  mapping: TEXT,
  id: TEXT,
  "id-type": TEXT,
  "as-of": TEXT,
  window: TEXT,
  state: TEXT,
  sample: TEXT,
  lang: TEXT,
  json: FLAG,
  help: HELP,
} as const;

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

const BETWEEN_PAGES = `${"─".repeat(40)}\n\n`;

/** 0 when the page was printed; 2 for what cannot be used, or for somebody not on the roster. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { values } = readArguments(args, OPTIONS);
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
  refuseForOneRun(values);
  const document = {
    idNumber: required("id", values.id),
    idType: atMostOne("id-type", values["id-type"]),
  };
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

/** What belongs to `evaluate` alone: a page rests on the files that it is given, and on one person. */
function refuseForOneRun({ state, sample }: Values): void {
  if (state !== undefined) {
    const wrong = "说明只看给出的文件，不看保留的状态（a page rests on files, not on a state）";
    throw new UnusableInput("--state", wrong, "请用 --observations 把各月的文件都给出");
  }
  if (sample !== undefined) {
    const wrong = "说明只讲一个人，不用抽样（a page is about one person）";
    throw new UnusableInput("--sample", wrong, "请去掉这个参数");
  }
}

function optionsOf(values: Values): ExplainPeopleOptions {
  return {
    policy: required("policy", values.policy),
    roster: required("roster", values.roster),
    observations: values.observations ?? [],
    mappings: values.mapping,
    asOf: atMostOne("as-of", values["as-of"]),
    window: atMostOne("window", values.window),
    language: oneOf("lang", values.lang, ["zh", "en"]),
  };
}
