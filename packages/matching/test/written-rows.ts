// Rows of a file of our words: rows of plain cells only, and rows of which a cell or the end is odd in
// one way or another, or looks so.

import fc from "fast-check";

import { formatDay, parseDay } from "@lingdai/policy";

export interface WrittenRow<Column extends string> {
  readonly cells: Readonly<Record<Column, string>>;
  /** What stands behind the last cell, with the line feed: perhaps cells that no column has. */
  readonly ending: string;
  /** Whether such a row must be taken for plain. */
  readonly isPlain: boolean;
}

export function aDay(from: string, to: string): fc.Arbitrary<string> {
  return fc.integer({ min: parseDay(from) ?? 0, max: parseDay(to) ?? 0 }).map(formatDay);
}

/** As many plain rows as doubtful ones. */
export function writtenRow<Column extends string>(
  plain: { readonly [Each in Column]: fc.Arbitrary<string> },
  doubtful: fc.Arbitrary<string>,
): fc.Arbitrary<WrittenRow<Column>> {
  const cells = fc.record<Record<Column, string>>({ ...plain });
  const plainRow = fc
    .record({ cells, ending: fc.constantFrom("\n", "\r\n") })
    .map((row) => ({ ...row, isPlain: true }));
  const doubtfulRow = fc
    .record({
      cells,
      column: fc.constantFrom(...(Object.keys(plain) as Column[])),
      cell: doubtful,
      ending: fc.constantFrom("\n", "\r\n", ",\n", ",更多,\n", "\r\r\n", ',"\n'),
    })
    .map((row) => ({
      cells: { ...row.cells, [row.column]: row.cell },
      ending: row.ending,
      isPlain: false,
    }));
  return fc.oneof(plainRow, doubtfulRow);
}
