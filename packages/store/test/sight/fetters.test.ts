// What the two login roles cannot do, whoever the viewer is: become somebody else, look around the
// policies, change what happened.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import pg from "pg";

import { urlOfRole } from "@lingdai/store";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

let record: TestRecord;
let owner: pg.Client;

before(async () => {
  record = await openTestRecord();
  owner = new pg.Client({ connectionString: record.ownerUrl });
  await owner.connect();
});
after(async () => {
  await owner.end();
  await record.close();
});

/** Every statement that the role gets away with; `the_owner` stands for the owner's name. */
async function allowedAmong(
  role: "app" | "worker",
  statements: readonly string[],
): Promise<readonly string[]> {
  const client = new pg.Client({
    connectionString: urlOfRole({ url: record.ownerUrl, role, keyring: record.keyring }),
  });
  await client.connect();
  const allowed: string[] = [];
  const ownerName = new URL(record.ownerUrl).username;
  for (const written of statements) {
    const statement = written.replace("the_owner", ownerName);
    await client.query(statement).then(
      () => allowed.push(statement),
      (error: unknown) => {
        // Refused for want of a right, and not for a slip in the statement.
        assert.ok(error instanceof pg.DatabaseError, statement);
        assert.equal(error.code, "42501", `${statement}: ${error.message}`);
      },
    );
  }
  await client.end();
  return allowed;
}

const NOBODY_MAY = [
  "SET ROLE the_owner",
  "SET SESSION AUTHORIZATION the_owner",
  "ALTER ROLE lingdai_app BYPASSRLS",
  "ALTER ROLE lingdai_worker SUPERUSER",
  "CREATE ROLE intruder",
  "GRANT the_owner TO lingdai_app",
  "ALTER TABLE entitlement DISABLE ROW LEVEL SECURITY",
  "ALTER TABLE entitlement OWNER TO lingdai_app",
  "DROP POLICY own_entitlements ON entitlement",
  "ALTER POLICY own_entitlements ON entitlement USING (true)",
  "CREATE POLICY mine ON entitlement USING (true)",
  "CREATE FUNCTION lingdai.spy() RETURNS int LANGUAGE sql AS 'SELECT 1'",
  "CREATE FUNCTION public.spy() RETURNS int LANGUAGE sql AS 'SELECT 1'",
  "CREATE OR REPLACE FUNCTION lingdai.viewer_level() RETURNS text LANGUAGE sql AS 'SELECT 1'",
  "CREATE TABLE lingdai.mine ()",
  "CREATE TABLE public.mine ()",
  "CREATE SCHEMA mine",
  "CREATE TRIGGER mine BEFORE INSERT ON entitlement EXECUTE FUNCTION suppress_redundant_updates_trigger()",
  "COPY division TO PROGRAM 'cat'",
  "COPY division TO '/tmp/division'",
  "SELECT pg_read_file('/etc/passwd')",
  "SELECT pg_stat_reset()",
  "SET session_replication_role = replica",
  "ALTER SYSTEM SET fsync = off",
  "SELECT FROM migration",
  "DELETE FROM migration",
];

const AGAINST_THE_PAST = [
  "audit_record",
  "audit_head",
  "audit_draft",
  "case_event",
  "conclusion_history",
  "status_history",
  "observation",
].flatMap((table) => [`DELETE FROM ${table}`, `TRUNCATE ${table}`]);

const AUDIT_BY_HAND = [
  "UPDATE audit_record SET action = 'nothing'",
  "UPDATE audit_head SET position = 0",
  "INSERT INTO audit_record (chain, position) VALUES (0, 1)",
  "INSERT INTO audit_draft (records) VALUES ('[]')",
  "SELECT FROM audit_draft",
  "UPDATE case_event SET event = '{}'",
  "UPDATE conclusion_history SET conclusion = 'eligible'",
  "UPDATE status_history SET status = 'paying'",
  "UPDATE observation SET kind = 'counter'",
];

for (const role of ["app", "worker"] as const) {
  test(`lingdai_${role} becomes nobody else and makes nothing`, async () => {
    const other = role === "app" ? "worker" : "app";
    assert.deepEqual(await allowedAmong(role, [`SET ROLE lingdai_${other}`, ...NOBODY_MAY]), []);
  });

  test(`lingdai_${role} changes nothing that has happened`, async () => {
    assert.deepEqual(await allowedAmong(role, [...AGAINST_THE_PAST, ...AUDIT_BY_HAND]), []);
  });
}

test("The application makes no temporary table, in which it could shadow a real one", async () => {
  assert.deepEqual(await allowedAmong("app", ["CREATE TEMP TABLE entitlement ()"]), []);
});

test("Turning policies off makes a query fail, and never see more", async () => {
  const client = new pg.Client({
    connectionString: urlOfRole({ url: record.ownerUrl, role: "app", keyring: record.keyring }),
  });
  await client.connect();
  await client.query("SET row_security = off");
  await assert.rejects(client.query("SELECT FROM entitlement"), { code: "42501" });
  await client.end();
});

test("What runs with the owner's rights names its schema and is not everybody's to call", async () => {
  const { rows } = await owner.query<{ name: string; settings: string[]; isPublic: boolean }>(
    `SELECT proname AS name, coalesce(proconfig, '{}') AS settings,
            has_function_privilege('public', oid, 'EXECUTE') AS "isPublic"
     FROM pg_proc WHERE pronamespace = 'lingdai'::regnamespace AND prosecdef`,
  );
  assert.ok(rows.length > 3);
  for (const { name, settings, isPublic } of rows) {
    assert.ok(
      settings.some((each) => each.startsWith("search_path=lingdai, pg_temp")),
      name,
    );
    assert.equal(isPublic, false, name);
  }
});

test("A view shows what its reader may see, not what its owner may", async () => {
  const { rows } = await owner.query(
    `SELECT relname FROM pg_class WHERE relnamespace = 'lingdai'::regnamespace AND relkind IN ('v', 'm')
       AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)`,
  );
  assert.deepEqual(rows, []);
});
