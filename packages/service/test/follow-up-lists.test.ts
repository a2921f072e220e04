// The lists that follow-up works through, on a real record: results on public display, the clean-up of
// long suspensions, stops that are tracked; and whoever was told of a loss.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import type { Day } from "@lingdai/policy";
import { dayAt } from "@lingdai/policy";
import {
  certify,
  changeRecord,
  confirmLoss,
  endTracking,
  objectPublicly,
  refuteLoss,
  resolveObjection,
  runNights,
  shareLosses,
} from "@lingdai/service";
import type { Actor } from "@lingdai/service";
import type { BeneficiaryId } from "@lingdai/store";
import {
  inTransaction,
  listCleanUp,
  listDisplays,
  listOpenApplications,
  listOpenRetractions,
  listTracking,
  openTrackingCases,
  staffIdOf,
} from "@lingdai/store";

import { openDesk, refusalOf } from "./open-desk.ts";

const opened = await openDesk();
const { record, desk, onRecord, somebody, statusOf, step } = opened;
after(async () => {
  await opened.close();
});

const DAY = dayAt("2024-03-05");

async function displays(viewer: Actor, show: "displayed" | "objected", day: Day) {
  const rows = await inTransaction(record.app, viewer, async (tx) =>
    listDisplays(tx, { show, day, limit: 10 }),
  );
  return rows.map(({ beneficiaryId, shownOn, untilOn, objectedOn, suspendOn }) => ({
    beneficiaryId,
    shownOn,
    untilOn,
    objectedOn,
    suspendOn,
  }));
}

test("A community's result is on display for seven days, and who objects ends it", async () => {
  const { id, at } = await somebody("weihai-2017", DAY);
  const certification = { kind: "community", result: "passed", evidence: [] } as const;
  await certify(desk, at(1), { beneficiaryId: id, day: DAY, occurredOn: DAY, ...certification });
  const shown = { beneficiaryId: id, shownOn: DAY, objectedOn: null, suspendOn: null };
  // Shown on the 5th: until the 12th.
  const until12 = { ...shown, untilOn: dayAt("2024-03-12") };
  assert.deepEqual(await displays(at(1), "displayed", dayAt("2024-03-12")), [until12]);
  assert.deepEqual(await displays(at(1), "displayed", dayAt("2024-03-13")), []);
  // Shown again on the 7th, it is one display until the 14th.
  const again = dayAt("2024-03-07");
  await certify(desk, at(1), {
    beneficiaryId: id,
    day: again,
    occurredOn: again,
    ...certification,
  });
  const until14 = { ...shown, untilOn: dayAt("2024-03-14") };
  assert.deepEqual(await displays(at(1), "displayed", again), [until14]);

  // Objected on Friday the 8th: suspended on the third working day after, Wednesday the 13th.
  const friday = dayAt("2024-03-08");
  const on = { beneficiaryId: id, number: 0 };
  await objectPublicly(desk, at(2), { ...on, day: friday });
  assert.deepEqual(await displays(at(1), "displayed", friday), []);
  const objected = { objectedOn: friday, suspendOn: dayAt("2024-03-13") };
  const expected = [{ ...until14, ...objected }];
  assert.deepEqual(await displays(at(1), "objected", friday), expected);
  await step(id, dayAt("2024-03-13"));
  assert.equal((await statusOf(id)).status, "suspended");
  assert.deepEqual(await displays(at(1), "objected", dayAt("2024-04-13")), expected);

  await resolveObjection(desk, at(3), { ...on, day: dayAt("2024-03-15"), result: "eligible" });
  assert.deepEqual(await displays(at(1), "objected", dayAt("2024-03-15")), []);
  assert.equal((await statusOf(id)).status, "paying");
  const { rows } = await record.worker.pool.query(
    "SELECT resolved_on, outcome FROM lingdai.public_display WHERE beneficiary_id = $1",
    [id],
  );
  assert.deepEqual(rows, [{ resolved_on: dayAt("2024-03-15"), outcome: "eligible" }]);
});

test("Nobody sees another county's displays", async () => {
  const [here, elsewhere] = [
    await somebody("weihai-2017", DAY),
    await somebody("weihai-2017", DAY),
  ];
  await certify(desk, here.at(1), {
    beneficiaryId: here.id,
    day: DAY,
    kind: "community",
    occurredOn: DAY,
    result: "passed",
    evidence: [],
  });
  assert.equal((await displays(here.at(1), "displayed", DAY)).length, 1);
  assert.deepEqual(await displays(elsewhere.at(1), "displayed", DAY), []);
});

