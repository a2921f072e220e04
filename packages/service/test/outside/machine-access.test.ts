// Machines that show a token instead of signing: what they get for their secret opens what they may do,
// for a quarter of an hour, and nothing else opens it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import { SESSION_COOKIE } from "@lingdai/service";
import { disableMachine, inTransaction } from "@lingdai/store";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import type { Offices } from "./offices.ts";
import { MACHINE_SECRET, openOffices, register, signInAs } from "./offices.ts";

let now = new Date("2024-03-01T02:00:00Z");
let record: TestRecord;
let offices: Offices;

before(async () => {
  record = await openTestRecord();
  offices = await openOffices(record, { today: () => dayAt("2024-03-01"), now: () => now });
  const scopes = ["push-observations", "send-receipts"] as const;
  for (const client of ["rail", "bus"])
    await register(record, { client, scopes, sources: ["铁路"] });
  await register(record, { client: "slow", scopes, sources: ["铁路"], requestsAMinute: 2 });
});
after(async () => {
  await offices.close();
  await record.close();
});

type Form = Readonly<Record<string, string>>;
const FOR_RAIL: Form = { client_id: "rail", client_secret: MACHINE_SECRET };
const ASKING: Form = { grant_type: "client_credentials" };

async function ask(form: Form | string, headers: Form = {}, url = "/oauth/token") {
  return await offices.server.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    payload: new URLSearchParams(form).toString(),
  });
}
type Answer = Awaited<ReturnType<typeof ask>>;
const errorOf = (answer: Answer) => [answer.statusCode, answer.json<{ error: string }>().error];

function basic(client: string, secret: string): Form {
  const encoded = [client, secret].map(encodeURIComponent).join(":");
  return { authorization: `Basic ${Buffer.from(encoded).toString("base64")}` };
}

async function tokenOf(form: Form = { ...ASKING, ...FOR_RAIL }): Promise<string> {
  return (await ask(form)).json<{ access_token: string }>().access_token;
}

let pushes = 0;

/** Somebody who is on no roster: that the push was heard is what matters here. */
async function pushWith(token: string, url = "/api/observations", more: object = {}) {
  pushes += 1;
  const row = { id_number: "110101194912310016", name: "李秀英", occurred_on: "2024-02-28" };
  const own = { kind: "rail-travel", source: "铁路", ref: `R${pushes}` };
  return await offices.server.inject({
    method: "POST",
    url,
    headers: { authorization: `Bearer ${token}`, "idempotency-key": `a-push-by-token-${pushes}` },
    payload: { observations: [{ ...row, ...own }] },
    ...more,
  });
}

test("For its secret, shown either way, a machine gets a token, and with it it is heard", async () => {
  const byForm = await ask({ ...ASKING, ...FOR_RAIL });
  assert.equal(byForm.statusCode, 200, byForm.body);
  assert.equal(byForm.headers["cache-control"], "no-store");
  const { access_token: token, ...rest } = byForm.json<{ access_token: string }>();
  const scope = "push-observations send-receipts";
  assert.deepEqual(rest, { token_type: "Bearer", expires_in: 900, scope });
  const byHeader = await ask(ASKING, basic("rail", MACHINE_SECRET));
  for (const each of [token, byHeader.json<{ access_token: string }>().access_token]) {
    const pushed = await pushWith(each);
    assert.deepEqual(pushed.json(), { answers: [{ outcome: "not-on-roster" }] });
  }
});

test("The record keeps no token, only its hash", async () => {
  const token = await tokenOf();
  const { rows } = await record.worker.pool.query<{ row: string }>(
    "SELECT machine_token::text AS row FROM machine_token",
  );
  assert.ok(rows.length > 0);
  const asHex = Buffer.from(token).toString("hex");
  for (const { row } of rows) assert.ok(!row.includes(token) && !row.includes(asHex));
});

test("A wrong secret, no name of ours and a machine that was shut out get one and the same answer", async () => {
  await register(record, { client: "gone", scopes: ["push-observations"] });
  await inTransaction(record.worker, "worker", async (tx) => await disableMachine(tx, "gone"));
  const answers = [
    await ask({ ...ASKING, client_id: "rail", client_secret: `${MACHINE_SECRET}x` }),
    await ask({ ...ASKING, client_id: "rail", client_secret: "x" }),
    await ask(ASKING, basic("rail", "")),
    await ask(ASKING, basic("nobody", MACHINE_SECRET)),
    await ask(ASKING, basic("nobody", "")),
    await ask(ASKING, basic("gone", MACHINE_SECRET)),
    await ask(ASKING, basic("rail' OR '1'='1", MACHINE_SECRET)),
  ];
  for (const answer of answers) {
    assert.deepEqual(errorOf(answer), [401, "invalid_client"]);
    assert.equal(answer.headers["www-authenticate"], 'Basic realm="lingdai"');
  }
});

