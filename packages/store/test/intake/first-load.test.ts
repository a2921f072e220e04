// A first load takes a table's fetters off and brings every one of them back, or nothing happened.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import pg from "pg";

import { dayAt } from "@lingdai/policy";
import { FirstLoad, addPeople, asOne, makeRosterStaging, withSession } from "@lingdai/store";
import type { IntakeSession, NewPerson } from "@lingdai/store";
import { openTestRecord, runAsOwner, type TestRecord } from "@lingdai/test-kit";

let record: TestRecord;
let owner: pg.Client;
before(async () => {
  record = await openTestRecord();
  owner = new pg.Client({ connectionString: record.ownerUrl });
  await owner.connect();
  await owner.query("SET search_path = lingdai");
});
after(async () => {
  await owner.end();
  await record.close();
});
beforeEach(async () => {
  await runAsOwner(record.ownerUrl, "TRUNCATE lingdai.beneficiary CASCADE");
});

/** Every index, constraint, trigger and policy, with whether it holds. */
async function fettersOf(): Promise<readonly string[]> {
  const { rows } = await owner.query<{ fetter: string }>(`
    SELECT pg_get_indexdef(indexrelid) || indisvalid AS fetter FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'lingdai'::regnamespace
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      || convalidated FROM pg_constraint WHERE connamespace = 'lingdai'::regnamespace
    UNION ALL SELECT pg_get_triggerdef(pg_trigger.oid) || tgenabled::text FROM pg_trigger
      JOIN pg_class ON pg_class.oid = tgrelid
      WHERE relnamespace = 'lingdai'::regnamespace AND NOT tgisinternal
    UNION ALL SELECT relname || ' ' || relrowsecurity FROM pg_class
      WHERE relnamespace = 'lingdai'::regnamespace AND relkind = 'r'
    UNION ALL SELECT attrelid::regclass || '.' || attname || ' ' || attnotnull FROM pg_attribute
      JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'lingdai'::regnamespace AND relkind = 'r' AND attnum > 0
    ORDER BY 1`);
  return rows.map(({ fetter }) => fetter);
}

function someone(at: number): NewPerson {
  return {
    documentKey: Buffer.from([at]),
    nameKeys: [Buffer.from("name")],
    sealed: Buffer.from("sealed"),
    hasPhone: true,
    hasHousehold: true,
    hasResidence: true,
    residenceDivision: "510104020001",
    entitlements: [
      {
        policy: "sichuan-2022",
        insurance: "enterprise-pension",
        kind: "retirement-pension",
        since: dayAt("2015-03-20"),
        payDivision: "510104",
        status: "paying",
        conclusion: "eligible",
        deadline: dayAt("2024-04-30"),
        basis: ["SC 8"],
        decidedBy: ["roster"],
      },
    ],
    caseFiles: [{ policy: "sichuan-2022", openedOn: dayAt("2024-03-01") }],
  };
}

async function load(session: IntakeSession, people: readonly NewPerson[]): Promise<FirstLoad> {
  const begun = await FirstLoad.begin(session);
  assert.ok(begun);
  await begun.add(people);
  return begun;
}

async function countPeople(): Promise<number> {
  const { rows } = await record.worker.pool.query<{ people: number }>(
    `SELECT count(*) AS people FROM beneficiary JOIN entitlement USING (beneficiary_id)
     JOIN case_file USING (beneficiary_id)`,
  );
  return rows[0]?.people ?? 0;
}

test("After a first load every index, key, trigger and policy is as it was", async () => {
  const asItWas = await fettersOf();
  await withSession(record.worker, async (session) => {
    await asOne(session, async () => {
      const begun = await load(session, [someone(1), someone(2)]);
      await begun.add([someone(3)]);
      await begun.finish();
    });
  });
  assert.deepEqual(await fettersOf(), asItWas);
  assert.equal(await countPeople(), 3);
});

test("Who comes after a first load has a number of their own, and all are counted", async () => {
  await withSession(record.worker, async (session) => {
    await asOne(session, async () => {
      await (await load(session, [someone(1), someone(2)])).finish();
    });
    await makeRosterStaging(session);
    await asOne(session, async () => await addPeople(session, [someone(3)]));
  });
  assert.equal(await countPeople(), 3);
  const { rows } = await record.worker.pool.query(
    `SELECT sum(benefits) AS benefits FROM (
       SELECT counted.benefits
       FROM roll_up, unnest(deadline_months, benefits) AS counted (deadline_month, benefits)
       WHERE place = '510104' AND deadline_month = '2024-04-01'
       UNION ALL SELECT change FROM roll_up_delta WHERE division = '510104') AS counted`,
  );
  assert.deepEqual(rows, [{ benefits: "3" }]);
});

test("A first load that breaks has loaded nobody, and can be begun again", async () => {
  const asItWas = await fettersOf();
  await withSession(record.worker, async (session) => {
    const twice = asOne(session, async () => {
      await (await load(session, [someone(1), someone(1)])).finish();
    });
    await assert.rejects(twice, /document_names_one_beneficiary/);
    assert.deepEqual(await fettersOf(), asItWas);
    assert.equal(await countPeople(), 0);
    await asOne(session, async () => {
      await (await load(session, [someone(1)])).finish();
    });
  });
  assert.equal(await countPeople(), 1);
});

test("A first load that did not bring everything back cannot commit", async () => {
  const asItWas = await fettersOf();
  await withSession(record.worker, async (session) => {
    const unfinished = asOne(session, async () => await load(session, [someone(1)]));
    await assert.rejects(unfinished, /a first load was not finished/);
  });
  assert.deepEqual(await fettersOf(), asItWas);
  assert.equal(await countPeople(), 0);
});

test("Where somebody is on record there is no first load, and nothing is taken off", async () => {
  const asItWas = await fettersOf();
  await withSession(record.worker, async (session) => {
    await asOne(session, async () => {
      await (await load(session, [someone(1)])).finish();
    });
    assert.equal(await asOne(session, async () => await FirstLoad.begin(session)), undefined);
  });
  assert.deepEqual(await fettersOf(), asItWas);
  assert.equal(await countPeople(), 1);
});
