// Which `source` and `ref` have been seen in this run. Keeps a fingerprint of 64 bits instead of
// the texts: 11 to 22 bytes a row, the only memory that grows with the observations. Two different
// references among a hundred million share a fingerprint with a probability below 0.0003.

/** Rows per slot stay below this share, so that searching stays short. */
const FILLED_MAX = 0.75;

export class SeenReferences {
  /** Two numbers a slot; both 0 is a free one. */
  #slots = new Uint32Array(2 * 4096);
  #mask = 4095;
  #count = 0;
  readonly #fingerprint = new Uint32Array(2);

  /** That of the reference that was added last, its lower half first. */
  get fingerprint(): Uint32Array {
    return this.#fingerprint;
  }

  /** Remembers a reference; false where it was known already. */
  add(source: string, ref: string): boolean {
    fingerprintOf(source, ref, this.#fingerprint);
    const low = this.#fingerprint[0] ?? 0;
    // A free slot is 0, 0: that fingerprint is taken for its neighbour.
    const high = (this.#fingerprint[1] ?? 0) || 1;
    const at = this.#slotOf(low, high);
    if (this.#slots[at + 1] !== 0) return false;
    this.#slots[at] = low;
    this.#slots[at + 1] = high;
    this.#count += 1;
    if (this.#count > (this.#mask + 1) * FILLED_MAX) this.#grow();
    return true;
  }

  #slotOf(low: number, high: number): number {
    let slot = low & this.#mask;
    for (;;) {
      const at = slot * 2;
      const held = this.#slots[at + 1];
      if (held === 0 || (held === high && this.#slots[at] === low)) return at;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = (this.#mask + 1) * 2 - 1;
    this.#slots = new Uint32Array(2 * (this.#mask + 1));
    for (let from = 0; from < old.length; from += 2) {
      const high = old[from + 1] ?? 0;
      if (high === 0) continue;
      const at = this.#slotOf(old[from] ?? 0, high);
      this.#slots[at] = old[from] ?? 0;
      this.#slots[at + 1] = high;
    }
  }
}

const SCRATCH = new Uint32Array(2);

/** The fingerprint as one signed number of 64 bits, for who keeps references in a database. */
export function referenceNumberOf(source: string, ref: string): bigint {
  fingerprintOf(source, ref, SCRATCH);
  return BigInt.asIntN(64, (BigInt(SCRATCH[1] ?? 0) << 32n) | BigInt(SCRATCH[0] ?? 0));
}

/**
 * Two lanes of 32 bits that feed each other with every character, so that no pair of references
 * meets in both lanes for the same reason.
 */
export function fingerprintOf(source: string, ref: string, into: Uint32Array): void {
  let first = 0x9368e53c ^ source.length;
  let second = 0x586dcd20 ^ ref.length;
  for (const text of [source, ref]) {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      first = Math.imul(first ^ code, 0x85ebca6b);
      first = (((first << 13) | (first >>> 19)) + second) | 0;
      second = Math.imul(second ^ code, 0xc2b2ae35);
      second = (((second << 17) | (second >>> 15)) + Math.imul(first, 5)) | 0;
    }
  }
  // Every step can be run backwards, so nothing that told two texts apart is lost on the way.
  first ^= Math.imul(second, 0x27d4eb2f);
  second ^= Math.imul(first, 0x165667b1);
  into[0] = finish(first);
  into[1] = finish(second);
}

function finish(lane: number): number {
  let mixed = lane ^ (lane >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
