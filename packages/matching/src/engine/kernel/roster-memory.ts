// Memory in which roster rows are read, a stretch at a time. Knows no instruction.

import { NO_DAY } from "@lingdai/policy/batch";

import { KEY_NUMBERS } from "../../match/roster-part.ts";
import type { StretchNumbers } from "../flat-stretch.ts";
import { STRETCH } from "../flat-stretch.ts";
import { BIRTHS } from "../plain-cells.ts";
import { CODES, SKIP } from "../roster-cells.ts";
import { COMMON, KernelMemory, OWN_SETTINGS, SETTINGS, layOut } from "./kernel-memory.ts";

/** A number of each row of a stretch. */
export const COLUMN_BYTES = STRETCH * 4;
export const KEY_BYTES = KEY_NUMBERS * 4;
const CODED = CODES.flatMap((codes) => codes ?? []);
const CODES_BYTES = CODED[0]?.table.byteLength ?? 0;

export const ROSTER = layOut(COMMON.end, {
  codes: CODED.length * CODES_BYTES,
  births: BIRTHS * 4,
  numbers: (SKIP + 1) * COLUMN_BYTES,
  ends: (SKIP + 1) * COLUMN_BYTES,
  keys: STRETCH * KEY_BYTES,
  birthDate: COLUMN_BYTES,
  hasUnit: COLUMN_BYTES,
  begins: COLUMN_BYTES + 4,
});

export const ROSTER_SETTINGS = {
  ...SETTINGS,
  /** Where in the block an ID begins whose birth date has not been judged yet, + 1; 0 where none does. */
  unjudged: OWN_SETTINGS,
} as const;

/** Where the codes of a field stand; undefined where its cells are none. */
export function codesAt(role: number): number | undefined {
  const codes = CODES[role];
  return codes && ROSTER.codes + CODED.indexOf(codes) * CODES_BYTES;
}

export class RosterMemory extends KernelMemory implements StretchNumbers {
  readonly numbers = this.numbersAt(ROSTER.numbers, (SKIP + 1) * STRETCH);
  readonly ends = this.numbersAt(ROSTER.ends, (SKIP + 1) * STRETCH);
  readonly keys = this.numbersAt(ROSTER.keys, STRETCH * KEY_NUMBERS);
  readonly birthDate = this.numbersAt(ROSTER.birthDate, STRETCH);
  readonly hasUnit = this.numbersAt(ROSTER.hasUnit, STRETCH);
  /** Where each row begins, and behind the last of them where it ends. */
  readonly begins = this.numbersAt(ROSTER.begins, STRETCH + 1);
  /** By place of a birth date: the day, as soon as it was judged to be good. */
  readonly births = this.numbersAt(ROSTER.births, BIRTHS).fill(NO_DAY);

  constructor(blockBytes: number) {
    super(ROSTER, blockBytes);
    for (const [at, { table }] of CODED.entries()) this.put(ROSTER.codes + at * CODES_BYTES, table);
  }
}
