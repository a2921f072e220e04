// Instructions that read one cell of a row, for readers that are compiled for the columns of a file:
// each function here writes those of one step to where it is called. They do what `CellEnds`,
// `Fingerprint`, `PlainId` and `plainDay` do, sixteen bytes at a time where those take four. Knows no
// file and no field.

import type { Input, Label, Local, StackVar } from "wasmati";
import { block, br, br_if, i16x8, i32, i32x4, i8x16, if_, local, loop, v128 } from "wasmati";

import * as fingerprints from "../byte-fingerprint.ts";
import { CODE_NUMBERS, CODE_PLACES } from "../byte-codes.ts";
import { DAY_BYTES, FIRST_YEAR, ID_BYTES, WEIGHTS, YEARS } from "../plain-cells.ts";
import { COMMON } from "./kernel-memory.ts";

const { FIRST_FACTOR, FIRST_LANE, FIRST_TURN } = fingerprints;
const { SECOND_FACTOR, SECOND_LANE, SECOND_TURN } = fingerprints;
const { INTO_FIRST, INTO_SECOND } = fingerprints;

type Register = Local<"i32">;
type Vector = Local<"v128">;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const ZERO = 0x30;
const EACH_BYTE = 0x0101_0101;
const SMALL_X = 0x78;
const CAPITAL_X = 0x58;
/** Bytes below this are control characters. */
export const BLANK = 0x20;

/** Goes on at a label where the condition holds, which stands on the stack by now. */
export function leaveIf(label: Label, _condition: StackVar<"i32">): void {
  br_if(label);
}

/** Repeats something until it leaves for a label outside. */
export function repeatForever(something: () => void): void {
  loop(null, (next) => {
    something();
    br(next);
  });
}

/** Repeats something until it leaves for the label that it is given. */
export function repeat(something: (end: Label) => void): void {
  block(null, (end) => {
    repeatForever(() => {
      something(end);
    });
  });
}

/** One of the settings, by its byte among them. */
export function settingAt(setting: number): StackVar<"i32"> {
  return i32.load({ offset: COMMON.settings + setting }, i32.const(0));
}

export function putSetting(setting: number, value: StackVar<"i32">): void {
  i32.store({ offset: COMMON.settings + setting }, 0, value);
}

/** Whether a day is later than another. */
export function isLater(day: Register, than: Register): StackVar<"i32"> {
  // Not `gt_s`: version 0.2.4 of the library compares unsigned there.
  return i32.lt_s(than, day);
}

/**
 * Puts a number at a place. Where it was made just now it goes by a register: the library would have to
 * find where the place belongs among instructions that are written already, and takes its time.
 */
export function putAt(
  { told }: Pick<Registers, "told">,
  place: Register,
  offset: number,
  number: Input<"i32">,
): void {
  local.set(told, number);
  i32.store({ offset }, place, told);
}

export function byteAt(place: Input<"i32">, offset = 0): StackVar<"i32"> {
  return i32.load8_u({ offset, align: 1 }, place);
}

export function wordAt(place: Input<"i32">, offset = 0): StackVar<"i32"> {
  return i32.load({ offset, align: 1 }, place);
}

/** Numbers that all readers work with while they read a cell. */
export const REGISTERS = [
  /** The place in memory that is being read. */
  "at",
  /** Where the cell begins, and its first byte. */
  "start",
  "first",
  /** The fingerprint of a text. */
  "low",
  "high",
  /** A day that was read. */
  "day",
  /** The digits of an ID in two numbers. */
  "idHigh",
  "idLow",
  // For the moment.
  "one",
  "two",
  "three",
  "told",
] as const;

export type Registers = Readonly<Record<(typeof REGISTERS)[number], Register>> & {
  /** The delimiter and the blank in each of sixteen bytes. */
  readonly delimiters: Vector;
  readonly blanks: Vector;
  // For the moment.
  readonly sixteen: Vector;
  readonly digits: Vector;
};

