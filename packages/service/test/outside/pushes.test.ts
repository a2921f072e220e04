// Pushes that are sent again, out of order, at the same moment, too large, half, tampered with or in
// somebody else's name: each has its effect once or not at all, and a name is nobody's to borrow.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { after, before, test } from "node:test";

import { importRoster, signedHeaders } from "@lingdai/service";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import type { SmallProvince } from "../intake/small-province.ts";
import { TODAY, makeProvince, openSichuan } from "../intake/small-province.ts";
import type { Offices, Push } from "./offices.ts";
import { MACHINE_SECRET, openOffices, push, register } from "./offices.ts";

const NOW = new Date("2024-03-01T02:00:00Z");
const URL = "/api/observations";

let province: SmallProvince;
let record: TestRecord;
let offices: Offices;
let people: readonly { readonly id_number: string; readonly name: string }[];

before(async () => {
  province = await makeProvince(40);
  record = await openTestRecord();
  await openSichuan(record.worker);
  await importRoster(record.worker, { path: province.roster, mappings: [], day: TODAY });
  offices = await openOffices(record, { today: () => TODAY, now: () => NOW });
  const scopes = ["push-observations"] as const;
  await register(record, { client: "rail", scopes, sources: ["铁路"] });
  await register(record, { client: "slow", scopes, sources: ["铁路"], requestsAMinute: 2 });
  await register(record, { client: "app", scopes: ["push-app-results"], sources: ["手机应用"] });
  const [, ...lines] = readFileSync(province.roster, "utf8").trim().split("\n");
  people = lines.map((line) => {
    const [id_number = "", , name = ""] = line.split(",");
    return { id_number, name };
  });
});
after(async () => {
  await offices.close();
  await record.close();
  province.remove();
});

let pushes = 0;

function seen(at: number, ref: string, fields: object = {}) {
  const person = people[at];
  return {
    ...person,
    kind: "rail-travel",
    occurred_on: "2024-02-28",
    source: "铁路",
    ref,
    ...fields,
  };
}

async function pushRows(rows: readonly object[], given: Partial<Push> = {}) {
  pushes += 1;
  const payload = { observations: rows };
  const own = { client: "rail", url: URL, at: NOW, key: `key-${pushes}-of-a-test` };
  return await push(offices.server, { ...own, payload, ...given });
}

interface Answers {
  readonly answers: readonly { readonly outcome: string; readonly reason?: string }[];
}
const outcomesOf = (answer: Awaited<ReturnType<typeof pushRows>>) =>
  answer.json<Answers>().answers.map(({ outcome }) => outcome);

/** How many observations of ours are on record, and how often cases were stepped by them. */
async function kept(prefix: string): Promise<number> {
  const { rows } = await record.worker.pool.query<{ kept: number }>(
    "SELECT count(*)::integer AS kept FROM observation WHERE starts_with(ref, $1)",
    [prefix],
  );
  return rows[0]?.kept ?? -1;
}

test("One or many observations are answered each in its place", async () => {
  assert.deepEqual(outcomesOf(await pushRows([seen(0, "one-1")])), ["accepted"]);
  const many = await pushRows([
    seen(3, "many-1"),
    seen(1, "many-2", { name: "欧阳某某" }),
    seen(2, "many-3", { id_number: "12" }),
    seen(2, "many-4", { id_number: "110101194912310016" }),
    seen(3, "many-1"),
    seen(1, "many-6", { occurred_on: "2024-03-02" }),
  ]);
  assert.deepEqual(many.json<Answers>().answers, [
    { outcome: "accepted" },
    { outcome: "suspicious" },
    { outcome: "rejected", reason: "bad-id-format", field: "id_number" },
    { outcome: "not-on-roster" },
    { outcome: "duplicate" },
    { outcome: "rejected", reason: "future-date", field: "occurred_on" },
  ]);
});

