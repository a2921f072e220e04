// Messages through a gateway that is slow, failing, cut off or lying: nobody is told twice, nobody is
// forgotten, and what a machine cannot do becomes a person's task.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import type { MessageGateway, Messaging } from "@lingdai/service";
import { httpGateway, sendMessages } from "@lingdai/service";
import type { MessagePeer, PeerManner, TestRecord } from "@lingdai/test-kit";
import { openMessagePeer, openTestRecord } from "@lingdai/test-kit";

import { addPersonToTell, openCounty, tell } from "./people-to-tell.ts";

const SECRET = "a secret that both know";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 10:00 in Shanghai. */
const MORNING = new Date("2024-03-01T02:00:00Z");

let record: TestRecord;
let peer: MessagePeer;
let now = MORNING;
let messaging: Messaging;
let people = 0;

before(async () => {
  record = await openTestRecord();
  peer = await openMessagePeer("lingdai", SECRET);
  await openCounty(record.worker);
  messaging = {
    gateway: gatewayWith(60_000),
    wakingHours: { from: 8 * 60, until: 20 * 60 },
    now: () => now,
  };
});
after(async () => {
  await peer.close();
  await record.close();
});
afterEach(() => {
  peer.behave(() => "take");
  now = MORNING;
});

function gatewayWith(timeoutMs: number): MessageGateway {
  return httpGateway({
    url: peer.url,
    client: "lingdai",
    secret: SECRET,
    sender: "某县社保",
    now: () => now,
    timeoutMs,
  });
}

/** Somebody with a phone of their own, by which the peer's messages are told apart. */
async function somebody(): Promise<{
  phone: string;
  id: Awaited<ReturnType<typeof addPersonToTell>>;
}> {
  people += 1;
  const phone = `138${String(people).padStart(8, "0")}`;
  return { phone, id: await addPersonToTell(record.worker, { name: "李秀英", phone }) };
}

async function send(at = now, gateway = messaging.gateway): Promise<void> {
  now = at;
  await sendMessages(record.worker, { ...messaging, gateway });
}

const later = (ms: number): Date => new Date(MORNING.getTime() + ms);
const toldTo = (phone: string) => peer.told.filter((message) => message.phone === phone);

async function stateOf(noticeId: number): Promise<{ state: string; failure: string | null }> {
  const { rows } = await record.worker.pool.query<{ state: string; failure: string | null }>(
    "SELECT state, failure FROM outbox WHERE notice_id = $1",
    [noticeId],
  );
  const [row] = rows;
  assert.ok(row);
  return row;
}

test("A message goes out once, with the sender's name, the person's masked, and no link", async () => {
  const { phone, id } = await somebody();
  const notice = await tell(record.worker, id, "suspension-notice", now);
  await send();
  await send(later(HOUR));
  const [message, ...more] = toldTo(phone);
  assert.deepEqual(more, []);
  assert.match(
    message?.text ?? "",
    /^【某县社保】您好：李\*英的企业职工基本养老保险待遇自2024年3月1日起暂停发放/,
  );
  assert.doesNotMatch(message?.text ?? "", /https?:|www\.|\{/);
  assert.equal(peer.forged, 0);
  assert.deepEqual(await stateOf(notice), { state: "sent", failure: null });
});

// What each manner leads to: how the message stands after the first attempt, and in the end.
const CASES: readonly (readonly [PeerManner, first: string, last: string, told: number])[] = [
  ["take", "sent", "sent", 1],
  ["busy", "waiting", "sent", 1],
  ["refuse", "undeliverable", "undeliverable", 0],
  ["cut-before", "sending", "sent", 1],
  ["cut-after", "sending", "sent", 1],
  ["fail-after", "sending", "sent", 1],
  ["hang-after", "sending", "sent", 1],
  ["lie", "sent", "sent", 0],
];
for (const [manner, first, last, told] of CASES) {
  test(`A gateway that does "${manner}" once: nobody is told twice, nobody forgotten`, async () => {
    const { phone, id } = await somebody();
    const notice = await tell(record.worker, id, "resume-notice", now);
    peer.behave((_message, nth) => (nth === 0 ? manner : "take"));
    // Only for a peer that never answers does anybody give up waiting.
    await send(now, gatewayWith(manner === "hang-after" ? 1500 : 60_000));
    assert.equal((await stateOf(notice)).state, first);
    // Two hours are past every back-off and whatever a gateway asked for here.
    await send(later(2 * HOUR));
    assert.equal((await stateOf(notice)).state, last);
    assert.equal(toldTo(phone).length, told);
  });
}

test("Many messages, every manner in turn, several workers: each person is told exactly once", async () => {
  const manners: readonly PeerManner[] = ["take", "busy", "cut-before", "cut-after", "fail-after"];
  const told = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const { phone, id } = await somebody();
      await tell(record.worker, id, "expiry-reminder", now);
      return phone;
    }),
  );
  peer.behave((_message, nth) => manners[nth % manners.length] ?? "take");
  for (let hour = 0; hour < 8; hour += 1) {
    await Promise.all([send(later(hour * HOUR)), send(later(hour * HOUR))]);
  }
  for (const phone of told) assert.equal(toldTo(phone).length, 1, phone);
});

