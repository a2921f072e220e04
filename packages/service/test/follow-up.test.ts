// What people at a desk may do besides deciding a case, each on a real record: reviews by two others,
// transfers, feedback and retractions, death lists, reported changes, holds, windows, walk-ins.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import type { Day } from "@lingdai/policy";
import { dayAt, monthIndexOf } from "@lingdai/policy";
import type { Actor, GivenEvidence } from "@lingdai/service";
import {
  acknowledgeRetraction,
  announceWindow,
  answerFeedback,
  certify,
  changeGrant,
  changeRecord,
  confirmLoss,
  fileDeathList,
  fileWalkInCertification,
  holdClock,
  refuteLoss,
  releaseClock,
  reviewFirst,
  reviewSecond,
  runNights,
  stepCases,
  takePaymentResults,
  takeUpWalkInCertification,
  transferTask,
} from "@lingdai/service";
import type { BeneficiaryId, ListPlace } from "@lingdai/store";
import {
  clientOf,
  inTransaction,
  listMissingDeathLists,
  listOpenFeedback,
  listOpenRetractions,
  listTasks,
  listWaitingCertifications,
  lookUpWalkIn,
  staffIdOf,
} from "@lingdai/store";

import { PHOTO, openDesk, refusalOf } from "./open-desk.ts";
import { addPersonOfRecord } from "./scenarios/people-of-record.ts";

const opened = await openDesk();
const { record, desk, onRecord, somebody, step, statusOf } = opened;
const { evidence } = desk;
after(async () => {
  await opened.close();
});

const DAY = dayAt("2024-03-05");

test("A certification in Sichuan counts after two reviews by people who did not submit it", async () => {
  // Certified 2023-06-05; A + 9 months is the opening day, so the person is pending.
  const { id, at } = await somebody("sichuan-2022", DAY, {
    lastCertified: { on: dayAt("2023-06-05") },
  });
  await certify(desk, at(1), {
    beneficiaryId: id,
    day: DAY,
    kind: "home-visit",
    occurredOn: DAY,
    result: "passed",
    evidence: [PHOTO],
  });
  const [waiting] = await inTransaction(
    record.app,
    at(1),
    async (tx) => await listWaitingCertifications(tx, id),
  );
  assert.ok(waiting);
  const review = { certificationId: waiting.certificationId, day: DAY, result: "accept" } as const;
  assert.equal(await refusalOf(reviewFirst(desk, at(1), review)), "same-person");
  assert.equal(await refusalOf(reviewSecond(desk, at(2), review)), "not-due");
  await reviewFirst(desk, at(2), review);
  assert.equal(await refusalOf(reviewSecond(desk, at(2), review)), "same-person");
  assert.equal((await statusOf(id)).conclusion, "pending");
  await reviewSecond(desk, at(3), review);
  assert.equal((await statusOf(id)).conclusion, "eligible");
  const { rows } = await record.worker.pool.query<{ content_hash: Buffer }>(
    "SELECT content_hash FROM lingdai.evidence WHERE beneficiary_id = $1",
    [id],
  );
  assert.deepEqual(await evidence.find(rows[0]?.content_hash ?? Buffer.of()), PHOTO.content);
});

test("Who may not do a thing is refused, and the attempt is in the audit", async () => {
  const { id, payDivision } = await somebody("sichuan-2022", DAY);
  const clerk: Actor = {
    staffId: staffIdOf(9),
    role: "unit-clerk",
    level: "unit",
    place: `U-${payDivision}`,
  };
  const refused = refuteLoss(desk, clerk, { beneficiaryId: id, day: DAY });
  assert.equal(await refusalOf(refused), "not-permitted");
  const { rows } = await record.worker.pool.query<{ detail: unknown; staff_id: number }>(
    "SELECT detail, staff_id FROM lingdai.audit_record WHERE beneficiary_id = $1 AND action = 'refute-loss-refused'",
    [id],
  );
  assert.deepEqual(rows, [{ detail: { refused: "not-permitted" }, staff_id: 9 }]);
});

