// What a refused sign-in costs tells nothing: whoever is asked about, one hash of the same cost is
// worked out. Work is counted and not timed, for a clock on a busy machine proves nothing.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import { addStaff, disableStaff, inTransaction } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";

type Verify = (hashed: string, password: string) => Promise<boolean>;

/** The library's own functions, counted on their way: looked on before anybody has imported them. */
const argon2 = createRequire(import.meta.url)("@node-rs/argon2") as {
  verify: Verify;
  hash: (...given: readonly unknown[]) => Promise<string>;
};
const costs: string[] = [];
let hashes = 0;
const { verify, hash } = argon2;
argon2.verify = async (hashed, password) => {
  costs.push(hashed.split("$").slice(0, 4).join("$"));
  return await verify(hashed, password);
};
argon2.hash = async (...given) => {
  hashes += 1;
  return await hash(...given);
};
const { hashPassword } = await import("../src/sign-in/password.ts");
const { signIn } = await import("../src/sign-in/sign-in.ts");

const PASSWORD = "a long enough password";
const record = await openTestRecord();
after(async () => {
  await record.close();
});
const passwordHash = await hashPassword(PASSWORD);
await inTransaction(record.worker, "worker", async (tx) => {
  for (const login of ["known", "locked", "gone"]) {
    const work = { role: "clerk", level: "county", place: "510104" } as const;
    await addStaff(tx, { login, name: login, passwordHash, origin: "added", ...work });
  }
  await disableStaff(tx, "gone", dayAt("2024-01-02"));
});

async function workOf(login: string, password: string) {
  costs.length = 0;
  hashes = 0;
  const outcome = await signIn(record.app, { login, password });
  return { refused: "refused" in outcome ? outcome.refused : undefined, costs: [...costs], hashes };
}

test("Unknown, known, locked or gone: a sign-in costs one hash of the cost of a real one", async () => {
  for (let attempt = 1; attempt <= 5; attempt += 1) await workOf("locked", "a wrong password");
  // 19 MiB, two passes, one lane.
  const work = { costs: ["$argon2id$v=19$m=19456,t=2,p=1"], hashes: 0 };
  const wrong = { refused: "wrong-credentials", ...work };
  assert.deepEqual(await workOf("nobody", PASSWORD), wrong);
  assert.deepEqual(await workOf("known", "a wrong password"), wrong);
  assert.deepEqual(await workOf("gone", PASSWORD), wrong);
  assert.deepEqual(await workOf("locked", PASSWORD), { refused: "sign-in-locked", ...work });
  assert.deepEqual(await workOf("locked", "x"), { refused: "sign-in-locked", ...work });
  assert.deepEqual(await workOf("known", PASSWORD), { refused: undefined, ...work });
});