test("The same key and body get the same answer, and nothing happens twice", async () => {
  const rows = [seen(4, "again-1"), seen(5, "again-2")];
  const key = "the-same-key";
  const first = await pushRows(rows, { key });
  const replayed = await pushRows(rows, { key });
  assert.deepEqual(outcomesOf(first), ["accepted", "accepted"]);
  assert.equal(replayed.body, first.body);
  assert.equal(await kept("again-"), 2);
  // Under a key of its own it is known by its references.
  assert.deepEqual(outcomesOf(await pushRows(rows)), ["duplicate", "duplicate"]);
});

test("The same key for another body is a conflict, and the other body has no effect", async () => {
  const key = "a-key-used-once";
  await pushRows([seen(6, "conflict-1")], { key });
  const other = await pushRows([seen(6, "conflict-2")], { key });
  assert.equal(other.statusCode, 409);
  assert.equal(other.json<{ code: string }>().code, "key-used");
  assert.equal(await kept("conflict-"), 1);
  // Another machine's keys are its own.
  await register(record, {
    client: "rail-two",
    scopes: ["push-observations"],
    sources: ["铁路"],
  });
  const theirs = await pushRows([seen(6, "conflict-3")], { key, client: "rail-two" });
  assert.equal(theirs.statusCode, 200);
});

test("Sent many times at the same moment it happens once, and everybody gets the same answer", async () => {
  const rows = Array.from({ length: 10 }, (_, at) => seen(10 + at, `storm-${at}`));
  const key = "all-at-once";
  const answers = await Promise.all(Array.from({ length: 8 }, async () => pushRows(rows, { key })));
  for (const answer of answers) assert.equal(answer.body, answers[0]?.body);
  assert.deepEqual(new Set(answers.flatMap(outcomesOf)), new Set(["accepted"]));
  assert.equal(await kept("storm-"), 10);
});

test("Pushes about the same people in opposite order end, and lead to the same as one after the other", async () => {
  const rows = Array.from({ length: 10 }, (_, at) => seen(20 + at, `order-${at}`));
  const [forth, back] = await Promise.all([pushRows(rows), pushRows(rows.toReversed())]);
  const outcomes = [...outcomesOf(forth), ...outcomesOf(back)];
  assert.equal(outcomes.filter((outcome) => outcome === "accepted").length, 10);
  assert.equal(outcomes.filter((outcome) => outcome === "duplicate").length, 10);
  assert.equal(await kept("order-"), 10);
});

test("What comes late and out of order moves nobody back", async () => {
  const anchor = async () => {
    const { rows } = await record.worker.pool.query<{ on: string }>(
      `SELECT anchor_on::text AS on FROM entitlement JOIN beneficiary USING (beneficiary_id)
       WHERE document_key = $1`,
      [record.keyring.documentKey("resident-id", people[30]?.id_number ?? "")],
    );
    return rows[0]?.on;
  };
  await pushRows([seen(30, "late-1", { occurred_on: "2024-02-29" })]);
  await pushRows([seen(30, "late-2", { occurred_on: "2024-02-20" })]);
  assert.equal(await anchor(), "2024-02-29");
});

test("A recording, another secret, a changed body or key: refused, without effect", async () => {
  const rows = [seen(31, "forged-1")];
  const changed = JSON.stringify({ observations: [seen(32, "forged-2")] });
  const answers = [
    await pushRows(rows, { at: new Date(NOW.getTime() - 301_000) }),
    await pushRows(rows, { secret: "another secret" }),
    await pushRows(rows, { secret: "" }),
    await pushRows(rows, { client: "nobody", secret: "" }),
    await pushRows(rows, { sent: { payload: changed } }),
    await pushRows(rows, { sent: { key: "another-key-instead" } }),
    await pushRows(rows, { sent: { url: "/api/app-results" } }),
  ];
  for (const answer of answers) assert.equal(answer.statusCode, 401);
  assert.equal(await kept("forged-"), 0);
});

