// `lingdai policy list | show | coverage`: the policies as documents, and what answers each article.
// Only reads arguments and speaks to people; the work is in the files named policy-*.

import { parseArgs } from "node:util";
import { PACKS, findPack, formatDay } from "@lingdai/policy";
import type { Pack } from "@lingdai/policy";

import { coverPack } from "../policy/coverage.ts";
import { reportCoverage } from "../policy/coverage-report.ts";
import { describePack } from "../policy/document.ts";
import type { Language } from "../policy/document-parts.ts";
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

/** What the person asked for cannot be understood. */
class UnusableArgument extends Error {}

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
        throw new UnusableArgument("请说明要做什么：list、show 或 coverage");
      default:
        throw new UnusableArgument(`不认识“${action}”，可用 list、show、coverage`);
    }
  } catch (error) {
    if (!(error instanceof UnusableArgument) && !(error instanceof UnreadableScenario)) throw error;
    process.stderr.write(`lingdai policy：${error.message}\n`);
    if (error instanceof UnusableArgument) process.stderr.write(USAGE);
    return 2;
  }
}

function list(args: readonly string[]): number {
  parsed(args, {}, 0);
  for (const { id, title, validity } of PACKS) {
    const until = validity.to === undefined ? "" : formatDay(validity.to);
    process.stdout.write(`${id}  ${title.zh}  ${formatDay(validity.from)} 至 ${until || "今"}\n`);
  }
  return 0;
}

async function show(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(
    args,
    {
      format: { type: "string", default: "text" },
      lang: { type: "string", default: "zh" },
    },
    1,
  );
  const [id] = positionals;
  if (id === undefined) throw new UnusableArgument("请给出政策包的名字");
  const pack = packNamed(id);
  const render = formatNamed(String(values["format"]));
  const language = languageNamed(String(values["lang"]));
  const coverageOfPack = coverPack(pack, await shippedScenarios(pack));
  process.stdout.write(render(describePack(coverageOfPack, language)));
  return 0;
}

async function coverage(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, { json: { type: "boolean", default: false } });
  const packs = positionals.length === 0 ? PACKS : positionals.map(packNamed);
  const coverages = await Promise.all(
    packs.map(async (pack) => coverPack(pack, await shippedScenarios(pack))),
  );
  const { text, exitCode } = reportCoverage(coverages, values["json"] === true ? "json" : "words");
  process.stdout.write(text);
  return exitCode;
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]>;

function parsed(args: readonly string[], options: Options, positionalsMax = Infinity) {
  try {
    const found = parseArgs({ args: [...args], options, allowPositionals: true });
    if (found.positionals.length <= positionalsMax) return found;
  } catch (error) {
    throw new UnusableArgument(error instanceof Error ? error.message : String(error));
  }
  throw new UnusableArgument("参数太多");
}

function packNamed(id: string): Pack {
  const pack = findPack(id);
  if (pack !== undefined) return pack;
  const known = PACKS.map((each) => each.id).join("、");
  throw new UnusableArgument(`没有政策包“${id}”，可用：${known}`);
}

function formatNamed(name: string): (typeof FORMATS)[keyof typeof FORMATS] {
  if (Object.hasOwn(FORMATS, name)) return FORMATS[name as keyof typeof FORMATS];
  throw new UnusableArgument(`--format 只能是 ${Object.keys(FORMATS).join("、")}`);
}

function languageNamed(name: string): Language {
  if (name === "zh" || name === "en") return name;
  throw new UnusableArgument("--lang 只能是 zh 或 en");
}
