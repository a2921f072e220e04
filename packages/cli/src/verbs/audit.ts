// `lingdai audit verify`: walks the chains of the audit and names the first broken record. Where all is
// whole it anchors the chains' ends, so that a later rewriting shows.

import { UnusableInput } from "@lingdai/matching";
import {
  anchorAudit,
  migrate,
  openDatabase,
  verifyAudit,
  type AuditFault,
  type AuditFinding,
} from "@lingdai/store";

import { HELP, readArguments } from "../command-arguments.ts";
import { endingCleanly, withInstallation } from "../installation.ts";

export const summary = {
  zh: "核对审计记录是否被改动",
  en: "verify that nobody changed the audit",
};

const USAGE = `用法 usage: npx lingdai audit verify
`;

const FAULTS: Readonly<Record<AuditFault, string>> = {
  changed: "内容或链接被改动 changed",
  missing: "被删除 deleted",
  "cut-off": "及其后的记录被截去 cut off",
  inserted: "是后来插入的 inserted",
  rewritten: "与存证不符，整条链被重写 rewritten",
};

/** 0 when the audit is whole; 1 where it is broken; 2 for what cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("audit", async () => {
    const { values, positionals } = readArguments(args, { help: HELP }, "any");
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (positionals.length !== 1 || positionals[0] !== "verify") {
      throw new UnusableInput("audit", "要做什么没有说清", "用 lingdai audit verify");
    }
    return await withInstallation(async ({ ownerUrl, keyring }) => {
      await migrate({ ownerUrl, keyring });
      const worker = openDatabase({ url: ownerUrl, role: "worker", keyring });
      try {
        const finding = await verifyAudit(worker);
        process.stdout.write(describeAudit(finding));
        if (finding.broken.length > 0) return 1;
        await anchorAudit(worker);
        return 0;
      } finally {
        await worker.close();
      }
    });
  });
}

export function describeAudit({ records, broken }: AuditFinding): string {
  const [first, ...others] = broken;
  if (first === undefined) return `审计完整 audit is whole：${records} 条记录\n`;
  const lines = [first, ...others].map(
    ({ chain, position, fault }) => `  第 ${chain} 链第 ${position} 条${FAULTS[fault]}\n`,
  );
  return `审计已被破坏 audit is broken，最先的是第 ${first.chain} 链第 ${first.position} 条：\n${lines.join("")}`;
}
