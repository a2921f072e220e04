// However a file is cut into blocks, its rows are those of one reader who reads it from end to end.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";

import type { Encoding } from "../read/cell-text.ts";
import { readRows } from "../read/delimited-file.ts";
import { BlockReader } from "./block-reader.ts";
import type { Block, FileContent } from "./planned-blocks.ts";
import { cutAtLineFeeds, cutByRecords, findContent } from "./planned-blocks.ts";
import { TextPieces } from "./text-pieces.ts";

const folder = mkdtempSync(join(tmpdir(), "lingdai-blocks-"));
after(() => {
  rmSync(folder, { recursive: true });
});

interface Row {
  readonly line: number;
  readonly cells: readonly string[] | undefined;
}

/** Rows by blocks; undefined where a block ends inside quotes. */
function rowsByBlocks(
  path: string,
  blocks: readonly Block[],
  content: FileContent,
  delimiter: string,
): readonly Row[] | undefined {
  const reader = new BlockReader([path]);
  const pieces = new TextPieces(delimiter, content.encoding);
  const rows: Row[] = [];
  let line = content.firstLine;
  try {
    for (const block of blocks) {
      const length = reader.read(block);
      for (let at = 0; at < length;) {
        const piece = pieces.read(reader.bytes, at, length, block.isProved, (row, _, inPiece) => {
          const cells = row.isReadable ? [0, 1, 2].map((column) => row.cell(column)) : undefined;
          rows.push({ line: line + inPiece, cells });
        });
        if (piece === undefined) return undefined;
        line += piece.lines;
        at = piece.end;
      }
    }
  } finally {
    reader.close();
  }
  return rows;
}

test("Cut anywhere, a file has the rows of one reading, each on its line", async () => {
  const part = fc.constantFrom(
    ",",
    "|",
    "\n",
    "\r\n",
    "\r",
    '"',
    '""',
    "a",
    "1",
    "x\ny",
    "张",
    " ",
  );
  let wrongCuts = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(",", "|"),
      fc.constantFrom<Encoding>("utf-8", "gb18030"),
      async (parts, blockBytes, delimiter, encoding) => {
        const path = join(folder, "file.csv");
        const text = `h1${delimiter}h2\n${parts.join("")}`;
        // In GB18030 these characters' second byte is the other delimiter.
        const bytes = Buffer.from(
          text.replaceAll("张", encoding === "utf-8" ? "张" : "\u0095\u007c"),
          encoding === "utf-8" ? "utf8" : "latin1",
        );
        writeFileSync(path, bytes);
        const format = { encoding, delimiter };
        const expected: Row[] = [];
        await readRows(path, format, {
          onRow: (row) => {
            const cells = row.isReadable ? [0, 1, 2].map((column) => row.cell(column)) : undefined;
            expected.push({ line: row.line, cells });
          },
        });
        const content = findContent(path, bytes.length, format);
        const exact = cutByRecords(path, 0, content, format, blockBytes);
        assert.deepEqual(rowsByBlocks(path, exact, content, delimiter), expected);
        const quick = cutAtLineFeeds(path, 0, content, blockBytes) ?? exact;
        const found = rowsByBlocks(path, quick, content, delimiter);
        // A line feed in quotes is noticed; it never makes other rows.
        if (found === undefined) wrongCuts += 1;
        else assert.deepEqual(found, expected);
      },
    ),
    { numRuns: 1500 },
  );
  assert.ok(wrongCuts > 0, "no cut fell into quotes: the test has no teeth");
});