test("A person out of sight is not found, whoever asks", async () => {
  const [{ id }, other] = [
    await somebody("sichuan-2022", DAY),
    await somebody("sichuan-2022", DAY),
  ];
  const refused = confirmLoss(desk, other.at(1), {
    beneficiaryId: id,
    number: 0,
    day: DAY,
    kind: "death-cremation",
  });
  assert.equal(await refusalOf(refused), "not-found");
});

test("A task is handed on with its due date, and shows with the body that has it now", async () => {
  const { id, at, payDivision, residence } = await somebody("sichuan-2022", DAY, {
    lastCertified: { on: dayAt("2023-06-05") },
  });
  const tasks = async (body: "service-point" | "agency", place: ListPlace) =>
    await inTransaction(
      record.app,
      at(1),
      async (tx) => await listTasks(tx, { body, place, limit: 10 }),
    );
  const atHome = { kind: "residence", code: residence } as const;
  const [open] = await tasks("service-point", atHome);
  assert.equal(open?.beneficiaryId, id);
  await transferTask(desk, at(1), { beneficiaryId: id, number: 0, day: DAY, to: "agency" });
  assert.deepEqual(await tasks("service-point", atHome), []);
  const [moved] = await tasks("agency", { kind: "pay", code: payDivision });
  assert.deepEqual(
    { due: moved?.dueOn, from: moved?.movedFrom },
    { due: open?.dueOn, from: "service-point" },
  );
});

test("A death found wrong goes back to its source, and whoever was told hears that it was wrong", async () => {
  const { id, at, payDivision } = await somebody("sichuan-2022", DAY, {
    lastCertified: { on: DAY - 10 },
  });
  const death = { kind: "death-cremation", source: "civil-affairs", ref: "D1" } as const;
  await onRecord(async (tx) => {
    await stepCases(
      clientOf(tx),
      [
        {
          beneficiaryId: id,
          events: [{ type: "observe", occurredOn: DAY - 2, ...death }],
        },
      ],
      DAY,
    );
  });
  await confirmLoss(desk, at(1), { beneficiaryId: id, number: 0, day: DAY, kind: death.kind });
  assert.equal((await statusOf(id)).status, "stopped");
  await refuteLoss(desk, at(2), { beneficiaryId: id, day: DAY });
  const feedback = async () =>
    await inTransaction(
      record.app,
      at(1),
      async (tx) => await listOpenFeedback(tx, death.source, 10),
    );
  const mine = async () => (await feedback()).find(({ beneficiaryId }) => beneficiaryId === id);
  const first = await mine();
  assert.equal(first?.ref, "D1");
  const feedbackId = first?.feedbackId ?? 0;
  await answerFeedback(desk, at(1), { feedbackId, day: DAY, state: "corrected" });
  assert.equal(await mine(), undefined);
  // Told again, of a day before the refutation: without effect, and the case with the source re-opens.
  await step(id, DAY + 1, [{ type: "observe", occurredOn: DAY - 2, ...death, ref: "D2" }]);
  assert.equal((await statusOf(id)).conclusion, "eligible");
  assert.equal((await mine())?.timesOpened, 2);

  const retractions = async () =>
    await inTransaction(record.app, at(1), async (tx) => await listOpenRetractions(tx, id));
  const [told] = await retractions();
  assert.equal(told?.recipient, `payment-system:${payDivision}`);
  const retractionId = told?.retractionId ?? 0;
  await acknowledgeRetraction(desk, at(1), { retractionId, day: DAY + 1 });
  assert.deepEqual(await retractions(), []);
  const again = acknowledgeRetraction(desk, at(1), { retractionId, day: DAY + 1 });
  assert.equal(await refusalOf(again), "not-found");
});

