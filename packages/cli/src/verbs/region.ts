// `lingdai region open | list`: which policy judges whom, by the divisions that pay. Opened before the
// first roster; who came in earlier is adopted.

import { UnusableInput } from "@lingdai/matching";
import { PACKS, findPack, formatDay } from "@lingdai/policy";
import { SHANGHAI_CLOCK, openRegion } from "@lingdai/service";
import type { RegionRow } from "@lingdai/store";
import { listRegions, withSession } from "@lingdai/store";

import { FLAG, HELP, TEXT, readArguments, required } from "../command-arguments.ts";
import { endingCleanly } from "../installation.ts";
import { withWorker } from "../with-worker.ts";

export const summary = {
  zh: "开通一个地区：哪些区划发放的待遇归哪份政策管；列出已开通的地区",
  en: "open a region: whose benefits are judged by which policy; list what is open",
};

const USAGE = `用法 usage: npx lingdai region open --division CODE --policy ID [--running]
              npx lingdai region list

  CODE       发放地区划代码的开头几位：省 2 位、市 4 位、县 6 位；长的优先
  ID         ${PACKS.map(({ id }) => id).join(" | ")}
  --running  人们早已按此政策提醒过；不写则逾期的人先提醒，三个月后才可能暂停
`;
const OPTIONS = { division: TEXT, policy: TEXT, running: FLAG, help: HELP } as const;

/** 0 when it is open, now or before, or listed; 2 for what cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("region", async () => {
    const { values, positionals } = readArguments(args, OPTIONS, "any");
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const [asked = "", ...more] = positionals;
    if (more.length > 0 || (asked !== "open" && asked !== "list")) {
      throw new UnusableInput("region", "要做什么没有说清", "用 lingdai region open 或 list");
    }
    return asked === "list" ? await list() : await open(regionOf(values));
  });
}

function regionOf(values: ReturnType<typeof readArguments<typeof OPTIONS>>["values"]): RegionRow {
  const payDivision = required("division", values.division);
  if (!/^(\d{2}|\d{4}|\d{6})$/.test(payDivision)) {
    throw new UnusableInput(`--division ${payDivision}`, "不是区划代码", "应为 2、4 或 6 位数字");
  }
  const policy = required("policy", values.policy);
  if (findPack(policy) === undefined) {
    const known = PACKS.map(({ id }) => id).join("、");
    throw new UnusableInput(`--policy ${policy}`, "没有这份政策", `可用 ${known}`);
  }
  const start = values.running === true ? "running" : "first-run";
  return { payDivision, policy, start, openedOn: SHANGHAI_CLOCK.today() };
}

async function open(region: RegionRow): Promise<number> {
  return await withWorker(async ({ database }) => {
    const people = await openRegion(database, region);
    const words =
      people === undefined
        ? "早已开通，没有改动"
        : `已开通 ${region.policy}，接管此前导入的 ${people} 人`;
    process.stdout.write(`${region.payDivision}：${words}\n`);
  });
}

async function list(): Promise<number> {
  return await withWorker(async ({ database }) => {
    const regions = await withSession(database, async (session) => await listRegions(session));
    for (const { payDivision, policy, openedOn, start } of regions) {
      process.stdout.write(`${payDivision}  ${policy}  ${formatDay(openedOn)}  ${start}\n`);
    }
    if (regions.length === 0) process.stdout.write("还没有开通任何地区\n");
  });
}
