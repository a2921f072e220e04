// Migrations that change the shape of what is there, from rows of the old one.

import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import pg from "pg";

import { migrate } from "@lingdai/store";
import { TEST_KEYRING, openTestServer, type TestServer } from "@lingdai/test-kit";

const SHIPPED = path.join(import.meta.dirname, "../../migrations");

let server: TestServer;
let folder: string;

before(async () => {
  server = await openTestServer();
  folder = await mkdtemp(path.join(tmpdir(), "lingdai-carried-over-"));
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A database as the migrations before this number left it. */
async function databaseBefore(number: string): Promise<string> {
  const migrations = path.join(folder, number);
  const files = await readdir(SHIPPED);
  for (const file of files.filter((each) => each < number)) {
    await cp(path.join(SHIPPED, file), path.join(migrations, file));
  }
  const ownerUrl = await server.createDatabase();
  await migrate({ ownerUrl, keyring: TEST_KEYRING, migrations });
  return ownerUrl;
}

async function ask(ownerUrl: string, question: string) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(question)).rows;
  } finally {
    await client.end();
  }
}

test("Counts by month come to stand in one row a group, and those of nobody in none", async () => {
  const ownerUrl = await databaseBefore("0039");
  await ask(
    ownerUrl,
    `INSERT INTO lingdai.roll_up VALUES
       (6, '510104', 'sichuan-2022', 'enterprise-pension', 'eligible', 'paying', '2026-01-01', 3),
       (6, '510104', 'sichuan-2022', 'enterprise-pension', 'eligible', 'paying', '2026-02-01', 0),
       (6, '510104', 'sichuan-2022', 'enterprise-pension', 'eligible', 'paying', NULL, 2),
       (6, '510104', 'sichuan-2022', 'enterprise-pension', 'lost', 'paying', '2026-01-01', 1),
       (9, '510104020', NULL, 'enterprise-pension', NULL, 'paying', NULL, 4)`,
  );
  await migrate({ ownerUrl, keyring: TEST_KEYRING });
  assert.deepEqual(
    await ask(
      ownerUrl,
      `SELECT place, policy, conclusion, counted.month::text, counted.benefits::integer
       FROM lingdai.roll_up, unnest(deadline_months, benefits) AS counted (month, benefits)
       ORDER BY place, conclusion, month`,
    ),
    [
      ["510104", "sichuan-2022", "eligible", "2026-01-01", 3],
      ["510104", "sichuan-2022", "eligible", null, 2],
      ["510104", "sichuan-2022", "lost", "2026-01-01", 1],
      ["510104020", null, null, null, 4],
    ].map(([place, policy, conclusion, month, benefits]) => ({
      place,
      policy,
      conclusion,
      month,
      benefits,
    })),
  );
  const rows = await ask(ownerUrl, "SELECT FROM lingdai.roll_up");
  assert.equal(rows.length, 3);
});

test("Whoever had failed before comes to be listed with each benefit, and once certified with none", async () => {
  const ownerUrl = await databaseBefore("0041");
  await ask(
    ownerUrl,
    `INSERT INTO lingdai.beneficiary (beneficiary_id, document_key, name_keys, sealed, has_phone,
       has_household, has_residence)
     SELECT each, int4send(each), '{}', '', false, false, false FROM generate_series(1, 3) AS each`,
  );
  // The second person was certified on the day of the attempt, the third never failed.
  await ask(
    ownerUrl,
    `INSERT INTO lingdai.entitlement (beneficiary_id, number, insurance, kind, since, pay_division,
       anchor_on)
     VALUES (1, 0, 'enterprise-pension', 'retirement-pension', '2020-01-01', '510104', '2025-12-31'),
       (1, 1, 'resident-pension', 'retirement-pension', '2020-01-01', '370302', NULL),
       (2, 0, 'enterprise-pension', 'retirement-pension', '2020-01-01', '510104', '2026-01-02'),
       (3, 0, 'enterprise-pension', 'retirement-pension', '2020-01-01', '510104', NULL)`,
  );
  await ask(
    ownerUrl,
    `INSERT INTO lingdai.failed_attempt (beneficiary_id, occurred_on, arrived_on, source, ref)
     VALUES (1, '2026-01-01', '2026-01-01', 'app', '1'), (2, '2026-01-02', '2026-01-02', 'app', '2')`,
  );
  await migrate({ ownerUrl, keyring: TEST_KEYRING });
  assert.deepEqual(
    await ask(
      ownerUrl,
      `SELECT beneficiary_id AS person, number, pay_city AS city
       FROM lingdai.failed_since_certified ORDER BY 1, 2`,
    ),
    [
      { person: "1", number: 0, city: "5101" },
      { person: "1", number: 1, city: "3703" },
    ],
  );
});

test("Changes of counts that waited in the old shape are in the counts of the new one", async () => {
  for (const shape of ["0042", "0047"]) await assertCarriedOverFrom(shape);
});

async function assertCarriedOverFrom(shape: string): Promise<void> {
  const ownerUrl = await databaseBefore(shape);
  await ask(
    ownerUrl,
    `INSERT INTO lingdai.beneficiary (beneficiary_id, document_key, name_keys, sealed, has_phone,
       has_household, has_residence)
     VALUES (1, 'one', '{}', '', false, false, false)`,
  );
  await ask(
    ownerUrl,
    `INSERT INTO lingdai.entitlement (beneficiary_id, number, insurance, kind, since, pay_division,
       residence_division)
     VALUES (1, 0, 'enterprise-pension', 'retirement-pension', '2020-01-01', '510104', '370302001')`,
  );
  await migrate({ ownerUrl, keyring: TEST_KEYRING });
  // Once at each level: the province, city and county that pay, the township that is lived in.
  assert.deepEqual(
    await ask(ownerUrl, "SELECT place, benefits FROM lingdai.roll_up ORDER BY digits"),
    ["51", "5101", "510104", "370302001"].map((place) => ({ place, benefits: ["1"] })),
  );
  assert.deepEqual(await ask(ownerUrl, "SELECT FROM lingdai.roll_up_delta"), []);
}
