// What is done with keys for row after row: envelopes (AES-256-GCM) sealed with the newest key, and
// blind indexes (HMAC-SHA-256). Its keys can be handed to another thread of the process. Opens nothing.

import { createCipheriv, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";

import type { IdType } from "@lingdai/policy";

import { IndexCodes } from "./index-codes.ts";
import { encodePersonalData, type PersonalData } from "./personal-data.ts";

export const CIPHER = "aes-256-gcm";
export const NUMBER_BYTES = 2;
export const NONCE_BYTES = 12;
const BODY_AT = NUMBER_BYTES + NONCE_BYTES;
export const TAG_BYTES = 16;
const NONCES_AT_ONCE = 512;
/** 128 bits: nobody meets a collision, and the index of ten million people stays small. */
const INDEX_BYTES = 16;

/** The keys of a sealer; threads pass them without showing them. */
export interface SealingKeys {
  /** The number that envelopes bear, and their key. */
  readonly number: number;
  readonly sealKey: KeyObject;
  readonly indexKey: KeyObject;
}

export class Sealer {
  readonly keys: SealingKeys;
  readonly #head = Buffer.alloc(NUMBER_BYTES);
  readonly #nonces = new Nonces();
  readonly #codes: IndexCodes;

  constructor(keys: SealingKeys) {
    this.keys = keys;
    this.#codes = new IndexCodes(keys.indexKey);
    this.#head.writeUInt16BE(keys.number);
  }

  /** Blind index of a document; the number as normalised on reading. */
  documentKey(idType: IdType, idNumber: string): Buffer {
    return this.#codes.codeOf(`document\0${idType}\0${idNumber}`, INDEX_BYTES);
  }

  /** Blind index of a name that `foldName` of matching has folded. */
  nameKey(foldedName: string): Buffer {
    return this.#codes.codeOf(`name\0${foldedName}`, INDEX_BYTES);
  }

  seal(person: PersonalData): Buffer {
    return this.sealText(encodePersonalData(person));
  }

  /** Key number, nonce, ciphertext, tag. */
  sealText(text: string): Buffer {
    const nonce = this.#nonces.next();
    const cipher = createCipheriv(CIPHER, this.keys.sealKey, nonce);
    cipher.setAAD(this.#head);
    const body = cipher.update(text, "utf8");
    // Nothing of a stream of bytes is left for the end.
    cipher.final();
    const envelope = Buffer.allocUnsafe(BODY_AT + body.length + TAG_BYTES);
    envelope.set(this.#head);
    envelope.set(nonce, NUMBER_BYTES);
    envelope.set(body, BODY_AT);
    envelope.set(cipher.getAuthTag(), BODY_AT + body.length);
    return envelope;
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
