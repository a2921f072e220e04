// What a gateway says afterwards: twice, out of order, about messages that are not ours, one thing and
// its opposite, or forged; and what staff see and do about a message that reached nobody.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import { READABLE_OUTBOX, sendMessages } from "@lingdai/service";
import type { OutgoingMessage } from "@lingdai/service";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import type { Offices } from "./offices.ts";
import { openOffices, push, register, signInAs } from "./offices.ts";
import { COUNTY, addPersonToTell, openCounty, tell } from "./people-to-tell.ts";

const MORNING = new Date("2024-03-01T02:00:00Z");
const HOUR = 3_600_000;
const WAKING = { from: 8 * 60, until: 20 * 60 };

let record: TestRecord;
let offices: Offices;
let now = MORNING;
const taken: OutgoingMessage[] = [];
/** Takes everything, at once, in this process: receipts are what is tested here. */
const gateway = {
  ...READABLE_OUTBOX,
  send: async (message: OutgoingMessage) => {
    taken.push(message);
    return await Promise.resolve({ outcome: "taken" } as const);
  },
};

before(async () => {
  record = await openTestRecord();
  await openCounty(record.worker);
  const today = () => dayAt("2024-03-01");
  offices = await openOffices(record, { today, now: () => now });
  await register(record, { client: "sms", scopes: ["send-receipts"] });
  await register(record, { client: "rail", scopes: ["push-observations"] });
});
after(async () => {
  await offices.close();
  await record.close();
});

/** A message to somebody, taken by the gateway. */
async function sent(): Promise<{ noticeId: number; occasion: string }> {
  const phone = "13800000000";
  const id = await addPersonToTell(record.worker, { name: "李秀英", phone });
  const noticeId = await tell(record.worker, id, "stop-notice", now);
  await sendMessages(record.worker, { gateway, wakingHours: WAKING, now: () => now });
  const message = taken.find(({ occasion }) => occasion.startsWith(`${noticeId}-`));
  return { noticeId, occasion: message?.occasion ?? "" };
}

async function tellReceipt(occasion: string, outcome: string, extra: object = {}) {
  const payload = { receipts: [{ occasion, outcome, ...extra }] };
  return await push(offices.server, {
    client: "sms",
    url: "/api/message-receipts",
    payload,
    at: now,
  });
}

async function stateOf(noticeId: number): Promise<string> {
  const { rows } = await record.worker.pool.query<{ said: string }>(
    "SELECT concat_ws(' ', state, failure) AS said FROM outbox WHERE notice_id = $1",
    [noticeId],
  );
  return rows[0]?.said ?? "";
}

test("A receipt settles its message; told again it is known and changes nothing", async () => {
  const { noticeId, occasion } = await sent();
  const first = await tellReceipt(occasion, "delivered");
  assert.deepEqual(first.json(), { taken: 1, known: 0, unknown: 0 });
  assert.equal(await stateOf(noticeId), "delivered");
  const again = await tellReceipt(occasion, "delivered");
  assert.deepEqual(again.json(), { taken: 0, known: 1, unknown: 0 });
  assert.equal(await stateOf(noticeId), "delivered");
});

test("Receipts for what we never sent are counted, answered and without effect", async () => {
  const { noticeId, occasion } = await sent();
  const waiting = await tell(
    record.worker,
    await addPersonToTell(record.worker, { name: "王芳", phone: "13900000000" }),
    "stop-notice",
    now,
  );
  const forged = `${waiting}${occasion.slice(occasion.indexOf("-"))}`;
  for (const strange of ["999999-00112233445566778899aabbccddeeff", "nonsense", forged]) {
    const answer = await tellReceipt(strange, "delivered");
    assert.deepEqual(answer.json(), { taken: 0, known: 0, unknown: 1 }, strange);
  }
  assert.equal(await stateOf(noticeId), "sent");
  assert.equal(await stateOf(waiting), "waiting");
});

test("A gateway that says delivered and not delivered proves nothing: somebody looks", async () => {
  for (const order of [
    ["delivered", "not-delivered"],
    ["not-delivered", "delivered"],
  ]) {
    const { noticeId, occasion } = await sent();
    for (const outcome of order) await tellReceipt(occasion, outcome);
    assert.equal(await stateOf(noticeId), "undeliverable contradicting-receipts");
  }
});

