// A source that is late shows on the list and on the page of whoever it certified, can be filtered by,
// and says whether the clock is held for its people (D16); and a search leaves its mark with each person.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import { pushObservation } from "@lingdai/service";
import { beginHold } from "@lingdai/store";

import type { ListPage } from "./api/api-world.ts";
import { openApiWorld } from "./api/api-world.ts";

const world = await openApiWorld();
after(world.close);
const { record } = world;

const byTrain = await world.addPerson({ idNumber: "11010119500307003X", name: "李秀英" });
const byHand = await world.addPerson({ idNumber: "110101194902030029", name: "王德明" });

/** The railway tells of Li's journeys on the first of three months: pauses of 29 and 31 days. */
const DELIVERIES = ["2024-02-01", "2024-03-01", "2024-04-01"].map(dayAt);
for (const [at, day] of DELIVERIES.entries()) {
  const fields = {
    id_type: "resident-id",
    id_number: "11010119500307003X",
    name: "李秀英",
    kind: "rail-travel",
    occurred_on: "2024-01-20",
    source: "railway",
    ref: `R${at}`,
    arrived_on: "",
  };
  assert.deepEqual(await pushObservation(record.worker, fields, day), { outcome: "accepted" });
}
/** 1 April + 31 + 7 days. */
const LAST_DAY_IN_TIME = dayAt("2024-05-09");

interface Marks {
  readonly certifiedBySource: string | null;
  readonly isSourceLate: boolean;
  readonly isClockHeld: boolean;
}
interface Row extends Marks {
  readonly beneficiaryId: number;
}

async function eligible(query = ""): Promise<readonly Row[]> {
  const answer = await world.call("clerk", "GET", `/lists/eligible${query}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<ListPage<Row>>().rows;
}

const idsOf = (rows: readonly Row[]) => rows.map(({ beneficiaryId }) => beneficiaryId);

async function marksOf(beneficiaryId: number): Promise<readonly unknown[]> {
  const row = (await eligible()).find((each) => each.beneficiaryId === beneficiaryId);
  assert.ok(row);
  const page = await world.call("clerk", "GET", `/beneficiaries/${beneficiaryId}`);
  const [onPage] = page.json<{ entitlements: readonly Marks[] }>().entitlements;
  const marks = (of: Marks | undefined) => [
    of?.certifiedBySource,
    of?.isSourceLate,
    of?.isClockHeld,
  ];
  assert.deepEqual(marks(onPage), marks(row), "the page says what the list says");
  return marks(row);
}

test("While its source keeps its rhythm nobody is marked, the day after it everybody of it is", async () => {
  world.clock.day = LAST_DAY_IN_TIME;
  assert.deepEqual(await marksOf(byTrain), ["railway", false, false]);
  assert.deepEqual(await eligible("?lateSource=true"), []);
  world.clock.day = LAST_DAY_IN_TIME + 1;
  assert.deepEqual(await marksOf(byTrain), ["railway", true, false]);
  assert.deepEqual(idsOf(await eligible("?lateSource=true")), [byTrain]);
  assert.deepEqual(idsOf(await eligible("?source=railway")), [byTrain]);
  assert.deepEqual(await eligible("?source=bank&lateSource=true"), []);
  const [, isLate] = await marksOf(byHand);
  assert.equal(isLate, false);
});

test("The sources say until when each is expected, and where the clock is held for its people", async () => {
  world.clock.day = LAST_DAY_IN_TIME + 1;
  const hold = { payload: { payDivision: "51", source: "railway" } };
  // A county answers for no province; the province's own approver may.
  assert.equal((await world.call("approver", "POST", "/clock-holds", hold)).statusCode, 404);
  await world.onRecord(async (tx) => await beginHold(tx, "51", "railway", world.clock.day));
  const answer = await world.call("clerk", "GET", "/sources");
  assert.deepEqual(answer.json<ListPage<unknown>>().rows, [
    {
      source: "railway",
      lastDeliveredOn: "2024-04-01",
      expectedUntil: "2024-05-09",
      isLate: true,
      heldFor: ["51"],
    },
  ]);
  assert.deepEqual(await marksOf(byTrain), ["railway", true, true]);
});

test("Once it comes again it is late no more", async () => {
  world.clock.day = LAST_DAY_IN_TIME + 2;
  const stranger = {
    id_type: "resident-id",
    id_number: "110101193801010016",
    name: "张三",
    kind: "rail-travel",
    occurred_on: "2024-05-01",
    source: "railway",
    ref: "R9",
    arrived_on: "",
  };
  const pushed = await pushObservation(record.worker, stranger, world.clock.day);
  assert.deepEqual(pushed, { outcome: "not-on-roster" }, "what it brings does not matter");
  const [, isLate] = await marksOf(byTrain);
  assert.equal(isLate, false);
});

test("Whoever is found by a search has it in their audit", async () => {
  const looks = async () =>
    await record.worker.pool.query(
      "SELECT FROM lingdai.audit_record WHERE action = 'find' AND beneficiary_id = $1",
      [byHand],
    );
  const before = (await looks()).rowCount ?? 0;
  const payload = { idNumber: "110101194902030029" };
  const answer = await world.call("clerk", "POST", "/beneficiaries/search", { payload });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal((await looks()).rowCount, before + 1);
});

test("Follow-up lists answer through HTTP, and what nobody is on is empty", async () => {
  for (const path of ["/lists/clean-up", "/lists/tracking", "/public-displays"]) {
    const answer = await world.call("clerk", "GET", path);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.deepEqual(answer.json<ListPage<unknown>>().rows, [], path);
    const exported = await world.call("clerk", "GET", `${path}/export`);
    assert.equal(exported.statusCode, 200, path);
  }
  const outcome = `/beneficiaries/${byTrain}/entitlements/0/tracking-outcome`;
  const given = { payload: { outcome: "heirs-paid" } };
  assert.equal((await world.call("approver", "POST", outcome, given)).statusCode, 404);
  const shared = { payload: { recipient: "民政局", beneficiaryIds: [byTrain] } };
  const disclosure = await world.call("clerk", "POST", "/loss-disclosures", shared);
  assert.deepEqual(disclosure.json(), { people: 0 }, "nothing stands against her");
});
