// Who asks, as the address that is counted: behind a proxy that was named it is whom the proxy names,
// and nobody else's word is taken for it. What there is not is counted like what there is.

import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import { buildServer, DATABASE_QUEUE, evidenceFolder, hashPassword } from "@lingdai/service";
import { addStaff, inTransaction } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";
import type { TestRecord } from "@lingdai/test-kit";

const PROXY = "10.1.0.1";
const STRANGER = "10.2.0.1";
const PASSWORD = "a long enough password";
const LIMIT = 600;

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
    trustedProxies: [PROXY],
  });
  const passwordHash = await hashPassword(PASSWORD);
  const place = { role: "clerk", level: "county", place: "510104" } as const;
  await inTransaction(record.worker, "worker", async (tx) => {
    await addStaff(tx, { login: "li", name: "李经办", ...place, passwordHash, origin: "added" });
  });
});
after(async () => {
  await server.close();
  await record.close();
});

/** How many requests are left to whoever that was. */
async function leftAfter(remoteAddress: string, headers: Record<string, string>): Promise<number> {
  const answer = await server.inject({ url: "/api/session", remoteAddress, headers });
  return Number(answer.headers["x-ratelimit-remaining"]);
}

async function signIn(remoteAddress: string, headers: Record<string, string>) {
  return await server.inject({
    method: "POST",
    url: "/api/session",
    remoteAddress,
    headers,
    payload: { login: "li", password: PASSWORD },
  });
}

test("Behind the proxy each address has a count of its own", async () => {
  assert.equal(await leftAfter(PROXY, { "x-forwarded-for": "192.0.2.1" }), LIMIT - 1);
  assert.equal(await leftAfter(PROXY, { "x-forwarded-for": "192.0.2.2" }), LIMIT - 1);
  // What a client had written before the proxy added whom it saw is not believed.
  const claimed = { "x-forwarded-for": "192.0.2.77, 192.0.2.2" };
  assert.equal(await leftAfter(PROXY, claimed), LIMIT - 2);
});

test("Whoever is no proxy of ours is counted where they are, whatever they claim", async () => {
  for (let asked = 1; asked <= 3; asked += 1) {
    const headers = { "x-forwarded-for": `192.0.2.${100 + asked}` };
    assert.equal(await leftAfter(STRANGER, headers), LIMIT - asked);
  }
});

test("The cookie keeps to TLS where the proxy says that it ends it, and on nobody else's word", async () => {
  const headers = { "x-forwarded-for": "192.0.2.3", "x-forwarded-proto": "https" };
  assert.match(String((await signIn(PROXY, headers)).headers["set-cookie"]), /; Secure/);
  assert.doesNotMatch(String((await signIn(STRANGER, headers)).headers["set-cookie"]), /; Secure/);
});

test("Our own page is the one at the name under which the proxy is asked", async () => {
  const headers = { origin: "https://desk.example", "x-forwarded-host": "desk.example" };
  const named = { ...headers, "x-forwarded-for": "192.0.2.4" };
  assert.equal((await signIn(PROXY, named)).statusCode, 204);
  assert.equal((await signIn(STRANGER, headers)).json<{ code: string }>().code, "foreign-request");
});

test("Paths that there are not are counted with all others, and end in the same refusal", async () => {
  const remoteAddress = "10.3.0.1";
  const tryPath = async (at: number) =>
    await server.inject({ method: at % 2 ? "GET" : "POST", url: `/api/try/${at}`, remoteAddress });
  const answers = await Promise.all(
    Array.from({ length: LIMIT - 1 }, async (_, at) => await tryPath(at)),
  );
  assert.ok(answers.every(({ statusCode }) => statusCode === 404));
  assert.equal(await leftAfter(remoteAddress, {}), 0);
  const refused = await tryPath(LIMIT);
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [429, "too-many"]);
  assert.equal(
    (await server.inject({ url: "/nothing", remoteAddress: "10.3.0.2" })).statusCode,
    404,
  );
});