/** Gives names to the numbers of a function, one after the other. */
export function named<Name extends string>(
  names: readonly Name[],
  locals: readonly Register[],
): Readonly<Record<Name, Register>> {
  return Object.fromEntries(names.map((name, at) => [name, locals[at]])) as Record<Name, Register>;
}

/** Begins a cell of text and finds its end: at a delimiter or any control character. */
export function readText(odd: Label, registers: Registers): void {
  const { at, start, first, delimiters, blanks, sixteen, one: ends } = registers;
  const look = (): void => {
    local.set(sixteen, v128.load({ align: 1 }, at));
    const isDelimiter = i8x16.eq(sixteen, delimiters);
    const isControl = i8x16.lt_u(sixteen, blanks);
    local.set(ends, i8x16.bitmask(v128.or(isDelimiter, isControl)));
  };
  local.set(start, at);
  local.set(first, byteAt(at));
  leaveIf(odd, i32.eq(first, QUOTE));
  look();
  repeat((found) => {
    leaveIf(found, local.get(ends));
    local.set(at, i32.add(at, 16));
    look();
  });
  local.set(at, i32.add(i32.ctz(ends), at));
}

/** Takes the fingerprint of the text that was read, as `Fingerprint` does. */
export function takeFingerprint({ at, start, low, high, one, two }: Registers): void {
  const [place, word] = [one, two];
  const mix = (): void => {
    const first = i32.mul(i32.xor(low, word), FIRST_FACTOR);
    local.set(low, i32.add(i32.rotl(first, FIRST_TURN), high));
    const second = i32.mul(i32.xor(high, word), SECOND_FACTOR);
    local.set(high, i32.add(i32.rotl(second, SECOND_TURN), i32.mul(low, 5)));
  };
  local.set(low, FIRST_LANE);
  local.set(high, SECOND_LANE);
  local.set(place, start);
  repeat((rest) => {
    leaveIf(rest, i32.gt_u(i32.add(place, 4), at));
    local.set(word, wordAt(place));
    mix();
    local.set(place, i32.add(place, 4));
  });
  const single = i32.const(1);
  const bits = i32.shl(i32.sub(at, place), 3);
  local.set(word, i32.sub(i32.shl(single, bits), 1));
  local.set(word, i32.and(wordAt(place), word));
  mix();
  local.set(low, i32.xor(i32.sub(at, start), low));
}

/** A fingerprint in two registers. */
export interface Print {
  readonly low: Register;
  readonly high: Register;
}

/** Joins the fingerprint of a source to that of a reference, as `Fingerprint` does. */
export function joinFingerprints(source: Print, ref: Print): void {
  const finish = (lane: Register): void => {
    const mixBits = (bits: number): void => {
      local.set(lane, i32.xor(i32.shr_u(lane, bits), lane));
    };
    mixBits(16);
    local.set(lane, i32.mul(lane, FIRST_FACTOR));
    mixBits(13);
    local.set(lane, i32.mul(lane, SECOND_FACTOR));
    mixBits(16);
  };
  const { low, high } = ref;
  local.set(low, i32.add(i32.mul(source.low, FIRST_FACTOR), low));
  local.set(high, i32.add(i32.mul(source.high, SECOND_FACTOR), high));
  local.set(low, i32.xor(i32.mul(high, INTO_FIRST), low));
  local.set(high, i32.xor(i32.mul(low, INTO_SECOND), high));
  finish(low);
  finish(high);
}

/** Leaves where the text that was read is empty or may begin with a blank (`beginsPlain`). */
export function leaveUnlessItBeginsPlain(odd: Label, { at, start, first }: Registers): void {
  leaveIf(odd, i32.eq(at, start));
  const isAscii = i32.lt_u(i32.sub(first, 0x21), 0x7f - 0x21);
  const isHan = i32.lt_u(i32.sub(first, 0xe4), 0xea - 0xe4);
  leaveIf(odd, i32.eqz(i32.or(isAscii, isHan)));
}

