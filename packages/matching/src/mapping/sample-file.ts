// The header and the first rows of a file of any kind, column by column, with what could be told of
// how the file is written. Knows neither our columns nor what a good row is.

import { basename } from "node:path";

import { trimBlanks } from "../read/blanks.ts";
import { InputFile } from "../read/file-blocks.ts";
import { recogniseKind } from "../read/file-kind.ts";
import { gunzippedBlocks } from "../read/gzip-blocks.ts";
import { findHeader, readRows } from "../read/source-file.ts";
import type { SourceFormat } from "../read/source-format.ts";
import type { SourceRow } from "../read/source-row.ts";
import type { TextGuess } from "./detect-text.ts";
import { guessText } from "./detect-text.ts";

export interface SampleColumn {
  readonly name: string;
  /** What its cells say, blanks around them dropped, empty ones left out. */
  readonly values: readonly string[];
  /** Whether all of these are date cells of a workbook or Parquet file. */
  readonly hasDateCells: boolean;
}

export interface FileSample {
  readonly path: string;
  readonly baseName: string;
  readonly format: SourceFormat;
  /** Only for text. */
  readonly text: TextGuess | undefined;
  readonly columns: readonly SampleColumn[];
  readonly rows: number;
}

const START_BYTES = 1024 * 1024;
const SAMPLE_ROWS = 2000;

/** Reads the first rows; `isHeader` tells the header's row from titles above it. */
export async function sampleFile(
  path: string,
  isHeader: (names: readonly string[]) => boolean,
): Promise<FileSample> {
  const text = await guessTextOf(path);
  const written = { encoding: text?.encoding ?? "utf-8", delimiter: text?.delimiter ?? "," };
  const { header, format } = await findHeader(path, written, isHeader);
  const values = header.map((): string[] => []);
  const dateCells = header.map(() => 0);
  let rows = 0;
  await readFirstRows(path, format, SAMPLE_ROWS, (row) => {
    rows += 1;
    if (!row.isReadable) return;
    for (const [column, found] of values.entries()) {
      const value = trimBlanks(row.cell(column));
      if (value === "") continue;
      found.push(value);
      if (row.typed?.dayOf(column) !== undefined) dateCells[column] = (dateCells[column] ?? 0) + 1;
    }
  });
  const columns = header.map((name, column) => ({
    name,
    values: values[column] ?? [],
    hasDateCells: (dateCells[column] ?? 0) > 0 && dateCells[column] === values[column]?.length,
  }));
  return { path, baseName: basename(path), format, text, columns, rows };
}

/** How the text of a file is probably written; undefined where it is no text. */
export async function guessTextOf(path: string): Promise<TextGuess | undefined> {
  const file = new InputFile(path);
  try {
    const kind = recogniseKind(file);
    if (kind === "delimited") {
      const start = file.head(START_BYTES);
      return guessText(start, start.length === file.bytes);
    }
    if (kind !== "gzip") return undefined;
    for await (const { content } of gunzippedBlocks(file)) {
      return guessText(content.subarray(0, START_BYTES), false);
    }
    return guessText(Buffer.alloc(0), true);
  } finally {
    file.close();
  }
}

/** Hands out the first rows and stops; true where the file has no more. */
export async function readFirstRows(
  path: string,
  format: SourceFormat,
  rowsMax: number,
  onRow: (row: SourceRow) => void,
  onRemark?: (remark: string) => void,
): Promise<boolean> {
  const enough = new AbortController();
  let rows = 0;
  let isAll = true;
  try {
    await readRows(path, format, {
      signal: enough.signal,
      onRemark,
      onRow: (row) => {
        if (rows < rowsMax) onRow(row);
        else {
          isAll = false;
          enough.abort();
        }
        rows += 1;
      },
    });
  } catch (error) {
    if (error !== enough.signal.reason) throw error;
  }
  return isAll;
}
