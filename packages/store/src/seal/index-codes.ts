// HMAC-SHA-256 (RFC 2104) for row after row: the two hashes that it is made of are asked of node:crypto
// in one call each, for an object for each code costs twice as much. Knows no purpose.

import { hash } from "node:crypto";
import type { KeyObject } from "node:crypto";

const BLOCK_BYTES = 64;
const CODE_BYTES = 32;
const TEXT_BYTES = 1024;

export class IndexCodes {
  /** The key in its inner pad, and room for a text. */
  #inner: Buffer;
  /** The key in its outer pad, and room for the inner code. */
  readonly #outer: Buffer;

  constructor(key: KeyObject) {
    const bytes = key.export();
    if (bytes.length > BLOCK_BYTES) throw new RangeError("a key is a block at most");
    this.#inner = Buffer.alloc(BLOCK_BYTES + TEXT_BYTES, 0x36);
    this.#outer = Buffer.alloc(BLOCK_BYTES + CODE_BYTES, 0x5c);
    for (const [at, byte] of bytes.entries()) {
      this.#inner[at] = byte ^ 0x36;
      this.#outer[at] = byte ^ 0x5c;
    }
  }

  /** So many bytes of a text's code; 32 are all of it. */
  codeOf(text: string, bytes: number): Buffer {
    this.#makeRoom(Buffer.byteLength(text));
    const end = BLOCK_BYTES + this.#inner.write(text, BLOCK_BYTES);
    // As digits: a buffer for each hash costs as much as the hash.
    this.#outer.write(hash("sha256", this.#inner.subarray(0, end), "hex"), BLOCK_BYTES, "hex");
    return Buffer.from(hash("sha256", this.#outer, "hex").slice(0, bytes * 2), "hex");
  }

  #makeRoom(bytes: number): void {
    if (BLOCK_BYTES + bytes <= this.#inner.length) return;
    const larger = Buffer.alloc(BLOCK_BYTES + bytes);
    this.#inner.copy(larger, 0, 0, BLOCK_BYTES);
    this.#inner = larger;
  }
}
