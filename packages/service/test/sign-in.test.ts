// Signing in through HTTP, against a real database: who gets in, who does not, and what a guesser
// or a foreign page learns.

import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import { buildServer, DATABASE_QUEUE, evidenceFolder, hashPassword } from "@lingdai/service";
import { inTransaction } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";
import type { TestRecord } from "@lingdai/test-kit";

let record: TestRecord;
let server: Awaited<ReturnType<typeof buildServer>>;

before(async () => {
  record = await openTestRecord();
  server = await buildServer({
    desk: {
      database: record.app,
      jobs: DATABASE_QUEUE,
      evidence: evidenceFolder(join(tmpdir(), "unused")),
    },
    clock: { today: () => dayAt("2024-03-01") },
  });
  const passwordHash = await hashPassword("a long enough password");
  await inTransaction(record.worker, "worker", async (tx) => {
    for (const login of ["li", "wang", "zhao"]) {
      await tx
        .insertInto("staff")
        .values({
          login,
          name: "李经办",
          password_hash: passwordHash,
          role: "clerk",
          level: "county",
          place: "510104",
        })
        .execute();
    }
  });
});

after(async () => {
  await server.close();
  await record.close();
});

/** Each login comes from an address of its own: sign-ins are limited by address. */
const ADDRESSES: Readonly<Record<string, string>> = { wang: "10.0.0.2", zhao: "10.0.0.3" };

async function signIn(login: string, password: string, headers: Record<string, string> = {}) {
  return await server.inject({
    method: "POST",
    url: "/api/session",
    headers,
    remoteAddress: ADDRESSES[login] ?? "10.0.0.1",
    payload: { login, password },
  });
}

test("Who knows the password gets a cookie that no script reads and no other site sends", async () => {
  const answer = await signIn("li", "a long enough password");
  assert.equal(answer.statusCode, 204);
  const [cookie] = answer.cookies;
  assert.equal(cookie?.httpOnly, true);
  assert.equal(cookie?.sameSite, "Strict");
  const who = await server.inject({
    url: "/api/session",
    cookies: { [cookie?.name ?? ""]: cookie?.value ?? "" },
  });
  const { commands, ...staff } = who.json<{ commands: string[] }>();
  assert.deepEqual(staff, {
    login: "li",
    name: "李经办",
    role: "clerk",
    level: "county",
    place: "510104",
    mustChangePassword: false,
  });
  // A clerk takes certifications, and gives the first of three signatures but not the last (SC 29).
  assert.ok(commands.includes("certify") && commands.includes("sign-1"));
  assert.ok(!commands.includes("sign-3") && !commands.includes("announce-window"));
});

test("A session that was ended, or was never begun, opens nothing", async () => {
  const [cookie] = (await signIn("li", "a long enough password")).cookies;
  const cookies = { [cookie?.name ?? ""]: cookie?.value ?? "" };
  assert.equal(
    (await server.inject({ method: "DELETE", url: "/api/session", cookies })).statusCode,
    204,
  );
  const ended = await server.inject({ url: "/api/session", cookies });
  assert.equal(ended.statusCode, 401);
  assert.equal(ended.json<{ code: string }>().code, "not-signed-in");
  const invented = { lingdai_session: "A".repeat(43) };
  assert.equal((await server.inject({ url: "/api/session", cookies: invented })).statusCode, 401);
});

test("A sign-in gives a new token whatever cookie it came with", async () => {
  const planted = "B".repeat(43);
  const answer = await server.inject({
    method: "POST",
    url: "/api/session",
    cookies: { lingdai_session: planted },
    payload: { login: "li", password: "a long enough password" },
  });
  assert.notEqual(answer.cookies[0]?.value, planted);
  const fixed = await server.inject({ url: "/api/session", cookies: { lingdai_session: planted } });
  assert.equal(fixed.statusCode, 401);
});

test("An unknown login gets the answer of a wrong password", async () => {
  const wrong = await signIn("li", "another password");
  const unknown = await signIn("nobody", "another password");
  assert.equal(wrong.statusCode, 401);
  assert.deepEqual(unknown.json(), wrong.json());
});

test("Five wrong passwords lock the account, for the right password too", async () => {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    assert.equal((await signIn("wang", "guess")).statusCode, 401);
  }
  const locked = await signIn("wang", "a long enough password");
  assert.equal(locked.statusCode, 429);
  assert.equal(locked.json<{ code: string }>().code, "sign-in-locked");
});

test("A right password between forgets the wrong ones", async () => {
  for (let attempt = 1; attempt <= 4; attempt += 1) await signIn("zhao", "guess");
  assert.equal((await signIn("zhao", "a long enough password")).statusCode, 204);
  for (let attempt = 1; attempt <= 4; attempt += 1) await signIn("zhao", "guess");
  assert.equal((await signIn("zhao", "a long enough password")).statusCode, 204);
});

test("An address that guesses on and on is told to wait, whatever the account", async () => {
  const answers: number[] = [];
  for (let attempt = 1; attempt <= 21; attempt += 1) {
    const answer = await server.inject({
      method: "POST",
      url: "/api/session",
      remoteAddress: "10.0.0.9",
      payload: { login: `guess-${attempt}`, password: "guess" },
    });
    answers.push(answer.statusCode);
  }
  assert.deepEqual(
    answers.slice(0, 20),
    Array.from({ length: 20 }, () => 401),
  );
  assert.equal(answers[20], 429);
});

test("A page of another site cannot sign anybody in", async () => {
  const fetched = await signIn("li", "a long enough password", { "sec-fetch-site": "cross-site" });
  assert.equal(fetched.statusCode, 403);
  const posted = await signIn("li", "a long enough password", { origin: "https://elsewhere.cn" });
  assert.equal(posted.json<{ code: string }>().code, "foreign-request");
});

test("A body with a field too many is refused, and the field is named", async () => {
  const answer = await server.inject({
    method: "POST",
    url: "/api/session",
    payload: { login: "li", password: "a long enough password", role: "admin" },
  });
  assert.equal(answer.statusCode, 400);
  assert.equal(answer.json<{ field: string }>().field, "role");
});

test("Every attempt stands in the audit, without what was typed", async () => {
  const { rows } = await record.worker.pool.query<{ action: string; detail: object }>(
    "SELECT action, detail FROM lingdai.audit_record WHERE action LIKE 'sign-in%'",
  );
  assert.ok(rows.some(({ action }) => action === "sign-in"));
  assert.ok(rows.some(({ action }) => action === "sign-in-refused"));
  assert.doesNotMatch(JSON.stringify(rows), /nobody|guess|password"/);
});
