// Accounts through HTTP: one's own password, one-time codes and sessions; other people's, administered
// by whoever answers for their place and by nobody else.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { dayInShanghai, formatDay } from "@lingdai/policy";
import { hashPassword } from "@lingdai/service";
import { addStaff } from "@lingdai/store";
import { Secret, TOTP } from "otpauth";

import type { ListPage, Login } from "./api-world.ts";
import { HERE, openApiWorld, PASSWORD, THERE } from "./api-world.ts";

const world = await openApiWorld();
after(world.close);

type Answer = Awaited<ReturnType<typeof world.call>>;
const codeOf = (answer: Answer): string => answer.json<{ code: string }>().code;

let addresses = 0;
/** Each from an address of its own: sign-ins are limited by address. */
async function signIn(login: string, password: string, code?: string) {
  addresses += 1;
  return await world.server.inject({
    method: "POST",
    url: "/api/session",
    remoteAddress: `10.1.0.${addresses}`,
    payload: { login, password, ...(code === undefined ? {} : { code }) },
  });
}

function cookiesOf(answer: Answer): Record<string, string> {
  return Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
}

async function addColleague(login: string): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  await world.onRecord(async (tx) => {
    const own = { role: "clerk", level: "county", place: HERE, origin: "added" } as const;
    await addStaff(tx, { ...own, login, name: login, passwordHash });
  });
}

async function as(
  cookies: Record<string, string>,
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  payload?: object,
) {
  return await world.server.inject({
    method,
    url: `/api${url}`,
    cookies,
    ...(payload === undefined ? {} : { payload }),
  });
}

test("A new password takes the old one, is no weak one, and ends all other sessions", async () => {
  await addColleague("liu");
  const here = cookiesOf(await signIn("liu", PASSWORD));
  const elsewhere = cookiesOf(await signIn("liu", PASSWORD));
  const next = "quite another one 2024";
  const change = async (current: string, wanted: string) =>
    await as(here, "PUT", "/account/password", { current, next: wanted });
  assert.equal(codeOf(await change("wrong", next)), "wrong-credentials");
  for (const weak of ["short", "liu-liu-liu-liu", "aaaaaaaaaaaaaaaa", PASSWORD]) {
    assert.equal(codeOf(await change(PASSWORD, weak)), "weak-password", weak);
  }
  const changed = await change(PASSWORD, next);
  assert.equal(changed.statusCode, 204, changed.body);
  assert.equal((await as(elsewhere, "GET", "/session")).statusCode, 401);
  assert.equal((await as(here, "GET", "/session")).statusCode, 401);
  assert.equal((await as(cookiesOf(changed), "GET", "/session")).statusCode, 200);
  assert.equal((await signIn("liu", PASSWORD)).statusCode, 401);
  assert.equal((await signIn("liu", next)).statusCode, 204);
});

test("A session left open cannot be used to try passwords for long", async () => {
  await addColleague("sun");
  const open = cookiesOf(await signIn("sun", PASSWORD));
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const answer = await as(open, "POST", "/account/totp", { password: `guess ${attempt}` });
    assert.equal(codeOf(answer), "wrong-credentials");
  }
  const locked = await as(open, "POST", "/account/totp", { password: PASSWORD });
  assert.equal(codeOf(locked), "sign-in-locked");
});

