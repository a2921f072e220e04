// `lingdai keys rotate`: adds a key and seals everybody's envelope with it, while people work. Killed
// half-way it is finished by `--continue`, which adds none.

import { UnusableInput } from "@lingdai/matching";
import { Keyring, addKey, migrate, openDatabase, resealAll } from "@lingdai/store";

import { FLAG, HELP, readArguments } from "../command-arguments.ts";
import { dataFolder, endingCleanly, withInstallation } from "../installation.ts";

export const summary = {
  zh: "更换个人信息的加密密钥",
  en: "replace the key that personal data are sealed with",
};

const USAGE = `用法 usage: npx lingdai keys rotate [--continue]

  --continue   不加新密钥，只把上次没换完的换完
  换完之后请重新保存密钥文件（数据文件夹里的 keys）；旧密钥仍留在其中，旧备份要用它。
`;

/** 0 when every envelope bears the newest key; 2 for what cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("keys", async () => {
    const { values, positionals } = readArguments(args, { continue: FLAG, help: HELP }, "any");
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (positionals.length !== 1 || positionals[0] !== "rotate") {
      throw new UnusableInput("keys", "要做什么没有说清", "用 lingdai keys rotate");
    }
    return await withInstallation(async (installation) => {
      await migrate(installation);
      if (values.continue !== true) await addKey(dataFolder());
      const keyring = await Keyring.load(dataFolder());
      const worker = openDatabase({ url: installation.ownerUrl, role: "worker", keyring });
      try {
        const resealed = await resealAll(worker);
        process.stdout.write(`已用第 ${keyring.currentKey} 号密钥重新加密 ${resealed} 份\n`);
        return 0;
      } finally {
        await worker.close();
      }
    });
  });
}
