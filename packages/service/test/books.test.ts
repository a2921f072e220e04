// The books of the record agree, whatever is done in whatever order: every change of status has its
// rule, its instruction, its signatures where money moves, its audit record; nobody alone resumes,
// pays back or terminates; every month is paid once; and any past day can be worked out again.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";

import fc from "fast-check";

import type { Day } from "@lingdai/policy";
import { PACKS, civilOf, firstOfNextMonth, formatDay, standingOf } from "@lingdai/policy";
import type { Pack } from "@lingdai/policy";
import { evidenceFolder, replayCase } from "@lingdai/service";
import type { Transaction } from "@lingdai/store";
import { clientOf, inTransaction, verifyAudit } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";

import type { Happening } from "./scenarios/desk-life.ts";
import { someHappenings } from "./scenarios/desk-life.ts";
import type { LivedCase } from "./scenarios/lived-case.ts";
import { liveOnRecord, office } from "./scenarios/lived-case.ts";

const SEED = Number(process.env["LINGDAI_TEST_SEED"] ?? 20_221_212);
const LIVES = Number(process.env["LINGDAI_BOOK_LIVES"] ?? 3);

const record = await openTestRecord();
const folder = await mkdtemp(path.join(tmpdir(), "lingdai-evidence-"));
after(async () => {
  await record.close();
  await rm(folder, { recursive: true });
});
const desk = {
  database: record.app,
  evidence: evidenceFolder(folder),
  jobs: {
    add: async () => {
      await Promise.resolve();
    },
  },
};
const onRecord = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
  await inTransaction(record.worker, "worker", work);

interface Books {
  readonly statuses: readonly {
    readonly changedOn: Day;
    readonly status: string;
    readonly cites: readonly string[];
  }[];
  readonly instructions: readonly {
    readonly payDivision: string;
    readonly instructionNumber: number;
    readonly instruction: string;
    readonly effectiveOn: Day;
    readonly months: readonly Day[] | null;
    readonly unsignedCause: string | null;
    readonly signers: readonly number[];
  }[];
  readonly auditedChanges: readonly { readonly on: string; readonly status: string }[];
}

async function booksOf({ beneficiaryId }: LivedCase): Promise<Books> {
  return await onRecord(async (tx) => {
    const session = clientOf(tx);
    const statuses = await session.query<Books["statuses"][number]>(
      `SELECT changed_on AS "changedOn", status, cites FROM status_history
       WHERE beneficiary_id = $1 ORDER BY recorded_at`,
      [beneficiaryId],
    );
    const instructions = await session.query<Books["instructions"][number]>(
      `SELECT pay_division AS "payDivision", instruction_number AS "instructionNumber",
         instruction, effective_on AS "effectiveOn", months, unsigned_cause AS "unsignedCause",
         ARRAY(SELECT DISTINCT staff_id FROM signature
           WHERE signature.application_id = payment_instruction.application_id) AS signers
       FROM payment_instruction WHERE beneficiary_id = $1 ORDER BY instruction_number`,
      [beneficiaryId],
    );
    const audited = await session.query<Books["auditedChanges"][number]>(
      `SELECT change ->> 'on' AS on, change ->> 'status' AS status
       FROM audit_record, jsonb_array_elements(detail -> 'changes') AS change
       WHERE beneficiary_id = $1 AND action = 'change-status' ORDER BY position`,
      [beneficiaryId],
    );
    return {
      statuses: statuses.rows,
      instructions: instructions.rows,
      auditedChanges: audited.rows,
    };
  });
}

const INSTRUCTION: Readonly<Record<string, string>> = {
  suspended: "suspend",
  stopped: "stop",
  paying: "resume",
  terminated: "terminate",
};