test("Suspended for more than three months is on the clean-up list, to the day", async () => {
  // Anchor 2023-02-28: the deadline is 2024-02-28, suspended in the run of the 29th.
  const { id, at, payDivision } = await somebody("sichuan-2022", dayAt("2024-02-01"), {
    lastCertified: { on: dayAt("2023-02-28") },
  });
  await step(id, dayAt("2024-02-29"));
  assert.equal((await statusOf(id)).status, "suspended");
  const list = async (day: Day, query: { readonly payDivision?: string } = {}) =>
    await inTransaction(record.app, at(1), async (tx) =>
      listCleanUp(tx, day, { ...query, limit: 10 }),
    );
  // Three months from 29 February end on 29 May.
  assert.deepEqual(await list(dayAt("2024-05-29")), []);
  const [row] = await list(dayAt("2024-05-30"));
  assert.deepEqual(
    { id: row?.beneficiaryId, since: row?.since, reason: row?.stopReason },
    { id, since: dayAt("2024-02-29"), reason: "not-certified" },
  );
  assert.equal((await list(dayAt("2024-05-30"), { payDivision })).length, 1);
  assert.deepEqual(await list(dayAt("2024-05-30"), { payDivision: "300999" }), []);
});

test("The clean-up list counts from the day of the suspension also where a month is short", async () => {
  const { id, at } = await somebody("sichuan-2022", DAY, { lastCertified: { on: DAY - 10 } });
  await record.worker.pool.query(
    `UPDATE lingdai.entitlement SET status = 'suspended', status_since = '2023-02-28'
     WHERE beneficiary_id = $1`,
    [id],
  );
  const isOn = async (day: Day) => {
    const rows = await inTransaction(record.app, at(1), async (tx) =>
      listCleanUp(tx, day, { limit: 10 }),
    );
    return rows.some(({ beneficiaryId }) => beneficiaryId === id);
  };
  // 28 February + 3 months is 28 May; counted back from 29 May it would be 28 February still.
  assert.equal(await isOn(dayAt("2023-05-28")), false);
  assert.equal(await isOn(dayAt("2023-05-29")), true);
});

async function tracked(id: BeneficiaryId, viewer: Actor) {
  const rows = await inTransaction(record.app, viewer, async (tx) =>
    listTracking(tx, { limit: 100 }),
  );
  return rows
    .filter(({ beneficiaryId }) => beneficiaryId === id)
    .map(({ stopReason, since }) => ({ stopReason, since }));
}

/** Somebody whose death was confirmed on the day, and the tracking cases of a later day opened. */
async function stoppedForDeath(trackedOn: Day) {
  const person = await somebody("sichuan-2022", DAY, { lastCertified: { on: DAY - 10 } });
  await confirmLoss(desk, person.at(1), {
    beneficiaryId: person.id,
    number: 0,
    day: DAY,
    kind: "death-cremation",
    occurredOn: DAY - 2,
  });
  await onRecord(async (tx) => openTrackingCases(tx, trackedOn));
  return person;
}

test("A stop is tracked once it is over a year old, and after a death the outcome asks to terminate", async () => {
  const lastDay = dayAt("2025-03-05");
  const { id, at } = await stoppedForDeath(lastDay);
  assert.deepEqual(await tracked(id, at(1)), []);
  await onRecord(async (tx) => openTrackingCases(tx, lastDay + 1));
  assert.deepEqual(await tracked(id, at(1)), [{ stopReason: "death", since: DAY }]);

  const on = { beneficiaryId: id, number: 0, day: lastDay + 1 };
  const clerk = endTracking(desk, at(4, "clerk"), { ...on, outcome: "heirs-paid" });
  assert.equal(await refusalOf(clerk), "not-permitted");
  await endTracking(desk, at(4), { ...on, outcome: "heirs-paid" });
  assert.deepEqual(await tracked(id, at(1)), []);
  const open = await inTransaction(record.app, at(1), async (tx) => listOpenApplications(tx, id));
  assert.ok(open.some(({ action }) => action === "terminate"));
  assert.equal((await statusOf(id)).status, "stopped", "three people have to sign first");
  const twice = endTracking(desk, at(4), { ...on, outcome: "account-sealed" });
  assert.equal(await refusalOf(twice), "not-found");
});

