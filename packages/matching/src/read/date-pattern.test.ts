import assert from "node:assert/strict";
import { test } from "node:test";

import { formatDay } from "@lingdai/policy";

import { DatePattern, ISO_PATTERN, faultOfDatePattern } from "./date-pattern.ts";

function read(pattern: string, text: string): string | undefined {
  const day = new DatePattern(pattern).read(text);
  return day === undefined ? undefined : formatDay(day);
}

test("Without a mapping only YYYY-MM-DD is a date", () => {
  assert.equal(read(ISO_PATTERN, "2023-04-05"), "2023-04-05");
  for (const text of ["2023-4-5", "2023/04/05", "20230405", "2023-04-05 ", "02023-04-05", ""]) {
    assert.equal(read(ISO_PATTERN, text), undefined, text);
  }
});

test("A pattern is read exactly: two letters are two digits", () => {
  assert.equal(read("YYYYMMDD", "20230405"), "2023-04-05");
  assert.equal(read("YYYYMMDD", "2023-04-05"), undefined);
  assert.equal(read("DD.MM.YYYY", "05.04.2023"), "2023-04-05");
  assert.equal(read("YYYY/MM/DD", "2023/4/5"), undefined);
});

test("A single M or D is one or two digits", () => {
  for (const text of ["2023/4/5", "2023/04/05", "2023/4/05"]) {
    assert.equal(read("YYYY/M/D", text), "2023-04-05");
  }
  assert.equal(read("YYYY年M月D日", "2023年12月31日"), "2023-12-31");
  assert.equal(read("YYYYMDD", "2023405"), "2023-04-05");
});

test("Literal characters stand for themselves", () => {
  assert.equal(read("YYYY.MM.DD", "2023.04.05"), "2023-04-05");
  assert.equal(read("YYYY.MM.DD", "2023x04x05"), undefined);
  assert.equal(read("(YYYY)[MM]{DD}", "(2023)[04]{05}"), "2023-04-05");
});

test("Only real dates are dates, in 1582 and 9999 too", () => {
  assert.equal(read(ISO_PATTERN, "1582-10-10"), "1582-10-10");
  assert.equal(read(ISO_PATTERN, "9999-12-31"), "9999-12-31");
  assert.equal(read(ISO_PATTERN, "2024-02-29"), "2024-02-29");
  for (const text of ["2023-02-29", "2023-04-31", "2023-13-01", "2023-00-10", "0000-01-01"]) {
    assert.equal(read(ISO_PATTERN, text), undefined, text);
  }
});

test("The same text means the same every time, good or bad", () => {
  const pattern = new DatePattern(ISO_PATTERN);
  assert.equal(pattern.read("2023-02-30"), undefined);
  assert.equal(pattern.read("2023-02-30"), undefined);
  assert.equal(pattern.read("2023-02-20"), pattern.read("2023-02-20"));
});

test("A pattern that cannot mean a date says why", () => {
  for (const pattern of ["YYYY-MM-DD", "YYYYMMDD", "D/M/YYYY", "ＹＹＹＹ－ＭＭ－ＤＤ"]) {
    assert.equal(faultOfDatePattern(pattern), undefined, pattern);
  }
  for (const pattern of [
    "",
    "YYYY-MM",
    "YY-MM-DD",
    "YYYY-MM-DD HH",
    "YYYYMD",
    "YYYYDM",
    "YYYY-MM-DD-MM",
    "2023-MM-DD",
    "yyyy-mm-dd",
  ]) {
    assert.notEqual(faultOfDatePattern(pattern), undefined, pattern);
    assert.throws(() => new DatePattern(pattern), RangeError);
  }
});
