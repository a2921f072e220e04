// What is said of texts of columns is what the functions for single texts say.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { checkCharacterOf } from "@lingdai/policy";

import { LENGTH_BYTES } from "../../read/parquet/column-texts.ts";
import { ID_BYTES, PlainId, endsPlain } from "../plain-cells.ts";
import { TextScan } from "../text-scan.ts";
import { compiledReader } from "./compiled-reader.ts";
import { COLUMN_FORM } from "./reader-form.ts";
import type { TextsOfRows } from "./text-kernel.ts";
import * as kernel from "./text-kernel.ts";

const { BEGINS_PLAIN, ENDS_PLAIN, IS_EMPTY, IS_ID, TEXT_NUMBERS, TextKernel } = kernel;
/** What may be read behind a text. */
const SLACK = 32;

/** Texts as the pages of a file hold them. */
function inOrder(texts: readonly string[]): TextsOfRows {
  const starts: number[] = [];
  const pieces = texts.map((text) => {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeInt32LE(bytes.length);
    return Buffer.concat([length, bytes]);
  });
  let at = 0;
  for (const piece of pieces) {
    starts.push(at + LENGTH_BYTES);
    at += piece.length;
  }
  const bytes = Buffer.concat([...pieces, Buffer.alloc(SLACK)]);
  return {
    bytes,
    isInOrder: true,
    startOf: (row) => starts[row] ?? 0,
    endOf: (start) => start + bytes.readInt32LE(start - LENGTH_BYTES),
  };
}

const PART = fc.constantFrom(
  "",
  "王",
  "é",
  "\u{20BB7}",
  "a",
  "7",
  " ",
  "\u3000",
  "\u0001",
  "\u00a0",
  "R1-",
  "，",
);
const TEXT = fc.array(PART, { maxLength: 24, size: "max" }).map((parts) => parts.join(""));
const ID = fc
  .tuple(fc.stringMatching(/^\d{17}$/), fc.constantFrom("", "0", "5", "X", "x", "x1"))
  .map(([first17, check]) => {
    const right = checkCharacterOf(first17);
    return first17 + (check === "" ? right : check === "x" ? right.toLowerCase() : check);
  });

test("Texts that are looked at together have the prints that each has alone", async () => {
  const texts = new TextKernel(await compiledReader(COLUMN_FORM));
  const scan = new TextScan();
  fc.assert(
    fc.property(fc.array(TEXT, { minLength: 1, maxLength: 60 }), fc.nat(20), (all, skipped) => {
      const column = inOrder(all);
      const from = skipped % all.length;
      assert.ok(texts.print(column, from, all.length));
      const { bytes } = column;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let row = from; row < all.length; row += 1) {
        const start = column.startOf(row);
        const end = column.endOf(start);
        const isPlain = scan.take(bytes, view, start, end);
        const said = texts.said.subarray((row - from) * TEXT_NUMBERS);
        const [low, high, how = 0] = said;
        assert.deepEqual([low, high], [scan.low, scan.high], all[row]);
        assert.equal((how & IS_EMPTY) !== 0, start === end);
        assert.equal((how & BEGINS_PLAIN) !== 0, isPlain, JSON.stringify(all[row]));
        if (start < end)
          assert.equal((how & ENDS_PLAIN) !== 0, endsPlain(bytes, start, end), all[row]);
      }
    }),
    { numRuns: 500 },
  );
});

test("IDs that are looked at together have the digits that each has alone", async () => {
  const texts = new TextKernel(await compiledReader(COLUMN_FORM));
  const id = new PlainId();
  fc.assert(
    fc.property(fc.array(fc.oneof(ID, TEXT), { minLength: 1, maxLength: 60 }), (all) => {
      const column = inOrder(all);
      assert.ok(texts.identify(column, 0, all.length));
      const { bytes } = column;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (const [row, text] of all.entries()) {
        const start = column.startOf(row);
        const isId = column.endOf(start) - start === ID_BYTES && id.read(view, start);
        const [low, high, how] = texts.said.subarray(row * TEXT_NUMBERS);
        assert.equal(how === IS_ID, isId, text);
        if (isId) assert.deepEqual([high, low], [id.high, id.low]);
      }
    }),
    { numRuns: 500 },
  );
});

test("Texts that stand elsewhere or are too long are left to be taken one by one", async () => {
  const texts = new TextKernel(await compiledReader(COLUMN_FORM));
  assert.equal(texts.print({ ...inOrder(["王"]), isInOrder: false }, 0, 1), false);
  assert.equal(texts.print(inOrder(["x".repeat(60_000)]), 0, 1), false);
  assert.equal(texts.identify(inOrder(["1", "x".repeat(60_000)]), 0, 2), false);
  assert.equal(texts.identify(inOrder(["1", "x".repeat(60_000)]), 0, 1), true);
});
