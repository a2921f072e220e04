// What every reader hands out, whatever kind of file it reads: a row of cells. Knows neither our
// columns nor what makes a row good, and no kind of file.

import type { Day } from "@lingdai/policy/batch";

/** One row; valid only until the callback returns. */
export interface SourceRow {
  /** The physical line on which it begins, the header being 1; the row number + 1 in a table. */
  readonly line: number;
  /** Whether all of it could be understood: its bytes, its quotes, its formulas. */
  readonly isReadable: boolean;
  /** Only where the file knows more of a cell than its text (Parquet, XLSX). */
  readonly typed?: TypedCells | undefined;
  /** The cell as read; empty where the row is too short. Only for readable rows. */
  cell(column: number): string;
}

/** What cells are besides their texts. */
export interface TypedCells {
  /** The day of a date cell: it is its date, whatever pattern the texts of its column follow. */
  dayOf(column: number): Day | undefined;
  /** Whether the cell is a number of more digits than its file keeps, so that some are lost. */
  hasLostDigits(column: number): boolean;
}

export interface ReadingHooks {
  readonly onRow: (row: SourceRow) => void;
  /** After each stretch, with its share of the bytes of the file, and those of the whole file. */
  readonly onBytes?: ((bytes: number, total: number) => void) | undefined;
  /** Asked after each stretch; reading goes on once it resolves, so that nobody drowns in rows. */
  readonly whenReady?: (() => Promise<void> | undefined) | undefined;
  /** At the end: what a person should know about the file although it could be read. */
  readonly onRemark?: ((remark: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
