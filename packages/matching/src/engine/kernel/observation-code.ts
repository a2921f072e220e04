// What is read of the cells of an observation row, and what becomes of the row: instructions for
// `readerModule`. When a row is plain says `PlainObservations`, which runs them. Knows no file.

import type { Input, Label, StackVar } from "wasmati";
import { i32, if_, local } from "wasmati";

import * as cells from "../plain-cells.ts";
import * as numbered from "../row-batch.ts";
import { SOURCE_ELSEWHERE } from "../run-setup.ts";
import * as code from "./cell-code.ts";
import { leaveIf, settingAt } from "./cell-code.ts";
import { blockAt } from "./kernel-memory.ts";
import * as layout from "./observation-memory.ts";
import type { ObservationForm } from "./reader-form.ts";
import { MEANT_ROLES } from "./reader-form.ts";
import type { RowCode, RowRegisters } from "./row-reader.ts";
import { readerModule } from "./row-reader.ts";

const { ARRIVED_ON, ID_NUMBER, ID_TYPE, KIND, NAME, OCCURRED_ON, REF, SOURCE } = cells;
const { DAY_BYTES, NOT_PLAIN } = cells;
const { MEANT_CELL_BYTES, MEANT_ROW_BYTES, OBSERVATIONS, ROW_BYTES } = layout;
const { OBSERVATION_SETTINGS: SETTINGS } = layout;
const BLOCK_AT = blockAt(OBSERVATIONS);

/** What is known of a row besides what is put down at once. */
const OF_ROW = [
  "row",
  "meant",
  "kind",
  "occurredOn",
  "statedOn",
  "arrivedOn",
  "sourceLow",
  "sourceHigh",
  "refLow",
  "refHigh",
  "sourceAt",
  "namePlace",
] as const;

type Own = (typeof OF_ROW)[number];
type Row = RowRegisters<Own>;

/** The reader of the plain rows of files of that form, in an `ObservationMemory`. */
export function observationModule(form: ObservationForm): Uint8Array {
  return readerModule(form, new ObservationCode(form));
}

class ObservationCode implements RowCode<Own> {
  readonly registers = OF_ROW;
  readonly #form: ObservationForm;

  constructor(form: ObservationForm) {
    this.#form = form;
  }

  begin({ held, row, meant }: Row): void {
    local.set(row, i32.mul(held, ROW_BYTES));
    local.set(meant, i32.mul(held, MEANT_ROW_BYTES));
  }

