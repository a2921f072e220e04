// The keys of an installation, and what is done with them: envelopes (AES-256-GCM), blind indexes
// (HMAC-SHA-256) and the passwords of the two login roles. An envelope begins with the number of its
// key, so that keys can be replaced while people work; indexes and passwords follow from the first
// key and stay. Only node:crypto does any cryptography. Knows no table.

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from "node:crypto";
import type { KeyObject } from "node:crypto";

import type { IdType } from "@lingdai/policy";

import { readKeys, readOrMakeKeys, type MasterKeys } from "./key-file.ts";
import { decodePersonalData, encodePersonalData, type PersonalData } from "./personal-data.ts";

const CIPHER = "aes-256-gcm";
const NUMBER_BYTES = 2;
const NONCE_BYTES = 12;
const NONCES_AT_ONCE = 512;
const TAG_BYTES = 16;
/** 128 bits: nobody meets a collision, and the index of ten million people stays small. */
const INDEX_BYTES = 16;

export type LoginRole = "app" | "worker";

export class Keyring {
  /** By number; the largest seals. */
  readonly #sealKeys = new Map<number, KeyObject>();
  readonly #indexKey: KeyObject;
  readonly #codeKey: KeyObject;
  readonly #passwords: Readonly<Record<LoginRole, string>>;
  readonly #readAgain: () => MasterKeys;
  readonly #nonces = new Nonces();

  private constructor(masters: MasterKeys, readAgain: () => MasterKeys) {
    const first = masters.get(1);
    if (first === undefined) throw new RangeError("a keyring begins with key 1");
    this.#add(masters);
    this.#readAgain = readAgain;
    this.#indexKey = derive(first, "blind index");
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

  /** Blind index of a document; the number as normalised on reading. */
  documentKey(idType: IdType, idNumber: string): Buffer {
    return this.#index(`document\0${idType}\0${idNumber}`);
  }

  /** Blind index of a name that `foldName` of matching has folded. */
  nameKey(foldedName: string): Buffer {
    return this.#index(`name\0${foldedName}`);
  }

  seal(person: PersonalData): Buffer {
    return this.sealText(encodePersonalData(person));
  }

  /** Throws where the envelope was changed or its key is not on the ring. */
  unseal(envelope: Uint8Array): PersonalData {
    return decodePersonalData(this.unsealText(envelope));
  }

  /** Key number, nonce, ciphertext, tag. */
  sealText(text: string): Buffer {
    const number = this.currentKey;
    const head = Buffer.allocUnsafe(NUMBER_BYTES);
    head.writeUInt16BE(number);
    const nonce = this.#nonces.next();
    const cipher = createCipheriv(CIPHER, this.#sealKey(number), nonce);
    cipher.setAAD(head);
    const body = cipher.update(text, "utf8");
    return Buffer.concat([head, nonce, body, cipher.final(), cipher.getAuthTag()]);
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

  #index(text: string): Buffer {
    return createHmac("sha256", this.#indexKey).update(text).digest().subarray(0, INDEX_BYTES);
  }

  #sealKey(number: number): KeyObject {
    // Another process may have added a key since ours were read.
    if (!this.#sealKeys.has(number)) this.#add(this.#readAgain());
    const key = this.#sealKeys.get(number);
    if (key === undefined) throw new RangeError(`no key ${number} on this ring`);
    return key;
  }

  #add(masters: MasterKeys): void {
    for (const [number, master] of masters) this.#sealKeys.set(number, derive(master, "seal"));
  }
}

/** Nonces drawn many at a time, each given once: asking for twelve bytes costs as much as sealing. */
class Nonces {
  #drawn = Buffer.alloc(0);
  #at = 0;

  next(): Buffer {
    if (this.#at === this.#drawn.length) {
      this.#drawn = randomBytes(NONCES_AT_ONCE * NONCE_BYTES);
      this.#at = 0;
    }
    this.#at += NONCE_BYTES;
    return this.#drawn.subarray(this.#at - NONCE_BYTES, this.#at);
  }
}

/** The number of the key that an envelope was sealed with. */
export function keyNumberOf(envelope: Uint8Array): number {
  return ((envelope[0] ?? 0) << 8) | (envelope[1] ?? 0);
}

function derive(master: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", master, "", `lingdai ${purpose}`, 32)));
}
