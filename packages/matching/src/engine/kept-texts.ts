// Texts and days of kept rows that are taken one by one, put down while their block is at hand: who
// wants them later need not read it again. Knows neither people nor files.

import type { SharedColumn } from "../match/growing-column.ts";
import { GrowingColumn } from "../match/growing-column.ts";
import type { StateRows } from "../state/state-block.ts";
import type { SharedTexts } from "./evidence-texts.ts";
import { EvidenceTexts } from "./evidence-texts.ts";

/** What one thread put down in one phase, in the order of positions. */
export interface SharedKeptTexts {
  readonly texts: SharedTexts;
  readonly position: SharedColumn;
  readonly address: SharedColumn;
  readonly occurredOn: SharedColumn;
  readonly arrivedOn: SharedColumn;
}

export class KeptTexts {
  readonly #texts = new EvidenceTexts();
  readonly #position = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #address = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #occurredOn = new GrowingColumn<Int32Array>(Int32Array);
  readonly #arrivedOn = new GrowingColumn<Int32Array>(Int32Array);

  /** Puts down a row of the block at hand; rows come in the order of their positions. */
  add(
    stored: StateRows,
    row: number,
    position: number,
    occurredOn: number,
    arrivedOn: number,
  ): void {
    stored.seek(row);
    const { view, sourceAt, sourceEnd, refAt, refEnd } = stored;
    this.#address.push(this.#texts.add(view, sourceAt, sourceEnd, refAt, refEnd));
    this.#position.push(position);
    this.#occurredOn.push(occurredOn);
    this.#arrivedOn.push(arrivedOn);
  }

  share(): SharedKeptTexts {
    return {
      texts: this.#texts.share(),
      position: this.#position.share(),
      address: this.#address.share(),
      occurredOn: this.#occurredOn.share(),
      arrivedOn: this.#arrivedOn.share(),
    };
  }
}

/** What several threads put down, for who wants a row of it. */
export class KeptTextsReader {
  readonly #lists: readonly {
    readonly position: Uint32Array;
    readonly address: Uint32Array;
    readonly occurredOn: Int32Array;
    readonly arrivedOn: Int32Array;
  }[];
  /** Of the row that was found last: who put it down, and what. */
  list = 0;
  address = 0;
  occurredOn = 0;
  arrivedOn = 0;

  constructor(shared: readonly SharedKeptTexts[]) {
    this.#lists = shared.map((list) => ({
      position: new Uint32Array(list.position.buffer, 0, list.position.count),
      address: new Uint32Array(list.address.buffer),
      occurredOn: new Int32Array(list.occurredOn.buffer),
      arrivedOn: new Int32Array(list.arrivedOn.buffer),
    }));
  }

  /** Finds what was put down of the row at a position. */
  find(position: number): void {
    for (const [number, list] of this.#lists.entries()) {
      const at = placeOf(position, list.position);
      if (list.position[at] !== position) continue;
      this.list = number;
      this.address = list.address[at] as number;
      this.occurredOn = list.occurredOn[at] as number;
      this.arrivedOn = list.arrivedOn[at] as number;
      return;
    }
    throw new Error("no thread put down the texts of a kept row");
  }
}

/** Where a position stands among ascending ones, or would. */
function placeOf(position: number, among: Uint32Array): number {
  let low = 0;
  let high = among.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((among[middle] as number) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
