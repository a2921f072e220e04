// `lingdai migrate`: brings the database to the shape of this version. The server does the same when
// it starts; this is for whoever wants to see it done before.

import { migrate } from "@lingdai/store";

import { HELP, readArguments } from "../command-arguments.ts";
import { endingCleanly, withInstallation } from "../installation.ts";

export const summary = {
  zh: "把数据库升级到本版本的结构",
  en: "bring the database to the shape of this version",
};

const USAGE = `用法 usage: npx lingdai migrate

  LINGDAI_DATA   数据文件夹，默认仓库里的 .lingdai
  DATABASE_URL   用自己的 PostgreSQL（15 或更高），须是数据库的所有者
`;

/** 0 when the database has the shape; 2 where it cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("migrate", async () => {
    const { values } = readArguments(args, { help: HELP });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const applied = await withInstallation(migrate);
    for (const name of applied) process.stdout.write(`已执行 applied ${name}\n`);
    if (applied.length === 0) process.stdout.write("结构已是最新 nothing to do\n");
    return 0;
  });
}
