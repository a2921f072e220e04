// How a file is to be read: what it is, in which encoding, which sheet of it. Knows no file.

import type { Encoding } from "./cell-text.ts";

/** The kinds of file that can be read. `gzip` is delimited text, compressed. */
export type FileKind = "delimited" | "gzip" | "parquet" | "xlsx";

/** How text is written; a byte order mark speaks before the encoding named here. */
export interface DelimitedFormat {
  readonly encoding: Encoding;
  readonly delimiter: string;
}

/** Where the rows of a workbook begin. */
export interface SheetPlace {
  /** The name on the tab, for people. */
  readonly name: string;
  /** The worksheet's part of the XLSX package. */
  readonly part: string;
  readonly headerRow: number;
}

/** What a reader needs to know; what is absent is found out from the content. */
export interface SourceFormat extends DelimitedFormat {
  readonly kind?: FileKind | undefined;
  readonly sheet?: SheetPlace | undefined;
  /** The columns whose cells will be asked for; where it is absent, any may be. */
  readonly columns?: readonly number[] | undefined;
}
