import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";

import fc from "fast-check";

import { addKey } from "./key-file.ts";
import { Keyring, keyNumberOf } from "./keyring.ts";
import type { PersonalData } from "./personal-data.ts";

const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const PERSON: PersonalData = {
  idType: "resident-id",
  idNumber: "510104195003071234",
  names: ["李秀英", "李秀瑛"],
  phone: "13800000000",
  householdAddress: "四川省成都市锦江区某路1号",
};

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "lingdai-keys-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("Whatever is sealed comes out again, what was unknown stays unknown", () => {
  const keyring = Keyring.fromMaster(one);
  const text = fc.string({ unit: "grapheme" });
  const anybody = fc.record<PersonalData>(
    {
      idType: fc.constantFrom("resident-id" as const, "passport" as const),
      idNumber: text,
      names: fc.array(text, { minLength: 1 }),
      phone: text,
      householdAddress: text,
      residenceAddress: text,
      bankAccount: text,
    },
    { requiredKeys: ["idType", "idNumber", "names"] },
  );
  fc.assert(
    fc.property(anybody, (person) => {
      assert.deepEqual(keyring.unseal(keyring.seal(person)), { ...person });
    }),
  );
});

test("Two envelopes of one person have nothing in common but the number of the key", () => {
  const keyring = Keyring.fromMaster(one);
  const [first, second] = [keyring.seal(PERSON), keyring.seal(PERSON)];
  assert.notDeepEqual(first.subarray(2, 14), second.subarray(2, 14), "nonces differ");
  assert.ok(!first.includes("李秀英"));
  assert.ok(!first.includes(PERSON.idNumber));
});

test("An envelope in which one bit was changed, anywhere, is not opened", () => {
  const keyring = Keyring.fromMaster(one, one);
  const envelope = keyring.seal(PERSON);
  for (let at = 0; at < envelope.length; at += 1) {
    const changed = Buffer.from(envelope);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => keyring.unseal(changed), `byte ${at}`);
  }
});

test("A new key seals, the old one still opens, and whoever lacks a key opens nothing", () => {
  const [before, after] = [Keyring.fromMaster(one), Keyring.fromMaster(one, two)];
  const [old, fresh] = [before.seal(PERSON), after.seal(PERSON)];
  assert.deepEqual([keyNumberOf(old), keyNumberOf(fresh)], [1, 2]);
  assert.deepEqual(after.unseal(old), PERSON);
  assert.deepEqual(after.unseal(fresh), PERSON);
  assert.throws(() => before.unseal(fresh), /no key 2/);
  assert.throws(() => Keyring.fromMaster(two).unseal(old));
});

test("A blind index finds the same document and name again, after a new key too, and tells types apart", () => {
  const [before, after] = [Keyring.fromMaster(one), Keyring.fromMaster(one, two)];
  const key = before.documentKey("resident-id", PERSON.idNumber);
  assert.deepEqual(after.documentKey("resident-id", PERSON.idNumber), key);
  assert.notDeepEqual(before.documentKey("passport", PERSON.idNumber), key);
  assert.notDeepEqual(Keyring.fromMaster(two).documentKey("resident-id", PERSON.idNumber), key);
  assert.notDeepEqual(before.nameKey("李秀英"), before.nameKey("李秀瑛"));
  assert.equal(key.length, 16);
});

test("The two roles have passwords of their own", () => {
  const keyring = Keyring.fromMaster(one);
  assert.notEqual(keyring.passwordOf("app"), keyring.passwordOf("worker"));
});

test("A data folder gets a key on first use, keeps it, and nobody else may read it", async () => {
  await inFolder(async (folder) => {
    const [first, atTheSameTime] = await Promise.all([Keyring.load(folder), Keyring.load(folder)]);
    const again = await Keyring.load(folder);
    for (const keyring of [atTheSameTime, again]) {
      assert.deepEqual(keyring.unseal(first.seal(PERSON)), PERSON);
    }
    assert.equal((await stat(path.join(folder, "keys"))).mode & 0o777, 0o600);
  });
});

test("A key that is added becomes the current one", async () => {
  await inFolder(async (folder) => {
    const before = await Keyring.load(folder);
    assert.equal(await addKey(folder), 2);
    const after = await Keyring.load(folder);
    assert.equal(after.currentKey, 2);
    assert.deepEqual(after.unseal(before.seal(PERSON)), PERSON);
    // Who had read the keys before opens new envelopes too, and seals as the others do from then on.
    assert.equal(before.currentKey, 1);
    assert.deepEqual(before.unseal(after.seal(PERSON)), PERSON);
    assert.equal(before.currentKey, 2);
    assert.equal((await stat(path.join(folder, "keys"))).mode & 0o777, 0o600);
  });
});

test("A damaged key file is refused, not replaced", async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, "keys");
    for (const damaged of ["", "2 ".concat(two.toString("base64")), "1 c2hvcnQ=\n", "one\n"]) {
      await writeFile(file, damaged);
      await chmod(file, 0o600);
      await assert.rejects(Keyring.load(folder), /密钥文件/);
      assert.equal(await readFile(file, "utf8"), damaged);
    }
  });
});
