// Writes what is taken of texts that stand one behind the other, each behind its length, as the columns
// of Parquet have them: their fingerprints, and the digits of IDs. Says what `TextScan`, `endsPlain` and
// `PlainId` say. Knows no field.

import type { Label, Local } from "wasmati";
import { Module, block, func, i32, i8x16, if_, importMemory, local, v128 } from "wasmati";

import { LENGTH_BYTES } from "../../read/parquet/column-texts.ts";
import { ID_BYTES } from "../plain-cells.ts";
import type { Registers } from "./cell-code.ts";
import * as code from "./cell-code.ts";
import { REGISTERS, leaveIf, named } from "./cell-code.ts";
import { BEGINS_PLAIN, ENDS_PLAIN, IS_EMPTY, IS_ID, TEXT_BYTES } from "./text-kernel.ts";

/** Of each text: where it ends, where what is said of it goes, and what that is. */
const OF_TEXT = ["end", "into", "said"] as const;
const NAMES = [...REGISTERS, ...OF_TEXT];

type TextRegisters = Registers & Readonly<Record<(typeof OF_TEXT)[number], Local<"i32">>>;

/**
 * A module with two functions, `print` and `identify`, of three numbers: where the length of the first
 * text stands, how many there are, and where to say of each what there is to say. They work in a
 * `TextMemory`.
 */
export function textModule(): Uint8Array {
  const exports = { print: ofEach(takePrint), identify: ofEach(takeId) };
  return Module({ exports, memory: importMemory({ min: 1 }) }).toBytes();
}

/** Does something for each text: it begins at `start`, and `said` is told of it. */
function ofEach(take: (registers: TextRegisters) => void) {
  return func(
    {
      in: [i32, i32, i32],
      locals: [v128, v128, v128, v128, ...NAMES.map(() => i32)],
      out: [],
    },
    ([from, count, saidAt], [delimiters, blanks, sixteen, digits, ...locals]) => {
      const registers = { ...named(NAMES, locals), delimiters, blanks, sixteen, digits };
      const { start, end, into, low, high, said } = registers;
      local.set(blanks, i8x16.splat(code.BLANK));
      local.set(end, from);
      local.set(into, saidAt);
      code.repeat((done) => {
        leaveIf(done, i32.eqz(count));
        local.set(start, i32.add(end, LENGTH_BYTES));
        local.set(end, i32.add(code.wordAt(end), start));
        local.set(said, 0);
        take(registers);
        i32.store({}, into, low);
        i32.store({ offset: 4 }, into, high);
        i32.store({ offset: 8 }, into, said);
        local.set(into, i32.add(into, TEXT_BYTES));
        local.set(count, i32.sub(count, 1));
      });
    },
  );
}

function takePrint(registers: TextRegisters): void {
  const { at, start, end, first, said } = registers;
  local.set(first, code.byteAt(start));
  local.set(at, end);
  unlessOdd((odd) => {
    code.leaveUnlessItBeginsPlain(odd, registers);
    leaveIfControlled(odd, registers);
    local.set(said, BEGINS_PLAIN);
  });
  unlessOdd((odd) => {
    leaveIf(odd, i32.eq(start, end));
    code.leaveUnlessItEndsPlain(odd, registers);
    local.set(said, i32.or(said, ENDS_PLAIN));
  });
  i32.eq(start, end);
  if_(null, () => {
    local.set(said, IS_EMPTY);
  });
  code.takeFingerprint(registers);
}

/** Leaves where a control character stands in the text. */
function leaveIfControlled(odd: Label, registers: TextRegisters): void {
  const { start, end, blanks, sixteen, one, two, three } = registers;
  const [place, controls, left] = [one, two, three];
  local.set(place, start);
  code.repeat((passed) => {
    local.set(left, i32.sub(end, place));
    leaveIf(passed, i32.le_s(left, 0));
    local.set(sixteen, v128.load({ align: 1 }, place));
    local.set(controls, i8x16.bitmask(i8x16.lt_u(sixteen, blanks)));
    // Behind the end stands the length of the next text.
    i32.lt_s(left, 16);
    if_(null, () => {
      const single = i32.const(1);
      local.set(controls, i32.and(i32.sub(i32.shl(single, left), 1), controls));
    });
    leaveIf(odd, local.get(controls));
    local.set(place, i32.add(place, 16));
  });
}

function takeId(registers: TextRegisters): void {
  const { at, start, end, low, high, idHigh, idLow, said } = registers;
  unlessOdd((odd) => {
    leaveIf(odd, i32.ne(i32.sub(end, start), ID_BYTES));
    local.set(at, start);
    code.readId(odd, registers);
    local.set(said, IS_ID);
  });
  local.set(high, idHigh);
  local.set(low, idLow);
}

function unlessOdd(take: (odd: Label) => void): void {
  block(null, take);
}
