// Nobody outside a jurisdiction sees or changes a row, whatever they ask: random people, random staff
// of every level, every table that speaks of a person, every kind of statement.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import fc from "fast-check";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

import { urlOfRole, type StaffViewer } from "@lingdai/store";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

import {
  insertStatement,
  preparePersonTables,
  type Holding,
  type PersonTable,
} from "./filled-tables.ts";
import { isTheirs, someHoldings, someViewer } from "./places.ts";

const PEOPLE = 25;
const VIEWERS = 20;
const NOT_ALLOWED = "42501";

let record: TestRecord;
let owner: pg.Client;
let app: pg.Client;
let tables: readonly PersonTable[];
const holdings: Holding[] = [];

before(async () => {
  record = await openTestRecord();
  owner = new pg.Client({ connectionString: record.ownerUrl });
  app = new pg.Client({
    connectionString: urlOfRole({ url: record.ownerUrl, role: "app", keyring: record.keyring }),
  });
  await Promise.all([owner.connect(), app.connect()]);
  tables = await preparePersonTables(owner);
  const people = fc.sample(someHoldings, { numRuns: PEOPLE, seed: 20261128 });
  for (const [at, rows] of people.entries()) {
    holdings.push(...rows.map((row, number) => ({ ...row, number, beneficiaryId: at + 1 })));
  }
  for (const table of tables) {
    for (const holding of holdings) {
      if (table.grain === "person" && holding.number > 0) continue;
      await owner.query(insertStatement(table, holding));
    }
  }
});
after(async () => {
  await Promise.all([owner.end(), app.end()]);
  await record.close();
});

/** Runs as a viewer, and undoes whatever was done. */
async function as<Result>(
  viewer: StaffViewer | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  await app.query("BEGIN");
  try {
    if (viewer !== undefined) {
      await app.query(
        "SELECT set_config('lingdai.viewer_level', $1, true), set_config('lingdai.viewer_place', $2, true), set_config('lingdai.viewer_staff', $3, true)",
        [viewer.level, viewer.place, String(viewer.staffId)],
      );
    }
    return await work();
  } finally {
    await app.query("ROLLBACK");
  }
}

/** Keys of rows as `person` or `person/number`, sorted. */
function keysOf(table: PersonTable, rows: readonly Holding[]): readonly string[] {
  const keys = rows.map(({ beneficiaryId, number }) =>
    table.grain === "person" ? String(beneficiaryId) : `${beneficiaryId}/${number}`,
  );
  return [...new Set(keys)].toSorted();
}

function keyExpression(table: PersonTable, alias = table.name): string {
  const person = `${alias}.beneficiary_id::text`;
  return table.grain === "person" ? person : `${person} || '/' || ${alias}.number`;
}

async function read(statement: string): Promise<readonly string[]> {
  const { rows } = await app.query<{ key: string }>(statement);
  return rows.map(({ key }) => key).toSorted();
}

async function copyOut(query: string): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of app.query(copyTo(`COPY (${query}) TO STDOUT`))) {
    chunks.push(chunk as Buffer);
  }
  const lines = Buffer.concat(chunks).toString("utf8").split("\n");
  return lines.filter((line) => line !== "").toSorted();
}

/** The SQLSTATE with which a statement fails; undefined where it does not. The work so far is kept. */
async function failureOf(statement: string): Promise<string | undefined> {
  await app.query("SAVEPOINT attempt");
  try {
    await app.query(statement);
    return undefined;
  } catch (error) {
    return error instanceof pg.DatabaseError ? error.code : String(error);
  } finally {
    await app.query("ROLLBACK TO attempt");
  }
}

interface Rights {
  readonly select: boolean;
  readonly insert: boolean;
  readonly delete: boolean;
  /** A column that may be updated. */
  readonly updates: string | null;
}

async function rightsOn({ name }: PersonTable): Promise<Rights> {
  const { rows } = await owner.query<Rights>(
    `SELECT has_table_privilege('lingdai_app', $1, 'SELECT') AS select,
            has_table_privilege('lingdai_app', $1, 'INSERT') AS insert,
            has_table_privilege('lingdai_app', $1, 'DELETE') AS delete,
            (SELECT min(attname) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0
               AND attgenerated = '' AND attidentity <> 'a' AND NOT attisdropped
               AND has_column_privilege('lingdai_app', attrelid, attnum, 'UPDATE')) AS updates`,
    [`lingdai.${name}`],
  );
  const [rights] = rows;
  assert.ok(rights);
  return rights;
}