/** Leaves where a text that is not empty may end with a blank (`endsPlain`). */
export function leaveUnlessItEndsPlain(odd: Label, { at, start, one }: Registers): void {
  const last = one;
  local.set(last, byteAt(i32.sub(at, 1)));
  const isAscii = i32.lt_u(i32.sub(last, 0x21), 0x7f - 0x21);
  const isLong = i32.and(i32.ge_u(last, 0x80), i32.ge_u(i32.sub(at, start), 3));
  // What stands three bytes before the end of a shorter text stands before it, but is there.
  const isHan = i32.lt_u(i32.sub(byteAt(i32.sub(at, 3)), 0xe4), 0xea - 0xe4);
  leaveIf(odd, i32.eqz(i32.or(isAscii, i32.and(isLong, isHan))));
}

/** Puts the number of the code whose fingerprint was taken into `code`; leaves where it is none. */
export function findCode(odd: Label, codesAt: number, code: Register, registers: Registers): void {
  const { low, high, one: place } = registers;
  const placeBytes = CODE_NUMBERS * 4;
  local.set(place, i32.mul(i32.and(high, CODE_PLACES - 1), placeBytes));
  repeat((found) => {
    local.set(code, wordAt(place, codesAt));
    leaveIf(odd, i32.eqz(code));
    const isLow = i32.eq(wordAt(place, codesAt + 4), low);
    const isHigh = i32.eq(wordAt(place, codesAt + 8), high);
    leaveIf(found, i32.and(isLow, isHigh));
    local.set(place, i32.add(place, placeBytes));
    local.set(place, i32.and(place, CODE_PLACES * placeBytes - 1));
  });
}

/** Reads the ten bytes at `at` as a day (`plainDay`) into `day`; leaves where they are none. */
export function readDay(odd: Label, { at, day, one, two, three }: Registers): void {
  const [word, rest, month] = [one, two, three];
  const leaveUnlessDigits = (four: Register): void => {
    const tooSmall = i32.xor(four, ZERO * EACH_BYTE);
    const tooLarge = i32.xor(i32.add(four, 6 * EACH_BYTE), ZERO * EACH_BYTE);
    leaveIf(odd, i32.and(i32.or(tooSmall, tooLarge), 0xf0f0_f0f0 | 0));
    local.set(four, i32.and(four, 0x0f * EACH_BYTE));
  };
  /** Makes the two numbers of four digits: the first in the low half. */
  const pair = (four: Register): void => {
    const tens = i32.mul(four, 10);
    local.set(four, i32.and(i32.add(tens, i32.shr_u(four, 8)), 0x00ff_00ff));
  };
  local.set(word, wordAt(at, 4));
  leaveIf(odd, i32.ne(i32.and(word, 0xff00_00ff | 0), 0x2d00_002d));
  const monthBytes = i32.and(i32.shr_u(word, 8), 0xffff);
  local.set(rest, i32.or(monthBytes, i32.shl(i32.load16_u({ offset: 8, align: 1 }, at), 16)));
  leaveUnlessDigits(rest);
  pair(rest);
  local.set(word, wordAt(at));
  leaveUnlessDigits(word);
  pair(word);
  const hundreds = i32.mul(i32.and(word, 0xff), 100);
  local.set(word, i32.sub(i32.add(hundreds, i32.shr_u(word, 16)), FIRST_YEAR));
  leaveIf(odd, i32.ge_u(word, YEARS));
  local.set(month, i32.sub(i32.and(rest, 0xff), 1));
  leaveIf(odd, i32.ge_u(month, 12));
  local.set(month, i32.add(i32.mul(word, 12), month));
  local.set(rest, i32.sub(i32.shr_u(rest, 16), 1));
  leaveIf(odd, i32.le_u(byteAt(month, COMMON.daysInMonth), rest));
  local.set(day, i32.add(i32.load({ offset: COMMON.firstOfMonth }, i32.shl(month, 2)), rest));
  local.set(at, i32.add(at, DAY_BYTES));
}

