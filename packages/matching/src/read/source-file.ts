// The header and the rows of a file, whatever it is: finds out its kind and lets that kind's reader
// read it. Knows neither our columns nor what a good row is.

import { readTextHeader, readTextRows } from "./delimited-text.ts";
import { InputFile } from "./file-blocks.ts";
import { recogniseKind } from "./file-kind.ts";
import type { SourceFormat } from "./source-format.ts";
import type { ReadingHooks } from "./source-row.ts";

/** A header, and the format completed by what the content says. */
export interface FoundHeader {
  readonly header: readonly string[];
  readonly format: SourceFormat;
}

/** Reads the column names of a file without blanks around them; refuses a file that has none. */
export async function readHeader(path: string, format: SourceFormat): Promise<readonly string[]> {
  const { header } = await findHeader(path, format, () => true);
  return header;
}

/**
 * Finds the header. In a workbook it is the first row, near the top of the first visible sheet,
 * that `isOurs` accepts; where none does, the first row, so that the refusal can say what it lacks.
 */
export async function findHeader(
  path: string,
  format: SourceFormat,
  isOurs: (header: readonly string[]) => boolean,
): Promise<FoundHeader> {
  const file = new InputFile(path);
  try {
    const kind = recogniseKind(file);
    switch (kind) {
      case "delimited":
      case "gzip": {
        const header = await readTextHeader(file, kind, format);
        return { header, format: { ...format, kind } };
      }
      case "parquet": {
        const { readParquetHeader } = await import("./parquet/parquet-footer.ts");
        const header = readParquetHeader(file);
        return { header, format: { ...format, kind } };
      }
      case "xlsx": {
        const { findSheet } = await import("./xlsx/xlsx-file.ts");
        const { header, sheet } = await findSheet(file, isOurs);
        return { header, format: { ...format, kind, sheet } };
      }
    }
  } finally {
    file.close();
  }
}

/** Hands out every row behind the header; rows whose cells are all blank are none. */
export async function readRows(
  path: string,
  format: SourceFormat,
  hooks: ReadingHooks,
): Promise<void> {
  const file = new InputFile(path);
  try {
    const kind = format.kind ?? recogniseKind(file);
    switch (kind) {
      case "delimited":
      case "gzip":
        await readTextRows(file, kind, format, hooks);
        break;
      case "parquet": {
        // DuckDB is 60 MB of native code: it is loaded for a file that is not read by row groups only.
        const { readParquetRows } = await import("./parquet/parquet-file.ts");
        await readParquetRows(file, format.columns, hooks);
        break;
      }
      case "xlsx": {
        const { findSheet, readSheetRows } = await import("./xlsx/xlsx-file.ts");
        const sheet = format.sheet ?? (await findSheet(file, () => true)).sheet;
        await readSheetRows(file, sheet, format.columns, hooks);
        break;
      }
    }
  } finally {
    file.close();
  }
}
