// `lingdai tour`: five regions are made up, each is certified by its own
// regulation, and the figures, five people in words and the report's place are shown.

import { mkdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { UnusableInput } from "@lingdai/matching";

import { tourRegion } from "../tour/tour-region.ts";
import type { TourResult } from "../tour/tour-region.ts";
import { TOUR_REGIONS, titleOf } from "../tour/regions.ts";
import type { TourRegion } from "../tour/regions.ts";
import { writeReport } from "../report/write-report.ts";

export const summary = {
  zh: "导览：造五个地区，用各自的规定认证，打印名单人数、五个人的说明和报告的位置",
  en: "tour: five invented regions, each certified by its own regulation",
};

const USAGE = `用法 usage:
  npx lingdai tour      用文件演示五个地区 five regions from files

  LINGDAI_DEMO_PERSONS  造多少人，默认 100000，0 为不造 how many people, none for 0
  LINGDAI_DATA          文件放在哪里，默认 .lingdai where the files are kept
`;

const PERSONS_DEFAULT = 100_000;
const PERSONS_MAX = 1_000_000;
const CHECKOUT = resolve(import.meta.dirname, "../../../..");

/** 0 when it was shown; 2 where the settings or the folder cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    if (args.length === 1 && ["--help", "-h"].includes(args[0] ?? "")) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (args.length > 0) {
      throw new UnusableInput(args.join(" "), "tour 不带参数", "人数请用 LINGDAI_DEMO_PERSONS");
    }
    return await show(personsWanted(), join(dataFolder(), "tour"));
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    process.stderr.write(`lingdai tour：${error.message}\n`);
    return 2;
  }
}

async function show(persons: number, folder: string): Promise<number> {
  if (persons === 0) {
    say("LINGDAI_DEMO_PERSONS 是 0：不造数据。\n");
    return 0;
  }
  await mkdir(folder, { recursive: true });
  say(`领待导览：人和事都是虚构的，文件在 ${placeOf(folder)}\n\n`);
  const shown: { readonly region: TourRegion; readonly result: TourResult }[] = [];
  for (const region of TOUR_REGIONS) {
    const people = Math.max(1, Math.round(persons * region.share));
    const startedMs = performance.now();
    const result = await tourRegion(region, people, folder);
    const report = join(result.result, "report.html");
    await writeReport(result.result, report);
    say(figuresOf(region, result, (performance.now() - startedMs) / 1000));
    shown.push({ region, result });
  }
  for (const { region, result } of shown) say(pageOf(region, result));
  say("\n报告（用浏览器打开，不需要网络）：\n");
  for (const { region, result } of shown) {
    const report = join(result.result, "report.html");
    say(`  ${titleOf(region)}  ${pathToFileURL(report).href}\n`);
  }
  say("\n逐行结论、未认证名单、拒收原因在各地区的 result 文件夹里；再看一个人：\n");
  say("  npx lingdai explain --help\n");
  return 0;
}

function figuresOf(region: TourRegion, { made, figures }: TourResult, seconds: number): string {
  const { eligible = 0, lost = 0, pending = 0, "": notCovered = 0 } = figures.conclusions;
  const rejected = Object.values(figures.files).flatMap((file) => Object.values(file.rejected));
  const { suspend = 0, verify = 0 } = figures.actions;
  return [
    `■ ${titleOf(region)}  截至 ${made.asOf}`,
    `  名册 ${count(figures.roster.rows)} 项待遇；${count(Object.keys(made.files).length)} 个部门文件，` +
      `${count(made.observationRows)} 行，拒收 ${count(rejected.reduce((sum, each) => sum + each, 0))} 行`,
    `  具备资格 ${count(eligible)}    待核实 ${count(pending)}    丧失资格 ${count(lost)}` +
      `    不归本规定管 ${count(notCovered)}`,
    `  该去核实 ${count(verify)}    该暂停 ${count(suspend)}    用时 ${seconds.toFixed(1)} 秒`,
    "",
    "",
  ].join("\n");
}

function pageOf(region: TourRegion, { page }: TourResult): string {
  if (page === undefined) return "";
  const rule = "─".repeat(60);
  return `${rule}\n${titleOf(region)}：${region.example.who}\n${rule}\n${page}\n`;
}

function count(number: number): string {
  return number.toLocaleString("zh-CN");
}

function personsWanted(): number {
  const text = process.env["LINGDAI_DEMO_PERSONS"];
  if (text === undefined || text === "") return PERSONS_DEFAULT;
  const persons = Number(text);
  if (Number.isSafeInteger(persons) && persons >= 0 && persons <= PERSONS_MAX) return persons;
  throw new UnusableInput(
    `LINGDAI_DEMO_PERSONS=${text}`,
    "不是可用的人数",
    `请给 0 到 ${PERSONS_MAX} 的整数`,
  );
}

/** Everything that a run keeps lies below this folder. */
function dataFolder(): string {
  const named = process.env["LINGDAI_DATA"];
  return named === undefined || named === "" ? join(CHECKOUT, ".lingdai") : resolve(named);
}

function placeOf(folder: string): string {
  const place = relative(process.cwd(), folder);
  return place.startsWith("..") ? folder : place;
}

function say(text: string): void {
  process.stdout.write(text);
}
