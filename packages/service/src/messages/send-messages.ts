// Sends what waits in the outbox, a batch at a time, any number of workers side by side. A message is
// begun in one transaction, handed over outside of any, and its end put down in another; whoever dies
// between leaves a message that is asked for before it could be sent again.

import type { Database, OutgoingRow, SendingEnd } from "@lingdai/store";
import {
  appendAudit,
  beginSending,
  endSending,
  giveUpReceipts,
  inTransaction,
} from "@lingdai/store";

import type { MessageGateway, Handover } from "./message-gateway.ts";
import { messageText } from "./message-text.ts";
import { occasionOf } from "./occasion.ts";
import type { WakingHours } from "./quiet-hours.ts";
import { isQuiet } from "./quiet-hours.ts";
import { needsNoReminder } from "./void-reminder.ts";

export interface Messaging {
  readonly gateway: MessageGateway;
  readonly wakingHours: WakingHours;
  readonly now: () => Date;
  /** Aborted where the worker ends: what was begun is asked for by the next one. */
  readonly signal?: AbortSignal | undefined;
}

const BATCH_ROWS = 100;
/** At a time; more helps a gateway that is far away and costs it as many connections. */
const HANDED_OVER_AT_ONCE = 8;
const MINUTE_MS = 60_000;
/** Longer than any attempt lasts: whoever is past it is dead. */
const ATTEMPT_MS = 5 * MINUTE_MS;
const BACK_OFF_MAX_MS = 60 * MINUTE_MS;
/** After three days by machine a person is quicker. */
const GIVE_UP_MS = 3 * 24 * 60 * MINUTE_MS;

/** Until nothing is due or the night begins. */
export async function sendMessages(database: Database, messaging: Messaging): Promise<void> {
  const { now, wakingHours, signal } = messaging;
  await inTransaction(database, "worker", async (tx) => {
    const given = await giveUpReceipts(tx, new Date(now().getTime() - GIVE_UP_MS));
    if (given > 0) {
      await appendAudit(tx, [{ action: "give-up-receipts", detail: { messages: given } }]);
    }
  });
  while (!isQuiet(now(), wakingHours)) {
    signal?.throwIfAborted();
    const begun = await begin(database, now());
    if (begun.length === 0) return;
    const waiting = begun.values();
    // All of them take from the same iterator.
    const lanes = Array.from({ length: HANDED_OVER_AT_ONCE }, async () => {
      for (const row of waiting) {
        signal?.throwIfAborted();
        await sendOne(database, messaging, row);
      }
    });
    await Promise.all(lanes);
  }
}

async function begin(database: Database, now: Date): Promise<readonly OutgoingRow[]> {
  const until = new Date(now.getTime() + ATTEMPT_MS);
  return await inTransaction(
    database,
    "worker",
    async (tx) => await beginSending(tx, { now, until, max: BATCH_ROWS }),
  );
}

async function sendOne(database: Database, messaging: Messaging, row: OutgoingRow): Promise<void> {
  const handover = await handOver(database, messaging, row);
  const end = endOf(handover, row, messaging.now());
  await inTransaction(database, "worker", async (tx) => {
    await endSending(tx, row.noticeId, end);
  });
}

async function handOver(
  database: Database,
  { gateway, now, signal }: Messaging,
  row: OutgoingRow,
): Promise<Handover | "no-phone" | "certified"> {
  const { keyring } = database;
  const occasion = occasionOf(keyring, row.noticeId);
  if (row.stood === "sending") {
    const whereabouts = await gateway.ask(occasion, signal);
    if (whereabouts !== "not-taken") return { outcome: whereabouts };
  }
  if (await needsNoReminder(database, row, now())) return "certified";
  const person = keyring.unseal(row.sealed);
  if (person.phone === undefined) return "no-phone";
  const message = { occasion, phone: person.phone, ...messageText(row, person) };
  return await gateway.send(message, signal);
}

function endOf(
  handover: Handover | "no-phone" | "certified",
  row: OutgoingRow,
  now: Date,
): SendingEnd {
  if (handover === "certified") return { state: "withdrawn", withdrawnFor: "certified", at: now };
  if (handover === "no-phone") return { state: "undeliverable", failure: "no-phone" };
  const isOver = now.getTime() - row.putAt.getTime() >= GIVE_UP_MS;
  switch (handover.outcome) {
    case "taken":
      return { state: "sent", at: now, gatewayRef: handover.ref };
    case "shown":
      return { state: "shown" };
    case "refused":
      return { state: "undeliverable", failure: "refused" };
    case "not-taken":
      return isOver
        ? { state: "undeliverable", failure: "gateway-away" }
        : { state: "waiting", nextTryAt: later(now, row, handover.retryAfterMs) };
    case "unknown":
      return isOver
        ? { state: "undeliverable", failure: "unknown-whether-sent" }
        : { state: "sending", nextTryAt: later(now, row, undefined) };
  }
}

/** One minute, two, four, ... up to an hour; a gateway may ask for more. */
function later(now: Date, { attempts }: OutgoingRow, retryAfterMs = 0): Date {
  const backOffMs = Math.min(MINUTE_MS * 2 ** Math.min(attempts - 1, 10), BACK_OFF_MAX_MS);
  return new Date(now.getTime() + Math.max(backOffMs, Math.min(retryAfterMs, GIVE_UP_MS)));
}
