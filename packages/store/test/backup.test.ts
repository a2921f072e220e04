import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";

import pg from "pg";

import { dayAt } from "@lingdai/policy";
import {
  Keyring,
  UnusableDatabase,
  appendAudit,
  backUp,
  inTransaction,
  migrate,
  openDatabase,
  restore,
  verifyAudit,
} from "@lingdai/store";
import { TEST_KEYRING, openTestServer, type TestServer } from "@lingdai/test-kit";

const keyring = TEST_KEYRING;
const PERSON = {
  idType: "resident-id",
  idNumber: "510104195003071234",
  names: ["李秀英"],
} as const;

let server: TestServer;
let folder: string;
let ownerUrl: string;

before(async () => {
  server = await openTestServer();
  folder = await mkdtemp(path.join(tmpdir(), "lingdai-backup-"));
  ownerUrl = await server.createDatabase();
  await migrate({ ownerUrl, keyring });
  const worker = openDatabase({ url: ownerUrl, role: "worker", keyring });
  await inTransaction(worker, "worker", async (tx) => {
    const { beneficiary_id } = await tx
      .insertInto("beneficiary")
      .values({
        document_key: keyring.documentKey("resident-id", PERSON.idNumber),
        name_keys: [keyring.nameKey("李秀英")],
        sealed: keyring.seal(PERSON),
        birth_date: dayAt("1950-03-07"),
        has_phone: false,
        has_household: false,
        has_residence: true,
      })
      .returning("beneficiary_id")
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("entitlement")
      .values({
        beneficiary_id,
        number: 0,
        insurance: "enterprise-pension",
        kind: "retirement-pension",
        since: dayAt("2010-03-20"),
        monthly_amount: "3200.00",
        pay_division: "510104",
        basis: ["SC 8", "a \\ tab\tand\nline"],
      })
      .execute();
    await tx
      .insertInto("case_file")
      .values({ beneficiary_id, policy: "sichuan-2022", opened_on: dayAt("2022-12-12") })
      .execute();
    await tx
      .insertInto("case_event")
      .values({
        beneficiary_id,
        policy: "sichuan-2022",
        version: 1,
        day: dayAt("2024-01-01"),
        event: JSON.stringify({ 事: "认证", 'quo"te': "\\N" }),
        sequence: 0,
      })
      .execute();
    const sign = { beneficiary_id, kind: "rail-travel", source: "铁路", ref: "R1" };
    for (const day of ["2024-01-02", "2024-02-02"].map(dayAt)) {
      await tx
        .insertInto("observation")
        .values({ ...sign, occurred_on: day, arrived_on: day })
        .execute();
    }
    for (const action of ["certify", "confirm-loss"]) {
      await appendAudit(tx, [{ action, beneficiaryId: beneficiary_id, detail: { 甲: 1 } }]);
    }
  });
  await worker.pool.query("SELECT ensure_observation_month('2025-05-01')");
  await worker.close();
  await backUp({ ownerUrl, keyring, archive: path.join(folder, "archive") });
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Every table of the record with all its rows as text, in one order. */
async function everything(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'lingdai'::regnamespace
         AND relkind IN ('r', 'p') AND relname <> 'migration' ORDER BY relname`,
    );
    const contents = new Map<string, readonly string[]>();
    for (const { name } of rows) {
      const { rows: found } = await client.query<{ row: string }>(
        `SELECT each::text AS row FROM lingdai.${name} AS each ORDER BY 1`,
      );
      contents.set(
        name,
        found.map(({ row }) => row),
      );
    }
    return contents;
  } finally {
    await client.end();
  }
}

async function archiveCopy(name: string): Promise<string> {
  const copy = path.join(folder, name);
  await cp(path.join(folder, "archive"), copy, { recursive: true });
  return copy;
}

test("A restored record is the same in every table, its partitions too, and its audit is whole", async () => {
  const target = await server.createDatabase();
  await restore({ ownerUrl: target, keyring, archive: path.join(folder, "archive") });
  const [original, restored] = [await everything(ownerUrl), await everything(target)];
  assert.deepEqual(restored, original);
  assert.equal(original.get("observation")?.length, 2);
  assert.ok(restored.has("observation_202505"));
  const worker = openDatabase({ url: target, role: "worker", keyring });
  assert.deepEqual(await verifyAudit(worker), { records: 2, broken: [] });
  const { rows } = await worker.pool.query<{ sealed: Buffer }>("SELECT sealed FROM beneficiary");
  assert.deepEqual(keyring.unseal(rows[0]?.sealed ?? Buffer.alloc(0)), PERSON);
  await worker.close();
});

test("Work goes on in a restored record where it stopped: numbers are not given twice, the audit goes on", async () => {
  const target = await server.createDatabase();
  await restore({ ownerUrl: target, keyring, archive: path.join(folder, "archive") });
  const worker = openDatabase({ url: target, role: "worker", keyring });
  const id = await inTransaction(worker, "worker", async (tx) => {
    await appendAudit(tx, [{ action: "certify" }]);
    const made = await tx
      .insertInto("beneficiary")
      .values({
        document_key: Buffer.from("another"),
        name_keys: [],
        sealed: keyring.seal(PERSON),
        has_phone: false,
        has_household: false,
        has_residence: false,
      })
      .returning("beneficiary_id")
      .executeTakeFirstOrThrow();
    return made.beneficiary_id;
  });
  assert.equal(id, 2);
  assert.deepEqual(await verifyAudit(worker), { records: 3, broken: [] });
  await worker.close();
});

test("An archive holds no name, no number and no key", async () => {
  const tables = path.join(folder, "archive", "tables");
  for (const file of await readdir(tables)) {
    const text = gunzipSync(await readFile(path.join(tables, file))).toString("utf8");
    assert.ok(!text.includes(PERSON.idNumber), file);
    assert.ok(!text.includes("李秀英"), file);
  }
});

test("A damaged or incomplete archive is refused before anything is changed", async () => {
  const target = await server.createDatabase();
  const damaged = await archiveCopy("damaged");
  const file = path.join(damaged, "tables", "lingdai.entitlement.copy.gz");
  const bytes = await readFile(file);
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
  await writeFile(file, bytes);
  await assert.rejects(
    restore({ ownerUrl: target, keyring, archive: damaged }),
    /entitlement.*损坏/u,
  );
  await rm(file);
  await assert.rejects(restore({ ownerUrl: target, keyring, archive: damaged }), /读不到/u);
  await rm(path.join(damaged, "manifest.json"));
  await assert.rejects(restore({ ownerUrl: target, keyring, archive: damaged }), UnusableDatabase);
});

test("Other keys than those of the archive are refused", async () => {
  const target = await server.createDatabase();
  const stranger = Keyring.fromMaster(Buffer.alloc(32, 9));
  const archive = path.join(folder, "archive");
  await assert.rejects(restore({ ownerUrl: target, keyring: stranger, archive }), /密钥/u);
});

test("Nothing is restored over people, and no archive is written over another", async () => {
  const archive = path.join(folder, "archive");
  await assert.rejects(restore({ ownerUrl, keyring, archive }), /已有数据/u);
  await assert.rejects(backUp({ ownerUrl, keyring, archive }), /不是空的/u);
  await mkdir(path.join(folder, "empty"));
  await backUp({ ownerUrl, keyring, archive: path.join(folder, "empty") });
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith(".unfinished")),
    [],
  );
});