test("Only a death has heirs, and a case whose benefit goes on is closed by the night", async () => {
  const { id, at } = await somebody("sichuan-2022", DAY, { lastCertified: { on: DAY - 10 } });
  const on = { beneficiaryId: id, number: 0 };
  await confirmLoss(desk, at(1), { ...on, day: DAY, kind: "imprisonment", occurredOn: DAY - 2 });
  await onRecord(async (tx) => openTrackingCases(tx, DAY + 400));
  assert.deepEqual(await tracked(id, at(1)), [{ stopReason: "imprisonment", since: DAY }]);
  const heirs = endTracking(desk, at(4), { ...on, day: DAY + 400, outcome: "heirs-paid" });
  assert.equal(await refusalOf(heirs), "not-due");
  await record.worker.pool.query(
    "UPDATE lingdai.entitlement SET status = 'paying' WHERE beneficiary_id = $1",
    [id],
  );
  await onRecord(async (tx) => openTrackingCases(tx, DAY + 401));
  const { rows } = await record.worker.pool.query(
    "SELECT outcome, closed_on FROM lingdai.tracking_case WHERE beneficiary_id = $1",
    [id],
  );
  assert.deepEqual(rows, [{ outcome: "resumed", closed_on: DAY + 401 }]);
});

test("Who was told of a loss hears that it was wrong: departments, and the unit that was asked", async () => {
  // In Qingdao the unit confirms; a death that arrived on 5 March is its task until the month's end.
  const { id, at, payDivision } = await somebody("qingdao-2019", DAY, {
    insurance: "institution-pension",
    lastCertified: { on: DAY - 10 },
  });
  const death = { kind: "death-cremation", source: "civil-affairs", ref: `D-${id}` } as const;
  await onRecord(async (tx) => {
    await tx
      .insertInto("observation")
      .values({
        beneficiary_id: id,
        kind: death.kind,
        occurred_on: DAY - 2,
        arrived_on: DAY,
        source: death.source,
        ref: death.ref,
        source_file_id: null,
        line: null,
      })
      .execute();
  });
  await step(id, DAY, [{ type: "observe", occurredOn: DAY - 2, ...death }]);
  const sharing = { recipient: "civil-affairs", beneficiaryIds: [id], day: DAY };
  assert.equal(await shareLosses(desk, at(1), sharing), 1);
  assert.equal(await shareLosses(desk, at(1), sharing), 0, "told once");
  const stranger = (await somebody("qingdao-2019", DAY)).at(1);
  assert.equal(await shareLosses(desk, stranger, { ...sharing, recipient: "bank" }), 0);
  await refuteLoss(desk, at(2), { beneficiaryId: id, day: DAY + 1 });
  const retractions = await inTransaction(record.app, at(1), async (tx) =>
    listOpenRetractions(tx, id),
  );
  assert.deepEqual(
    retractions.map(({ lossKind, recipient }) => ({ lossKind, recipient })).toSorted(byRecipient),
    [
      { lossKind: "death-cremation", recipient: "civil-affairs" },
      { lossKind: "death-cremation", recipient: `unit:U-${payDivision}` },
    ],
  );
});

function byRecipient(left: { recipient: string }, right: { recipient: string }): number {
  return left.recipient < right.recipient ? -1 : 1;
}

test("A bank account is changed by the agency that pays, not by the service point", async () => {
  const { id, at, residence } = await somebody("sichuan-2022", DAY);
  const street: Actor = {
    staffId: staffIdOf(5),
    role: "clerk",
    level: "township",
    place: residence,
  };
  const change = { beneficiaryId: id, day: DAY, changedOn: DAY, bankAccount: "6222000000000001" };
  assert.equal(await refusalOf(changeRecord(desk, street, change)), "not-permitted");
  await changeRecord(desk, at(1, "clerk"), change);
});

test("The night opens tracking cases by itself", async () => {
  const { id, at } = await stoppedForDeath(DAY);
  await runNights({ database: record.worker, day: DAY + 500 });
  assert.deepEqual(await tracked(id, at(1)), [{ stopReason: "death", since: DAY }]);
});
