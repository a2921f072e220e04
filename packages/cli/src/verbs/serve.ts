// `lingdai serve`, which `npm start` runs: the server with everything that it needs, until it is told
// to end. Knows signals and words; what a server is knows `service`.

import { serve, SHANGHAI_CLOCK } from "@lingdai/service";
import type { RunningServer } from "@lingdai/service";

import { HELP, readArguments } from "../command-arguments.ts";
import { endingCleanly, installationSettings } from "../installation.ts";

export const summary = {
  zh: "启动服务：数据库、定时任务、接口；第一次装入演示数据",
  en: "start the server with its database and jobs; the first time with a demonstration",
};

const USAGE = `用法 usage: npx lingdai serve

  LINGDAI_PORT            端口，默认 7080
  LINGDAI_DATA            数据文件夹，默认仓库里的 .lingdai
  DATABASE_URL            用自己的 PostgreSQL（15 或更高）
  LINGDAI_DEMO_PERSONS    演示人数，默认 100000；0 不装
  LINGDAI_DEMO_PASSWORD   演示账号的密码；不给就随机生成并打印
  LINGDAI_TRUST_PROXY     前面的反向代理的地址或网段，逗号分开；默认不信任何代理
`;

/** 0 when it ended as it was told to; 2 where the port, the folder or the database cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("serve", async () => {
    const { values } = readArguments(args, { help: HELP });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const told = untilTold();
    const starting = serve(installationSettings(), SHANGHAI_CLOCK, {
      onProgress: (line) => {
        process.stdout.write(`装入演示数据 ${line}\n`);
      },
      onFailure: (task, error) => {
        const words = error instanceof Error ? error.message : String(error);
        process.stderr.write(`lingdai serve：${task} 没有做成，稍后重试：${words}\n`);
      },
    });
    const server = await Promise.race([starting, told]);
    // Told to end before it stood: nothing is half-done, for every step of a start can be repeated.
    if (server === undefined) process.exit(0);
    introduce(server);
    await told;
    await server.stop();
    return 0;
  });
}

function introduce({ address, madePassword }: RunningServer): void {
  if (madePassword !== undefined) {
    process.stdout.write(
      `演示账号 admin province city county reviewer1 reviewer2 approver street village unit\n` +
        `密码（只显示这一次）${madePassword}\n`,
    );
  }
  process.stdout.write(`接口说明 API ${address}/docs\nready ${address}\n`);
}

/** Resolves at the first SIGTERM or SIGINT; heard from the beginning, so that none is lost. */
async function untilTold(): Promise<undefined> {
  return await new Promise((tell) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        tell(undefined);
      });
    }
  });
}
