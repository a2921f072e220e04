// `lingdai worker`: one more worker beside the server's own, until it is told to end.

import { join } from "node:path";

import { fileInbox, paymentFolders, SHANGHAI_CLOCK, startWorker } from "@lingdai/service";

import { HELP, readArguments } from "../command-arguments.ts";
import { endingCleanly, installationSettings } from "../installation.ts";
import { withWorker } from "../with-worker.ts";

export const summary = {
  zh: "再起一个处理进程：夜间处理、导入、通知；可以有任意多个",
  en: "one more worker for nightly runs, imports and notices; any number may run",
};

const USAGE = `用法 usage: npx lingdai worker

  用哪个数据库与 serve 相同：DATABASE_URL，或 LINGDAI_DATA 里正在运行的那个
`;

/** 0 when it ended as it was told to; 2 where the database cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("worker", async () => {
    const { values } = readArguments(args, { help: HELP });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const settings = installationSettings();
    return await withWorker(async ({ database, url }) => {
      const worker = await startWorker({
        database,
        url,
        today: SHANGHAI_CLOCK.today,
        messaging: settings.messaging,
        payment: paymentFolders(settings.paymentFolder),
        inbox: fileInbox(join(settings.dataFolder, "brought")),
        onFailure: (task, error) => {
          const words = error instanceof Error ? error.message : String(error);
          process.stderr.write(`lingdai worker：${task} 没有做成，稍后重试：${words}\n`);
        },
      });
      process.stdout.write("ready worker\n");
      await Promise.race([told(), worker.ended]);
      await worker.stop();
    });
  });
}

async function told(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}