test("What is not asked as the standard says is refused", async () => {
  assert.deepEqual(errorOf(await ask({ ...FOR_RAIL, grant_type: "password" })), [
    400,
    "unsupported_grant_type",
  ]);
  assert.deepEqual(errorOf(await ask({ ...FOR_RAIL })), [400, "unsupported_grant_type"]);
  assert.deepEqual(errorOf(await ask({ ...ASKING, client_id: "rail" })), [400, "invalid_request"]);
  const both = await ask({ ...ASKING, ...FOR_RAIL }, basic("rail", MACHINE_SECRET));
  assert.deepEqual(errorOf(both), [400, "invalid_request"]);
  const twice = `${new URLSearchParams({ ...ASKING, ...FOR_RAIL }).toString()}&client_id=bus`;
  assert.equal((await ask(twice)).statusCode, 400);
  const inAddress = `/oauth/token?${new URLSearchParams(FOR_RAIL).toString()}`;
  assert.equal((await ask(ASKING, {}, inAddress)).statusCode, 400);
  const asJson = { "content-type": "application/json" };
  assert.equal((await ask({ ...ASKING, ...FOR_RAIL }, asJson)).statusCode, 415);
});

test("A token opens no more than was asked for, nor than the machine may", async () => {
  const beyond = await ask({ ...ASKING, ...FOR_RAIL, scope: "push-observations push-app-results" });
  assert.deepEqual(errorOf(beyond), [400, "invalid_scope"]);
  const narrow = await tokenOf({ ...ASKING, ...FOR_RAIL, scope: "send-receipts" });
  assert.equal((await pushWith(narrow)).statusCode, 403);
  const payload = { receipts: [{ occasion: "1-nobody", outcome: "delivered" }] };
  const receipts = await pushWith(narrow, "/api/message-receipts", { payload });
  assert.deepEqual(receipts.json(), { taken: 0, known: 0, unknown: 1 });
});

test("A token ends after a quarter of an hour", async () => {
  const token = await tokenOf();
  now = new Date("2024-03-01T02:14:59Z");
  assert.equal((await pushWith(token)).statusCode, 200);
  now = new Date("2024-03-01T02:15:00Z");
  const late = await pushWith(token);
  assert.deepEqual([late.statusCode, late.json<{ code: string }>().code], [401, "bad-token"]);
  assert.equal(late.headers["www-authenticate"], 'Bearer error="invalid_token"');
});

test("A token that was given back, or whose machine got another secret or was shut out, has ended", async () => {
  const token = await tokenOf();
  const giveBack = async (form: Form) => await ask({ ...form, token }, {}, "/oauth/revocation");
  // Another machine is told nothing, and takes nothing away.
  const byBus = await giveBack({ client_id: "bus", client_secret: MACHINE_SECRET });
  assert.deepEqual([byBus.statusCode, byBus.json()], [200, {}]);
  assert.deepEqual(errorOf(await giveBack({ client_id: "rail", client_secret: "x" })), [
    401,
    "invalid_client",
  ]);
  assert.equal((await pushWith(token)).statusCode, 200);
  assert.equal((await giveBack(FOR_RAIL)).statusCode, 200);
  assert.equal((await pushWith(token)).statusCode, 401);
  const [renewed, shutOut] = [await tokenOf(), await tokenOf()];
  const scopes = ["push-observations"] as const;
  const secret = "another secret that we both know";
  await register(record, { client: "rail", scopes, sources: ["铁路"], secret });
  assert.equal((await pushWith(renewed)).statusCode, 401);
  await inTransaction(record.worker, "worker", async (tx) => await disableMachine(tx, "rail"));
  await register(record, { client: "rail", scopes, sources: ["铁路"] });
  assert.equal((await pushWith(shutOut)).statusCode, 401);
});

test("A token is no session, a session is no token, and neither opens the other's door", async () => {
  const token = await tokenOf();
  const cookies = await signInAs(offices.server, record, {
    login: "clerk",
    role: "clerk",
    level: "county",
    place: "510104",
  });
  const session = cookies[SESSION_COOKIE] ?? "";
  assert.equal((await pushWith(session)).statusCode, 401);
  assert.equal((await pushWith("", "/api/observations", { cookies })).statusCode, 401);
  for (const asked of [
    { cookies: { [SESSION_COOKIE]: token } },
    { headers: { authorization: `Bearer ${token}` } },
  ]) {
    const answer = await offices.server.inject({ url: "/api/tasks", ...asked });
    assert.equal(answer.statusCode, 401);
  }
});

test("What a machine was granted a minute holds for its tokens all together", async () => {
  const form = { ...ASKING, client_id: "slow", client_secret: MACHINE_SECRET };
  const tokens = [await tokenOf(form), await tokenOf(form), await tokenOf(form)];
  const statuses = [];
  for (const token of tokens) statuses.push((await pushWith(token)).statusCode);
  assert.deepEqual(statuses, [200, 200, 429]);
});