function checkStatuses({ statuses, instructions, auditedChanges }: Books): void {
  for (const { cites } of statuses) assert.ok(cites.length > 0, "a change without its rule");
  assert.deepEqual(
    auditedChanges,
    statuses.map(({ changedOn, status }) => ({ on: formatDay(changedOn), status })),
    "changes of status and their audit differ",
  );
  const changes = statuses.filter(
    ({ status }, at) => status !== (statuses[at - 1]?.status ?? "paying"),
  );
  assert.deepEqual(
    instructions
      .filter(({ instruction }) => instruction !== "back-pay")
      .map(({ instruction, effectiveOn }) => ({ instruction, effectiveOn })),
    changes.map(({ status, changedOn }) => ({
      instruction: INSTRUCTION[status],
      effectiveOn: changedOn,
    })),
    "changes of status and instructions to the payment system differ",
  );
}

function checkSignatures(pack: Pack, { instructions }: Books): void {
  for (const { instruction, signers, unsignedCause } of instructions) {
    if (instruction === "suspend" || instruction === "stop") continue;
    if (unsignedCause === null)
      assert.equal(signers.length, 3, `${instruction} by ${signers.join()}`);
    else if (unsignedCause === "lapse-made-good") assert.ok(pack.resumption.lapseResumesByItself);
    else assert.ok(pack.display !== undefined, unsignedCause);
  }
}

function checkNumbers({ instructions }: Books): void {
  assert.deepEqual(
    instructions.map(({ instructionNumber }) => instructionNumber),
    instructions.map((_each, at) => at + 1),
    "numbers with a gap",
  );
}

/** No month is paid twice: on its first day and afterwards, or twice afterwards. */
function checkMonths({ openedOn, endedOn }: LivedCase, { statuses, instructions }: Books): void {
  const onTime: Day[] = [];
  const firstMonth = civilOf(openedOn).dayOfMonth === 1 ? openedOn : firstOfNextMonth(openedOn);
  for (let first = firstMonth; first <= endedOn; first = firstOfNextMonth(first)) {
    // Paid by the status at the end of the run of that day: the run comes before all events, so
    // a change that somebody made on the very day is not among it.
    const known = statuses.filter(({ changedOn }) => changedOn < first).at(-1)?.status ?? "paying";
    const ofThatDay = statuses.filter(({ changedOn }) => changedOn === first);
    if (ofThatDay.length === 0 && known === "paying") onTime.push(first);
  }
  const afterwards = instructions.flatMap(({ months }) => months ?? []);
  assert.equal(new Set(afterwards).size, afterwards.length, "a month paid back twice");
  for (const month of afterwards) {
    assert.ok(!onTime.includes(month), `${formatDay(month)} paid on time and paid back`);
  }
}

/** Where the record says one stood at the end of a day, and where one stands worked out again. */
async function checkReplay(pack: Pack, lived: LivedCase): Promise<number> {
  const { beneficiaryId, openedOn, endedOn } = lived;
  return await onRecord(async (tx) => {
    const { rows } = await clientOf(tx).query<{
      readonly on: Day;
      readonly conclusion: string | null;
      readonly pendingReason: string | null;
      readonly deadline: Day | null;
      readonly decidedBy: readonly string[];
    }>(
      `SELECT decided_on AS on, conclusion, pending_reason AS "pendingReason", deadline,
         decided_by AS "decidedBy"
       FROM conclusion_history WHERE beneficiary_id = $1 ORDER BY recorded_at`,
      [beneficiaryId],
    );
    let compared = 0;
    const days = new Set(rows.flatMap(({ on }) => [on, on - 1]));
    for (const day of [...days, endedOn].filter((each) => each >= openedOn)) {
      const kept = rows.findLast(({ on }) => on <= day);
      assert.ok(kept);
      const file = await replayCase(clientOf(tx), beneficiaryId, pack.id, day);
      const [entitlement] = file?.entitlements ?? [];
      assert.ok(file !== undefined && entitlement !== undefined);
      const standing = standingOf(pack, file, entitlement, day);
      assert.deepEqual(
        {
          conclusion: standing?.conclusion ?? null,
          pendingReason: standing?.pendingReason ?? null,
          deadline: standing?.deadline ?? null,
          decidedBy: standing?.decidedBy ?? [],
        },
        {
          conclusion: kept.conclusion,
          pendingReason: kept.pendingReason,
          deadline: kept.deadline,
          decidedBy: kept.decidedBy,
        },
        `${pack.id} on ${formatDay(day)}`,
      );
      compared += 1;
    }
    return compared;
  });
}

