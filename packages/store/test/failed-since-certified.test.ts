// Whoever failed in an app and has not been certified since is listed where the benefit is, whatever
// happened in whatever order: held against asking everybody.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import fc from "fast-check";
import { sql } from "kysely";

import { dayAt, formatDay, type Day } from "@lingdai/policy";
import {
  beneficiaryIdOf,
  inTransaction,
  listFailedSinceCertified,
  type Transaction,
} from "@lingdai/store";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

const PEOPLE = 6;
const SINCE = dayAt("2024-01-01");

let record: TestRecord;

before(async () => {
  record = await openTestRecord();
  await asWorker(async (tx) => {
    for (let person = 1; person <= PEOPLE; person += 1) {
      await sql`INSERT INTO beneficiary (beneficiary_id, document_key, name_keys, sealed, has_phone,
          has_household, has_residence)
        VALUES (${person}, int4send(${person}), '{}', '', false, false, false)`.execute(tx);
      for (const number of [0, 1]) {
        await sql`INSERT INTO entitlement (beneficiary_id, number, insurance, kind, since, pay_division,
            residence_division)
          VALUES (${person}, ${number}, 'enterprise-pension', 'kind-' || ${number}::text, '2024-01-01',
            '510104', '510104020001')`.execute(tx);
      }
    }
  });
});
after(async () => {
  await record.close();
});

async function asWorker<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return await inTransaction(record.worker, "worker", work);
}

interface Happening {
  readonly person: number;
  readonly number: number;
  readonly what: "fails" | "is certified" | "moves" | "is paid elsewhere" | "ends" | "goes on";
  readonly day: Day;
}

const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({
    person: fc.integer({ min: 1, max: PEOPLE }),
    number: fc.integer({ min: 0, max: 1 }),
    what: fc.constantFrom(
      "fails" as const,
      "is certified" as const,
      "moves" as const,
      "is paid elsewhere" as const,
      "ends" as const,
      "goes on" as const,
    ),
    // A day on which it neither counts nor not is tried too: that of the grant.
    day: fc.integer({ min: SINCE - 1, max: SINCE + 4 }),
  }),
  { minLength: 1, maxLength: 20 },
);

let told = 0;

async function happen(tx: Transaction, { person, number, what, day }: Happening): Promise<void> {
  if (what === "fails") {
    told += 1;
    await tx
      .insertInto("failed_attempt")
      .values({
        beneficiary_id: beneficiaryIdOf(person),
        occurred_on: day,
        arrived_on: day,
        source: "app",
        ref: String(told),
        reason: null,
      })
      .execute();
    return;
  }
  const changes = {
    "is certified": { anchor_on: day },
    moves: { residence_division: day % 2 === 0 ? "510104020002" : "370302001" },
    "is paid elsewhere": { pay_division: day % 2 === 0 ? "510105" : "370302" },
    ends: { status: "terminated" },
    "goes on": { status: "paying" },
  }[what];
  await tx
    .updateTable("entitlement")
    .set(changes)
    .where("beneficiary_id", "=", beneficiaryIdOf(person))
    .where("number", "=", number)
    .execute();
}

/** Asked of everybody, in the words of the list. */
async function live(tx: Transaction, column: string, code: string): Promise<readonly string[]> {
  const { rows } = await sql<{ row: string }>`
    SELECT concat_ws('|', beneficiary_id, number, count(*), max(occurred_on)) AS row
    FROM entitlement JOIN failed_attempt USING (beneficiary_id)
    WHERE starts_with(${sql.ref(column)}, ${code}) AND status <> 'terminated'
      AND occurred_on > coalesce(anchor_on, since)
    GROUP BY beneficiary_id, number ORDER BY beneficiary_id, number`.execute(tx);
  return rows.map(({ row }) => row);
}

const PLACES = ["51", "37", "5101", "510104", "510105", "510104020", "510104020002", "370302001"];

test("The list of each place is what asking everybody gives, after anything in any order", async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      for (const each of all) await asWorker(async (tx) => await happen(tx, each));
      await asWorker(async (tx) => {
        for (const code of PLACES) {
          const kind = code.length > 6 ? "residence" : "pay";
          const column = kind === "pay" ? "pay_division" : "residence_division";
          const page = await listFailedSinceCertified(tx, { place: { kind, code }, limit: 100 });
          assert.deepEqual(
            page.map(({ beneficiaryId, number, attempts, latestOn }) =>
              [beneficiaryId, number, attempts, formatDay(latestOn)].join("|"),
            ),
            await live(tx, column, code),
            code,
          );
        }
      });
    }),
    { numRuns: 15 },
  );
});
