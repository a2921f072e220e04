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
