// How the columns of a Parquet file become texts, days and numbers: one expression of SQL for each
// type. Knows neither files nor our columns.

import type { DuckDBType } from "@duckdb/node-api";
import { DuckDBTypeId } from "@duckdb/node-api";

/** `text`: a text as it is shown. `day`: days since 1970-01-01. `number`: a number kept in binary. */
export type CellForm = "text" | "day" | "number";

export interface ColumnReading {
  readonly form: CellForm;
  /** Over the column's place in the select list's source; NULL where the cell is empty. */
  readonly sql: string;
}

const NESTED: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.LIST,
  DuckDBTypeId.STRUCT,
  DuckDBTypeId.MAP,
  DuckDBTypeId.ARRAY,
  DuckDBTypeId.UNION,
  DuckDBTypeId.VARIANT,
  DuckDBTypeId.GEOMETRY,
]);

/** What a time that names no zone is: one on a clock here, or an instant as UTC tells it. */
export type ZonelessTime = "civil" | "utc";

const asDay = (place: string): ColumnReading => ({ form: "day", sql: `CAST(${place} AS DATE)` });
/** An instant is on the day that it was where these people live. */
const dayHere = (instant: string): ColumnReading => asDay(`timezone('Asia/Shanghai', ${instant})`);

/** Types that need more than their own text. */
const READINGS: ReadonlyMap<DuckDBTypeId, (place: string) => ColumnReading> = new Map([
  [DuckDBTypeId.DATE, asDay],
  [DuckDBTypeId.TIMESTAMP, asDay],
  [DuckDBTypeId.TIMESTAMP_S, asDay],
  [DuckDBTypeId.TIMESTAMP_MS, asDay],
  [DuckDBTypeId.TIMESTAMP_NS, asDay],
  [DuckDBTypeId.TIMESTAMP_TZ, dayHere],
  [DuckDBTypeId.DOUBLE, (place) => ({ form: "number", sql: place })],
  // By way of its own shortest text: 0.1 must not become 0.10000000149.
  [
    DuckDBTypeId.FLOAT,
    (place) => ({ form: "number", sql: `CAST(CAST(${place} AS VARCHAR) AS DOUBLE)` }),
  ],
]);

/** How to read a column; undefined for one whose cells hold more than one value. */
export function readingOf(
  type: DuckDBType,
  column: number,
  zoneless: ZonelessTime,
): ColumnReading | undefined {
  const { typeId } = type;
  if (NESTED.has(typeId)) return undefined;
  const place = `#${column + 1}`;
  if (typeId === DuckDBTypeId.TIMESTAMP && zoneless === "utc") {
    return dayHere(`timezone('UTC', ${place})`);
  }
  const reading = READINGS.get(typeId);
  if (reading !== undefined) return reading(place);
  const text = `CAST(${place} AS VARCHAR)`;
  const isFraction = "scale" in type && typeof type.scale === "number" && type.scale > 0;
  // A decimal of two places is written 3200.00; as a number it is 3200.
  return { form: "text", sql: isFraction ? `rtrim(rtrim(${text}, '0'), '.')` : text };
}

/** A text that is blank where the cell of an unused column is blank. */
export function blankProbeOf(type: DuckDBType, column: number): string {
  const place = `#${column + 1}`;
  const isText = type.typeId === DuckDBTypeId.VARCHAR;
  return isText ? `left(${place}, 32)` : `CASE WHEN ${place} IS NOT NULL THEN 'x' END`;
}
