// A table on its way out: columns with their headings, rows as they come. Whatever writes it, CSV or
// XLSX, holds one batch of rows in memory and no more.

/** What a cell can hold; `null` is an empty one. */
export type Cell = string | number | null;

export interface Column<Row> {
  readonly heading: string;
  readonly valueOf: (row: Row) => Cell;
  /** In characters, where a sheet has widths. */
  readonly width?: number;
}

export interface Table<Row> {
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  /** Rows in batches: whoever reads slowly makes whoever supplies them wait. */
  readonly batches: AsyncIterable<readonly Row[]>;
}
