// Signing in through an outside provider, honest or not: only whom it really vouches for, to the browser
// that asked, once, and only accounts that are there.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import type { IdentityProvider } from "@lingdai/service";
import {
  buildServer,
  DATABASE_QUEUE,
  evidenceFolder,
  hashPassword,
  identityProvider,
  SESSION_COOKIE,
} from "@lingdai/service";
import { addStaff, disableStaff, inTransaction } from "@lingdai/store";
import type { IdentityClaims, IdentityManner, IdentityPeer, TestRecord } from "@lingdai/test-kit";
import { openIdentityPeer, openTestRecord, runAsOwner } from "@lingdai/test-kit";

const CLIENT = "lingdai";
const SECRET = "a secret of client and provider";
const PASSWORD = "a long enough password";
const TODAY = dayAt("2024-03-01");

type Server = Awaited<ReturnType<typeof buildServer>>;
let record: TestRecord;
let peer: IdentityPeer;
let server: Server;
let byClaim: Server;
let byMail: Server;

before(async () => {
  record = await openTestRecord();
  peer = await openIdentityPeer(CLIENT, SECRET);
  // A peer on a busy machine is slow, not away.
  const patient = { timeoutSeconds: 300, ownAddress: "http://here" };
  const own = { issuer: peer.issuer, client: CLIENT, secret: SECRET, ...patient };
  server = await serverWith(identityProvider(own));
  byClaim = await serverWith(identityProvider({ ...own, loginClaim: "preferred_username" }));
  byMail = await serverWith(identityProvider({ ...own, loginClaim: "email" }));
  const passwordHash = await hashPassword(PASSWORD);
  await inTransaction(record.worker, "worker", async (tx) => {
    const logins = [
      "linked",
      "gone",
      "by-claim",
      "taken",
      "by@mail.example",
      "unproven@mail.example",
    ];
    for (const login of logins) {
      const work = { role: "clerk", level: "county", place: "510104" } as const;
      await addStaff(tx, { login, name: login, passwordHash, origin: "added", ...work });
    }
    await disableStaff(tx, "gone", TODAY);
  });
  // As an administrator does it, who also made up a password that must be changed.
  await runAsOwner(
    record.ownerUrl,
    `UPDATE lingdai.staff SET external_subject = login || '-subject', must_change_password = true
     WHERE login IN ('linked', 'gone', 'taken')`,
  );
});
after(async () => {
  await Promise.all([server, byClaim, byMail].map(async (each) => await each.close()));
  await peer.close();
  await record.close();
});
afterEach(() => {
  peer.behave("honest");
});

async function serverWith(provider: IdentityProvider | undefined): Promise<Server> {
  const desk = { database: record.app, jobs: DATABASE_QUEUE, evidence: evidenceFolder("unused") };
  return await buildServer({ desk, clock: { today: () => TODAY }, provider });
}

type Cookies = Readonly<Record<string, string>>;
let browsers = 0;

/** Whatever is asked from one address is limited, and no two people share one here. */
async function get(url: string, cookies: Cookies = {}, at = server) {
  browsers += 1;
  const remoteAddress = `10.20.${Math.floor(browsers / 200)}.${browsers % 200}`;
  return await at.inject({ url, cookies: { ...cookies }, remoteAddress });
}
type Answer = Awaited<ReturnType<typeof get>>;

function cookiesOf({ cookies }: Answer): Cookies {
  return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
}
const codeOf = (answer: Answer) => [answer.statusCode, answer.json<{ code: string }>().code];

/** Sent to the provider, signed in there, and about to come back. */
async function atProvider(person: IdentityClaims, at = server) {
  const begun = await get("/api/session/provider", {}, at);
  assert.equal(begun.statusCode, 302, begun.body);
  const back = await peer.visit(String(begun.headers.location), person);
  const { pathname, search } = new URL(back);
  return { cookies: cookiesOf(begun), callback: `${pathname}${search}` };
}