  /** Takes what is the same for all rows where no column says it. */
  beginRow(registers: Row): void {
    const { kind, occurredOn, statedOn, sourceLow, sourceHigh } = registers;
    if (!this.#has(KIND)) local.set(kind, settingAt(SETTINGS.kind));
    if (!this.#has(OCCURRED_ON)) local.set(occurredOn, settingAt(SETTINGS.occurredOn));
    local.set(statedOn, settingAt(SETTINGS.arrivedOn));
    if (this.#has(SOURCE)) return;
    local.set(sourceLow, settingAt(SETTINGS.sourceLow));
    local.set(sourceHigh, settingAt(SETTINGS.sourceHigh));
    put(registers, numbered.SOURCE_PLACE, 0);
  }

  readCell(role: number, odd: Label, registers: Row): void {
    const { at, start, begin, low, high, day, asOf } = registers;
    const isMeant =
      (MEANT_ROLES as readonly number[]).includes(role) && this.#form.meant.includes(role);
    if (role === ID_NUMBER) {
      code.readId(odd, registers);
      return;
    }
    if (role === OCCURRED_ON && !isMeant) {
      code.readDay(odd, registers);
      leaveIf(odd, code.isLater(day, asOf));
      local.set(registers.occurredOn, day);
      return;
    }
    code.readText(odd, registers);
    code.takeFingerprint(registers);
    if (isMeant) {
      putMeant(role, registers);
      return;
    }
    const unlessEmpty = (read: () => void): void => {
      i32.ne(at, start);
      if_(null, read);
    };
    switch (role) {
      case NAME:
        code.leaveUnlessItBeginsPlain(odd, registers);
        put(registers, numbered.NAME_LOW, low);
        put(registers, numbered.NAME_HIGH, high);
        local.set(registers.namePlace, placeOfCell(registers));
        return;
      case KIND:
        code.findCode(odd, OBSERVATIONS.signs, registers.kind, registers);
        return;
      case SOURCE:
        code.leaveUnlessItBeginsPlain(odd, registers);
        code.leaveUnlessItEndsPlain(odd, registers);
        local.set(registers.sourceAt, i32.sub(start, begin));
        local.set(registers.sourceLow, low);
        local.set(registers.sourceHigh, high);
        put(registers, numbered.SOURCE_PLACE, placeOfCell(registers));
        return;
      case REF:
        code.leaveUnlessItBeginsPlain(odd, registers);
        code.leaveUnlessItEndsPlain(odd, registers);
        local.set(registers.refLow, low);
        local.set(registers.refHigh, high);
        put(registers, numbered.REF_PLACE, placeOfCell(registers));
        return;
      case ID_TYPE:
        unlessEmpty(() => {
          code.findCode(odd, OBSERVATIONS.types, registers.two, registers);
        });
        return;
      case ARRIVED_ON:
        unlessEmpty(() => {
          leaveIf(odd, i32.ne(i32.sub(at, start), DAY_BYTES));
          local.set(at, start);
          code.readDay(odd, registers);
          leaveIf(odd, code.isLater(day, asOf));
          local.set(registers.statedOn, day);
        });
        return;
      default:
        throw new RangeError(`no role ${role}`);
    }
  }

  /** Judges what the cells mean together, as far as they mean what they say, and puts the row down. */
  endRow(odd: Label, registers: Row): void {
    const { at, begin, held, unread, row, meant, namePlace } = registers;
    const { asOf, kind, occurredOn, statedOn, arrivedOn } = registers;
    const { idHigh, idLow, sourceLow, sourceHigh, refLow, refHigh, sourceAt } = registers;
    if (this.#form.meant.length === 0) {
      // What a mapping says of all rows has not been judged yet.
      if (!this.#has(KIND)) leaveIf(odd, i32.eqz(kind));
      if (!this.#has(OCCURRED_ON)) {
        leaveIf(odd, i32.eq(occurredOn, NOT_PLAIN));
        leaveIf(odd, code.isLater(occurredOn, asOf));
      }
      if (!this.#has(ARRIVED_ON)) leaveIf(odd, code.isLater(statedOn, asOf));
      i32.eq(statedOn, NOT_PLAIN);
      if_(
        null,
        () => {
          local.set(arrivedOn, asOf);
          settingAt(SETTINGS.arrivesWhenItOccurs);
          if_(null, () => {
            local.set(arrivedOn, occurredOn);
          });
        },
        () => {
          leaveIf(odd, code.isLater(occurredOn, statedOn));
          local.set(arrivedOn, statedOn);
        },
      );
    }
    code.joinFingerprints({ low: sourceLow, high: sourceHigh }, { low: refLow, high: refHigh });
    if (this.#isNamedInOnePlace) {
      // Told as one more, for 0 is told of rows that are not plain.
      local.set(sourceAt, i32.add(sourceAt, 1));
      i32.gt_u(sourceAt, SOURCE_ELSEWHERE);
      if_(null, () => {
        local.set(sourceAt, SOURCE_ELSEWHERE);
      });
    } else local.set(sourceAt, SOURCE_ELSEWHERE);
    i32.ge_u(i32.sub(at, begin), 2 ** numbered.LENGTH_BITS);
    if_(null, () => {
      local.set(namePlace, 0);
    });
    const told: readonly (readonly [number, Input<"i32">])[] = [
      [numbered.HIGH, idHigh],
      [numbered.LOW, idLow],
      [numbered.REF_LOW, refLow],
      [numbered.REF_HIGH, refHigh],
      [numbered.SIGN, kind],
      [numbered.OCCURRED, occurredOn],
      [numbered.ARRIVED, arrivedOn],
      [numbered.STATED, statedOn],
      [numbered.SOURCE_AT, sourceAt],
      [numbered.NAME_PLACE, namePlace],
    ];
    for (const [number, value] of told) put(registers, number, value);
    put(registers, numbered.START, i32.sub(begin, BLOCK_AT));
    put(registers, numbered.LINE, i32.add(unread, held));
    local.set(row, i32.add(row, ROW_BYTES));
    local.set(meant, i32.add(meant, MEANT_ROW_BYTES));
  }

  #has(role: number): boolean {
    return this.#form.columns.some((column) => column.role === role);
  }

  /** Whether source and reference stand side by side, so that one place tells both. */
  get #isNamedInOnePlace(): boolean {
    const { columns } = this.#form;
    const ref = columns.findIndex(({ role }) => role === REF);
    return columns[ref - 1]?.role === SOURCE && columns[ref]?.passed === 0;
  }
}

/** Where the text that was read stands in its row, as `RowBatch` tells it. */
function placeOfCell({ at, start, begin }: Row): StackVar<"i32"> {
  const from = i32.shl(i32.sub(start, begin), numbered.LENGTH_BITS);
  return i32.or(from, i32.sub(at, start));
}

function put(registers: Row, number: number, value: Input<"i32">): void {
  code.putAt(registers, registers.row, OBSERVATIONS.rows + number * 4, value);
}

/** Says where the text stands that was read, and its fingerprint. */
function putMeant(role: number, registers: Row): void {
  const { at, start, low, high } = registers;
  const cellAt =
    OBSERVATIONS.meant + (MEANT_ROLES as readonly number[]).indexOf(role) * MEANT_CELL_BYTES;
  const putNumber = (number: number, value: Input<"i32">): void => {
    code.putAt(registers, registers.meant, cellAt + number * 4, value);
  };
  putNumber(0, low);
  putNumber(1, high);
  putNumber(2, i32.sub(start, BLOCK_AT));
  putNumber(3, i32.sub(at, BLOCK_AT));
}
