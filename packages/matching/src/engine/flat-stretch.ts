// Some roster rows column by column, in one piece of memory that stays near the processor: by field
// and row a number, or where a text stands. Knows nothing of how rows are read.

import { NO_DAY } from "@lingdai/policy/batch";

import { KEY_NUMBERS } from "../match/roster-part.ts";
import type { KeyedStretch } from "../match/roster-part.ts";
import type { TextCells } from "../match/row-texts.ts";
import * as fields from "./roster-cells.ts";

const { AS_DAY, FORM, PAYING, SKIP } = fields;
const { ID, NAME, PHONE, RESIDENCE, PAY } = fields;
const { INSURANCE, KIND, STATUS, LAST_BY, RELATIONSHIP, INCAPACITY } = fields;
const { SINCE, LAST_ON, REFUTED } = fields;

/** Rows that are read together: few enough to stay near the processor. */
export const STRETCH = 128;

/** Where the texts of a field stand, row by row; both 0 where a row or the file has none. */
export class FieldTexts implements TextCells {
  view: DataView = new DataView(new ArrayBuffer(0));
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  constructor(starts: Int32Array, ends: Int32Array) {
    this.starts = starts;
    this.ends = ends;
  }
}

/** What an empty cell of a field is. */
export function numberOfNothing(role: number): number {
  if (FORM[role] === AS_DAY) return NO_DAY;
  return role === STATUS ? PAYING : 0;
}

export class FlatStretch implements KeyedStretch {
  /**
   * By field and row (`role * STRETCH + row`): the number of a code, a day, or where a text begins;
   * what an empty cell is where the file has no such column.
   */
  readonly numbers = new Int32Array((SKIP + 1) * STRETCH);
  /** By the same: where a text ends. */
  readonly ends = new Int32Array((SKIP + 1) * STRETCH);
  readonly keys = new Int32Array(STRETCH * KEY_NUMBERS);
  readonly #byField = Array.from({ length: SKIP + 1 }, (_, role) =>
    this.numbers.subarray(role * STRETCH, (role + 1) * STRETCH),
  );
  readonly birthDate = new Int32Array(STRETCH);
  readonly hasUnit = new Int32Array(STRETCH);
  readonly insurance = this.numbersOf(INSURANCE);
  readonly kind = this.numbersOf(KIND);
  readonly status = this.numbersOf(STATUS);
  readonly lastCertifiedBy = this.numbersOf(LAST_BY);
  readonly relationship = this.numbersOf(RELATIONSHIP);
  readonly incapacity = this.numbersOf(INCAPACITY);
  readonly since = this.numbersOf(SINCE);
  readonly lastCertifiedOn = this.numbersOf(LAST_ON);
  readonly refutedOn = this.numbersOf(REFUTED);
  readonly #texts = Array.from({ length: SKIP }, (_, role) => {
    const from = role * STRETCH;
    return new FieldTexts(this.numbersOf(role), this.ends.subarray(from, from + STRETCH));
  });
  readonly texts: readonly [FieldTexts, FieldTexts, FieldTexts, FieldTexts, FieldTexts] = [
    this.textsOf(ID),
    this.textsOf(NAME),
    this.textsOf(PHONE),
    this.textsOf(RESIDENCE),
    this.textsOf(PAY),
  ];

  constructor() {
    for (let role = 0; role < SKIP; role += 1) this.numbersOf(role).fill(numberOfNothing(role));
  }

  numbersOf(role: number): Int32Array {
    const numbers = this.#byField[role];
    if (numbers === undefined) throw new RangeError(`no field ${role}`);
    return numbers;
  }

  textsOf(role: number): FieldTexts {
    const texts = this.#texts[role];
    if (texts === undefined) throw new RangeError(`no field ${role}`);
    return texts;
  }
}