test("A machine speaks in its own name and of what it can know, all rows or none", async () => {
  const own = seen(33, "name-1");
  const borrowed = await pushRows([own, seen(33, "name-2", { source: "民政" })]);
  assert.equal(borrowed.statusCode, 403);
  assert.equal(borrowed.json<{ field: string }>().field, "observations.1");
  const asApp = { client: "app", url: "/api/app-results" };
  const face = { kind: "face-self", source: "手机应用" };
  const result = await pushRows([seen(33, "app-1", face)], asApp);
  assert.deepEqual(outcomesOf(result), ["accepted"]);
  // An app knows of nobody's death.
  const death = { ...face, kind: "death-cremation" };
  assert.equal((await pushRows([seen(33, "app-2", death)], asApp)).statusCode, 403);
  // Nor may it push what departments push.
  assert.equal((await pushRows([own], { ...asApp, url: URL })).statusCode, 403);
  assert.equal(await kept("name-"), 0);
});

test("A machine that was shut out is not heard any more", async () => {
  await register(record, { client: "gone", scopes: ["push-observations"], sources: ["铁路"] });
  assert.equal((await pushRows([seen(34, "gone-1")], { client: "gone" })).statusCode, 200);
  await record.worker.pool.query(
    "UPDATE machine_client SET disabled_at = clock_timestamp() WHERE client = 'gone'",
  );
  assert.equal((await pushRows([seen(34, "gone-2")], { client: "gone" })).statusCode, 401);
});

test("Too many rows, too many bytes, fields that we do not know, no key: refused whole", async () => {
  const tooMany = Array.from({ length: 501 }, (_, at) => seen(35, `large-${at}`));
  assert.equal((await pushRows(tooMany)).statusCode, 400);
  const fat = await pushRows([seen(35, "large-a", { name: "李".repeat(400_000) })]);
  assert.equal(fat.statusCode, 413);
  assert.equal((await pushRows([seen(35, "large-b", { status: "paying" })])).statusCode, 400);
  assert.equal((await pushRows([seen(35, "large-c")], { key: "" })).statusCode, 400);
  let deep: unknown = [];
  for (let level = 0; level < 3000; level += 1) deep = [deep];
  assert.equal((await pushRows([], { payload: { observations: deep } })).statusCode, 400);
  assert.equal(await kept("large-"), 0);
});

test("A machine that asks more often than it was granted waits; others do not", async () => {
  const statuses: number[] = [];
  for (let each = 0; each < 4; each += 1) {
    const answer = await pushRows([seen(36, `often-${each}`)], { client: "slow" });
    statuses.push(answer.statusCode);
  }
  assert.deepEqual(statuses, [200, 200, 429, 429]);
  assert.equal((await pushRows([seen(36, "often-other")])).statusCode, 200);
});

test("A push that breaks off half way has no effect, and sent whole it is taken", async () => {
  await offices.server.listen({ port: 0, host: "127.0.0.1" });
  const address = offices.server.server.address();
  assert.ok(address !== null && typeof address === "object");
  const body = Buffer.from(JSON.stringify({ observations: [seen(37, "half-1")] }));
  const key = "broken-off-half-way";
  const parts = {
    method: "POST",
    path: URL,
    timestamp: NOW.getTime() / 1000,
    idempotencyKey: key,
    body,
  };
  const headers = {
    host: "lingdai",
    "content-type": "application/json",
    "content-length": String(body.length),
    ...signedHeaders("rail", MACHINE_SECRET, parts),
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(address.port, address.address);
  await once(socket, "connect");
  socket.write(`POST ${URL} HTTP/1.1\r\n${head.join("")}\r\n`);
  socket.write(body.subarray(0, body.length / 2));
  socket.end();
  // Whatever the server says to half a request, then the connection is over.
  socket.resume();
  await once(socket, "close");
  assert.equal(await kept("half-"), 0);
  const whole = await pushRows([seen(37, "half-1")], { key });
  assert.deepEqual(outcomesOf(whole), ["accepted"]);
});
