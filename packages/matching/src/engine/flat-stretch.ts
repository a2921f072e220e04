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

/** The numbers of a stretch. */
export interface StretchNumbers {
  /**
   * By field and row (`role * STRETCH + row`): the number of a code, a day, or where a text begins;
   * what an empty cell is where the file has no such column.
   */
  readonly numbers: Int32Array;
  /** By the same: where a text ends. */
  readonly ends: Int32Array;
  /** As a part keeps them (`KEY_NUMBERS`). */
  readonly keys: Int32Array;
  readonly birthDate: Int32Array;
  readonly hasUnit: Int32Array;
}

function newNumbers(): StretchNumbers {
  return {
    numbers: new Int32Array((SKIP + 1) * STRETCH),
    ends: new Int32Array((SKIP + 1) * STRETCH),
    keys: new Int32Array(STRETCH * KEY_NUMBERS),
    birthDate: new Int32Array(STRETCH),
    hasUnit: new Int32Array(STRETCH),
  };
}

export class FlatStretch implements KeyedStretch, StretchNumbers {
  readonly numbers: Int32Array;
  readonly ends: Int32Array;
  readonly keys: Int32Array;
  readonly birthDate: Int32Array;
  readonly hasUnit: Int32Array;
  readonly #byField: readonly Int32Array[];
  readonly #texts: readonly FieldTexts[];
  readonly insurance: Int32Array;
  readonly kind: Int32Array;
  readonly status: Int32Array;
  readonly lastCertifiedBy: Int32Array;
  readonly relationship: Int32Array;
  readonly incapacity: Int32Array;
  readonly since: Int32Array;
  readonly lastCertifiedOn: Int32Array;
  readonly refutedOn: Int32Array;
  readonly texts: readonly [FieldTexts, FieldTexts, FieldTexts, FieldTexts, FieldTexts];

  /** A stretch in these numbers. */
  constructor({ numbers, ends, keys, birthDate, hasUnit }: StretchNumbers = newNumbers()) {
    this.numbers = numbers;
    this.ends = ends;
    this.keys = keys;
    this.birthDate = birthDate;
    this.hasUnit = hasUnit;
    const ofField = (all: Int32Array, role: number): Int32Array =>
      all.subarray(role * STRETCH, (role + 1) * STRETCH);
    this.#byField = Array.from({ length: SKIP + 1 }, (_, role) => ofField(numbers, role));
    this.#texts = Array.from(
      { length: SKIP },
      (_, role) => new FieldTexts(this.numbersOf(role), ofField(ends, role)),
    );
    this.insurance = this.numbersOf(INSURANCE);
    this.kind = this.numbersOf(KIND);
    this.status = this.numbersOf(STATUS);
    this.lastCertifiedBy = this.numbersOf(LAST_BY);
    this.relationship = this.numbersOf(RELATIONSHIP);
    this.incapacity = this.numbersOf(INCAPACITY);
    this.since = this.numbersOf(SINCE);
    this.lastCertifiedOn = this.numbersOf(LAST_ON);
    this.refutedOn = this.numbersOf(REFUTED);
    this.texts = [
      this.textsOf(ID),
      this.textsOf(NAME),
      this.textsOf(PHONE),
      this.textsOf(RESIDENCE),
      this.textsOf(PAY),
    ];
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
