// `lingdai restore`: an archive of `lingdai backup` into an empty database, whose audit is then
// verified.

import { prepareQueue } from "@lingdai/service";
import { openDatabase, restore, verifyAudit } from "@lingdai/store";

import { HELP, TEXT, readArguments, required } from "../command-arguments.ts";
import { endingCleanly, withInstallation } from "../installation.ts";
import { describeAudit } from "./audit.ts";

export const summary = {
  zh: "把备份恢复到空的数据库",
  en: "restore a backup into an empty database",
};

const USAGE = `用法 usage: npx lingdai restore --from DIR

  先把原来的密钥文件放进数据文件夹（名为 keys），或用 LINGDAI_KEYS 指明。
  Put the key file of the backed-up installation into the data folder first.
`;

/** 0 when all is back and the audit is whole; 1 where it is broken; 2 for what cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("restore", async () => {
    const { values } = readArguments(args, { from: TEXT, help: HELP });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const archive = required("from", values.from);
    return await withInstallation(async ({ ownerUrl, keyring }) => {
      const { tables, madeAt } = await restore({
        ownerUrl,
        keyring,
        archive,
        prepare: prepareQueue,
      });
      process.stdout.write(`已恢复 ${madeAt} 的备份：${tables.length} 个表\n`);
      const worker = openDatabase({ url: ownerUrl, role: "worker", keyring });
      try {
        const finding = await verifyAudit(worker);
        process.stdout.write(describeAudit(finding));
        return finding.broken.length === 0 ? 0 : 1;
      } finally {
        await worker.close();
      }
    });
  });
}