async function signIn(person: IdentityClaims, at = server): Promise<Answer> {
  const { cookies, callback } = await atProvider(person, at);
  return await get(callback, cookies, at);
}

async function sessions(): Promise<number> {
  const { rows } = await record.worker.pool.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM session",
  );
  return rows[0]?.count ?? -1;
}

const LINKED = { sub: "linked-subject" };

test("Whom an administrator has linked is signed in, works at once, and is signed out again", async () => {
  const ways = await get("/api/session/ways");
  assert.deepEqual(ways.json(), { password: true, provider: true });
  const signedIn = await signIn(LINKED);
  assert.deepEqual([signedIn.statusCode, signedIn.headers.location], [302, "/"], signedIn.body);
  const { [SESSION_COOKIE]: token = "" } = cookiesOf(signedIn);
  const session = { [SESSION_COOKIE]: token };
  const who = await get("/api/session", session);
  const { login, mustChangePassword } = who.json<{ login: string; mustChangePassword: boolean }>();
  // The password that somebody made up is not what they came in by.
  assert.deepEqual([login, mustChangePassword], ["linked", false]);
  assert.equal((await get("/api/tasks", session)).statusCode, 200);
  const out = await server.inject({ method: "DELETE", url: "/api/session", cookies: session });
  assert.equal(out.statusCode, 204);
  assert.equal((await get("/api/session", session)).statusCode, 401);
  const left = await get("/api/session/provider/end");
  const end = new URL(String(left.headers.location));
  assert.equal(`${end.origin}${end.pathname}`, `${peer.issuer}/end`);
  assert.equal(end.searchParams.get("post_logout_redirect_uri"), "http://here/");
});

test("Who is linked to nobody, or to an account that was closed, gets none, and none is made", async () => {
  const count = async () =>
    (await record.worker.pool.query("SELECT FROM staff WHERE disabled_on IS NULL")).rowCount;
  const earlier = [await count(), await sessions()];
  for (const sub of ["stranger-subject", "gone-subject", "linked", "%"]) {
    assert.deepEqual(codeOf(await signIn({ sub, preferred_username: "by-claim" })), [
      403,
      "not-linked",
    ]);
  }
  assert.deepEqual([await count(), await sessions()], earlier);
});

test("A claim that is configured links the account that it names, once and for good", async () => {
  const first = { sub: "claim-subject", preferred_username: "by-claim" };
  assert.equal((await signIn(first, byClaim)).statusCode, 302);
  // From now on by the subject alone, whatever the claim says.
  assert.equal((await signIn({ ...first, preferred_username: "x" }, byClaim)).statusCode, 302);
  const second = { sub: "another-subject", preferred_username: "by-claim" };
  assert.deepEqual(codeOf(await signIn(second, byClaim)), [403, "not-linked"]);
  const taken = { sub: "third-subject", preferred_username: "taken" };
  assert.deepEqual(codeOf(await signIn(taken, byClaim)), [403, "not-linked"]);
  const nobody = { sub: "fourth-subject", preferred_username: ["by-claim"] };
  assert.deepEqual(codeOf(await signIn(nobody, byClaim)), [403, "not-linked"]);
});

test("A mail address links only where the provider has verified it", async () => {
  const unproven = { sub: "mail-1", email: "unproven@mail.example", email_verified: false };
  assert.deepEqual(codeOf(await signIn(unproven, byMail)), [403, "not-linked"]);
  const unsaid = { sub: "mail-1", email: "unproven@mail.example" };
  assert.deepEqual(codeOf(await signIn(unsaid, byMail)), [403, "not-linked"]);
  const proven = { sub: "mail-2", email: "by@mail.example", email_verified: true };
  assert.equal((await signIn(proven, byMail)).statusCode, 302);
});

