import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { LineCheck } from "./line-check.ts";

const DELIMITER = "\u001f";

function lined(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(rows.map((cells) => `${cells.join(DELIMITER)}\n`).join(""));
}

function checked(rows: readonly (readonly string[])[], cells: number): string | undefined {
  return new LineCheck(DELIMITER.charCodeAt(0), cells)
    .checked(lined(rows), rows.length)
    ?.toString();
}

test("A quote in a cell is doubled and the cell stands in quotes; its neighbours stay as they are", () => {
  const rows = [
    ["王芳", 'a"b', "c"],
    ["李 伟", "x", ""],
  ];
  assert.equal(
    checked(rows, 3),
    `王芳${DELIMITER}"a""b"${DELIMITER}c\n李 伟${DELIMITER}x${DELIMITER}\n`,
  );
});

test("A delimiter too many, or one too few, is seen", () => {
  assert.equal(
    checked(
      [
        ["a", "b"],
        [`c${DELIMITER}d`, "e"],
      ],
      2,
    ),
    undefined,
  );
  assert.equal(checked([["a", "b"], ["c"]], 2), undefined);
});

test("Lines pass exactly where no cell holds a delimiter, a line end or a zero", () => {
  const unit = fc.constantFrom("a", "5", "中", '"', " ", "\t", "\u001e", "\u007f");
  const stranger = fc.constantFrom(DELIMITER, "\n", "\r", "\0");
  const cell = fc.oneof(
    { weight: 30, arbitrary: fc.string({ unit, maxLength: 9 }) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.string({ unit }), stranger).map((parts) => parts.join("")),
    },
  );
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(rows, (some) => {
      const isOdd = some.some((cells) => cells.some((each) => /[\u001f\n\r\0]/.test(each)));
      const expected = some.map((cells) =>
        cells.map((each) => (each.includes('"') ? `"${each.split('"').join('""')}"` : each)),
      );
      assert.equal(checked(some, 3), isOdd ? undefined : lined(expected).toString());
    }),
  );
});
