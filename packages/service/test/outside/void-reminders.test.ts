// A reminder that the night issued waits for the morning; whoever was certified meanwhile is not sent it.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import type { CaseEvent } from "@lingdai/policy";
import { dayAt } from "@lingdai/policy";
import type { Messaging } from "@lingdai/service";
import { httpGateway, runNights, sendMessages, stepCases } from "@lingdai/service";
import type { BeneficiaryId } from "@lingdai/store";
import { clientOf, inTransaction, moveNoticesToOutbox } from "@lingdai/store";
import type { MessagePeer, TestRecord } from "@lingdai/test-kit";
import { openMessagePeer, openTestRecord } from "@lingdai/test-kit";

import { addPersonToTell, openCounty } from "./people-to-tell.ts";

const SECRET = "a secret that both know";
/** Certified 5 June 2023: nine months later the reminder is due. */
const CERTIFIED_ON = dayAt("2023-06-05");
const DAY = dayAt("2024-03-05");
/** 00:06 and 08:00 in Shanghai. */
const NIGHT = new Date("2024-03-04T16:06:00Z");
const MORNING = new Date("2024-03-05T00:00:00Z");
const NEXT_MORNING = new Date("2024-03-06T00:00:00Z");

let record: TestRecord;
let peer: MessagePeer;
let now = NIGHT;
let messaging: Messaging;
let people = 0;

before(async () => {
  record = await openTestRecord();
  peer = await openMessagePeer("lingdai", SECRET);
  await openCounty(record.worker);
  const own = { url: peer.url, client: "lingdai", secret: SECRET, sender: "某县社保" };
  messaging = {
    gateway: httpGateway({ ...own, now: () => now, timeoutMs: 60_000 }),
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
});

/** Somebody whose reminder the night has issued and who has not been disturbed yet. */
async function reminded(): Promise<{ readonly id: BeneficiaryId; readonly phone: string }> {
  people += 1;
  const phone = `139${String(people).padStart(8, "0")}`;
  const person = { name: "李秀英", phone, lastCertifiedOn: CERTIFIED_ON };
  const id = await addPersonToTell(record.worker, person);
  await inTransaction(record.worker, "worker", async (tx) => {
    await stepCases(clientOf(tx), [{ beneficiaryId: id, events: [] }], DAY - 1);
  });
  await runNights({ database: record.worker, day: DAY });
  now = NIGHT;
  await inTransaction(record.worker, "worker", async (tx) => {
    await moveNoticesToOutbox(tx, 100, now);
  });
  await sendMessages(record.worker, messaging);
  assert.deepEqual(await messageTo(id), { state: "waiting", why: null });
  return { id, phone };
}

async function arrives(id: BeneficiaryId, event: CaseEvent): Promise<void> {
  await inTransaction(record.worker, "worker", async (tx) => {
    await stepCases(clientOf(tx), [{ beneficiaryId: id, events: [event] }], DAY);
  });
}

async function sendAt(time: Date): Promise<void> {
  now = time;
  await sendMessages(record.worker, messaging);
}

async function messageTo(id: BeneficiaryId) {
  const { rows } = await record.worker.pool.query<{ state: string; why: string | null }>(
    `SELECT state, withdrawn_for AS why FROM outbox
     WHERE beneficiary_id = $1 AND notice = 'expiry-reminder'`,
    [id],
  );
  return rows[0];
}

const toldTo = (phone: string) => peer.told.filter((message) => message.phone === phone).length;

const A_JOURNEY = {
  type: "observe",
  kind: "rail-travel",
  occurredOn: DAY - 2,
  source: "rail",
  ref: "R1",
} as const;

test("Whoever was certified overnight is not reminded in the morning, and it is on record why", async () => {
  const [certified, other] = [await reminded(), await reminded()];
  await arrives(certified.id, A_JOURNEY);
  await sendAt(MORNING);
  await sendAt(NEXT_MORNING);
  assert.deepEqual([toldTo(certified.phone), toldTo(other.phone)], [0, 1]);
  assert.deepEqual(await messageTo(certified.id), { state: "withdrawn", why: "certified" });
  assert.deepEqual(await messageTo(other.id), { state: "sent", why: null });
});

test("An observation that certifies nobody withdraws nothing", async () => {
  const { id, phone } = await reminded();
  // Older than the last certification, so it moves no cycle.
  await arrives(id, { ...A_JOURNEY, occurredOn: CERTIFIED_ON - 1 });
  await sendAt(MORNING);
  assert.equal(toldTo(phone), 1);
});

test("A person who was reported dead overnight is reminded all the same: the report may be wrong", async () => {
  const { id, phone } = await reminded();
  await arrives(id, { ...A_JOURNEY, kind: "death-cremation" });
  await sendAt(MORNING);
  assert.equal(toldTo(phone), 1);
});

test("A reminder that a gateway did not take in the morning is withdrawn at noon; one that it took is not", async () => {
  const [busy, cut] = [await reminded(), await reminded()];
  peer.behave(({ phone }) => (phone === busy.phone ? "busy" : "cut-after"));
  await sendAt(MORNING);
  for (const { id } of [busy, cut]) await arrives(id, A_JOURNEY);
  peer.behave(() => "take");
  await sendAt(new Date("2024-03-05T04:00:00Z"));
  assert.deepEqual([toldTo(busy.phone), toldTo(cut.phone)], [0, 1]);
  assert.deepEqual(await messageTo(busy.id), { state: "withdrawn", why: "certified" });
  assert.deepEqual(await messageTo(cut.id), { state: "sent", why: null });
});
