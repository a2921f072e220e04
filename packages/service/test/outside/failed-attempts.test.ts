// People who tried to certify in an app and failed, as the app tells it over HTTP: no sign, but on their
// page and in a list, and in Shanxi a reason to remind them again, once a day at most (SX 1.4).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { foldName } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import { dayAt, formatDay } from "@lingdai/policy";
import type { Messaging } from "@lingdai/service";
import { httpGateway, sendMessages, signedHeaders, stepCases } from "@lingdai/service";
import type { BeneficiaryId } from "@lingdai/store";
import { clientOf, inTransaction, moveNoticesToOutbox } from "@lingdai/store";
import type { MessagePeer, TestRecord } from "@lingdai/test-kit";
import { openMessagePeer, openTestRecord } from "@lingdai/test-kit";

import { addPersonOfRecord, openTestRegion } from "../scenarios/people-of-record.ts";
import type { Offices } from "./offices.ts";
import { MACHINE_SECRET, openOffices, register, signInAs } from "./offices.ts";

const SECRET = "a secret that both know";
const SHANXI = "140105";
const SICHUAN = "510104";
const OPENED = dayAt("2023-07-01");
const DAY = dayAt("2024-03-20");
/** Nine months later, on 5 March 2024, the reminder was due; the deadline is 5 June. */
const CERTIFIED = dayAt("2023-06-05");
const URL = "/api/push/failed-attempts";

let record: TestRecord;
let offices: Offices;
let peer: MessagePeer;
let messaging: Messaging;
let address = "";
let day = DAY;
let now = onDay(DAY, 10);

/** That hour of the day in Shanghai. */
function onDay(of: Day, hour: number): Date {
  return new Date(`${formatDay(of)}T${String(hour).padStart(2, "0")}:00:00+08:00`);
}

before(async () => {
  record = await openTestRecord();
  peer = await openMessagePeer("lingdai", SECRET);
  offices = await openOffices(record, { today: () => day, now: () => now });
  address = await offices.server.listen({ port: 0, host: "127.0.0.1" });
  const own = { url: peer.url, client: "lingdai", secret: SECRET, sender: "某省社保" };
  messaging = {
    gateway: httpGateway({ ...own, now: () => now, timeoutMs: 60_000 }),
    wakingHours: { from: 8 * 60, until: 20 * 60 },
    now: () => now,
  };
  await inTransaction(record.worker, "worker", async (tx) => {
    await openTestRegion(tx, SHANXI, "shanxi-2018", OPENED);
    await openTestRegion(tx, SICHUAN, "sichuan-2022", OPENED);
  });
  const sources = ["手机应用"];
  await register(record, { client: "app", scopes: ["push-app-results"], sources });
  await register(record, { client: "data", scopes: ["push-observations"], sources });
});
after(async () => {
  await offices.close();
  await peer.close();
  await record.close();
});

interface Person {
  readonly id: BeneficiaryId;
  readonly idNumber: string;
  readonly phone: string;
}

interface Given {
  readonly certifiedOn?: Day;
  readonly payDivision?: string;
  readonly hasPhone?: false;
  readonly hasUnit?: false;
}

let people = 0;

