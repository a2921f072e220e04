// One person, paid by two regions: a death is a death everywhere, and each region goes its own way.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { dayAt, formatDay } from "@lingdai/policy";
import { confirmLoss, refuteLoss, replayCase, verify } from "@lingdai/service";
import { clientOf, listOpenFeedback } from "@lingdai/store";
import type { BeneficiaryId } from "@lingdai/store";

import { PHOTO, openDesk } from "./open-desk.ts";
import type { Somebody } from "./open-desk.ts";

const opened = await openDesk();
const { desk, onRecord, somebody, statusOf, step } = opened;
after(async () => {
  await opened.close();
});

const DAY = dayAt("2024-03-05");
const ELSEWHERE = 1;

/** Paid by Sichuan, and by Zibo's enterprise pension as a survivor, both certified this year. */
async function paidTwice(): Promise<Somebody> {
  const person = await somebody("sichuan-2022", DAY, { lastCertified: { on: DAY - 10 } });
  await onRecord(async (tx) => {
    await clientOf(tx).query(
      `INSERT INTO entitlement (beneficiary_id, number, policy, insurance, kind, since,
         pay_division, last_certified_on)
       VALUES ($1, $2, 'zibo-2019', 'enterprise-pension', 'survivor-subsidy', '2012-05-01',
         '370302', '2024-02-24')`,
      [person.id, ELSEWHERE],
    );
    await clientOf(tx).query(
      `INSERT INTO case_file (beneficiary_id, policy, opened_on, next_due_on)
       VALUES ($1, 'zibo-2019', $2, $2)`,
      [person.id, formatDay(DAY)],
    );
  });
  await step(person.id, DAY);
  return person;
}

async function openTask(id: BeneficiaryId, number: number) {
  return await onRecord(
    async (tx) =>
      await tx
        .selectFrom("verification_task")
        .select(["reason", "body"])
        .where("beneficiary_id", "=", id)
        .where("number", "=", number)
        .where("closed_on", "is", null)
        .executeTakeFirst(),
  );
}

test("A death confirmed by one region is heard by the other, which asks before it stops", async () => {
  const { id, at } = await paidTwice();
  const death = { kind: "death-medical-certificate", occurredOn: DAY - 3 } as const;
  await confirmLoss(desk, at(1), { beneficiaryId: id, number: 0, day: DAY, ...death });
  assert.equal((await statusOf(id)).status, "stopped");
  // Zibo suspends first and stops on confirmation (ZB 4.1.5).
  const elsewhere = await statusOf(id, ELSEWHERE);
  assert.deepEqual([elsewhere.conclusion, elsewhere.status], ["lost", "suspended"]);
  assert.deepEqual(await openTask(id, ELSEWHERE), { reason: "confirmation", body: "agency" });
  const replayed = await onRecord(
    async (tx) => await replayCase(clientOf(tx), id, "zibo-2019", DAY),
  );
  assert.equal(replayed?.entitlements[0]?.benefit.status, "suspended");
});

test("A death found at a visit is heard elsewhere, and found wrong it is found wrong everywhere", async () => {
  const { id, at, payDivision } = await paidTwice();
  const on = { beneficiaryId: id, day: DAY };
  await step(id, DAY, [
    { type: "observe", kind: "missing", occurredOn: DAY - 5, source: "police", ref: `M-${id}` },
  ]);
  const found = { result: "lost", loss: "death-family-report", refutes: [] } as const;
  await verify(desk, at(1), { ...on, number: 0, ...found, evidence: [PHOTO] });
  assert.equal((await statusOf(id, ELSEWHERE)).conclusion, "lost");
  await refuteLoss(desk, at(2), on);
  assert.equal((await statusOf(id)).conclusion, "eligible");
  assert.equal((await statusOf(id, ELSEWHERE)).conclusion, "eligible");
  // The agency that had confirmed it hears that it was wrong, as any source does (SC 9).
  const feedback = await onRecord(
    async (tx) => await listOpenFeedback(tx, `agency:${payDivision}`, 10),
  );
  assert.deepEqual(
    feedback.map(({ beneficiaryId, lossKind }) => ({ beneficiaryId, lossKind })),
    [{ beneficiaryId: id, lossKind: "death-family-report" }],
  );
});

test("What ends one benefit only stays with its own region", async () => {
  const { id, at } = await paidTwice();
  await confirmLoss(desk, at(1), {
    beneficiaryId: id,
    number: 0,
    day: DAY,
    kind: "imprisonment",
    occurredOn: DAY - 3,
  });
  assert.equal((await statusOf(id)).status, "stopped");
  const elsewhere = await statusOf(id, ELSEWHERE);
  assert.deepEqual([elsewhere.conclusion, elsewhere.status], ["eligible", "paying"]);
});
