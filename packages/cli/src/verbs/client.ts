// `lingdai client`: a machine that may push to us or send receipts, registered or shut out. The secret
// comes from standard input, or a random one is printed once.

import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";

import { UnusableInput } from "@lingdai/matching";
import {
  MACHINE_SCOPES,
  disableMachine,
  inTransaction,
  registerMachine,
  type NewMachineClient,
  type Transaction,
} from "@lingdai/store";

import {
  FLAG,
  HELP,
  TEXT,
  atMostOne,
  oneOf,
  readArguments,
  required,
} from "../command-arguments.ts";
import { endingCleanly } from "../installation.ts";
import { withWorker } from "../with-worker.ts";

export const summary = {
  zh: "登记或停用一个推送数据、发送回执的机器",
  en: "register a machine that pushes or sends receipts, or shut it out",
};

const USAGE = `用法 usage: npx lingdai client register --client NAME --name 名称 --scope SCOPE [--scope ...]
    [--source 来源 ...] [--per-minute N] [--secret-stdin]
  npx lingdai client disable --client NAME

  NAME    小写字母、数字和短横线，2 到 40 个
  SCOPE   ${MACHINE_SCOPES.join(" | ")}
  来源    它可以代表的来源，推送的每一行都要属于其中之一
  N       每分钟最多多少次请求，默认 60
  同名再登记一次，就是改动它（包括换密钥）
`;
const OPTIONS = {
  client: TEXT,
  name: TEXT,
  scope: TEXT,
  source: TEXT,
  "per-minute": TEXT,
  "secret-stdin": FLAG,
  help: HELP,
} as const;
const PER_MINUTE_DEFAULT = "60";
const SECRET_MIN = 24;

/** 0 when done; 2 for what cannot be used, a machine that nobody knows among it. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("client", async () => {
    const { values, positionals } = readArguments(args, OPTIONS, "any");
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    const client = required("client", values.client);
    if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(client)) {
      throw new UnusableInput(`--client ${client}`, "不能用", "小写字母、数字和短横线，2 到 40 个");
    }
    const [verb] = positionals;
    if (verb === "disable" && positionals.length === 1) {
      await asWorker(async (tx) => {
        if (await disableMachine(tx, client)) return;
        throw new UnusableInput(`--client ${client}`, "没有登记，或已经停用", "请核对名称");
      });
      process.stdout.write(`已停用 ${client}\n`);
      return 0;
    }
    if (verb !== "register" || positionals.length !== 1) {
      throw new UnusableInput("client", "要做什么没有说清", "用 client register 或 client disable");
    }
    const given = values["secret-stdin"] === true ? await readSecret() : undefined;
    const secret = given ?? randomBytes(32).toString("base64url");
    const machine: NewMachineClient = {
      client,
      name: required("name", values.name),
      scopes: (values.scope ?? []).map((scope) => oneOf("scope", [scope], MACHINE_SCOPES)),
      sources: values.source ?? [],
      secret,
      requestsAMinute: perMinuteOf(
        atMostOne("per-minute", values["per-minute"]) ?? PER_MINUTE_DEFAULT,
      ),
    };
    await withWorker(async ({ database }) => {
      await inTransaction(database, "worker", async (tx) => {
        await registerMachine(tx, database.keyring, machine);
      });
    });
    process.stdout.write(`已登记 ${client}\n`);
    if (given === undefined) process.stdout.write(`密钥 secret（只显示这一次）：${secret}\n`);
    return 0;
  });
}

async function asWorker(work: (tx: Transaction) => Promise<void>): Promise<void> {
  await withWorker(async ({ database }) => {
    await inTransaction(database, "worker", work);
  });
}

function perMinuteOf(given: string): number {
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new UnusableInput(`--per-minute ${given}`, "不能用", "请给 1 到 999999 的整数");
}

async function readSecret(): Promise<string> {
  const secret = (await text(process.stdin)).replace(/\r?\n$/, "");
  if (secret.length >= SECRET_MIN) return secret;
  throw new UnusableInput("--secret-stdin", "密钥太短", `至少 ${SECRET_MIN} 个字符`);
}
