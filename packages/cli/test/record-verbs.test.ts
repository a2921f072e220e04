// The verbs that look after the record, as people start them, on an installation of their own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import {
  findForSignIn,
  findMachine,
  inTransaction,
  openDatabase,
  openInstallation,
} from "@lingdai/store";
import { runAsOwner } from "@lingdai/test-kit";

import { main } from "../src/main.ts";

const COMMAND = path.join(import.meta.dirname, "../../../bin/lingdai.js");

let folder: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lingdai-verbs-"));
  await chmod(folder, 0o711);
});
after(async () => {
  await rm(folder, { recursive: true });
});

function lingdai(installation: string, args: string, input = ""): readonly [number | null, string] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args.split(" ")], {
    input,
    encoding: "utf8",
    env: { ...process.env, LINGDAI_DATA: path.join(folder, installation), DATABASE_URL: "" },
  });
  return [status, stdout + stderr];
}

async function hashOf(installation: string, login: string): Promise<string | undefined> {
  const dataFolder = path.join(folder, installation);
  const opened = await openInstallation({ dataFolder, databaseUrl: undefined });
  const app = openDatabase({ url: opened.ownerUrl, role: "app", keyring: opened.keyring });
  const found = await inTransaction(app, "nobody", async (tx) => await findForSignIn(tx, login));
  await app.close();
  await opened.close();
  return found?.passwordHash;
}

test("An account is added to a new installation, backed up, restored, and may sign in there", async () => {
  const account = "--login wang --name 王芳 --role clerk --level county --place 510104";
  const [added, said] = lingdai("first", `user add ${account} --password-stdin`, "correct horse\n");
  assert.deepEqual([added, said], [0, "已添加 wang\n"]);
  const other = "--login li --name 李四 --role admin --level province --place 51";
  assert.match(lingdai("first", `user add ${other}`)[1], /密码 password：\S{16}\n/u);
  const [again, refusal] = lingdai("first", `user add ${account}`);
  assert.equal(again, 2);
  assert.match(refusal, /已被使用/u);

  const archive = path.join(folder, "archive");
  assert.equal(lingdai("first", `backup --out ${archive}`)[0], 0);
  await mkdir(path.join(folder, "second"), { mode: 0o711 });
  await copyFile(path.join(folder, "first", "keys"), path.join(folder, "second", "keys"));
  const [restored, report] = lingdai("second", `restore --from ${archive}`);
  assert.equal(restored, 0, report);
  assert.match(report, /审计完整 audit is whole：2 条记录/u);
  const hash = await hashOf("first", "wang");
  assert.match(hash ?? "", /^\$argon2id\$/);
  assert.equal(await hashOf("second", "wang"), hash);
  assert.equal(lingdai("second", `restore --from ${archive}`)[0], 2);
});

test("Keys are replaced by one command, and the key file keeps the old one for old backups", async () => {
  assert.deepEqual(lingdai("first", "keys rotate"), [0, "已用第 2 号密钥重新加密 0 份\n"]);
  const keys = await readFile(path.join(folder, "first", "keys"), "utf8");
  assert.match(keys, /^1 \S{44}\n2 \S{44}\n$/);
});

async function machineOf(installation: string, client: string) {
  const dataFolder = path.join(folder, installation);
  const opened = await openInstallation({ dataFolder, databaseUrl: undefined });
  const worker = openDatabase({ url: opened.ownerUrl, role: "worker", keyring: opened.keyring });
  const found = await inTransaction(worker, "worker", async (tx) => await findMachine(tx, client));
  await worker.close();
  await opened.close();
  if (found === undefined) return undefined;
  const { sealedSecret, ...machine } = found;
  return { ...machine, secret: opened.keyring.unsealText(sealedSecret) };
}

test("A machine is registered with a secret of ours or its own, changed, and shut out", async () => {
  const scopes = "--scope push-observations --scope send-receipts --source 铁路";
  const register = `client register --client rail --name 铁路 ${scopes}`;
  const [made, said] = lingdai("first", register);
  const secret = /^已登记 rail\n密钥 secret（只显示这一次）：(\S{43})\n$/u.exec(said)?.[1];
  assert.deepEqual([made, typeof secret], [0, "string"], said);
  assert.deepEqual(await machineOf("first", "rail"), {
    client: "rail",
    name: "铁路",
    scopes: ["push-observations", "send-receipts"],
    sources: ["铁路"],
    requestsAMinute: 60,
    secret,
  });
  const own = "a secret of four and twenty";
  const change = "client register --client rail --name 铁路局 --scope send-receipts --per-minute 5";
  assert.deepEqual(lingdai("first", `${change} --secret-stdin`, `${own}\n`), [0, "已登记 rail\n"]);
  const changed = await machineOf("first", "rail");
  assert.deepEqual(changed, {
    client: "rail",
    name: "铁路局",
    scopes: ["send-receipts"],
    sources: [],
    requestsAMinute: 5,
    secret: own,
  });
  assert.deepEqual(lingdai("first", "client disable --client rail"), [0, "已停用 rail\n"]);
  assert.equal(await machineOf("first", "rail"), undefined);
  const [again, refusal] = lingdai("first", "client disable --client rail");
  assert.equal(again, 2);
  assert.match(refusal, /没有登记，或已经停用/u);
  const [short, told] = lingdai("first", `${change} --secret-stdin`, "too short\n");
  assert.equal(short, 2);
  assert.match(told, /密钥太短/u);
});

test("A changed audit ends `audit verify` with 1 and the name of the record", async () => {
  assert.equal(lingdai("first", "audit verify")[0], 0);
  const dataFolder = path.join(folder, "first");
  const installation = await openInstallation({ dataFolder, databaseUrl: undefined });
  await runAsOwner(installation.ownerUrl, "UPDATE lingdai.audit_record SET detail = '{}'");
  await installation.close();
  const [status, report] = lingdai("first", "audit verify");
  assert.equal(status, 1);
  assert.match(report, /第 0 链第 1 条/u);
});

test("What cannot be used ends with 2 before any database is opened", async () => {
  const refused = [
    "user add --login a --name b --role clerk --level county --place 51",
    "user add --login a --name b --role king --level county --place 510104",
    "user remove",
    "audit",
    "keys",
    "backup",
    "restore",
    "migrate --soon",
    "nightly --date 2999-01-01",
    "import observations a.csv --date 2999-01-01",
    "region",
    "region open --division 51 --policy atlantis-2020",
    "region open --division 5 --policy sichuan-2022",
    "client forget --client rail",
    "client register --client Rail --name a --scope send-receipts",
    "client register --client rail --name a --scope everything",
    "client register --client rail --name a --scope send-receipts --per-minute 0",
  ];
  for (const args of refused) assert.equal(await main(args.split(" ")), 2, args);
});