test("A gateway that never says anything leaves the message to a person after three days", async () => {
  const { noticeId, occasion } = await sent();
  now = new Date(MORNING.getTime() + 73 * HOUR);
  await sendMessages(record.worker, { gateway, wakingHours: WAKING, now: () => now });
  assert.equal(await stateOf(noticeId), "undeliverable no-receipt");
  // Late, but it comes: the person has been told after all.
  await tellReceipt(occasion, "delivered");
  assert.equal(await stateOf(noticeId), "delivered");
  now = MORNING;
});

test("Who cannot sign, signs with another secret or signs for something else is not heard", async () => {
  const { noticeId, occasion } = await sent();
  const ask = { client: "sms", url: "/api/message-receipts", at: now };
  const payload = { receipts: [{ occasion, outcome: "not-delivered" }] };
  const { server } = offices;
  const tampered = JSON.stringify({ receipts: [{ occasion, outcome: "delivered" }] });
  const old = new Date(now.getTime() - 301_000);
  const ahead = new Date(now.getTime() + 301_000);
  const answers = [
    await push(server, { ...ask, payload, secret: "another" }),
    await push(server, { ...ask, payload, client: "nobody" }),
    await push(server, { ...ask, payload, sent: { payload: tampered } }),
    await push(server, { ...ask, payload, sent: { key: "added" } }),
    await push(server, { ...ask, payload, sent: { url: "/api/message-receipts?x=1" } }),
    await push(server, { ...ask, payload, at: old }),
    await push(server, { ...ask, payload, at: ahead }),
  ];
  for (const answer of answers) {
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.json<{ code: string }>().code, "bad-signature");
  }
  const unsigned = await server.inject({ method: "POST", url: ask.url, payload });
  assert.equal(unsigned.statusCode, 401);
  const other = await push(server, { ...ask, payload, client: "rail" });
  assert.equal(other.statusCode, 403);
  assert.equal(await stateOf(noticeId), "sent");
});

interface Page {
  readonly rows: readonly {
    readonly messageId: number;
    readonly text: string;
    readonly failure: string | null;
  }[];
}

test("Staff read the outbox of their own place, tell the person otherwise, and say how", async () => {
  const { noticeId, occasion } = await sent();
  await tellReceipt(occasion, "not-delivered", { reason: "空号" });
  const { server } = offices;
  const at = { role: "clerk", level: "county" } as const;
  const here = await signInAs(server, record, { login: "here", place: COUNTY, ...at });
  const there = await signInAs(server, record, { login: "there", place: "510105", ...at });
  const open = async (cookies: Record<string, string>) => {
    const answer = await server.inject({ url: "/api/messages?handling=open&limit=200", cookies });
    return answer.json<Page>().rows;
  };
  const mine = (await open(here)).find(({ messageId }) => messageId === noticeId);
  assert.equal(mine?.failure, "not-delivered");
  assert.match(mine?.text ?? "", /李\*英.*请家属.*办理待遇注销.*申请恢复发放/);
  assert.doesNotMatch(JSON.stringify(mine), /李秀英|13800000000/);
  assert.deepEqual(await open(there), []);

  const handle = async (cookies: Record<string, string>) =>
    await server.inject({
      method: "POST",
      url: `/api/messages/${noticeId}/handling`,
      payload: { how: "phoned" },
      cookies,
    });
  assert.equal((await handle(there)).statusCode, 404);
  assert.equal((await handle(here)).statusCode, 204);
  assert.equal((await handle(here)).statusCode, 404);
  assert.ok((await open(here)).every(({ messageId }) => messageId !== noticeId));
});

test("Without a gateway messages can be read, and nobody is said to have been told", async () => {
  const id = await addPersonToTell(record.worker, { name: "周敏", phone: "13700000000" });
  const noticeId = await tell(record.worker, id, "expiry-reminder", now);
  const outbox = { gateway: READABLE_OUTBOX, wakingHours: WAKING, now: () => now };
  await sendMessages(record.worker, outbox);
  assert.equal(await stateOf(noticeId), "shown");
});
