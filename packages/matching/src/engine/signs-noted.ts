// Signs that are noted besides the latest ones of the slots: ties of one day, and every sign of
// people whose every sign matters. One list a thread; their texts are found later. Knows no rule.

import type { SharedColumn } from "../match/growing-column.ts";
import { GrowingColumn } from "../match/growing-column.ts";

/** A list as all threads see it; every column has one number a sign. */
export interface NotedSigns {
  readonly count: number;
  readonly person: SharedArrayBuffer;
  readonly slot: SharedArrayBuffer;
  readonly kind: SharedArrayBuffer;
  /** Where its texts stand in which thread's evidence; known once they are gathered. */
  readonly address: SharedArrayBuffer;
  readonly thread: SharedArrayBuffer;
  /** Days; known once texts are gathered, for kept signs only. */
  readonly occurredOn: SharedArrayBuffer;
  readonly arrivedOn: SharedArrayBuffer;
}

export class SignsNoted {
  readonly #person = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #slot = new GrowingColumn<Uint8Array>(Uint8Array);
  readonly #kind = new GrowingColumn<Uint8Array>(Uint8Array);

  get count(): number {
    return this.#person.count;
  }

  /** Notes a sign and gives its number. */
  add(person: number, slot: number, kind: number): number {
    this.#person.push(person);
    this.#slot.push(slot);
    this.#kind.push(kind);
    return this.#person.count - 1;
  }

  share(): NotedSigns {
    const { count } = this;
    const of = (column: { share(): SharedColumn }): SharedArrayBuffer => column.share().buffer;
    return {
      count,
      person: of(this.#person),
      slot: of(this.#slot),
      kind: of(this.#kind),
      address: new SharedArrayBuffer(count * 4),
      thread: new SharedArrayBuffer(count),
      occurredOn: new SharedArrayBuffer(count * 4),
      arrivedOn: new SharedArrayBuffer(count * 4),
    };
  }
}