/** Reads the eighteen bytes at `at` as a resident ID (`PlainId`); leaves where they are none. */
export function readId(odd: Label, registers: Registers): void {
  const { at, idHigh, idLow, one, two, sixteen, digits } = registers;
  const [last, weight] = [one, two];
  local.set(digits, i8x16.sub(v128.load({ align: 1 }, at), i8x16.splat(ZERO)));
  const areDigits = i8x16.all_true(i8x16.lt_u(digits, i8x16.splat(10)));
  leaveIf(odd, i32.eqz(areDigits));
  local.set(last, i32.sub(byteAt(at, 16), ZERO));
  leaveIf(odd, i32.ge_u(last, 10));
  // Two digits make a number, ten times the first and once the second; then four do.
  const tens = (): StackVar<"v128"> => i16x8.splat(10 + 0x100);
  const firstTwos = i32x4.extadd_pairwise_i16x8_s(i16x8.extmul_low_i8x16_u(digits, tens()));
  const lastTwos = i32x4.extadd_pairwise_i16x8_s(i16x8.extmul_high_i8x16_u(digits, tens()));
  const twos = i16x8.narrow_i32x4_s(firstTwos, lastTwos);
  local.set(sixteen, i32x4.dot_i16x8_s(twos, i32x4.splat(100 + 0x1_0000)));
  const four = (lane: number): StackVar<"i32"> => i32x4.extract_lane(lane, sixteen);
  local.set(idHigh, i32.add(i32.mul(four(0), 10_000), four(1)));
  const eight = i32.add(i32.mul(four(2), 10_000), four(3));
  local.set(idLow, i32.add(i32.mul(eight, 10), last));
  const weights = (): StackVar<"v128"> => v128.load({ offset: COMMON.weights }, i32.const(0));
  const firstWeights = i16x8.extmul_low_i8x16_u(digits, weights());
  const lastWeights = i16x8.extmul_high_i8x16_u(digits, weights());
  const weighed = i16x8.add(firstWeights, lastWeights);
  local.set(sixteen, i32x4.dot_i16x8_s(weighed, i16x8.splat(1)));
  local.set(weight, i32.add(i32.add(four(0), four(1)), i32.add(four(2), four(3))));
  local.set(weight, i32.add(i32.mul(last, WEIGHTS[16] ?? 0), weight));
  const check = last;
  local.set(check, byteAt(at, 17));
  i32.eq(check, SMALL_X);
  if_(null, () => {
    local.set(check, CAPITAL_X);
  });
  leaveIf(odd, i32.ne(byteAt(i32.rem_u(weight, 11), COMMON.checks), check));
  local.set(at, i32.add(at, ID_BYTES));
}

/** Passes over a delimiter; leaves where there is another byte. */
export function passDelimiter(odd: Label, delimiter: number, { at }: Registers): void {
  leaveIf(odd, i32.ne(byteAt(at), delimiter));
  local.set(at, i32.add(at, 1));
}

/** Passes over so many cells and the delimiters behind them. */
export function passCells(
  odd: Label,
  cells: number,
  delimiter: number,
  registers: Registers,
): void {
  const { three: left } = registers;
  if (cells === 0) return;
  local.set(left, cells);
  repeat((passed) => {
    leaveIf(passed, i32.eqz(left));
    readText(odd, registers);
    passDelimiter(odd, delimiter, registers);
    local.set(left, i32.sub(left, 1));
  });
}

/** Passes over cells that no column has and over the end of the row; leaves where it does not end. */
export function passRowEnd(odd: Label, delimiter: number, registers: Registers): void {
  const { at, one: stop } = registers;
  const takeStop = (): void => {
    local.set(stop, byteAt(at));
    local.set(at, i32.add(at, 1));
  };
  takeStop();
  repeat((ended) => {
    leaveIf(ended, i32.ne(stop, delimiter));
    readText(odd, registers);
    takeStop();
  });
  i32.eq(stop, CARRIAGE_RETURN);
  if_(null, takeStop);
  leaveIf(odd, i32.ne(stop, LINE_FEED));
}