/** Everything that can be asked of one table, by one viewer. */
async function interrogate(table: PersonTable, viewer: StaffViewer | undefined): Promise<void> {
  const theirs =
    viewer === undefined ? [] : holdings.filter((holding) => isTheirs(viewer, holding));
  const people = new Set(theirs.map(({ beneficiaryId }) => beneficiaryId));
  const expected = keysOf(table, theirs);
  const rights = await rightsOn(table);
  const { name } = table;
  const key = keyExpression(table);

  if (!rights.select) {
    assert.equal(await failureOf(`SELECT FROM ${name}`), NOT_ALLOWED, `${name}: select`);
  } else {
    assert.deepEqual(await read(`SELECT ${key} AS key FROM ${name}`), expected, `${name}: select`);
    assert.deepEqual(await copyOut(`SELECT ${key} FROM ${name}`), expected, `${name}: copy`);
    const joined = await read(
      `SELECT ${key} AS key FROM entitlement AS other RIGHT JOIN ${name} USING (beneficiary_id)`.replace(
        key,
        keyExpression(table, name),
      ),
    );
    assert.deepEqual([...new Set(joined)].toSorted(), expected, `${name}: join`);
    // A condition that fails on a row that must not be seen would tell that the row is there.
    for (const hidden of holdings.filter((each) => !people.has(each.beneficiaryId)).slice(0, 2)) {
      const spy = `SELECT FROM ${name} WHERE 1 / (beneficiary_id - ${hidden.beneficiaryId}) > 2`;
      assert.equal(await failureOf(spy), undefined, `${name}: spying condition`);
    }
  }

  if (rights.updates === null) {
    const attempt = `UPDATE ${name} SET beneficiary_id = beneficiary_id`;
    assert.equal(await failureOf(attempt), NOT_ALLOWED, `${name}: update`);
  } else {
    const changed = await read(
      `UPDATE ${name} SET ${rights.updates} = ${rights.updates} RETURNING ${key} AS key`,
    );
    assert.deepEqual(changed, expected, `${name}: update`);
  }
  if (rights.delete) {
    assert.deepEqual(await read(`DELETE FROM ${name} RETURNING ${key} AS key`), expected, name);
  } else {
    assert.equal(await failureOf(`DELETE FROM ${name}`), NOT_ALLOWED, `${name}: delete`);
  }
  assert.equal(await failureOf(`TRUNCATE ${name}`), NOT_ALLOWED, `${name}: truncate`);

  for (const holding of holdings.filter((each) => !people.has(each.beneficiaryId)).slice(0, 2)) {
    const outcome = await failureOf(insertStatement(table, holding));
    assert.equal(outcome, NOT_ALLOWED, `${name}: insert about a person out of sight`);
  }
}

describe("row-level security", () => {
  test("Staff see and change exactly the rows of their own place, in every table, by every statement", async () => {
    await fc.assert(
      fc.asyncProperty(someViewer, async (viewer) => {
        await as(viewer, async () => {
          for (const table of tables) await interrogate(table, viewer);
        });
      }),
      { numRuns: VIEWERS },
    );
  });

  test("Whoever has not said who looks sees nothing and changes nothing", async () => {
    await as(undefined, async () => {
      for (const table of tables) await interrogate(table, undefined);
    });
  });

  test("Nobody hands a benefit over to where they could not see it", async () => {
    const viewer = fc
      .sample(someViewer, { numRuns: 200, seed: 1 })
      .find(
        (each) => each.level === "county" && holdings.some((holding) => isTheirs(each, holding)),
      );
    await as(viewer, async () => {
      const move = "UPDATE entitlement SET pay_division = '999999'";
      assert.equal(await failureOf(move), NOT_ALLOWED);
    });
  });

  test("Every table that the application may touch has policies, but for public facts and sign-in", async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'lingdai'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
         AND NOT relrowsecurity
         AND (has_table_privilege('lingdai_app', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
              OR has_any_column_privilege('lingdai_app', oid, 'SELECT, INSERT, UPDATE'))
       ORDER BY relname`,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      [
        "certification_window",
        "clock_hold",
        "division",
        "nightly_run",
        "observation_reference",
        "provider_sign_in",
        "region",
        "service_point",
        "session",
        "source_rhythm",
        "staff",
        "unit",
      ],
    );
  });

  test("Whether a row is in sight costs a comparison, and no call of a function", async () => {
    const { rows } = await as(undefined, async () => {
      return await app.query<{ "QUERY PLAN": string }>("EXPLAIN SELECT FROM entitlement");
    });
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    assert.match(plan, /InitPlan/);
    assert.doesNotMatch(plan, /is_in_sight/);
  });

  test("No partition is read around its table", async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r'
         AND has_any_column_privilege('lingdai_app', oid, 'SELECT, INSERT, UPDATE')`,
    );
    assert.deepEqual(rows, []);
  });
});
