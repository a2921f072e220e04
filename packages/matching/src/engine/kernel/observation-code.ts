// Writes the reader of plain observation rows for the columns of a file: instructions for one column
// after the other, with nothing left to ask about which column is which. When a row is plain and what
// becomes of it says `PlainObservations`, which runs it. Knows no file.

import type { Input, Label, Local, StackVar } from "wasmati";
import { Module, block, func, i32, i8x16, if_, importMemory, local, v128 } from "wasmati";

import * as cells from "../plain-cells.ts";
import * as numbered from "../row-batch.ts";
import { SOURCE_ELSEWHERE } from "../run-setup.ts";
import * as code from "./cell-code.ts";
import type { Registers } from "./cell-code.ts";
import { BLANK, REGISTERS, leaveIf, named, repeatForever } from "./cell-code.ts";
import * as layout from "./kernel-memory.ts";
import type { ObservationForm } from "./observation-form.ts";
import { MEANT_ROLES } from "./observation-form.ts";

const { ARRIVED_ON, ID_NUMBER, ID_TYPE, KIND, NAME, OCCURRED_ON, REF, SOURCE } = cells;
const { DAY_BYTES, NOT_PLAIN } = cells;
const { BLOCK_AT, MEANT_AT, MEANT_CELL_BYTES, MEANT_ROW_BYTES, ROWS_AT, ROW_BYTES } = layout;
const { SETTINGS, SIGNS_AT, TYPES_AT } = layout;

/** What is known of a row besides what is put down at once. */
const OF_ROW = [
  "row",
  "meant",
  "begin",
  "held",
  "asOf",
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
const NUMBERS = [...REGISTERS, ...OF_ROW];

type RowRegisters = Registers & Readonly<Record<(typeof OF_ROW)[number], Local<"i32">>>;

/**
 * A module whose function `fill(from, to, room, firstLine)` reads rows until there is no more room or
 * the block ends, and gives the place behind the last one. It works in a `KernelMemory`.
 */
export function observationModule(form: ObservationForm): Uint8Array {
  const fill = func(
    {
      in: [i32, i32, i32, i32],
      locals: [v128, v128, v128, v128, ...NUMBERS.map(() => i32)],
      out: [i32],
    },
    ([from, to, room, unread], [delimiters, blanks, sixteen, digits, ...locals]) => {
      const numbers = named(NUMBERS, locals);
      const registers = { ...numbers, delimiters, blanks, sixteen, digits };
      const { at, row, meant, begin, held, asOf } = registers;
      local.set(delimiters, i8x16.splat(form.delimiter));
      local.set(blanks, i8x16.splat(BLANK));
      local.set(asOf, settingAt(SETTINGS.asOf));
      local.set(held, settingAt(SETTINGS.held));
      local.set(row, i32.mul(held, ROW_BYTES));
      local.set(meant, i32.mul(held, MEANT_ROW_BYTES));
      local.set(at, from);
      block(null, (done) => {
        block(null, (odd) => {
          repeatForever(() => {
            leaveIf(done, i32.or(i32.ge_s(held, room), i32.ge_s(at, to)));
            local.set(begin, at);
            beginRow(form, registers);
            for (const [place, { role, passed }] of form.columns.entries()) {
              if (place > 0) code.passDelimiter(odd, form.delimiter, registers);
              code.passCells(odd, passed, form.delimiter, registers);
              readColumn(role, odd, form, registers);
            }
            code.passRowEnd(odd, form.delimiter, registers);
            endRow(odd, form, registers);
            put(registers, numbered.LINE, i32.add(unread, held));
            local.set(held, i32.add(held, 1));
            local.set(row, i32.add(row, ROW_BYTES));
            local.set(meant, i32.add(meant, MEANT_ROW_BYTES));
          });
        });
        // Nothing is taken of a row that is not plain.
        local.set(at, begin);
      });
      i32.store({ offset: SETTINGS.held }, i32.const(0), held);
      local.get(at);
    },
  );
  return Module({ exports: { fill }, memory: importMemory({ min: 1 }) }).toBytes();
}

function placeOf({ columns }: ObservationForm, role: number): number {
  return columns.findIndex((column) => column.role === role);
}

function has(form: ObservationForm, role: number): boolean {
  return placeOf(form, role) !== -1;
}

/** Takes what is the same for all rows where no column says it. */
function beginRow(form: ObservationForm, registers: RowRegisters): void {
  const { kind, occurredOn, statedOn, sourceLow, sourceHigh } = registers;
  if (!has(form, KIND)) local.set(kind, settingAt(SETTINGS.kind));
  if (!has(form, OCCURRED_ON)) local.set(occurredOn, settingAt(SETTINGS.occurredOn));
  local.set(statedOn, settingAt(SETTINGS.arrivedOn));
  if (has(form, SOURCE)) return;
  local.set(sourceLow, settingAt(SETTINGS.sourceLow));
  local.set(sourceHigh, settingAt(SETTINGS.sourceHigh));
  put(registers, numbered.SOURCE_PLACE, 0);
}

function readColumn(
  role: number,
  odd: Label,
  { meant }: ObservationForm,
  registers: RowRegisters,
): void {
  const { at, start, begin, low, high, day, asOf } = registers;
  const isMeant = (MEANT_ROLES as readonly number[]).includes(role) && meant.includes(role);
  if (role === ID_NUMBER) {
    code.readId(odd, registers);
    return;
  }
  if (role === OCCURRED_ON && !isMeant) {
    code.readDay(odd, registers);
    leaveIf(odd, i32.lt_s(asOf, day));
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
      code.findCode(odd, SIGNS_AT, registers.kind, registers);
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
        code.findCode(odd, TYPES_AT, registers.two, registers);
      });
      return;
    case ARRIVED_ON:
      unlessEmpty(() => {
        leaveIf(odd, i32.ne(i32.sub(at, start), DAY_BYTES));
        local.set(at, start);
        code.readDay(odd, registers);
        leaveIf(odd, i32.lt_s(asOf, day));
        local.set(registers.statedOn, day);
      });
      return;
    default:
      throw new RangeError(`no role ${role}`);
  }
}

