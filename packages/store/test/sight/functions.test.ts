// Functions that run with the owner's rights are doors through row-level security: which there are for
// the application, and that each asks who looks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { sql } from "kysely";
import pg from "pg";

import { dayAt } from "@lingdai/policy";
import { beneficiaryIdOf, inTransaction, staffIdOf, type StaffViewer } from "@lingdai/store";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

const HERE: StaffViewer = { level: "county", place: "510104", staffId: staffIdOf(1) };
const NEIGHBOUR = beneficiaryIdOf(2);

/** Whoever adds one says here what keeps it within sight. */
const DOORS: Readonly<Record<string, string>> = {
  append_audit: "writes about the viewer's own doing only",
  announce_window: "the region must lie within the viewer's place",
  begin_hold: "the region must lie within the viewer's place",
  end_hold: "the region must lie within the viewer's place",
  cases_for_step: "gives nothing unless everybody asked for is in sight",
  save_cases: "refuses unless everybody named is in sight",
  save_displays: "refuses unless everybody named is in sight",
  change_person: "refuses unless the person is in sight",
  ensure_observation_month: "makes an empty table",
  enqueue_job: "asks for one of two jobs, and gives nothing back",
  administers: "says whether an account is the viewer's to administer",
  administer_new_staff: "refuses a place that is not the viewer's to administer",
  administer_staff: "finds accounts that the viewer administers, before and after the change",
  walk_in: "the exception: an exact number and name, kept and audited",
  file_walk_in: "only after the viewer's own look",
  count_walk_ins: "counts the viewer's own looks",
};

let record: TestRecord;
let owner: pg.Client;

before(async () => {
  record = await openTestRecord();
  owner = new pg.Client({ connectionString: record.ownerUrl });
  await owner.connect();
  // Two people: one paid here, one by the county next door.
  await owner.query(`
    SET search_path = lingdai;
    INSERT INTO beneficiary (beneficiary_id, document_key, name_keys, sealed, has_phone,
        has_household, has_residence)
      SELECT each, int4send(each), '{}', '', false, false, false FROM generate_series(1, 2) AS each;
    INSERT INTO entitlement (beneficiary_id, number, policy, insurance, kind, since, pay_division)
      VALUES (1, 0, 'sichuan-2022', 'enterprise-pension', 'retirement-pension', '2010-01-01', '510104'),
             (2, 0, 'sichuan-2022', 'enterprise-pension', 'retirement-pension', '2010-01-01', '510105');
    INSERT INTO case_file (beneficiary_id, policy, opened_on)
      SELECT each, 'sichuan-2022', '2023-01-01' FROM generate_series(1, 2) AS each;
    INSERT INTO region VALUES ('51', 'sichuan-2022', '2023-01-01', 'running'),
                              ('37', 'zibo-2019', '2023-01-01', 'running');
  `);
});
after(async () => {
  await owner.end();
  await record.close();
});

test("The application's doors through row-level security are those that somebody has looked at", async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT DISTINCT proname AS name FROM pg_proc
     WHERE pronamespace = 'lingdai'::regnamespace AND prosecdef
       AND has_function_privilege('lingdai_app', oid, 'EXECUTE') ORDER BY 1`,
  );
  assert.deepEqual(
    rows.map(({ name }) => name),
    Object.keys(DOORS).toSorted(),
  );
});

/** Nothing is written about anybody. */
const NOTHING = {
  files: [],
  entitlements: [],
  conclusions: [],
  statuses: [],
  tasks: [],
  notices: [],
  events: [],
  applications: [],
  instructions: [],
  people: [],
  audit: [],
};

async function save(writes: Readonly<Record<string, unknown>>): Promise<void> {
  await inTransaction(record.app, HERE, async (tx) => {
    const all = JSON.stringify({ ...NOTHING, ...writes });
    await sql`SELECT save_cases(${all}::jsonb)`.execute(tx);
  });
}

test("A case out of sight is not given for a step, alone or among others", async () => {
  for (const ids of [[2], [1, 2]]) {
    await inTransaction(record.app, HERE, async (tx) => {
      const { rows } = await sql`
        SELECT * FROM cases_for_step(${ids}::bigint[], ${dayAt("2026-01-01")}::integer)`.execute(
        tx,
      );
      assert.deepEqual(rows, []);
    });
  }
});

test("Nothing is written about a person out of sight, whatever it is written with", async () => {
  const about = { beneficiaryId: NEIGHBOUR, number: 0, policy: "sichuan-2022" };
  const day = dayAt("2026-01-01");
  const writes: readonly Readonly<Record<string, unknown>>[] = [
    { files: [{ ...about, expectedVersion: 1, version: 2 }] },
    { entitlements: [{ ...about, status: "stopped", basis: [], decidedBy: [], isLocked: false }] },
    { conclusions: [{ ...about, decidedOn: day, basis: [], decidedBy: [] }] },
    { statuses: [{ ...about, changedOn: day, status: "stopped", cites: ["SC 25"] }] },
    {
      tasks: [
        {
          ...about,
          round: 0,
          change: "open",
          reason: "no-sign",
          body: "agency",
          openedOn: day,
          dueOn: day,
        },
      ],
    },
    { notices: [{ ...about, notice: "stop-notice", issuedOn: day }] },
    { events: [{ ...about, version: 2, day, event: {}, sequence: 0 }] },
    {
      applications: [{ ...about, action: "terminate", state: "open", onDay: day, byPerson: true }],
    },
    { instructions: [{ ...about, instruction: "stop", effectiveOn: day }] },
    { wrongLosses: [{ ...about, change: "refuted", lossKind: "missing", onDay: day }] },
    { people: [{ ...about, hasPhone: true, hasHousehold: true, hasResidence: true }] },
  ];
  for (const each of writes) {
    await assert.rejects(save(each), { code: "42501" }, JSON.stringify(each));
  }
});

test("Nothing is put up for the public about a person out of sight", async () => {
  const shown = { beneficiaryId: NEIGHBOUR, number: 0, change: "show", onDay: 1, untilOn: 8 };
  const attempt = inTransaction(record.app, HERE, async (tx) => {
    await sql`SELECT save_displays(${JSON.stringify([shown])}::jsonb)`.execute(tx);
  });
  await assert.rejects(attempt, { code: "42501" });
});

test("The record of a person out of sight is not changed", async () => {
  const attempt = inTransaction(record.app, HERE, async (tx) => {
    await sql`SELECT change_person(${NEIGHBOUR}, '{"residenceDivision": "510104"}', NULL)`.execute(
      tx,
    );
  });
  await assert.rejects(attempt, { code: "42501" });
});

test("A window is announced and a clock held only for a region of one's own", async () => {
  const attempts = [
    sql`SELECT begin_hold('37', 'rail', 20000)`,
    sql`SELECT end_hold('37', 'rail', 20000)`,
    sql`SELECT announce_window('37', 'zibo-2019',
      '{"from": 1, "to": 2, "announcedOn": 1, "frequencyMonths": 12, "groups": [1]}', '[]', '{}', false)`,
    // The whole province is more than the county's.
    sql`SELECT begin_hold('51', 'rail', 20000)`,
  ];
  for (const attempt of attempts) {
    const tried = inTransaction(record.app, HERE, async (tx) => await attempt.execute(tx));
    await assert.rejects(tried, { code: "42501" });
  }
});