test("At night nobody is disturbed; in the morning the message goes out", async () => {
  const { phone, id } = await somebody();
  // 20:00 and 07:59 in Shanghai are quiet, 08:00 is not.
  await tell(record.worker, id, "stop-notice", now);
  await send(new Date("2024-03-01T12:00:00Z"));
  await send(new Date("2024-03-01T23:59:59Z"));
  assert.equal(toldTo(phone).length, 0);
  await send(new Date("2024-03-02T00:00:00Z"));
  assert.equal(toldTo(phone).length, 1);
});

test("Nobody hears of the resumption before the suspension that it ends", async () => {
  const { phone, id } = await somebody();
  await tell(record.worker, id, "suspension-notice", now);
  await tell(record.worker, id, "resume-notice", now);
  peer.behave((_message, nth) => (nth === 0 ? "busy" : "take"));
  await send();
  assert.equal(toldTo(phone).length, 0);
  await send(later(2 * HOUR));
  await send(later(4 * HOUR));
  const [first = "", second = ""] = toldTo(phone).map(({ text }) => text);
  assert.match(first, /暂停发放/);
  assert.match(second, /恢复发放/);
});

test("A gateway away for three days leaves the message to a person, and sends it never after", async () => {
  const { phone, id } = await somebody();
  const notice = await tell(record.worker, id, "suspension-notice", now);
  peer.behave(() => "busy");
  await send();
  await send(later(71 * HOUR));
  assert.equal((await stateOf(notice)).state, "waiting");
  await send(later(74 * HOUR));
  assert.deepEqual(await stateOf(notice), { state: "undeliverable", failure: "gateway-away" });
  peer.behave(() => "take");
  await send(later(96 * HOUR));
  assert.equal(toldTo(phone).length, 0);
});

test("Where nobody can say whether it went out, it is not sent again: a person asks", async () => {
  const { phone, id } = await somebody();
  const notice = await tell(record.worker, id, "stop-notice", now);
  peer.behave(() => "cut-after");
  await send();
  // From now on the gateway does not answer questions either.
  const ask = async () => await Promise.resolve("unknown" as const);
  const deaf = { ...messaging.gateway, ask };
  await send(later(24 * HOUR), deaf);
  assert.equal((await stateOf(notice)).state, "sending");
  await send(later(73 * HOUR), deaf);
  assert.deepEqual(await stateOf(notice), {
    state: "undeliverable",
    failure: "unknown-whether-sent",
  });
  assert.equal(toldTo(phone).length, 1);
});

test("Without a phone the unit is told, and without a unit telling the person is somebody's task", async () => {
  const withUnit = await addPersonToTell(record.worker, { name: "王芳", hasUnit: true });
  const alone = await addPersonToTell(record.worker, { name: "赵强" });
  const toldBefore = peer.told.length;
  const [first, second] = [
    await tell(record.worker, withUnit, "suspension-notice", now),
    await tell(record.worker, alone, "suspension-notice", now),
  ];
  const task = await tell(record.worker, alone, "task-notice", now);
  await send();
  assert.deepEqual(await stateOf(first), { state: "shown", failure: null });
  assert.deepEqual(await stateOf(second), { state: "undeliverable", failure: "no-phone" });
  assert.deepEqual(await stateOf(task), { state: "shown", failure: null });
  assert.equal(peer.told.length, toldBefore);
});