/** Judges what the cells mean together, as far as they mean what they say, and puts the row down. */
function endRow(odd: Label, form: ObservationForm, registers: RowRegisters): void {
  const { at, begin, asOf, kind, occurredOn, statedOn, arrivedOn, namePlace } = registers;
  const { idHigh, idLow, sourceLow, sourceHigh, refLow, refHigh, sourceAt } = registers;
  if (form.meant.length === 0) {
    // What a mapping says of all rows has not been judged yet.
    if (!has(form, KIND)) leaveIf(odd, i32.eqz(kind));
    if (!has(form, OCCURRED_ON)) {
      leaveIf(odd, i32.eq(occurredOn, NOT_PLAIN));
      leaveIf(odd, i32.lt_s(asOf, occurredOn));
    }
    if (!has(form, ARRIVED_ON)) leaveIf(odd, i32.lt_s(asOf, statedOn));
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
        leaveIf(odd, i32.lt_s(statedOn, occurredOn));
        local.set(arrivedOn, statedOn);
      },
    );
  }
  code.joinFingerprints({ low: sourceLow, high: sourceHigh }, { low: refLow, high: refHigh });
  const behindSource = form.columns[placeOf(form, SOURCE) + 1];
  const isNamedInOnePlace =
    has(form, SOURCE) && behindSource?.role === REF && behindSource.passed === 0;
  if (isNamedInOnePlace) {
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
}

/** Where the text that was read stands in its row, as `RowBatch` tells it. */
function placeOfCell({ at, start, begin }: RowRegisters): StackVar<"i32"> {
  const from = i32.shl(i32.sub(start, begin), numbered.LENGTH_BITS);
  return i32.or(from, i32.sub(at, start));
}

function put({ row }: RowRegisters, number: number, value: Input<"i32">): void {
  i32.store({ offset: ROWS_AT + number * 4 }, row, value);
}

/** Says where the text stands that was read, and its fingerprint. */
function putMeant(role: number, { at, start, low, high, meant }: RowRegisters): void {
  const cellAt = MEANT_AT + (MEANT_ROLES as readonly number[]).indexOf(role) * MEANT_CELL_BYTES;
  const putNumber = (number: number, value: Input<"i32">): void => {
    i32.store({ offset: cellAt + number * 4 }, meant, value);
  };
  putNumber(0, low);
  putNumber(1, high);
  putNumber(2, i32.sub(start, BLOCK_AT));
  putNumber(3, i32.sub(at, BLOCK_AT));
}

function settingAt(place: number): StackVar<"i32"> {
  return i32.load({ offset: place }, i32.const(0));
}