const DISHONEST: readonly IdentityManner[] = [
  "wrong-nonce",
  "no-nonce",
  "expired",
  "other-audience",
  "other-issuer",
  "unsigned",
  "other-key",
  "altered",
];
for (const manner of DISHONEST) {
  test(`A provider's answer that is "${manner}" signs nobody in`, async () => {
    const earlier = await sessions();
    peer.behave(manner);
    const answer = await signIn(LINKED);
    assert.deepEqual(codeOf(answer), [401, "provider-refused"]);
    assert.equal(cookiesOf(answer)[SESSION_COOKIE], undefined);
    assert.equal(await sessions(), earlier);
  });
}

test("An answer counts once, in the browser that asked, and with what it was sent out with", async () => {
  const earlier = await sessions();
  const [mine, theirs] = [await atProvider(LINKED), await atProvider({ sub: "taken-subject" })];
  const refused = [401, "provider-refused"];
  // Somebody lured to an answer that is not theirs, or without having asked.
  assert.deepEqual(codeOf(await get(theirs.callback, {})), refused);
  assert.deepEqual(codeOf(await get(theirs.callback, mine.cookies)), refused);
  // What was asked is used up by an answer that was none.
  assert.deepEqual(codeOf(await get(mine.callback, mine.cookies)), refused);
  const other = await atProvider(LINKED);
  const tampered = other.callback.replace(/state=[^&]*/, "state=another");
  assert.deepEqual(codeOf(await get(tampered, other.cookies)), refused);
  const refusing = await atProvider(LINKED);
  const said = refusing.callback.replace(/code=[^&]*/, "error=access_denied");
  assert.deepEqual(codeOf(await get(said, refusing.cookies)), refused);
  assert.equal(await sessions(), earlier);
  const right = await atProvider(LINKED);
  assert.equal((await get(right.callback, right.cookies)).statusCode, 302);
  assert.deepEqual(codeOf(await get(right.callback, right.cookies)), refused);
  assert.equal(await sessions(), earlier + 1);
});

test("A session that somebody planted in the browser is not the one that signing in begins", async () => {
  const planted = "C".repeat(43);
  const { cookies, callback } = await atProvider(LINKED);
  const signedIn = await get(callback, { ...cookies, [SESSION_COOKIE]: planted });
  assert.equal(signedIn.statusCode, 302);
  assert.notEqual(cookiesOf(signedIn)[SESSION_COOKIE], planted);
  assert.equal((await get("/api/session", { [SESSION_COOKIE]: planted })).statusCode, 401);
  const [begun] = signedIn.cookies.filter(({ name }) => name === SESSION_COOKIE);
  assert.deepEqual([begun?.httpOnly, begun?.sameSite], [true, "Strict"]);
});

test("Ten minutes after it was begun a sign-in has ended", async () => {
  const { cookies, callback } = await atProvider(LINKED);
  await runAsOwner(
    record.ownerUrl,
    "UPDATE lingdai.provider_sign_in SET ends_at = ends_at - interval '10 minutes'",
  );
  assert.deepEqual(codeOf(await get(callback, cookies)), [401, "provider-refused"]);
});

test("A provider that fails or is away is said to be, and passwords still open the door", async () => {
  peer.behave("fails");
  assert.deepEqual(codeOf(await signIn(LINKED)), [503, "provider-away"]);
  const away = { issuer: "http://127.0.0.1:1", client: CLIENT, secret: SECRET };
  const alone = await serverWith(identityProvider({ ...away, ownAddress: "http://here" }));
  const none = await serverWith(undefined);
  try {
    assert.deepEqual(codeOf(await get("/api/session/provider", {}, alone)), [503, "provider-away"]);
    const payload = { login: "by-claim", password: PASSWORD };
    const signedIn = await alone.inject({ method: "POST", url: "/api/session", payload });
    assert.equal(signedIn.statusCode, 204);
    assert.deepEqual((await get("/api/session/ways", {}, none)).json(), {
      password: true,
      provider: false,
    });
    assert.deepEqual(codeOf(await get("/api/session/provider", {}, none)), [404, "not-found"]);
  } finally {
    await Promise.all([alone.close(), none.close()]);
  }
});