test("A death list is filed once a month, `none` too; a death on it is a report about its person", async () => {
  const { id, payDivision, residence } = await somebody("sichuan-2022", DAY, {
    lastCertified: { on: DAY - 40 },
  });
  await onRecord(async (tx) => {
    await tx
      .insertInto("service_point")
      .values({
        division: residence,
        name: "某街道",
        phone: null,
        opening_hours: null,
      })
      .execute();
  });
  const street: Actor = {
    staffId: staffIdOf(5),
    role: "clerk",
    level: "township",
    place: residence,
  };
  const missing = async (month: Day) =>
    (await onRecord(async (tx) => await listMissingDeathLists(tx, payDivision, month))).length;
  const february = dayAt("2024-02-01");
  assert.equal(await missing(february), 1);
  const deaths = [{ beneficiaryId: id, occurredOn: dayAt("2024-02-20") }];
  await fileDeathList(desk, street, { day: DAY, month: dayAt("2024-02-11"), deaths });
  assert.equal(await missing(february), 0);
  assert.equal((await statusOf(id)).conclusion, "lost");
  const twice = fileDeathList(desk, street, { day: DAY, month: february, deaths: [] });
  assert.equal(await refusalOf(twice), "not-due");
  await fileDeathList(desk, street, { day: DAY, month: dayAt("2024-03-01"), deaths: [] });
  assert.equal(await missing(dayAt("2024-03-01")), 0);
});

test("A change of the record is due within ten working days, and hands over who moved", async () => {
  const { id, at, payDivision, residence } = await somebody("weihai-2017", DAY, {
    lastCertified: { on: DAY - 10 },
  });
  const street: Actor = {
    staffId: staffIdOf(5),
    role: "clerk",
    level: "township",
    place: residence,
  };
  const moved = `${payDivision}002`;
  // Changed on Monday 2024-02-19: the tenth working day after it is Monday 2024-03-04.
  await changeRecord(desk, street, {
    beneficiaryId: id,
    day: DAY,
    changedOn: dayAt("2024-02-19"),
    phone: "13800000001",
    residenceAddress: "某路2号",
    residenceDivision: moved,
  });
  const { rows } = await record.worker.pool.query<{
    due_on: Day;
    is_late: boolean;
    fields: string[];
  }>("SELECT due_on, is_late, fields FROM lingdai.record_change WHERE beneficiary_id = $1", [id]);
  assert.deepEqual(rows, [
    {
      due_on: dayAt("2024-03-04"),
      is_late: true,
      fields: ["phone", "residenceAddress", "residenceDivision"],
    },
  ]);
  const person = await onRecord(
    async (tx) =>
      await tx
        .selectFrom("beneficiary")
        .select(["sealed", "residence_division"])
        .where("beneficiary_id", "=", id)
        .executeTakeFirstOrThrow(),
  );
  assert.equal(person.residence_division, moved);
  assert.equal(record.keyring.unseal(person.sealed).phone, "13800000001");
  assert.equal(person.sealed.includes("13800000001"), false);
  // The old street does not see them any more, the agency that pays still does.
  const again = { beneficiaryId: id, day: DAY, changedOn: DAY, phone: "13800000002" };
  assert.equal(await refusalOf(changeRecord(desk, street, again)), "not-found");
  await changeRecord(desk, at(1), again);
});

test("A corrected incapacity undoes a coming of age at once", async () => {
  // Born 2006-03-01: eighteen on 2024-03-01, not incapacitated, so lost; full incapacity undoes it.
  const { id, at } = await somebody("sichuan-2022", DAY, {
    insurance: "work-injury",
    kind: "dependant-pension",
    relationship: "child",
    incapacity: "none",
    lastCertified: { on: DAY - 10 },
  });
  await record.worker.pool.query(
    "UPDATE lingdai.beneficiary SET birth_date = '2006-03-01' WHERE beneficiary_id = $1",
    [id],
  );
  await step(id, DAY, [{ type: "maintain", renewed: [] }]);
  assert.equal((await statusOf(id)).conclusion, "lost");
  await changeGrant(desk, at(1), {
    beneficiaryId: id,
    number: 0,
    day: DAY + 1,
    changedOn: DAY,
    incapacity: "full",
  });
  assert.equal((await statusOf(id)).conclusion, "eligible");
});

