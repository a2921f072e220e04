import assert from "node:assert/strict";
import { test } from "node:test";

import type { Encoding } from "./cell-text.ts";
import { CellDecoder, isDoubleByte } from "./cell-text.ts";
import { CutRow } from "./delimited-text.ts";
import { RecordCutter } from "./record-cutter.ts";

/** The cells of every row; those of an unreadable one are unknown. */
function rowsIn(encoding: Encoding, bytes: Buffer): readonly (readonly string[] | undefined)[] {
  const rows: (readonly string[] | undefined)[] = [];
  const row = new CutRow(new CellDecoder(encoding));
  const doubleByte = isDoubleByte(encoding);
  const cutter = new RecordCutter({ delimiter: "|", doubleByte }, (record) => {
    row.hold(record);
    // From the last to the first, as nobody has to ask for cells in their order.
    const cells = Array.from({ length: row.cells }, (_, at) => row.cell(row.cells - 1 - at));
    rows.push(row.isReadable ? cells.toReversed() : undefined);
  });
  cutter.push(bytes);
  cutter.end();
  return rows;
}

test("Cells stand where they are whatever characters stand before them", () => {
  const cells = ["张三", "é", "\u{20000}野", "", "a|b", "·", "\ufeffx", "终"];
  const line = cells.map((cell) => (cell.includes("|") ? `"${cell}"` : cell)).join("|");
  const two = Buffer.from(`${line}\n${line}\n`);
  assert.deepEqual(rowsIn("utf-8", two), [cells, cells]);
});

test("A trail byte that looks like a delimiter parts no cells, nor do characters of four bytes", () => {
  // The second byte of 厊 is that of a vertical bar; 𠀀 has four.
  const line = Buffer.from("31857c7c95328236bdab7c35", "hex");
  assert.deepEqual(rowsIn("gb18030", line), [["1厊", "𠀀将", "5"]]);
  assert.deepEqual(rowsIn("gbk", line), [undefined]);
});

test("A row with a bad byte is unreadable, and the rows around it are not", () => {
  const good = Buffer.from("张|三\n");
  const bad = Buffer.from([0xe5, 0xbc, 0x7c, 0x31, 0x0a]);
  assert.deepEqual(rowsIn("utf-8", Buffer.concat([good, bad, good])), [
    ["张", "三"],
    undefined,
    ["张", "三"],
  ]);
});

test("A row of more cells than any before it is read whole", () => {
  const cells = Array.from({ length: 1000 }, (_, at) => (at % 3 === 0 ? `第${at}` : String(at)));
  const both = Buffer.from(`一|二\n${cells.join("|")}\n`);
  assert.deepEqual(rowsIn("utf-8", both), [["一", "二"], cells]);
});
