// `lingdai demo`: loads the demonstration into the record, as the first start of a server does.

import { SHANGHAI_CLOCK, loadDemo } from "@lingdai/service";

import { HELP, readArguments } from "../command-arguments.ts";
import { endingCleanly, installationSettings } from "../installation.ts";
import { withWorker } from "../with-worker.ts";

export const summary = {
  zh: "装入演示数据：五个地区、虚构的人、各级账号；只装一次",
  en: "load the demonstration: five regions of invented people, and accounts; once",
};

const USAGE = `用法 usage: npx lingdai demo

  LINGDAI_DEMO_PERSONS   人数，默认 100000
  LINGDAI_DEMO_PASSWORD  演示账号的密码；不给就随机生成并打印
`;

/** 0 when it is there, now or before; 2 where settings or the database cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("demo", async () => {
    const { values } = readArguments(args, { help: HELP });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const { dataFolder, demoPersons, demoPassword } = installationSettings();
    if (demoPersons === 0) {
      process.stdout.write("LINGDAI_DEMO_PERSONS 是 0：不装演示数据\n");
      return 0;
    }
    return await withWorker(async ({ database }) => {
      const loaded = await loadDemo({
        database,
        folder: dataFolder,
        persons: demoPersons,
        password: demoPassword,
        today: SHANGHAI_CLOCK.today(),
        onProgress: (line) => process.stderr.write(`装入 ${line}\n`),
      });
      if (loaded === undefined) process.stdout.write("演示数据早已装入\n");
      else if (loaded.madePassword !== undefined) {
        process.stdout.write(`演示账号的密码：${loaded.madePassword}\n`);
      }
    });
  });
}
