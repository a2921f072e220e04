// Signs as the rules take them, each reading its texts only when it is asked for them: of all signs of
// a person whose every sign matters few are named. Knows no rule.

import type { Day, Sign } from "@lingdai/policy/batch";
import { SIGN_NUMBERS } from "@lingdai/policy/batch";

import type { EvidenceReader } from "./evidence-texts.ts";
import type { FoldedShare } from "./fold-ranges.ts";
import { rangeBits, rangesOf } from "./run-setup.ts";
import type { NotedSigns } from "./signs-noted.ts";

/** A sign whose texts stand in some thread's evidence. */
export class EvidencedSign implements Sign {
  readonly kind: Sign["kind"];
  readonly occurredOn: Day;
  readonly arrivedOn: Day;
  readonly #evidence: EvidenceReader;
  readonly #thread: number;
  readonly #address: number;

  constructor(
    kind: Sign["kind"],
    occurredOn: Day,
    arrivedOn: Day,
    evidence: EvidenceReader,
    thread: number,
    address: number,
  ) {
    this.kind = kind;
    this.occurredOn = occurredOn;
    this.arrivedOn = arrivedOn;
    this.#evidence = evidence;
    this.#thread = thread;
    this.#address = address;
  }

  get source(): string {
    this.#evidence.seek(this.#thread, this.#address);
    return this.#evidence.source;
  }

  get ref(): string {
    this.#evidence.seek(this.#thread, this.#address);
    return this.#evidence.ref;
  }
}

export type KeptShare = Pick<FoldedShare, "kept" | "keptRanges">;

/** One thread's list. */
class KeptList {
  readonly person: Uint32Array;
  readonly kind: Uint8Array;
  readonly address: Uint32Array;
  readonly thread: Uint8Array;
  readonly occurredOn: Int32Array;
  readonly arrivedOn: Int32Array;

  constructor(kept: NotedSigns) {
    this.person = new Uint32Array(kept.person);
    this.kind = new Uint8Array(kept.kind);
    this.address = new Uint32Array(kept.address);
    this.thread = new Uint8Array(kept.thread);
    this.occurredOn = new Int32Array(kept.occurredOn);
    this.arrivedOn = new Int32Array(kept.arrivedOn);
  }
}

export class KeptSigns {
  readonly #rangeBits: number;
  readonly #lists: readonly KeptList[];
  /** By range: in which list its signs stand, from where to where. */
  readonly #list: Uint8Array;
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;

  constructor(shares: readonly KeptShare[], people: number) {
    this.#rangeBits = rangeBits(people);
    this.#lists = shares.map(({ kept }) => new KeptList(kept));
    const ranges = rangesOf(people);
    this.#list = new Uint8Array(ranges);
    this.#from = new Uint32Array(ranges);
    this.#to = new Uint32Array(ranges);
    for (const [list, { keptRanges }] of shares.entries()) {
      for (let at = 0; at < keptRanges.length; at += 3) {
        const range = keptRanges[at] as number;
        this.#list[range] = list;
        this.#from[range] = keptRanges[at + 1] as number;
        this.#to[range] = keptRanges[at + 2] as number;
      }
    }
  }

  of(person: number, evidence: EvidenceReader): readonly Sign[] {
    const range = person >>> this.#rangeBits;
    const list = this.#lists[this.#list[range] as number];
    if (list === undefined) return [];
    const to = this.#to[range] as number;
    let low = this.#from[range] as number;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list.person[middle] as number) < person) low = middle + 1;
      else high = middle;
    }
    const signs: Sign[] = [];
    for (; low < to && list.person[low] === person; low += 1) {
      const kind = SIGN_NUMBERS.codeOf(list.kind[low] as number);
      if (kind === undefined) throw new Error("a kept sign of no kind");
      signs.push(
        new EvidencedSign(
          kind,
          list.occurredOn[low] as number,
          list.arrivedOn[low] as number,
          evidence,
          list.thread[low] as number,
          list.address[low] as number,
        ),
      );
    }
    return signs;
  }
}
