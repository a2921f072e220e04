// Lists that agencies work through: what payment systems were told, files that came in, accounts; each
// narrowed to what is looked for, and never beyond the reader's place.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { runAsOwner } from "@lingdai/test-kit";

import type { ListPage, Login } from "./api-world.ts";
import { OPENED_ON, openApiWorld, THERE } from "./api-world.ts";

const world = await openApiWorld();
after(world.close);

const li = await world.addPerson({ idNumber: "11010119500307003X", name: "李秀英" });
const wang = await world.addPerson({
  idNumber: "110101194902030029",
  name: "王德明",
  payDivision: THERE,
});
const DAY = OPENED_ON + 30;
world.clock.day = DAY;
// Reported dead by a crematorium, and confirmed by each one's agency: the benefit is stopped.
for (const [id, login] of [
  [li, "approver"],
  [wang, "there"],
] as const) {
  const death = { kind: "death-cremation", occurredOn: DAY - 2, source: "民政", ref: `D${id}` };
  await world.step(id, DAY, [{ type: "observe", ...death, kind: "death-cremation" }]);
  const url = `/beneficiaries/${id}/entitlements/0/loss-confirmation`;
  const payload = { kind: "death-cremation", occurredOn: "2024-01-30" };
  assert.equal((await world.call(login, "POST", url, { payload })).statusCode, 204);
}

async function list<Row>(login: Login, path: string): Promise<readonly Row[]> {
  const answer = await world.call(login, "GET", path);
  assert.equal(answer.statusCode, 200, `${path}: ${answer.body}`);
  return answer.json<ListPage<Row>>().rows;
}

interface Instruction {
  readonly beneficiaryId: number;
  readonly payDivision: string;
  readonly instructionNumber: number;
  readonly instruction: string;
  readonly stopReason: string | null;
  readonly receipt: string | null;
}

test("What payment systems were told stands in a list of the agency, by its number", async () => {
  const [row, ...more] = await list<Instruction>("approver", "/payment-instructions");
  assert.deepEqual(more, []);
  assert.deepEqual(
    [row?.beneficiaryId, row?.instruction, row?.instructionNumber, row?.stopReason, row?.receipt],
    [li, "stop", 1, "death", null],
  );
  // The city sees both counties, the first of them first, page by page.
  const first = (await world.call("city", "GET", "/payment-instructions?limit=1")).json<
    ListPage<Instruction>
  >();
  const second = await list<Instruction>("city", `/payment-instructions?after=${first.next}`);
  assert.deepEqual(
    [...first.rows, ...second].map(({ beneficiaryId }) => beneficiaryId),
    [li, wang],
  );
});

test("Instructions are narrowed by place, sort and receipt, and exported", async () => {
  await runAsOwner(
    world.record.ownerUrl,
    `UPDATE lingdai.payment_instruction SET receipt = 'done', file_number = 1,
       receipt_file_number = 1 WHERE pay_division = '${THERE}'`,
  );
  const whom = async (filter: string) =>
    (await list<Instruction>("city", `/payment-instructions?${filter}`)).map(
      ({ beneficiaryId }) => beneficiaryId,
    );
  assert.deepEqual(await whom(`division=${THERE}`), [wang]);
  assert.deepEqual(await whom("receipt=waiting"), [li]);
  assert.deepEqual(await whom("receipt=done"), [wang]);
  assert.deepEqual(await whom("receipt=refused"), []);
  assert.deepEqual(await whom("instruction=stop"), [li, wang]);
  assert.deepEqual(await whom("instruction=resume"), []);
  const file = await world.call("city", "GET", "/payment-instructions/export?format=csv");
  assert.equal(file.statusCode, 200);
  assert.match(file.body, /停发/);
  assert.match(file.body, /已执行/);
  assert.doesNotMatch(file.body, /李秀英|11010119500307003X/);
});

test("Instructions are an agency's business, and of its own people", async () => {
  assert.equal((await world.call("street", "GET", "/payment-instructions")).statusCode, 403);
  assert.equal((await world.call("unit", "GET", "/payment-instructions")).statusCode, 403);
  const elsewhere = await world.call("approver", "GET", `/payment-instructions?division=${THERE}`);
  assert.equal(elsewhere.statusCode, 404);
});

test("Accounts are found by name, role, level, place and whether they are open", async () => {
  const logins = async (filter: string) =>
    (await list<{ login: string }>("admin", `/staff?limit=200&${filter}`)).map(
      ({ login }) => login,
    );
  assert.deepEqual(await logins("name=viewer"), ["reviewer"]);
  assert.deepEqual(await logins(`name=${encodeURIComponent("经办street")}`), ["street"]);
  assert.deepEqual(await logins("role=clerk"), ["clerk", "street"]);
  assert.deepEqual(await logins("role=approver&level=county"), ["approver", "there"]);
  assert.deepEqual(await logins(`within=${THERE}`), ["there"]);
  assert.deepEqual(await logins("standing=locked"), []);
  assert.deepEqual(await logins("name=%25"), []);
});

test("Files are found by sort, state and name", async () => {
  await runAsOwner(
    world.record.ownerUrl,
    `INSERT INTO lingdai.source_file (sort, name, content_hash, arrived_on, state) VALUES
       ('roster', '名册2024.csv', 'a', '2024-01-30', 'taken-in'),
       ('observations', '铁路1月.csv', 'b', '2024-01-30', 'reading'),
       ('observations', '铁路2月.csv', 'c', '2024-01-31', 'taken-in')`,
  );
  const names = async (filter: string) =>
    (await list<{ name: string }>("city", `/source-files?${filter}`)).map(({ name }) => name);
  assert.deepEqual(await names("sort=roster"), ["名册2024.csv"]);
  assert.deepEqual(await names("state=reading"), ["铁路1月.csv"]);
  // The newest first.
  assert.deepEqual(await names(`name=${encodeURIComponent("铁路")}`), [
    "铁路2月.csv",
    "铁路1月.csv",
  ]);
  assert.deepEqual(await names("broughtBy=me"), []);
});
