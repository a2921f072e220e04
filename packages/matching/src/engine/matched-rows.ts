// Where rows that were not rejected go: into the log of references, and, when they are accepted,
// into the log of signs by range of people. Knows people as numbers and no bytes.

import type { Pack, SignKind } from "@lingdai/policy/batch";
import { PAPERS, SIGN_NUMBERS, slotOf } from "@lingdai/policy/batch";

import { FOLDED as IS_FOLDED } from "../state/row-owners.ts";
import type { SharedLog } from "./chunked-log.ts";
import { ChunkedLog } from "./chunked-log.ts";
import * as runSetup from "./run-setup.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { FOLD_DAYS_FROM, PARTITIONS, PLACE_BITS, rangeBits, rangesOf } = runSetup;
const { SLOT_COUNTED, SLOT_NONE, SLOT_PAPER, SLOT_WAITING } = runSetup;
const FOLDED = IS_FOLDED;

/** Not a slot: the sign must be seen together with all others of its person. */
const KEPT = 4;
const UNKNOWN = 255;
const REFERENCE_CHUNK = 256;
const SIGN_CHUNK = 8192;
/** Arrivals remembered per kind: this many days back from the as-of date. */
const ARRIVALS = 4096;

export class MatchedRows {
  readonly #pack: Pack;
  readonly #asOf: number;
  readonly #needsRecords: Uint8Array;
  readonly #rangeBits: number;
  readonly #localMask: number;
  readonly #references = new ChunkedLog(PARTITIONS, REFERENCE_CHUNK);
  readonly #signs: ChunkedLog;
  readonly #slots: Uint8Array;
  readonly #isPaper: Uint8Array;
  /** How many people turned out to be some whose every sign matters. */
  needed = 0;

  constructor(pack: Pack, asOf: number, people: number, needsRecords: Uint8Array) {
    this.#pack = pack;
    this.#asOf = asOf;
    this.#needsRecords = needsRecords;
    this.#rangeBits = rangeBits(people);
    this.#localMask = 2 ** this.#rangeBits - 1;
    this.#signs = new ChunkedLog(rangesOf(people), SIGN_CHUNK);
    this.#slots = new Uint8Array((SIGN_NUMBERS.codes.length + 1) * ARRIVALS).fill(UNKNOWN);
    this.#isPaper = Uint8Array.from([
      0,
      ...SIGN_NUMBERS.codes.map((code) => (PAPERS.has(code) ? 1 : 0)),
    ]);
  }

  /** Remembers that this row said something under this reference, whatever became of it. */
  refer(low: number, high: number, position: number, became: number): void {
    // The lane says the first bits of `low`; what became of the row takes their place.
    this.#references.append(low >>> 23, (low & 0x7f_ffff) | (became << 23), high, position);
  }

  /**
   * Takes a sign of a person who is on the roster under that name. Says what of the row's owner is
   * known by now: whether it need not be folded again once this run's folded form is kept.
   */
  accept(
    person: number,
    kind: number,
    occurredOn: number,
    arrivedOn: number,
    position: number,
    place: number,
  ): number {
    let slot = this.#slotOf(kind, occurredOn, arrivedOn);
    if (slot === KEPT) {
      if (this.#needsRecords[person] === 0) this.needed += 1;
      this.#needsRecords[person] = 1;
      slot = SLOT_NONE;
    }
    this.#signs.append(
      person >>> this.#rangeBits,
      ((person & this.#localMask) << 8) | (slot << 6) | kind,
      position,
      ((occurredOn - FOLD_DAYS_FROM) << PLACE_BITS) | place,
    );
    // A sign that counts goes on counting, and one without effect never has any; what papers and
    // waiting signs are may change with the day.
    return slot === SLOT_COUNTED || slot === SLOT_NONE ? FOLDED : 0;
  }

  share(): { readonly references: SharedLog; readonly signs: SharedLog } {
    return { references: this.#references.share(), signs: this.#signs.share() };
  }

  /** The pack's own answer; apart from papers it looks at kind and arrival only. */
  #slotOf(kind: number, occurredOn: number, arrivedOn: number): number {
    const daysAgo = this.#asOf - arrivedOn;
    if (daysAgo >= ARRIVALS || this.#isPaper[kind] === 1) {
      return this.#ask(kind, occurredOn, arrivedOn);
    }
    const at = kind * ARRIVALS + daysAgo;
    let slot = this.#slots[at] ?? UNKNOWN;
    if (slot === UNKNOWN) {
      slot = this.#ask(kind, occurredOn, arrivedOn);
      this.#slots[at] = slot;
    }
    return slot;
  }

  #ask(kind: number, occurredOn: number, arrivedOn: number): number {
    const code: SignKind | undefined = SIGN_NUMBERS.codeOf(kind);
    if (code === undefined) throw new RangeError(`no sign ${kind}`);
    const sign = { kind: code, occurredOn, arrivedOn, source: "", ref: "" };
    switch (slotOf(this.#pack, sign, this.#asOf)) {
      case "counted":
        return SLOT_COUNTED;
      case "paper":
        return SLOT_PAPER;
      case "waiting":
        return SLOT_WAITING;
      case "kept":
        return KEPT;
      case undefined:
        return SLOT_NONE;
    }
  }
}
