// `lingdai serve`, which `npm start` runs: the server with everything that it needs, until it is told
// to end. Knows signals and words; what a server is knows `service`.

import { resolve } from "node:path";

import { UnusableInput } from "@lingdai/matching";
import { readServerSettings, serve, SHANGHAI_CLOCK } from "@lingdai/service";
import { UnusableDatabase } from "@lingdai/store";

import { HELP, readArguments } from "../command-arguments.ts";

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
`;
const CHECKOUT = resolve(import.meta.dirname, "../../../..");

/** 0 when it ended as it was told to; 2 where the port, the folder or the database cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { values } = readArguments(args, { help: HELP });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const told = untilTold();
    const settings = readServerSettings(process.env, CHECKOUT);
    const starting = serve(settings, SHANGHAI_CLOCK, async () => await Promise.resolve());
    const server = await Promise.race([starting, told]);
    // Told to end before it stood: nothing is half-done, for every step of a start can be repeated.
    if (server === undefined) process.exit(0);
    process.stdout.write(`ready ${server.address}\n`);
    await told;
    await server.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof UnusableInput || error instanceof UnusableDatabase)) throw error;
    process.stderr.write(`lingdai serve：${error.message}\n`);
    return 2;
  }
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
