// `lingdai nightly`: the nightly run by hand, for a day that was missed or where no worker runs.

import { UnusableInput } from "@lingdai/matching";
import { parseDay } from "@lingdai/policy";
import { SHANGHAI_CLOCK, runNights } from "@lingdai/service";

import { HELP, TEXT, atMostOne, readArguments } from "../command-arguments.ts";
import { endingCleanly } from "../installation.ts";
import { withWorker } from "../with-worker.ts";

export const summary = {
  zh: "夜间处理：把到期的事办掉；办过的不会再办",
  en: "the nightly run by hand; doing it twice changes nothing",
};

const USAGE = `用法 usage: npx lingdai nightly [--date DATE]

  --date  处理到哪一天，默认今天（北京时间）
`;

/** 0 when it ran; 1 where somebody's case could not be stepped; 2 where the day or the database cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("nightly", async () => {
    const { values } = readArguments(args, { help: HELP, date: TEXT });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const date = atMostOne("date", values.date);
    const day = date === undefined ? SHANGHAI_CLOCK.today() : parseDay(date);
    if (day === undefined) {
      throw new UnusableInput(`--date ${date}`, "不是日期", "请写成 YYYY-MM-DD");
    }
    if (day > SHANGHAI_CLOCK.today()) {
      throw new UnusableInput(`--date ${date}`, "还没有到", "夜间处理不可撤回，只能办到今天");
    }
    let failures = 0;
    await withWorker(async ({ database }) => {
      const { cases, notices, failed } = await runNights({ database, day });
      failures = failed.length;
      process.stdout.write(`处理 ${cases} 件，发出通知 ${notices} 份\n`);
      for (const { beneficiaryId, error } of failed) {
        const words = error instanceof Error ? error.message : String(error);
        process.stderr.write(`lingdai nightly：第 ${beneficiaryId} 号人员没有办成：${words}\n`);
      }
    });
    return failures > 0 ? 1 : 0;
  });
}
