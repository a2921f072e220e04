// Commands of staff sent again under a key of idempotency: a lost answer is had again, and nothing is
// done twice.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { runAsOwner } from "@lingdai/test-kit";

import type { Given, Login, Method } from "./api-world.ts";
import { HERE, OPENED_ON, openApiWorld } from "./api-world.ts";

const world = await openApiWorld();
after(world.close);

const li = await world.addPerson({ idNumber: "11010119500307003X", name: "李秀英" });
world.clock.day = OPENED_ON + 30;

async function call(login: Login, method: Method, url: string, key: string, given: Given = {}) {
  const headers = { ...given.headers, "idempotency-key": key };
  return await world.call(login, method, url, { ...given, headers });
}
type Answer = Awaited<ReturnType<typeof call>>;
const codeOf = (answer: Answer) => [answer.statusCode, answer.json<{ code: string }>().code];

const CLERK = { name: "张三", role: "clerk", level: "county", place: HERE } as const;

async function count(query: string, parameters: readonly unknown[] = []): Promise<number> {
  const { rows } = await world.record.worker.pool.query<{ count: number }>(query, [...parameters]);
  return rows[0]?.count ?? -1;
}

test("The same request under the same key gets the same answer, and is done once", async () => {
  const given = { payload: { login: "zhang.san", ...CLERK } };
  const first = await call("admin", "POST", "/staff", "add-zhang-san", given);
  assert.equal(first.statusCode, 201, first.body);
  const again = await call("admin", "POST", "/staff", "add-zhang-san", given);
  assert.deepEqual([again.statusCode, again.json()], [201, first.json()]);
  assert.equal(
    await count("SELECT count(*)::integer AS count FROM staff WHERE login = 'zhang.san'"),
    1,
  );
  // Without a key it is another attempt.
  const anew = await world.call("admin", "POST", "/staff", given);
  assert.deepEqual(codeOf(anew), [409, "login-taken"]);
});

test("A decision that was carried out is answered so again, though the version has moved on", async () => {
  const page = await world.call("clerk", "GET", `/beneficiaries/${li}`);
  const given = {
    payload: { changedOn: "2024-01-20", phone: "13800000001" },
    headers: { "if-match": String(page.headers["etag"]) },
  };
  const url = `/beneficiaries/${li}/record-changes`;
  const statuses = [];
  for (let time = 1; time <= 3; time += 1) {
    statuses.push((await call("clerk", "POST", url, "li-has-a-new-phone", given)).statusCode);
  }
  assert.deepEqual(statuses, [204, 204, 204]);
  assert.equal((await world.call("clerk", "POST", url, given)).statusCode, 412);
  assert.equal(
    await count("SELECT count(*)::integer AS count FROM record_change WHERE beneficiary_id = $1", [
      li,
    ]),
    1,
  );
});

test("A key that was used for another body, version or operation is refused, without effect", async () => {
  const key = "a-key-for-li-si";
  const payload = { login: "li.si", ...CLERK };
  assert.equal((await call("admin", "POST", "/staff", key, { payload })).statusCode, 201);
  const others: readonly [Method, string, Given][] = [
    ["POST", "/staff", { payload: { ...payload, login: "wang.wu" } }],
    ["POST", "/staff/1/lock", { payload: {} }],
    ["POST", "/staff", { payload, headers: { "if-match": '"1"' } }],
  ];
  for (const [method, url, given] of others) {
    assert.deepEqual(codeOf(await call("admin", method, url, key, given)), [409, "key-used"]);
  }
  assert.equal(
    await count("SELECT count(*)::integer AS count FROM staff WHERE login = 'wang.wu'"),
    0,
  );
});

test("Each account's keys are its own", async () => {
  const key = "the-same-key-of-two";
  const url = `/beneficiaries/${li}/record-changes`;
  const phoneOf = (phone: string) => ({ payload: { changedOn: "2024-01-21", phone } });
  const mine = await call("clerk", "POST", url, key, phoneOf("13800000002"));
  const theirs = await call("reviewer", "POST", url, key, phoneOf("13800000003"));
  assert.deepEqual([mine.statusCode, theirs.statusCode], [204, 204]);
});

test("A refusal leaves the key free: what is asked again is judged again", async () => {
  const key = "changed-meanwhile-first";
  const url = `/beneficiaries/${li}/record-changes`;
  const payload = { changedOn: "2024-02-29", phone: "13800000004" };
  // A change of tomorrow, on 1 February.
  const early = await call("clerk", "POST", url, key, { payload });
  assert.deepEqual(codeOf(early), [422, "future-date"]);
  world.clock.day += 30;
  assert.equal((await call("clerk", "POST", url, key, { payload })).statusCode, 204);
});

test("Sent many times at the same moment it is done once; who is too early is told so", async () => {
  const given = { payload: { login: "zhao.liu", ...CLERK } };
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => await call("admin", "POST", "/staff", "zhao-liu", given)),
  );
  const done = answers.filter(({ statusCode }) => statusCode === 201);
  assert.ok(done.length >= 1);
  for (const { body } of done) assert.equal(body, done[0]?.body);
  for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) {
    assert.deepEqual(codeOf(answer), [409, "answer-pending"]);
  }
  const last = await call("admin", "POST", "/staff", "zhao-liu", given);
  assert.equal(last.body, done[0]?.body);
});

/** What only time, or a kill, does to kept answers. */
async function happenToAnswer(key: string, what: string): Promise<void> {
  await runAsOwner(
    world.record.ownerUrl,
    `UPDATE lingdai.staff_answer SET ${what} WHERE idempotency_key = '${key}'`,
  );
}

test("Where a server was killed before it noted its answer, the key says so and does nothing", async () => {
  const given = { payload: { login: "qian.qi", ...CLERK } };
  await call("admin", "POST", "/staff", "qian-qi-and-a-kill", given);
  await happenToAnswer("qian-qi-and-a-kill", "status = NULL, sealed_body = NULL");
  const again = await call("admin", "POST", "/staff", "qian-qi-and-a-kill", given);
  assert.deepEqual(codeOf(again), [409, "answer-pending"]);
});

test("An answer is kept sealed, and for a day; what is asked later is asked anew", async () => {
  const key = "sun-ba-of-a-day";
  const given = { payload: { login: "sun.ba", ...CLERK } };
  const first = await call("admin", "POST", "/staff", key, given);
  const { password } = first.json<{ password: string }>();
  const { rows } = await world.record.worker.pool.query<{ row: string; body: Buffer }>(
    `SELECT staff_answer::text AS row, sealed_body AS body FROM staff_answer
     WHERE idempotency_key = $1`,
    [key],
  );
  assert.ok(rows[0] !== undefined && !rows[0].row.includes(Buffer.from(password).toString("hex")));
  assert.equal(world.record.keyring.unsealText(rows[0].body), first.body);
  await happenToAnswer(key, "asked_at = asked_at - interval '23 hours'");
  assert.equal((await call("admin", "POST", "/staff", key, given)).body, first.body);
  await happenToAnswer(key, "asked_at = asked_at - interval '1 hour'");
  assert.deepEqual(codeOf(await call("admin", "POST", "/staff", key, given)), [409, "login-taken"]);
});

test("A key is 8 to 100 visible characters", async () => {
  const given = { payload: { login: "zhou.jiu", ...CLERK } };
  for (const key of ["short", "x".repeat(101), "with a blank"]) {
    assert.deepEqual(codeOf(await call("admin", "POST", "/staff", key, given)), [
      400,
      "bad-request",
    ]);
  }
});