test("While the clock of a late source is held its people are not suspended, afterwards the next night", async () => {
  const { id, at, payDivision } = await somebody("sichuan-2022", dayAt("2023-03-01"), {
    lastCertified: { on: dayAt("2023-03-01") },
  });
  const on = dayAt("2023-03-05");
  await step(id, on, [
    { type: "observe", kind: "rail-travel", occurredOn: on, source: "rail", ref: `H-${id}` },
  ]);
  // Deadline 2024-03-05.
  await holdClock(desk, at(1), { payDivision, day: dayAt("2024-03-01"), source: "rail" });
  const twice = holdClock(desk, at(1), { payDivision, day: dayAt("2024-03-01"), source: "rail" });
  assert.equal(await refusalOf(twice), "not-due");
  await step(id, dayAt("2024-04-20"));
  assert.equal((await statusOf(id)).status, "paying");
  assert.equal(
    await releaseClock(desk, at(1), { payDivision, day: dayAt("2024-04-20"), source: "rail" }),
    1,
  );
  await step(id, dayAt("2024-04-21"));
  assert.equal((await statusOf(id)).status, "suspended");
});

test("A window touches only whom it makes due, and shows its last day at once", async () => {
  const day = dayAt("2024-03-20");
  const window = { from: dayAt("2024-05-06"), to: dayAt("2024-07-30"), frequencyMonths: 12 };
  // Within the frequency: 2023-07-30 + 12 months is the last day, one day earlier is not.
  const due = await somebody("weihai-2017", day, { lastCertified: { on: dayAt("2023-07-29") } });
  const { id: spared } = await onRecord(async (tx) => ({
    id: await addPersonOfRecord(tx, {
      policy: "weihai-2017",
      payDivision: due.payDivision,
      person: { hasPhone: true, hasHousehold: true, hasResidence: true },
      grants: [
        {
          insurance: "enterprise-pension",
          kind: "retirement-pension",
          since: day - 4000,
          hasUnit: false,
          lastCertified: { on: dayAt("2023-07-30") },
        },
      ],
      openedOn: day,
    }),
  }));
  await step(spared, day);
  const announced = { payDivision: due.payDivision, day, window };
  assert.equal(await announceWindow(desk, due.at(1), announced), 1);
  assert.equal((await statusOf(due.id)).deadline, window.to);
  assert.equal((await statusOf(spared)).deadline, null);
  // Suspended on the third working day after Tuesday 2024-07-30: Friday 08-02.
  await runNights({ database: record.worker, day: dayAt("2024-08-01") });
  assert.equal((await statusOf(due.id)).status, "paying");
  await runNights({ database: record.worker, day: dayAt("2024-08-02") });
  assert.equal((await statusOf(due.id)).status, "suspended");
  assert.equal((await statusOf(spared)).status, "paying");
});

test("Six failed months that the bank returns at once suspend, five do not", async () => {
  const { id } = await somebody("sichuan-2022", DAY, { lastCertified: { on: DAY - 10 } });
  const take = async (months: readonly number[]) =>
    await onRecord(
      async (tx) =>
        await takePaymentResults(
          clientOf(tx),
          months.map((ago) => ({
            beneficiaryId: id,
            number: 0,
            month: monthIndexOf(DAY) - ago,
            result: "failed",
          })),
          DAY,
        ),
    );
  await take([1, 2, 3, 4, 5]);
  assert.equal((await statusOf(id)).status, "paying");
  await take([6]);
  assert.equal((await statusOf(id)).status, "suspended");
});

