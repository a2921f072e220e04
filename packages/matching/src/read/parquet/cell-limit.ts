// How long a cell of a Parquet file may be. A file of its own: who asks need not load what reads them.

/** A spreadsheet's cell ends at 32,767 characters; a longer one is no cell of a table of people. */
export const CELL_BYTES_MAX = 64 * 1024;
