// The keys of an installation, and what is done with them: envelopes and blind indexes (`Sealer`), codes
// of the audit and the passwords of the two login roles. An envelope begins with the number of its
// key, so that keys can be replaced while people work; indexes and passwords follow from the first
// key and stay. Only node:crypto does any cryptography. Knows no table.

import { createDecipheriv, createHmac, createSecretKey, hkdfSync } from "node:crypto";
import type { KeyObject } from "node:crypto";

import type { IdType } from "@lingdai/policy";

import { readKeys, readOrMakeKeys, type MasterKeys } from "./key-file.ts";
import { decodePersonalData, type PersonalData } from "./personal-data.ts";
import { CIPHER, NONCE_BYTES, NUMBER_BYTES, Sealer, TAG_BYTES } from "./sealer.ts";

export type LoginRole = "app" | "worker";

export class Keyring {
  /** By number; the largest seals. */
  readonly #sealKeys = new Map<number, KeyObject>();
  readonly #indexKey: KeyObject;
  readonly #codeKey: KeyObject;
  readonly #passwords: Readonly<Record<LoginRole, string>>;
  readonly #readAgain: () => MasterKeys;
  #sealer: Sealer;

  private constructor(masters: MasterKeys, readAgain: () => MasterKeys) {
    const first = masters.get(1);
    if (first === undefined) throw new RangeError("a keyring begins with key 1");
    this.#readAgain = readAgain;
    this.#indexKey = derive(first, "blind index");
    this.#sealer = this.#add(masters);
    this.#codeKey = derive(first, "audit anchor");
    const password = (role: LoginRole): string =>
      derive(first, `password ${role}`).export().toString("base64url");
    this.#passwords = { app: password("app"), worker: password("worker") };
  }

  /** The keyring of a data folder, made on first use; `LINGDAI_KEYS` may name another key file. */
  static async load(folder: string): Promise<Keyring> {
    return new Keyring(await readOrMakeKeys(folder), () => readKeys(folder));
  }

  /** A keyring whose keys 1, 2, ... are given. */
  static fromMaster(...masters: readonly [Buffer, ...Buffer[]]): Keyring {
    const numbered = new Map(masters.map((master, at) => [at + 1, master]));
    return new Keyring(numbered, () => numbered);
  }

  /** The number that new envelopes bear. */
  get currentKey(): number {
    return Math.max(...this.#sealKeys.keys());
  }

  /** Seals with the newest key and makes blind indexes; its keys may go to another thread. */
  get sealer(): Sealer {
    return this.#sealer;
  }

  documentKey(idType: IdType, idNumber: string): Buffer {
    return this.#sealer.documentKey(idType, idNumber);
  }

  nameKey(foldedName: string): Buffer {
    return this.#sealer.nameKey(foldedName);
  }

  seal(person: PersonalData): Buffer {
    return this.#sealer.seal(person);
  }

  sealText(text: string): Buffer {
    return this.#sealer.sealText(text);
  }

  /** Throws where the envelope was changed or its key is not on the ring. */
  unseal(envelope: Uint8Array): PersonalData {
    return decodePersonalData(this.unsealText(envelope));
  }

  unsealText(envelope: Uint8Array): string {
    const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
    const [bodyAt, tagAt] = [NUMBER_BYTES + NONCE_BYTES, bytes.length - TAG_BYTES];
    const nonce = bytes.subarray(NUMBER_BYTES, bodyAt);
    const decipher = createDecipheriv(CIPHER, this.#sealKey(keyNumberOf(bytes)), nonce);
    decipher.setAAD(bytes.subarray(0, NUMBER_BYTES));
    decipher.setAuthTag(bytes.subarray(tagAt));
    return (
      decipher.update(bytes.subarray(bodyAt, tagAt), undefined, "utf8") + decipher.final("utf8")
    );
  }

  /** A code over text that only this ring can make. */
  codeOf(text: string): Buffer {
    return createHmac("sha256", this.#codeKey).update(text).digest();
  }

  /** With what a login role signs in to PostgreSQL. */
  passwordOf(role: LoginRole): string {
    return this.#passwords[role];
  }

  #sealKey(number: number): KeyObject {
    // Another process may have added a key since ours were read.
    if (!this.#sealKeys.has(number)) this.#sealer = this.#add(this.#readAgain());
    const key = this.#sealKeys.get(number);
    if (key === undefined) throw new RangeError(`no key ${number} on this ring`);
    return key;
  }

  #add(masters: MasterKeys): Sealer {
    for (const [number, master] of masters) this.#sealKeys.set(number, derive(master, "seal"));
    const number = this.currentKey;
    return new Sealer({ number, sealKey: this.#sealKey(number), indexKey: this.#indexKey });
  }
}

/** The number of the key that an envelope was sealed with. */
export function keyNumberOf(envelope: Uint8Array): number {
  return ((envelope[0] ?? 0) << 8) | (envelope[1] ?? 0);
}

function derive(master: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", master, "", `lingdai ${purpose}`, 32)));
}
