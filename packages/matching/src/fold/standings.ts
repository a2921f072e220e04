// What the run knows of each person while observations stream by: the latest life sign a slot, and
// whether the person has a sign that must be seen together with all others. Memory is bounded by
// the number of people. Which slot a sign competes for is the policy core's to say.

import type { Pack, Sign, SignKind, StandingSlot } from "@lingdai/policy";
import { SIGNS, laterSign, slotOf } from "@lingdai/policy";

const SLOTS: readonly StandingSlot[] = ["counted", "paper", "waiting"];
const SLOT_AT: Readonly<Record<StandingSlot, number>> = { counted: 0, paper: 1, waiting: 2 };
const KINDS = Object.keys(SIGNS) as readonly SignKind[];
const KIND_NUMBERS: ReadonlyMap<SignKind, number> = new Map(
  KINDS.map((kind, at) => [kind, at + 1]),
);

/** Names of sources repeat; beyond this many they are no longer looked up. */
const SOURCES_SHARED_MAX = 65_536;

export class Standings {
  readonly #pack: Pack;
  readonly #asOf: number;
  readonly #occurredOn: Int32Array;
  readonly #arrivedOn: Int32Array;
  /** 0 where the slot is empty. */
  readonly #kind: Uint8Array;
  readonly #sources: string[];
  readonly #refs: string[];
  readonly #needsAll: Uint8Array;
  readonly #signs: Uint32Array;
  readonly #sharedSources = new Map<string, string>();
  #folded = 0;

  constructor(pack: Pack, asOf: number, people: number) {
    this.#pack = pack;
    this.#asOf = asOf;
    const slots = people * SLOTS.length;
    this.#occurredOn = new Int32Array(slots);
    this.#arrivedOn = new Int32Array(slots);
    this.#kind = new Uint8Array(slots);
    this.#sources = Array.from({ length: slots }, () => "");
    this.#refs = Array.from({ length: slots }, () => "");
    this.#needsAll = new Uint8Array(people);
    this.#signs = new Uint32Array(people);
  }

  /** Observations folded so far, for the books. */
  get folded(): number {
    return this.#folded;
  }

  fold(person: number, sign: Sign): void {
    this.#folded += 1;
    this.#signs[person] = (this.#signs[person] ?? 0) + 1;
    const slot = slotOf(this.#pack, sign, this.#asOf);
    if (slot === undefined) return;
    if (slot === "kept") {
      this.#needsAll[person] = 1;
      return;
    }
    const at = person * SLOTS.length + SLOT_AT[slot];
    const held = this.#signAt(at);
    if (held !== undefined && laterSign(held, sign) === held) return;
    this.#occurredOn[at] = sign.occurredOn;
    this.#arrivedOn[at] = sign.arrivedOn;
    this.#kind[at] = KIND_NUMBERS.get(sign.kind) ?? 0;
    this.#sources[at] = this.#shared(sign.source);
    this.#refs[at] = sign.ref;
  }

  /** Whether the latest signs do not suffice for this person: every sign must be read back. */
  needsAllSigns(person: number): boolean {
    return this.#needsAll[person] === 1;
  }

  /** How many signs of that person were accepted. */
  signsOf(person: number): number {
    return this.#signs[person] ?? 0;
  }

  /** The latest sign of each slot that has one. */
  latestSigns(person: number): readonly Sign[] {
    const found: Sign[] = [];
    for (const slot of SLOTS) {
      const sign = this.#signAt(person * SLOTS.length + SLOT_AT[slot]);
      if (sign !== undefined) found.push(sign);
    }
    return found;
  }

  #signAt(at: number): Sign | undefined {
    const kind = KINDS[(this.#kind[at] ?? 0) - 1];
    if (kind === undefined) return undefined;
    return {
      kind,
      occurredOn: this.#occurredOn[at] ?? 0,
      arrivedOn: this.#arrivedOn[at] ?? 0,
      source: this.#sources[at] ?? "",
      ref: this.#refs[at] ?? "",
    };
  }

  #shared(source: string): string {
    const known = this.#sharedSources.get(source);
    if (known !== undefined) return known;
    if (this.#sharedSources.size < SOURCES_SHARED_MAX) this.#sharedSources.set(source, source);
    return source;
  }
}
