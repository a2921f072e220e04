// `lingdai backup`: the whole record into a folder, while people go on working.

import { backUp, migrate } from "@lingdai/store";

import { HELP, TEXT, readArguments, required } from "../command-arguments.ts";
import { endingCleanly, withInstallation } from "../installation.ts";

export const summary = {
  zh: "把整个数据库备份到一个文件夹",
  en: "back the whole database up into a folder",
};

const USAGE = `用法 usage: npx lingdai backup --out DIR

  密钥文件（数据文件夹里的 keys）不在备份中：请另行妥善保存，没有它就读不出姓名和号码。
  The key file is not in the backup: keep it apart, and keep it.
`;

/** 0 when the archive is whole; 2 where folder or database cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("backup", async () => {
    const { values } = readArguments(args, { out: TEXT, help: HELP });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const archive = required("out", values.out);
    const { tables } = await withInstallation(async (installation) => {
      await migrate(installation);
      return await backUp({ ...installation, archive });
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(
      `已备份 ${tables.length} 个表 ${rows} 行到 ${archive}；密钥文件请另行保存\n`,
    );
    return 0;
  });
}
