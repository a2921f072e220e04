// Writes a reader of plain rows: instructions for one column after the other, with nothing left to ask
// about which column is which. What each cell is read as, and what becomes of a row, is for others to
// say. Knows no file and no field.

import type { Label, Local } from "wasmati";
import { Module, block, func, i32, i8x16, importMemory, local, v128 } from "wasmati";

import type { Registers } from "./cell-code.ts";
import * as code from "./cell-code.ts";
import { REGISTERS, leaveIf, named } from "./cell-code.ts";
import { SETTINGS } from "./kernel-memory.ts";
import type { ObservationForm, RosterForm } from "./reader-form.ts";

/** Numbers that every reader works with besides those for a cell. */
const OF_READER = [
  /** Where the row begins. */
  "begin",
  /** How many rows are held before it, and on which line the first of them would stand. */
  "held",
  "unread",
  "asOf",
] as const;

type ReaderRegisters = Registers & Readonly<Record<(typeof OF_READER)[number], Local<"i32">>>;

/** The numbers of a reader; `Own` are those that only it has. */
export type RowRegisters<Own extends string> = ReaderRegisters &
  Readonly<Record<Own, Local<"i32">>>;

/** What is peculiar to rows of a kind: each writes the instructions of its part. */
export interface RowCode<Own extends string> {
  readonly registers: readonly Own[];
  /** Before the first row. */
  begin(registers: RowRegisters<Own>): void;
  beginRow(registers: RowRegisters<Own>): void;
  /** Reads the cell at `at` and moves behind it; leaves for `odd` where it is not plain. */
  readCell(role: number, odd: Label, registers: RowRegisters<Own>): void;
  /** Takes the row, or leaves for `odd`. */
  endRow(odd: Label, registers: RowRegisters<Own>): void;
}

/**
 * A module whose function `fill(from, to, room, unread)` reads rows until there is no more room or the
 * bytes end, and gives the place behind the last one. It works in a `KernelMemory`.
 */
export function readerModule<Own extends string>(
  { columns, delimiter }: RosterForm | ObservationForm,
  rows: RowCode<Own>,
): Uint8Array {
  const names = [...REGISTERS, ...OF_READER, ...rows.registers];
  const fill = func(
    {
      in: [i32, i32, i32, i32],
      locals: [v128, v128, v128, v128, ...names.map(() => i32)],
      out: [i32],
    },
    ([from, to, room, firstLine], [delimiters, blanks, sixteen, digits, ...locals]) => {
      const vectors = { delimiters, blanks, sixteen, digits };
      const registers: RowRegisters<Own> = { ...named(names, locals), ...vectors };
      const { at, begin, held, unread, asOf }: ReaderRegisters = registers;
      local.set(delimiters, i8x16.splat(delimiter));
      local.set(blanks, i8x16.splat(code.BLANK));
      local.set(asOf, code.settingAt(SETTINGS.asOf));
      local.set(held, code.settingAt(SETTINGS.held));
      local.set(unread, firstLine);
      local.set(at, from);
      rows.begin(registers);
      block(null, (done) => {
        block(null, (odd) => {
          code.repeatForever(() => {
            leaveIf(done, i32.or(i32.ge_s(held, room), i32.ge_s(at, to)));
            local.set(begin, at);
            rows.beginRow(registers);
            for (const [place, { role, passed }] of columns.entries()) {
              if (place > 0) code.passDelimiter(odd, delimiter, registers);
              code.passCells(odd, passed, delimiter, registers);
              rows.readCell(role, odd, registers);
            }
            code.passRowEnd(odd, delimiter, registers);
            rows.endRow(odd, registers);
            local.set(held, i32.add(held, 1));
          });
        });
        // Nothing is taken of a row that is not plain.
        local.set(at, begin);
      });
      code.putSetting(SETTINGS.held, local.get(held));
      local.get(at);
    },
  );
  return Module({ exports: { fill }, memory: importMemory({ min: 1 }) }).toBytes();
}
