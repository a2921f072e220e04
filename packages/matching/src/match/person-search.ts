// Looks for the residents of many rows together, so that the memory is asked for all of them at once.
// Knows nothing of the rows.

import * as personSlots from "./person-slots.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { fitsSlot, isNameAt, packHigh, packLow, personAt, placeOfKey } = personSlots;
const { searchSlots, touchSlots } = personSlots;

/** The digits of a row's ID, 8 and 9, are the first two of `step` numbers. */
export interface AskedResidents {
  readonly numbers: Int32Array;
  readonly step: number;
}

export class PersonSearch {
  readonly #slots: Int32Array;
  /** By row: the digits asked for, packed, and the slot where they are looked for and found. */
  readonly #packedHigh: Int32Array;
  readonly #packedLow: Int32Array;
  readonly #place: Int32Array;
  touched = 0;

  /** Among the slots of a table that does not grow any more; for so many rows at once. */
  constructor(slots: Int32Array, rows: number) {
    this.#slots = slots;
    this.#packedHigh = new Int32Array(rows);
    this.#packedLow = new Int32Array(rows);
    this.#place = new Int32Array(rows);
  }

  /** Looks for the residents of the rows `first` to before `last`. */
  find({ numbers, step }: AskedResidents, first: number, last: number): void {
    const slots = this.#slots;
    const places = this.#place;
    const packedHigh = this.#packedHigh;
    const packedLow = this.#packedLow;
    for (let row = first; row < last; row += 1) {
      const at = row * step;
      const high = packHigh(numbers[at] as number);
      const low = packLow(numbers[at + 1] as number);
      packedHigh[row] = high;
      packedLow[row] = low;
      places[row] = placeOfKey(high, low, slots);
    }
    this.touched = touchSlots(slots, places, first, last);
    for (let row = first; row < last; row += 1) {
      const from = places[row] as number;
      places[row] = searchSlots(slots, from, packedHigh[row] as number, packedLow[row] as number);
    }
  }

  /** Whether who was asked for would stand in a slot: others `Roster` must be asked for. */
  isInSlots(row: number): boolean {
    return fitsSlot(this.#packedHigh[row] as number, this.#packedLow[row] as number);
  }

  /** The resident that was found; `NOBODY` where no slot has the digits. */
  personOf(row: number): number {
    return personAt(this.#slots, this.#place[row] as number);
  }

  /** Whether the name on that person's first row, as written, has this fingerprint. */
  isNameOf(row: number, nameLow: number, nameHigh: number): boolean {
    return isNameAt(this.#slots, this.#place[row] as number, nameLow, nameHigh);
  }
}
