import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import pg from "pg";

import { Keyring, UnusableDatabase, migrate, openDatabase } from "@lingdai/store";
import { TEST_KEYRING, openTestServer, type TestServer } from "@lingdai/test-kit";

/** Two migrations of a small product that never was: the second changes the shape of rows. */
const FIXTURES = path.join(import.meta.dirname, "fixtures");
const keyring = TEST_KEYRING;

let server: TestServer;
let folder: string;

before(async () => {
  server = await openTestServer();
  folder = await mkdtemp(path.join(tmpdir(), "lingdai-migrations-"));
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A copy of the first so many migrations of the fixtures. */
async function firstMigrations(name: string, files: readonly string[]): Promise<string> {
  const copy = path.join(folder, name);
  for (const file of files) await cp(path.join(FIXTURES, file), path.join(copy, file));
  return copy;
}

async function ask(url: string, question: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(question)).rows;
  } finally {
    await client.end();
  }
}

test("Twenty runners at once bring a new database to its shape once, and a second run changes nothing", async () => {
  const ownerUrl = await server.createDatabase();
  const runs = await Promise.all(
    Array.from({ length: 20 }, async () => await migrate({ ownerUrl, keyring })),
  );
  const applied = runs.filter((names) => names.length > 0);
  assert.equal(applied.length, 1);
  assert.equal(applied[0]?.[0], "0001-viewer");
  assert.deepEqual(await migrate({ ownerUrl, keyring }), []);
});

test("Rows of the old shape are carried over into the new one", async () => {
  const ownerUrl = await server.createDatabase();
  const old = await firstMigrations("old", ["0001-visit.sql"]);
  assert.deepEqual(await migrate({ ownerUrl, keyring, migrations: old }), ["0001-visit"]);
  await ask(
    ownerUrl,
    "INSERT INTO lingdai.visit (visited, place) VALUES ('2024-02-29', '510104'), ('2024-03-01', '')",
  );
  assert.deepEqual(await migrate({ ownerUrl, keyring, migrations: FIXTURES }), ["0002-visit-day"]);
  assert.deepEqual(
    await ask(ownerUrl, "SELECT visited_on::text, place FROM lingdai.visit ORDER BY visited_on"),
    [
      { visited_on: "2024-02-29", place: "510104" },
      { visited_on: "2024-03-01", place: null },
    ],
  );
});

test("A migration that fails leaves the database as the one before it left it", async () => {
  const ownerUrl = await server.createDatabase();
  const broken = await firstMigrations("broken", ["0001-visit.sql"]);
  await writeFile(
    path.join(broken, "0002-broken.sql"),
    "ALTER TABLE visit ADD COLUMN half boolean; SELECT 1 / 0;",
  );
  await assert.rejects(migrate({ ownerUrl, keyring, migrations: broken }), /0002-broken/);
  assert.deepEqual(await ask(ownerUrl, "SELECT name FROM lingdai.migration"), [
    { name: "0001-visit" },
  ]);
  await assert.rejects(ask(ownerUrl, "SELECT half FROM lingdai.visit"), { code: "42703" });
});

test("A file that was changed after it was applied is refused by name", async () => {
  const ownerUrl = await server.createDatabase();
  const changed = await firstMigrations("changed", ["0001-visit.sql"]);
  await migrate({ ownerUrl, keyring, migrations: changed });
  await writeFile(path.join(changed, "0001-visit.sql"), "CREATE TABLE visit ();");
  await assert.rejects(migrate({ ownerUrl, keyring, migrations: changed }), (error) => {
    assert.ok(error instanceof UnusableDatabase);
    assert.match(error.message, /0001-visit/);
    return true;
  });
});

test("Every shipped migration has a number of its own, and none is left out", async () => {
  const shipped = await readdir(path.join(import.meta.dirname, "../../migrations"));
  const numbers = shipped.toSorted().map((file) => Number(file.slice(0, 4)));
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => at + 1),
  );
});

test("A migration with a number before applied ones is refused, and so is a database from the future", async () => {
  const ownerUrl = await server.createDatabase();
  await migrate({ ownerUrl, keyring, migrations: FIXTURES });
  const late = await firstMigrations("late", ["0001-visit.sql", "0002-visit-day.sql"]);
  await writeFile(path.join(late, "0001-late.sql"), "SELECT 1;");
  await assert.rejects(migrate({ ownerUrl, keyring, migrations: late }), UnusableDatabase);
  const older = await firstMigrations("older", ["0001-visit.sql"]);
  await assert.rejects(migrate({ ownerUrl, keyring, migrations: older }), UnusableDatabase);
});

test("A migrated database lets both roles in with the passwords of its keyring, and with no other", async () => {
  const ownerUrl = await server.createDatabase();
  await migrate({ ownerUrl, keyring });
  for (const role of ["app", "worker"] as const) {
    const database = openDatabase({ url: ownerUrl, role, keyring });
    const { rows } = await database.pool.query("SELECT current_user AS me");
    assert.deepEqual(rows, [{ me: `lingdai_${role}` }]);
    await database.close();
    const stranger = Keyring.fromMaster(Buffer.alloc(32, 8));
    const refused = openDatabase({ url: ownerUrl, role, keyring: stranger });
    await assert.rejects(refused.pool.query("SELECT 1"), { code: "28P01" });
    await refused.close();
  }
});

test("A server that is not there is one clear line", async () => {
  const ownerUrl = "postgres://nobody:nothing@127.0.0.1:1/nowhere";
  await assert.rejects(migrate({ ownerUrl, keyring }), (error) => {
    assert.ok(error instanceof UnusableDatabase);
    assert.match(error.message, /连不上数据库/);
    return true;
  });
});
