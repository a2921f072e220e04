import assert from "node:assert/strict";
import { test } from "node:test";

import { formatDay } from "@lingdai/policy";

import { DatePattern, ISO_PATTERN, faultOfDatePattern } from "./date-pattern.ts";

function read(pattern: string, text: string): string | undefined {
  const day = new DatePattern(pattern).read(text);
  return day === undefined ? undefined : formatDay(day);
}

function readCell(pattern: string, asRead: string): string | undefined {
  const day = new DatePattern(pattern).readCell(asRead);
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

test("A time of day beside the date is read and left", () => {
  for (const [pattern, text] of [
    ["YYYY-MM-DD HH:mm:ss", "2024-01-10 08:30:00"],
    ["YYYY-MM-DD HH:mm", "2024-01-10 23:59"],
    ["YYYY-MM-DD HH:mm:ss.S", "2024-01-10 08:30:00.123"],
    ["YYYY-MM-DDTHH:mm:ss", "2024-01-10T08:30:00"],
    ["YYYYMMDDHHmmss", "20240110083000"],
    ["YYYY年M月D日H时", "2024年1月10日8时"],
    ["HH:mm DD.MM.YYYY", "08:30 10.01.2024"],
  ] as const) {
    assert.equal(readCell(pattern, text), "2024-01-10", pattern);
  }
});

test("The blank before the time parts it from the day, however wide it is", () => {
  assert.equal(readCell("YYYY/M/D H:mm", "2024/1/1 10:30"), "2024-01-01");
  assert.equal(readCell("YYYY/M/D H:mm", "2024/1/11 0:30"), "2024-01-11");
  assert.equal(readCell("YYYY/M/D H:mm", "  2024/1/1 \u3000 10:30\t"), "2024-01-01");
  assert.equal(readCell("YYYY/M/D H:mm", "２０２４/1/1 １０:30"), "2024-01-01");
  assert.equal(readCell("YYYY/M/D H:mm", "2024/1/110:30"), undefined);
});

test("A time that is none makes no date", () => {
  const pattern = "YYYY-MM-DD HH:mm:ss";
  assert.equal(readCell(pattern, "2024-01-10 23:59:59"), "2024-01-10");
  for (const time of ["24:00:00", "23:60:00", "23:59:60", "8:30:00", ""]) {
    assert.equal(readCell(pattern, `2024-01-10 ${time}`), undefined, time);
  }
  assert.equal(readCell("YYYY-MM-DD", "2024-01-10 08:30:00"), undefined);
});

test("A cell of a date alone may have blanks anywhere", () => {
  assert.equal(readCell("YYYY/M/D", " 2024/ 1\u3000/1 "), "2024-01-01");
});

test("A pattern that cannot mean a date says why", () => {
  for (const pattern of ["YYYY-MM-DD", "YYYYMMDD", "D/M/YYYY", "ＹＹＹＹ－ＭＭ－ＤＤ"]) {
    assert.equal(faultOfDatePattern(pattern), undefined, pattern);
  }
  for (const pattern of [
    "",
    "YYYY-MM",
    "YY-MM-DD",
    "YYYY-MM-DD mm",
    "YYYY-MM-DD HH:ss",
    "YYYY-MM-DD ss:mm:HH",
    "YYYY-MM-DD HH:mm:mm",
    "YYYY/M/DH:mm",
    "YYYY-MM-DD Hms",
    "YYYY-MM-DDZ",
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