/** A clerk at the other end of the country looks the person up and files a certification. */
async function fileFarFromHome(
  id: BeneficiaryId,
  day: Day,
  files: readonly GivenEvidence[] = [PHOTO],
): Promise<number> {
  const [documentKey, nameKey] = [Buffer.from(`document ${id}`), Buffer.from(`name ${id}`)];
  await record.worker.pool.query(
    "UPDATE lingdai.beneficiary SET document_key = $2, name_keys = $3 WHERE beneficiary_id = $1",
    [id, documentKey, [nameKey]],
  );
  const found = await inTransaction(
    record.app,
    FAR,
    async (tx) => await lookUpWalkIn(tx, { documentKey, nameKey }),
  );
  assert.ok(found);
  const given = { walkInId: found.walkInId, day, kind: "counter", evidence: files } as const;
  await fileWalkInCertification(desk, FAR, given);
  assert.equal(await refusalOf(fileWalkInCertification(desk, FAR, given)), "not-found");
  return found.walkInId;
}

const FAR: Actor = { staffId: staffIdOf(77), role: "clerk", level: "township", place: "110101001" };

test("A walk-in far from home is certified by the rules of their own region, once", async () => {
  const { id } = await somebody("zibo-2019", dayAt("2024-02-01"), {
    lastCertified: { on: dayAt("2022-12-01") },
  });
  // Last certified in 2022: pending since 2024-01-01.
  assert.equal((await statusOf(id)).conclusion, "pending");
  const walkInId = await fileFarFromHome(id, DAY);
  assert.deepEqual(await takeUpWalkInCertification(record.worker, walkInId, DAY), {});
  assert.equal(await takeUpWalkInCertification(record.worker, walkInId, DAY), undefined);
  assert.equal((await statusOf(id)).conclusion, "eligible");
});

test("A walk-in's photo is on record, and two of their own agency review what Sichuan wants reviewed", async () => {
  // Certified 2023-06-05; A + 9 months is the opening day, so the person is pending.
  const { id, at } = await somebody("sichuan-2022", DAY, {
    lastCertified: { on: dayAt("2023-06-05") },
  });
  const walkInId = await fileFarFromHome(id, DAY);
  assert.deepEqual(await takeUpWalkInCertification(record.worker, walkInId, DAY), {});
  const { rows } = await record.worker.pool.query<{ content_hash: Buffer; media_type: string }>(
    "SELECT content_hash, bytes, media_type, staff_id FROM lingdai.evidence WHERE beneficiary_id = $1",
    [id],
  );
  const [photo] = rows;
  assert.ok(photo);
  assert.deepEqual(
    { ...photo, content_hash: await evidence.find(photo.content_hash) },
    {
      content_hash: PHOTO.content,
      bytes: PHOTO.content.length,
      media_type: "image/png",
      staff_id: FAR.staffId,
    },
  );
  assert.equal((await statusOf(id)).conclusion, "pending");
  const [waiting] = await inTransaction(
    record.app,
    at(1),
    async (tx) => await listWaitingCertifications(tx, id),
  );
  const certificationId = waiting?.certificationId ?? 0;
  await reviewFirst(desk, at(1), { certificationId, day: DAY, result: "accept" });
  await reviewSecond(desk, at(2), { certificationId, day: DAY, result: "accept" });
  assert.equal((await statusOf(id)).conclusion, "eligible");
});

test("What a walk-in's own region refuses is kept, and changes nothing", async () => {
  // Without the photo that SC 11 wants.
  const { id } = await somebody("sichuan-2022", DAY, {
    lastCertified: { on: dayAt("2023-06-05") },
  });
  const walkInId = await fileFarFromHome(id, DAY, []);
  const refused = { "sichuan-2022": "evidence-missing" };
  assert.deepEqual(await takeUpWalkInCertification(record.worker, walkInId, DAY), refused);
  const { rows } = await record.worker.pool.query(
    "SELECT refusals FROM lingdai.walk_in WHERE walk_in_id = $1",
    [walkInId],
  );
  assert.deepEqual(rows, [{ refusals: refused }]);
  assert.equal((await statusOf(id)).conclusion, "pending");
});
