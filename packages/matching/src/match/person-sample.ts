// A sample of people: about one in so many, always the same ones, with all their rows and signs.
// Knows document numbers only.

import { crc32 } from "node:zlib";

export class PersonSample {
  readonly oneIn: number;

  constructor(oneIn: number) {
    this.oneIn = oneIn;
  }

  /** Whether somebody belongs to the sample; every row of one document does or does not. */
  has(idNumber: string | Uint8Array): boolean {
    // Numbers that differ in few digits must not fall into the sample together.
    return (Math.imul(crc32(idNumber), 0x9e3779b1) >>> 0) % this.oneIn === 0;
  }
}