test("A one-time code is asked for once its first one was given, and lets nobody in twice", async () => {
  await addColleague("qian");
  const open = cookiesOf(await signIn("qian", PASSWORD));
  const early = await as(open, "POST", "/account/totp/confirmation", { code: "123456" });
  assert.equal(codeOf(early), "not-due");
  const begun = await as(open, "POST", "/account/totp", { password: PASSWORD });
  const { secret, uri } = begun.json<{ secret: string; uri: string }>();
  assert.match(uri, /^otpauth:\/\/totp\//);
  // Not confirmed yet: the password alone still does.
  assert.equal((await signIn("qian", PASSWORD)).statusCode, 204);
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const now = Date.now();
  const codeAt = (steps: number): string => totp.generate({ timestamp: now + steps * 30_000 });
  const first = await as(open, "POST", "/account/totp/confirmation", { code: codeAt(0) });
  assert.equal(first.statusCode, 204, first.body);
  assert.equal(codeOf(await signIn("qian", PASSWORD)), "code-needed");
  // Each serves once. The next step's is that of a clock a little ahead, and of ours soon.
  const code = codeAt(1);
  assert.equal((await signIn("qian", PASSWORD, code)).statusCode, 204);
  assert.equal(codeOf(await signIn("qian", PASSWORD, code)), "wrong-credentials");
  const removed = await as(open, "POST", "/account/totp/removal", { password: PASSWORD });
  assert.equal(removed.statusCode, 204);
  assert.equal((await signIn("qian", PASSWORD)).statusCode, 204);
});

test("Everybody sees where they are signed in, and ends any of it, but nobody else's", async () => {
  await addColleague("zhou");
  const here = cookiesOf(await signIn("zhou", PASSWORD));
  const elsewhere = cookiesOf(await signIn("zhou", PASSWORD));
  interface Session {
    readonly sessionId: number;
    readonly isThis: boolean;
  }
  const sessions = (await as(here, "GET", "/account/sessions")).json<{ sessions: Session[] }>()
    .sessions;
  assert.deepEqual(
    sessions.map(({ isThis }) => isThis),
    [false, true],
  );
  const other = sessions.find(({ isThis }) => !isThis);
  const url = `/account/sessions/${other?.sessionId}`;
  const foreign = await world.call("clerk", "DELETE", url);
  assert.equal(foreign.statusCode, 404);
  assert.equal((await as(here, "DELETE", url)).statusCode, 204);
  assert.equal((await as(elsewhere, "GET", "/session")).statusCode, 401);
});

interface Account {
  readonly staffId: number;
  readonly login: string;
  readonly place: string;
  readonly lockedOn: string | null;
}

async function accounts(login: Login): Promise<readonly Account[]> {
  const answer = await world.call(login, "GET", "/staff?limit=200");
  return answer.json<ListPage<Account>>().rows;
}

/** An administrator of the county, added by that of the province. */
async function countyAdmin(): Promise<Record<string, string>> {
  const payload = {
    login: "county-admin",
    name: "县管",
    role: "admin",
    level: "county",
    place: HERE,
  };
  const added = (await world.call("admin", "POST", "/staff", { payload })).json<{
    password: string;
  }>();
  const door = cookiesOf(await signIn("county-admin", added.password));
  // Before the password is changed nothing else is done with it.
  assert.equal(codeOf(await as(door, "GET", "/staff")), "password-change-needed");
  const who = (await as(door, "GET", "/session")).json<{ mustChangePassword: boolean }>();
  assert.equal(who.mustChangePassword, true);
  const change = { current: added.password, next: "a county's long password" };
  const changed = await as(door, "PUT", "/account/password", change);
  assert.equal(changed.statusCode, 204, changed.body);
  return cookiesOf(changed);
}

test("An administrator's accounts are those of their place, and no others can be reached", async () => {
  const admin = await countyAdmin();
  const listed = (await as(admin, "GET", "/staff?limit=200")).json<ListPage<Account>>().rows;
  assert.ok(listed.some(({ login }) => login === "street"));
  assert.ok(listed.every(({ place }) => place.startsWith(HERE)));
  const all = await accounts("admin");
  const neighbour = all.find(({ login }) => login === "there");
  const above = all.find(({ login }) => login === "admin");
  for (const staffId of [neighbour?.staffId, above?.staffId, 999_999]) {
    assert.equal((await as(admin, "GET", `/staff/${staffId}`)).statusCode, 404);
    const locked = await world.server.inject({
      method: "POST",
      url: `/api/staff/${staffId}/lock`,
      headers: { "if-match": "*" },
      cookies: admin,
    });
    assert.equal(locked.statusCode, 404);
  }
  const add = async (level: string, place: string, role = "clerk") =>
    codeOf(await as(admin, "POST", "/staff", { login: "new-one", name: "新", role, level, place }));
  assert.equal(await add("county", THERE), "not-found");
  assert.equal(await add("city", "5101"), "not-found");
  assert.equal(await add("province", "51", "admin"), "not-found");
  assert.equal(await add("county", HERE, "unit-clerk"), "wrong-level");
});

test("Accounts are nobody's to administer but an administrator's", async () => {
  const payload = { login: "mole", name: "鼹", role: "admin", level: "county", place: HERE };
  for (const login of ["clerk", "approver", "city", "unit", "street"] as const) {
    assert.equal((await world.call(login, "GET", "/staff")).statusCode, 403, login);
    assert.equal((await world.call(login, "POST", "/staff", { payload })).statusCode, 403, login);
  }
});

test("A locked account is signed out at once, and in again when it is unlocked", async () => {
  await addColleague("wu");
  const open = cookiesOf(await signIn("wu", PASSWORD));
  const wu = (await accounts("admin")).find(({ login }) => login === "wu");
  const url = `/staff/${wu?.staffId}`;
  const etag = (await world.call("admin", "GET", url)).headers.etag ?? "";
  const headers = { "if-match": etag };
  assert.equal((await world.call("admin", "POST", `${url}/lock`, { headers })).statusCode, 204);
  assert.equal((await as(open, "GET", "/session")).statusCode, 401);
  assert.equal((await signIn("wu", PASSWORD)).statusCode, 401);
  const stale = await world.call("admin", "POST", `${url}/unlock`, { headers });
  assert.equal(stale.statusCode, 412);
  assert.equal((await world.call("admin", "POST", `${url}/unlock`)).statusCode, 204);
  assert.equal((await signIn("wu", PASSWORD)).statusCode, 204);
});

test("Other work means signing in anew, and nobody changes their own", async () => {
  await addColleague("zheng");
  const open = cookiesOf(await signIn("zheng", PASSWORD));
  const all = await accounts("admin");
  const zheng = all.find(({ login }) => login === "zheng");
  const work = { role: "reviewer", level: "county", place: THERE };
  const patch = async (staffId: number | undefined) =>
    await world.call("admin", "PATCH", `/staff/${staffId}`, { payload: { work } });
  assert.equal((await patch(zheng?.staffId)).statusCode, 204);
  assert.equal((await as(open, "GET", "/session")).statusCode, 401);
  const again = cookiesOf(await signIn("zheng", PASSWORD));
  const who = (await as(again, "GET", "/session")).json<{ role: string; place: string }>();
  assert.deepEqual([who.role, who.place], ["reviewer", THERE]);
  const self = all.find(({ login }) => login === "admin");
  assert.equal(codeOf(await patch(self?.staffId)), "same-person");
});

test("The audit shows administrators what was done with accounts, and clerks nothing", async () => {
  interface Entry {
    readonly action: string;
    readonly detail: string;
  }
  const today = formatDay(dayInShanghai(Date.now()));
  const read = await world.call("admin", "GET", `/audit-records?limit=200&to=${today}`);
  const actions = new Set(read.json<ListPage<Entry>>().rows.map(({ action }) => action));
  for (const action of ["add-staff", "lock-staff", "sign-in", "enrol-totp"]) {
    assert.ok(actions.has(action), action);
  }
  assert.doesNotMatch(read.body, /argon2|long enough/);
  assert.equal((await world.call("clerk", "GET", "/audit-records")).statusCode, 403);
  // Page by page the same records, each once.
  const keys: string[] = [];
  let following = "";
  do {
    const page = (await world.call("admin", "GET", `/audit-records?limit=7${following}`)).json<
      ListPage<Entry & { readonly recordedAt: string }>
    >();
    keys.push(...page.rows.map((row) => `${row.recordedAt} ${row.action} ${row.detail}`));
    following = page.next === null ? "" : `&after=${page.next}`;
    // Reading it is recorded too; the newest come before the first page and are not read here.
  } while (following !== "");
  assert.ok(keys.length >= read.json<ListPage<Entry>>().rows.length);
});
