// What is read of the cells of a roster row, and what becomes of the row: instructions for
// `readerModule`. When a row is plain says `PlainRoster`, which runs them. Knows no file.

import type { Input, Label } from "wasmati";
import { br, i32, if_, local } from "wasmati";

import { NO_DAY } from "@lingdai/policy/batch";

import { numberOfNothing } from "../flat-stretch.ts";
import { BIRTH_DAYS, BIRTH_MONTHS, FIRST_YEAR, YEARS } from "../plain-cells.ts";
import * as fields from "../roster-cells.ts";
import * as code from "./cell-code.ts";
import { leaveIf } from "./cell-code.ts";
import { blockAt } from "./kernel-memory.ts";
import type { RosterForm } from "./reader-form.ts";
import * as layout from "./roster-memory.ts";
import type { RowCode, RowRegisters } from "./row-reader.ts";
import { readerModule } from "./row-reader.ts";

const { AS_DAY, FORM, ID, INSURANCE, KIND, LAST_ON, NAME, REFUTED, SINCE } = fields;
const { UNIT_CODE, UNIT_NAME } = fields;
const { COLUMN_BYTES, KEY_BYTES, ROSTER, ROSTER_SETTINGS, codesAt } = layout;
const BLOCK_AT = blockAt(ROSTER);

/** What must be known of a row when all its cells have been read. */
const JUDGED = ["nameEnd", "unitEnd", "insurance", "kind", "since", "lastOn", "refutedOn"] as const;
/** The row of the stretch: where in a column its number stands, and where in the keys. */
const PLACES = ["row", "key"] as const;

type Own = (typeof JUDGED)[number] | (typeof PLACES)[number];
type Row = RowRegisters<Own>;

/** The register that keeps the number of a field for the judgement. */
const KEPT: ReadonlyMap<number, Own> = new Map([
  [INSURANCE, "insurance"],
  [KIND, "kind"],
  [SINCE, "since"],
  [LAST_ON, "lastOn"],
  [REFUTED, "refutedOn"],
]);

/** The reader of the plain rows of rosters of that form, in a `RosterMemory`. */
export function rosterModule(form: RosterForm): Uint8Array {
  return readerModule(form, new RosterCode(form));
}

class RosterCode implements RowCode<Own> {
  readonly registers: readonly Own[] = [...JUDGED, ...PLACES];
  readonly #delimiter: number;

  constructor({ delimiter }: RosterForm) {
    this.#delimiter = delimiter;
  }

  begin({ held, row, key }: Row): void {
    local.set(row, i32.mul(held, 4));
    local.set(key, i32.mul(held, KEY_BYTES));
  }

  beginRow(registers: Row): void {
    const { nameEnd, unitEnd } = registers;
    for (const [role, register] of KEPT) local.set(registers[register], numberOfNothing(role));
    local.set(nameEnd, 0);
    local.set(unitEnd, 0);
  }

  readCell(role: number, odd: Label, registers: Row): void {
    const { at, start, first } = registers;
    if (role === ID) {
      local.set(start, at);
      code.readId(odd, registers);
      putText(role, registers);
      readBirth(odd, registers);
      return;
    }
    local.set(first, code.byteAt(at));
    const isDelimiter = i32.eq(first, this.#delimiter);
    const isControl = i32.lt_u(first, code.BLANK);
    i32.or(isDelimiter, isControl);
    if_(
      null,
      () => {
        putNumber(role, numberOfNothing(role), registers);
        putEnd(role, 0, registers);
      },
      () => {
        this.#readFilled(role, odd, registers);
      },
    );
  }

  #readFilled(role: number, odd: Label, registers: Row): void {
    const { at, low, high, day, two, key } = registers;
    if (FORM[role] === AS_DAY) {
      code.readDay(odd, registers);
      this.#keep(role, day, registers);
      return;
    }
    code.readText(odd, registers);
    const codes = codesAt(role);
    if (codes !== undefined) {
      code.takeFingerprint(registers);
      code.findCode(odd, codes, two, registers);
      this.#keep(role, two, registers);
      return;
    }
    code.leaveUnlessItBeginsPlain(odd, registers);
    code.leaveUnlessItEndsPlain(odd, registers);
    putText(role, registers);
    if (role === UNIT_CODE || role === UNIT_NAME) local.set(registers.unitEnd, at);
    if (role !== NAME) return;
    local.set(registers.nameEnd, at);
    code.takeFingerprint(registers);
    i32.store({ offset: ROSTER.keys + 8 }, key, low);
    i32.store({ offset: ROSTER.keys + 12 }, key, high);
  }