/** A death that proves wrong; signed for twice on one day, and asked for once more. */
const ASKED_AGAIN: readonly Happening[] = [
  { waitDays: 10, staff: 3, what: { do: "event", event: "confirm-loss", result: 0 } },
  { waitDays: 5, staff: 0, what: { do: "settle-up" } },
  { waitDays: 0, staff: 1, what: { do: "settle-up" } },
  { waitDays: 0, staff: 2, what: { do: "event", event: "approve", result: 0 } },
];

/** What became of the requests to resume, in their order. */
async function resumptionsOf({ beneficiaryId }: LivedCase): Promise<readonly string[]> {
  return await onRecord(async (tx) => {
    const { rows } = await clientOf(tx).query<{ readonly state: string }>(
      `SELECT state FROM application WHERE beneficiary_id = $1 AND action = 'resume'
       ORDER BY application_id`,
      [beneficiaryId],
    );
    return rows.map(({ state }) => state);
  });
}

for (const pack of PACKS) {
  describe(`The books of ${pack.id}`, () => {
    test("every change has its rule, its instruction, its signatures, its audit; every past day comes out again", async (t) => {
      office.people = 4;
      let [changes, moved, compared] = [0, 0, 0];
      await fc.assert(
        fc.asyncProperty(someHappenings({ losses: true, staff: 4 }), async (happenings) => {
          const lived = await liveOnRecord({ desk, worker: record.worker }, pack, happenings);
          const books = await booksOf(lived);
          checkStatuses(books);
          checkSignatures(pack, books);
          checkNumbers(books);
          checkMonths(lived, books);
          compared += await checkReplay(pack, lived);
          changes += books.statuses.length;
          moved += books.instructions.filter(({ signers }) => signers.length === 3).length;
        }),
        { seed: SEED, numRuns: LIVES, endOnFailure: true },
      );
      t.diagnostic(
        `seed ${SEED}: ${changes} changes, ${moved} signed, ${compared} days worked out`,
      );
      assert.ok(changes > 0 && moved > 0 && compared > LIVES);
    });

    test("a resumption that is asked for again while it waits for its 1st comes once, as it was signed last", async () => {
      office.people = 4;
      const lived = await liveOnRecord({ desk, worker: record.worker }, pack, ASKED_AGAIN);
      const books = await booksOf(lived);
      checkStatuses(books);
      checkSignatures(pack, books);
      assert.equal(books.instructions.filter((each) => each.instruction === "resume").length, 1);
      // Paid again on the third signature (D8), so that nothing is left to ask for; or on the 1st of the
      // next month (QD 3.3, WH 10), with a second request signed and a third one not.
      const isAtOnce = pack.resumption.signed === "at-once";
      const states = isAtOnce ? ["carried-out"] : ["withdrawn", "carried-out", "withdrawn"];
      assert.deepEqual(await resumptionsOf(lived), states);
    });

    test("nobody alone resumes, pays back or terminates, whatever they do", async (t) => {
      office.people = 1;
      let held = 0;
      await fc.assert(
        fc.asyncProperty(someHappenings({ losses: true, staff: 1 }), async (happenings) => {
          const books = await booksOf(
            await liveOnRecord({ desk, worker: record.worker }, pack, happenings),
          );
          const alone = books.instructions.filter(
            ({ instruction, unsignedCause }) =>
              !["suspend", "stop"].includes(instruction) && unsignedCause === null,
          );
          assert.deepEqual(alone, []);
          held += books.statuses.length;
        }),
        { seed: SEED, numRuns: LIVES, endOnFailure: true },
      );
      t.diagnostic(`seed ${SEED}: ${held} changes by one person and by time`);
    });
  });
}

test("After all of it the audit is whole", async () => {
  const { broken } = await verifyAudit(record.worker);
  assert.deepEqual(broken, []);
});
