// A table as a file that a browser saves: the writer by its format, and the headers that say so.

import type { Readable } from "node:stream";

import type { Table } from "./table.ts";
import { writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.ts";

export const TABLE_FORMATS = ["csv", "xlsx"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export interface TableFile {
  readonly content: Readable;
  readonly headers: Readonly<Record<string, string>>;
}

export function tableFile<Row>(format: TableFormat, name: string, table: Table<Row>): TableFile {
  const content = format === "csv" ? writeCsv(table) : writeXlsx(table);
  return { content, headers: headersOf(format, name) };
}

/** `name` without its ending; it may be Chinese. */
export function headersOf(format: TableFormat, name: string): TableFile["headers"] {
  const file = encodeURIComponent(`${name}.${format}`);
  return {
    "content-type": MEDIA_TYPES[format],
    "content-disposition": `attachment; filename="list.${format}"; filename*=UTF-8''${file}`,
    "cache-control": "no-store",
  };
}
