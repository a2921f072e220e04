import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RecordCutter } from "./record-cutter.ts";
import { unquote } from "./cell-text.ts";

interface Cut {
  readonly line: number;
  readonly cells: readonly string[];
  readonly broken: boolean;
}

interface CutSetting {
  readonly delimiter?: string;
  readonly doubleByte?: boolean;
  readonly blockSizes?: readonly number[];
  readonly recordBytesMax?: number;
}

function cut(content: string | Buffer, setting: CutSetting = {}): readonly Cut[] {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const found: Cut[] = [];
  const { delimiter = ",", doubleByte = false, blockSizes = [bytes.length] } = setting;
  const cutter = new RecordCutter(
    { delimiter, doubleByte, recordBytesMax: setting.recordBytesMax ?? 1 << 20 },
    (record) => {
      const cells: string[] = [];
      for (let cell = 0; cell < record.cells && !record.broken; cell += 1) {
        const from = cell === 0 ? 0 : (record.cellEnds[cell - 1] ?? 0) + 1;
        const to = record.cellEnds[cell] ?? 0;
        const raw = record.bytes.subarray(record.start + from, record.start + to);
        cells.push(unquote(raw.toString("latin1")));
      }
      found.push({ line: record.line, cells, broken: record.broken });
    },
  );
  let at = 0;
  for (const size of blockSizes) {
    cutter.push(bytes.subarray(at, at + size));
    at += size;
  }
  cutter.push(bytes.subarray(at));
  cutter.end();
  return found;
}

test("LF, CRLF and CR each end a record and a line", () => {
  assert.deepEqual(cut("a,b\nc,d\r\ne\rf"), [
    { line: 1, cells: ["a", "b"], broken: false },
    { line: 2, cells: ["c", "d"], broken: false },
    { line: 3, cells: ["e"], broken: false },
    { line: 4, cells: ["f"], broken: false },
  ]);
});

test("A record is counted from the physical line on which it begins, line breaks in quotes included", () => {
  assert.deepEqual(cut('a,"x\ny\r\nz"\nb,c\n'), [
    { line: 1, cells: ["a", "x\ny\r\nz"], broken: false },
    { line: 4, cells: ["b", "c"], broken: false },
  ]);
});

test("Quotes enclose delimiters, a doubled quote stands for one, and a quote inside a plain cell is content", () => {
  assert.deepEqual(cut('"a,b","say ""hi""",5" pipe,"x"y,""\n')[0]?.cells, [
    "a,b",
    'say "hi"',
    '5" pipe',
    "xy",
    "",
  ]);
});

test("A quote that never closes takes the rest of the file as one broken record", () => {
  assert.deepEqual(cut('a,b\nc,"d\ne,f\ng'), [
    { line: 1, cells: ["a", "b"], broken: false },
    { line: 2, cells: [], broken: true },
  ]);
});

test("Empty lines are records of one empty cell, and a last line end begins no further record", () => {
  assert.deepEqual(cut("a\n\n\nb\n"), [
    { line: 1, cells: ["a"], broken: false },
    { line: 2, cells: [""], broken: false },
    { line: 3, cells: [""], broken: false },
    { line: 4, cells: ["b"], broken: false },
  ]);
  assert.deepEqual(cut(""), []);
});

test("A last line without a line end is a record, even if it ends in a delimiter", () => {
  assert.deepEqual(cut("a,")[0]?.cells, ["a", ""]);
});

test("The trail byte of a GB character that looks like the delimiter is no delimiter", () => {
  // 0x95 0x7C is one character whose second byte is the vertical bar.
  const bytes = Buffer.from([0x95, 0x7c, 0x7c, 0x41, 0x0a]);
  assert.equal(cut(bytes, { delimiter: "|", doubleByte: true })[0]?.cells.length, 2);
  assert.equal(cut(bytes, { delimiter: "|" })[0]?.cells.length, 3);
});

test("A GB lead byte without a trail byte swallows neither the line end nor a quote", () => {
  const bytes = Buffer.from([0x41, 0x81, 0x0a, 0x42, 0x0a]);
  assert.equal(cut(bytes, { doubleByte: true }).length, 2);
  const quoted = Buffer.from([0x22, 0x81, 0x22, 0x2c, 0x42, 0x0a]);
  assert.equal(cut(quoted, { doubleByte: true })[0]?.cells.length, 2);
});

test("A record longer than what is kept in memory is broken, and the next one is whole", () => {
  const long = `${"x".repeat(40)},y\nnext,1\n`;
  const found = cut(long, { recordBytesMax: 16, blockSizes: [10, 10, 10] });
  assert.deepEqual(found, [
    { line: 1, cells: [], broken: true },
    { line: 2, cells: ["next", "1"], broken: false },
  ]);
});

test("However the bytes are split into blocks, the records are the same", () => {
  const byte = fc.constantFrom(0x22, 0x0a, 0x0d, 0x2c, 0x7c, 0x41, 0x30, 0x81, 0xfe, 0x00, 0xe4);
  fc.assert(
    fc.property(
      fc.array(byte, { maxLength: 60 }),
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
      fc.constantFrom(",", "|"),
      fc.boolean(),
      (content, blockSizes, delimiter, doubleByte) => {
        const bytes = Buffer.from(content);
        const whole = cut(bytes, { delimiter, doubleByte });
        assert.deepEqual(cut(bytes, { delimiter, doubleByte, blockSizes }), whole);
      },
    ),
    { numRuns: 2000 },
  );
});

test("Cells written as RFC 4180 says come back as they were", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " "), maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (rows) => {
        const written = rows
          .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(","))
          .join("\r\n");
        assert.deepEqual(
          cut(written).map(({ cells }) => cells),
          rows,
        );
      },
    ),
  );
});