  #keep(role: number, number: Input<"i32">, registers: Row): void {
    const register = KEPT.get(role);
    putNumber(role, number, registers);
    if (register !== undefined) local.set(registers[register], number);
  }

  /** The fields that a row must have are there, and no day is to come that may not be. */
  endRow(odd: Label, registers: Row): void {
    const { at, asOf, row, key, nameEnd, unitEnd } = registers;
    leaveIf(odd, i32.eqz(nameEnd));
    leaveIf(odd, i32.eqz(registers.insurance));
    leaveIf(odd, i32.eqz(registers.kind));
    leaveIf(odd, i32.eq(registers.since, NO_DAY));
    leaveIf(odd, code.isLater(registers.lastOn, asOf));
    leaveIf(odd, code.isLater(registers.refutedOn, asOf));
    code.putAt(registers, row, ROSTER.hasUnit, i32.ne(unitEnd, 0));
    local.set(row, i32.add(row, 4));
    local.set(key, i32.add(key, KEY_BYTES));
    code.putAt(registers, row, ROSTER.begins, i32.sub(at, BLOCK_AT));
  }
}

/** Takes the key of the ID that was read; leaves where nobody can be born then, or it is not known. */
function readBirth(odd: Label, registers: Row): void {
  const { start, row, key, idHigh, idLow, day, one, two, three } = registers;
  const [year, month, birth] = [one, two, three];
  i32.store({ offset: ROSTER.keys }, key, idHigh);
  i32.store({ offset: ROSTER.keys + 4 }, key, idLow);
  // As `birthPlace` does.
  const century = i32.mul(i32.rem_u(idHigh, 100), 100);
  local.set(year, i32.sub(i32.add(century, i32.div_u(idLow, 10_000_000)), FIRST_YEAR));
  leaveIf(odd, i32.ge_u(year, YEARS));
  local.set(month, i32.rem_u(i32.div_u(idLow, 100_000), 100));
  leaveIf(odd, i32.ge_u(month, BIRTH_MONTHS));
  local.set(day, i32.rem_u(i32.div_u(idLow, 1000), 100));
  leaveIf(odd, i32.ge_u(day, BIRTH_DAYS));
  local.set(birth, i32.add(i32.mul(year, BIRTH_MONTHS), month));
  local.set(birth, i32.add(i32.mul(birth, BIRTH_DAYS), day));
  local.set(birth, i32.load({ offset: ROSTER.births }, i32.shl(birth, 2)));
  i32.eq(birth, NO_DAY);
  if_(null, () => {
    const place = i32.sub(start, BLOCK_AT - 1);
    code.putSetting(ROSTER_SETTINGS.unjudged, place);
    br(odd);
  });
  i32.store({ offset: ROSTER.birthDate }, row, birth);
}

function putText(role: number, registers: Row): void {
  const { at, start } = registers;
  putNumber(role, i32.sub(start, BLOCK_AT), registers);
  putEnd(role, i32.sub(at, BLOCK_AT), registers);
}

function putNumber(role: number, number: Input<"i32">, registers: Row): void {
  code.putAt(registers, registers.row, ROSTER.numbers + role * COLUMN_BYTES, number);
}

function putEnd(role: number, end: Input<"i32">, registers: Row): void {
  code.putAt(registers, registers.row, ROSTER.ends + role * COLUMN_BYTES, end);
}