/** A number that could be: its last character is the checksum of GB 11643. */
function idNumberOf(nth: number): string {
  const first = `14010519500307${String(nth).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first[at]), 0);
  return `${first}${"10X98765432"[sum % 11]}`;
}

/** Somebody whose nights were run until yesterday, and whose messages of then have left. */
async function somebody(given: Given = {}): Promise<Person> {
  const { certifiedOn = CERTIFIED, payDivision = SHANXI, hasPhone = true, hasUnit = true } = given;
  people += 1;
  const idNumber = idNumberOf(people);
  const phone = `137${String(people).padStart(8, "0")}`;
  const { keyring } = record;
  const id = await inTransaction(record.worker, "worker", async (tx) => {
    const added = await addPersonOfRecord(tx, {
      policy: payDivision === SHANXI ? "shanxi-2018" : "sichuan-2022",
      payDivision,
      person: { hasPhone, hasHousehold: true, hasResidence: true },
      grants: [
        {
          insurance: "enterprise-pension",
          kind: "retirement-pension",
          since: dayAt("2010-05-01"),
          hasUnit,
          lastCertified: { on: certifiedOn },
        },
      ],
      openedOn: OPENED,
    });
    const names = ["李秀英"];
    await tx
      .updateTable("beneficiary")
      .set({
        document_key: keyring.documentKey("resident-id", idNumber),
        name_keys: names.map((name) => keyring.nameKey(foldName(name))),
        sealed: keyring.seal({
          idType: "resident-id",
          idNumber,
          names,
          ...(hasPhone ? { phone } : {}),
        }),
      })
      .where("beneficiary_id", "=", added)
      .execute();
    await stepCases(clientOf(tx), [{ beneficiaryId: added, events: [] }], day - 1);
    return added;
  });
  await sendAt(onDay(day - 1, 10));
  return { id, idNumber, phone };
}

async function sendAt(time: Date): Promise<void> {
  now = time;
  await inTransaction(record.worker, "worker", async (tx) => {
    await moveNoticesToOutbox(tx, 100, now);
  });
  await sendMessages(record.worker, messaging);
}

const toldTo = ({ phone }: Person): readonly string[] =>
  peer.told.filter((message) => message.phone === phone).map(({ text }) => text);

let pushes = 0;

function attemptOf({ idNumber }: Person, fields: object = {}) {
  pushes += 1;
  const own = { source: "手机应用", ref: `F${pushes}` };
  return {
    id_number: idNumber,
    name: "李秀英",
    occurred_on: formatDay(day),
    ...own,
    ...fields,
  };
}

interface PushedAs {
  readonly client?: string;
  readonly secret?: string;
  readonly key?: string;
  readonly url?: string;
  readonly token?: string;
}

async function ask(payload: object, as: PushedAs = {}) {
  pushes += 1;
  const { client = "app", secret = MACHINE_SECRET, url = URL, token } = as;
  const key = as.key ?? `a-key-of-a-test-${pushes}`;
  const body = JSON.stringify(payload);
  const timestamp = Math.floor(now.getTime() / 1000);
  const parts = {
    method: "POST",
    path: url,
    timestamp,
    idempotencyKey: key,
    body: Buffer.from(body),
  };
  const identity =
    token === undefined
      ? signedHeaders(client, secret, parts)
      : { authorization: `Bearer ${token}`, "idempotency-key": key };
  const headers = { "content-type": "application/json", ...identity };
  const answer = await fetch(`${address}${url}`, { method: "POST", headers, body });
  return { status: answer.status, body: (await answer.json()) as Answered };
}

interface Answered {
  readonly answers?: readonly { readonly outcome: string; readonly reason?: string }[];
  readonly code?: string;
  readonly field?: string;
}

async function fails(person: Person, fields: object = {}): Promise<void> {
  const { body } = await ask({ attempts: [attemptOf(person, fields)] });
  assert.deepEqual(body.answers, [{ outcome: "accepted" }]);
}

async function rowsOf<Row extends object>(statement: string, id: BeneficiaryId) {
  return (await record.worker.pool.query<Row>(statement, [id])).rows;
}

/** On which days an attempt of theirs let the reminder go out again. */
async function remindedAgain({ id }: Person): Promise<readonly (string | null)[]> {
  const rows = await rowsOf<{ on: string | null }>(
    `SELECT reminded_on::text AS on FROM failed_attempt WHERE beneficiary_id = $1
     ORDER BY failed_attempt_id`,
    id,
  );
  return rows.map(({ on }) => on);
}

test("A failed attempt moves no conclusion, and the reminder goes out again in the same words", async () => {
  const person = await somebody();
  const standing = async () =>
    await rowsOf(
      `SELECT to_jsonb(entitlement) - 'failed_on' AS row FROM entitlement WHERE beneficiary_id = $1`,
      person.id,
    );
  const stood = await standing();
  assert.equal(toldTo(person).length, 1);
  await fails(person);
  await sendAt(onDay(DAY, 10));
  assert.deepEqual(await standing(), stood);
  const [first, again, ...more] = toldTo(person);
  assert.match(again ?? "", /需在2024年6月5日（含当天）前完成领取资格认证/);
  assert.deepEqual([again, more], [first, []]);
  const audited = await rowsOf<{ action: string; detail: unknown }>(
    `SELECT action, detail FROM audit_record WHERE beneficiary_id = $1
       AND action IN ('push-failed-attempt', 'remind-again') ORDER BY action`,
    person.id,
  );
  assert.deepEqual(audited, [
    { action: "push-failed-attempt", detail: { source: "手机应用", outcome: "accepted" } },
    { action: "remind-again", detail: { number: 0, notice: "expiry-reminder", cites: ["SX 1.4"] } },
  ]);
});

test("At most one reminder a day, and none for an attempt that was told before", async () => {
  const person = await somebody();
  const attempt = attemptOf(person);
  const key = "told-again-under-its-key";
  const first = await ask({ attempts: [attempt] }, { key });
  assert.deepEqual(await ask({ attempts: [attempt] }, { key }), first);
  assert.equal((await ask({ attempts: [{ ...attempt, name: "李" }] }, { key })).status, 409);
  await fails(person);
  await sendAt(onDay(DAY, 10));
  assert.equal(toldTo(person).length, 2);
  try {
    day = DAY + 1;
    now = onDay(day, 9);
    const same = await ask({ attempts: [attempt] });
    assert.deepEqual(same.body.answers, [{ outcome: "duplicate" }]);
    await sendAt(now);
    assert.equal(toldTo(person).length, 2);
    await fails(person);
    await sendAt(now);
    assert.equal(toldTo(person).length, 3);
    assert.deepEqual(await remindedAgain(person), ["2024-03-20", null, "2024-03-21"]);
  } finally {
    day = DAY;
  }
});

test("In the evening it waits for the morning, and counts for that day; certified overnight, it is withdrawn", async () => {
  const [other, certified] = [await somebody(), await somebody()];
  now = onDay(DAY, 21);
  for (const each of [other, certified]) await fails(each);
  await sendAt(now);
  assert.deepEqual([toldTo(other).length, toldTo(certified).length], [1, 1]);
  try {
    day = DAY + 1;
    now = onDay(day, 7);
    const face = { ...attemptOf(certified), kind: "face-self" };
    const result = await ask({ observations: [face] }, { url: "/api/app-results" });
    assert.deepEqual(result.body.answers, [{ outcome: "accepted" }]);
    await sendAt(onDay(day, 8));
    await fails(other);
    await sendAt(onDay(day, 9));
    assert.deepEqual([toldTo(other).length, toldTo(certified).length], [2, 1]);
    const messages = await rowsOf<{ state: string }>(
      "SELECT state FROM outbox WHERE beneficiary_id = $1 ORDER BY notice_id",
      certified.id,
    );
    assert.deepEqual(
      messages.map(({ state }) => state),
      ["sent", "withdrawn"],
    );
  } finally {
    day = DAY;
  }
});

// Attempts of 20 March 2024, by the last certification: nine months later the reminder is due.
const BOUNDARIES = [
  ["2023-06-21", null, "due tomorrow"],
  ["2023-06-20", null, "the reminder itself goes out today"],
  ["2023-06-19", "2024-03-20", "reminded yesterday"],
  ["2023-03-20", "2024-03-20", "the deadline is today"],
  ["2023-03-19", null, "the deadline was yesterday"],
] as const;

test("Reminded again is who was reminded before and whose deadline is not past", async () => {
  for (const [certifiedOn, expected, why] of BOUNDARIES) {
    const person = await somebody({ certifiedOn: dayAt(certifiedOn) });
    await fails(person);
    assert.deepEqual(await remindedAgain(person), [expected], why);
  }
});

test("Without a phone the unit is told again, without both the body; in Sichuan nobody is", async () => {
  const unit = await somebody({ hasPhone: false });
  const alone = await somebody({ hasPhone: false, hasUnit: false });
  const elsewhere = await somebody({ payDivision: SICHUAN });
  for (const each of [unit, alone, elsewhere]) await fails(each);
  await sendAt(onDay(DAY, 10));
  const recipients = async ({ id }: Person) =>
    await rowsOf(
      `SELECT notice, recipient FROM outbox JOIN notice USING (notice_id, notice)
       WHERE outbox.beneficiary_id = $1 AND issued_on = '2024-03-20'`,
      id,
    );
  assert.deepEqual(await recipients(unit), [{ notice: "expiry-reminder-unit", recipient: "unit" }]);
  assert.deepEqual(await recipients(alone), [{ notice: "task-notice", recipient: "body" }]);
  assert.deepEqual(await recipients(elsewhere), []);
  assert.equal(toldTo(elsewhere).length, 1);
});

test("Each row is answered as an observation of the same person would be", async () => {
  const person = await somebody();
  const rows = [
    attemptOf(person, { name: "王芳" }),
    attemptOf(person, { id_number: idNumberOf(999) }),
    attemptOf(person, { id_number: "12" }),
    attemptOf(person, { occurred_on: "2024-03-21" }),
    attemptOf(person, { occurred_on: "昨天" }),
    attemptOf(person, { ref: "" }),
    attemptOf(person),
  ];
  const { body } = await ask({ attempts: rows });
  assert.deepEqual(
    body.answers?.map(({ outcome, reason }) => reason ?? outcome),
    [
      "suspicious",
      "not-on-roster",
      "bad-id-format",
      "future-date",
      "bad-date",
      "missing-field",
      "accepted",
    ],
  );
  const observed = await ask(
    { observations: rows.map((row) => ({ ...row, kind: "face-self" })) },
    { client: "data", url: "/api/observations" },
  );
  assert.deepEqual(body.answers, observed.body.answers);
  assert.equal((await remindedAgain(person)).length, 1);
});

test("A machine shows who it is and tells in its own name, all rows or none", async () => {
  const person = await somebody();
  const attempts = [attemptOf(person), attemptOf(person, { source: "铁路" })];
  const borrowed = await ask({ attempts });
  assert.deepEqual([borrowed.status, borrowed.body.field], [403, "attempts.1"]);
  assert.equal((await ask({ attempts: [attemptOf(person)] }, { client: "data" })).status, 403);
  assert.equal((await ask({ attempts: [attemptOf(person)] }, { secret: "" })).status, 401);
  assert.equal((await ask({ attempts: [attemptOf(person)] }, { key: "short" })).status, 400);
  const strange = attemptOf(person, { reason: "tired" });
  assert.equal((await ask({ attempts: [strange] })).status, 400);
  assert.equal((await ask({ attempts: [] })).status, 400);
  assert.deepEqual(await remindedAgain(person), []);
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: "app",
    client_secret: MACHINE_SECRET,
  });
  const access = await fetch(`${address}/oauth/token`, { method: "POST", body: form });
  const { access_token: token } = (await access.json()) as { access_token: string };
  const byToken = await ask({ attempts: [attemptOf(person)] }, { token });
  assert.deepEqual(byToken.body.answers, [{ outcome: "accepted" }]);
});

interface Listed {
  readonly beneficiaryId: number;
  readonly attempts: number;
  readonly latestOn: string;
  readonly latestReason: string | null;
}

test("Whoever failed since their last certification is on a list, and the attempts on their page", async () => {
  const staff = { role: "clerk", level: "county" } as const;
  const clerk = await signInAs(offices.server, record, { ...staff, login: "here", place: SHANXI });
  const there = await signInAs(offices.server, record, {
    ...staff,
    login: "there",
    place: SICHUAN,
  });
  const get = async (url: string, cookies = clerk) => await offices.server.inject({ url, cookies });
  const [failed, certified] = [await somebody(), await somebody()];
  await fails(failed, { occurred_on: "2024-03-18", reason: "face-mismatch" });
  await fails(failed, { occurred_on: "2024-03-19", reason: "photo-unusable", ref: "the-last" });
  // Before the last certification: of no interest any more.
  await fails(failed, { occurred_on: "2023-06-05" });
  await fails(certified, { occurred_on: "2024-03-19" });
  const face = { ...attemptOf(certified), kind: "face-self" };
  await ask({ observations: [face] }, { url: "/api/app-results" });

  const listed = async (query = "", cookies = clerk) => {
    const url = `/api/lists/failed-attempts?limit=200${query}`;
    const { rows } = (await get(url, cookies)).json<{ rows: readonly Listed[] }>();
    return rows.filter(({ beneficiaryId }) =>
      [failed.id, certified.id].some((id) => id === beneficiaryId),
    );
  };
  const [row, ...others] = await listed();
  assert.deepEqual(others, []);
  assert.equal(row?.beneficiaryId, failed.id);
  assert.deepEqual([row.attempts, row.latestOn], [2, "2024-03-19"]);
  assert.equal(row.latestReason, "photo-unusable");
  assert.deepEqual(
    (await listed("&reason=face-mismatch")).map(({ attempts }) => attempts),
    [1],
  );
  assert.deepEqual(await listed("", there), []);
  const file = await get("/api/lists/failed-attempts/export?format=csv");
  assert.match(file.body, /未成功次数/);
  assert.match(file.body, /照片无法使用/);

  const page = (await get(`/api/beneficiaries/${failed.id}`)).json<{
    failedAttempts: readonly object[];
  }>();
  assert.equal(page.failedAttempts.length, 3);
  assert.deepEqual(page.failedAttempts[0], {
    occurredOn: "2024-03-19",
    arrivedOn: "2024-03-20",
    source: "手机应用",
    ref: "the-last",
    reason: "photo-unusable",
    remindedOn: null,
  });
  assert.equal((await get(`/api/beneficiaries/${failed.id}`, there)).statusCode, 404);
});
