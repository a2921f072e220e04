// `lingdai policy list | show | coverage`: the policies as documents, and what answers each article.
// Only reads arguments and speaks to people; the work is in ../policy/.

import { UnusableInput } from "@lingdai/matching";
import { PACKS, findPack, formatDay } from "@lingdai/policy";
import type { Pack } from "@lingdai/policy";

import { FLAG, TEXT, oneOf, readArguments } from "../command-arguments.ts";
import { coverPack } from "../policy/coverage.ts";
import { reportCoverage } from "../policy/coverage-report.ts";
import { describePack } from "../policy/document.ts";
import { toHtml } from "../policy/document-html.ts";
import { toMarkdown } from "../policy/document-markdown.ts";
import { toText } from "../policy/document-text.ts";
import { shippedScenarios } from "../policy/pack-scenarios.ts";
import { UnreadableScenario } from "../scenario-files.ts";

export const summary = {
  zh: "政策包：list 清单，show 可读全文，coverage 逐条对照",
  en: "policy packs: list them, show one as a document, check that every article is answered",
};

const USAGE = `用法 usage:
  npx lingdai policy list
  npx lingdai policy show ID [--format text|markdown|html] [--lang zh|en]
  npx lingdai policy coverage [ID...] [--json]
`;

const ACTIONS = "可用 list、show、coverage";

const FORMATS = { text: toText, markdown: toMarkdown, html: toHtml } as const;

/** 0: done; 1: an article is not answered; 2: unusable arguments or an unreadable scenario. */
export async function run(args: readonly string[]): Promise<number> {
  const [action, ...rest] = args;
  try {
    switch (action) {
      case "list":
        return list(rest);
      case "show":
        return await show(rest);
      case "coverage":
        return await coverage(rest);
      case "--help":
      case "-h":
        process.stdout.write(USAGE);
        return 0;
      case undefined:
        throw new UnusableInput("参数", "没有说明要做什么", ACTIONS);
      default:
        throw new UnusableInput(action, "不认识", ACTIONS);
    }
  } catch (error) {
    if (!(error instanceof UnusableInput) && !(error instanceof UnreadableScenario)) throw error;
    process.stderr.write(`lingdai policy：${error.message}\n`);
    return 2;
  }
}

function list(args: readonly string[]): number {
  readArguments(args, {});
  for (const { id, title, validity } of PACKS) {
    const until = validity.to === undefined ? "" : formatDay(validity.to);
    process.stdout.write(`${id}  ${title.zh}  ${formatDay(validity.from)} 至 ${until || "今"}\n`);
  }
  return 0;
}

async function show(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { format: TEXT, lang: TEXT }, "any");
  const [id, stranger] = positionals;
  if (id === undefined) {
    throw new UnusableInput("参数", "没有政策包的名字", "用 lingdai policy list 看有哪些");
  }
  if (stranger !== undefined) throw new UnusableInput(stranger, "参数太多", "一次只看一个政策包");
  const pack = packNamed(id);
  const render = FORMATS[oneOf("format", values.format, ["text", "markdown", "html"])];
  const language = oneOf("lang", values.lang, ["zh", "en"]);
  const coverageOfPack = coverPack(pack, await shippedScenarios(pack));
  process.stdout.write(render(describePack(coverageOfPack, language)));
  return 0;
}

async function coverage(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: FLAG }, "any");
  const packs = positionals.length === 0 ? PACKS : positionals.map(packNamed);
  const coverages = await Promise.all(
    packs.map(async (pack) => coverPack(pack, await shippedScenarios(pack))),
  );
  const { text, exitCode } = reportCoverage(coverages, values.json === true ? "json" : "words");
  process.stdout.write(text);
  return exitCode;
}

function packNamed(id: string): Pack {
  const pack = findPack(id);
  if (pack !== undefined) return pack;
  const known = PACKS.map((each) => each.id).join("、");
  throw new UnusableInput(id, "没有这个政策包", `可用：${known}`);
}
