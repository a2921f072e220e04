// Writes `schema.generated.ts` from a migrated database: what Kysely needs to know of each table.
// A test holds the committed file against it. Knows no table by name.

import type { ClientBase } from "pg";

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isNullable: boolean;
  /** `always`: never written; `default`: may be left out; `none`. */
  readonly supplied: "always" | "default" | "none";
}

/** Ids that must not be mistaken for one another, by their column's name. */
const IDS: Readonly<Record<string, string>> = {
  beneficiary_id: "BeneficiaryId",
  staff_id: "StaffId",
};

const TYPES: Readonly<Record<string, string>> = {
  text: "string",
  bytea: "Buffer",
  boolean: "boolean",
  smallint: "number",
  integer: "number",
  bigint: "number",
  numeric: "string",
  date: "Day",
  "timestamp with time zone": "Date",
  xid8: "string",
  viewer_level: "ViewerLevel",
};

const QUERY = `
  SELECT relname AS table, attname AS column, NOT attnotnull AS "isNullable",
         regexp_replace(format_type(atttypid, NULL), '^lingdai\\.', '') AS type,
         CASE WHEN attgenerated <> '' OR attidentity = 'a' THEN 'always'
              WHEN atthasdef OR attidentity = 'd' THEN 'default' ELSE 'none' END AS supplied
  FROM pg_attribute
  JOIN pg_class ON pg_class.oid = attrelid
  WHERE relnamespace = 'lingdai'::regnamespace AND relkind IN ('r', 'p', 'v') AND NOT relispartition
    AND attnum > 0 AND NOT attisdropped
  ORDER BY relname, attnum`;

/** The text of the file. */
export async function describeSchema(client: ClientBase): Promise<string> {
  const { rows } = await client.query<Column>(QUERY);
  const tables = Map.groupBy(rows, ({ table }) => table);
  const dates = new Set(rows.filter(({ type }) => type === "date").map(({ column }) => column));
  return [
    "// Generated from a migrated database by describe-schema.ts; not to be edited.",
    "// `RENEW_SCHEMA=1 npm test -- store/test/schema` renews it.",
    "",
    'import type { ColumnType } from "kysely";',
    "",
    'import type { Day } from "@lingdai/policy";',
    "",
    'import type { BeneficiaryId, StaffId } from "./ids.ts";',
    'import type { ViewerLevel } from "./viewer.ts";',
    "",
    "/** Columns that hold a civil date, wherever they stand. */",
    "export const DATE_COLUMNS: ReadonlySet<string> = new Set([",
    ...[...dates].toSorted().map((column) => `  "${column}",`),
    "]);",
    ...[...tables].flatMap(([table, columns]) => [
      "",
      `export interface ${interfaceName(table)} {`,
      ...columns.map((column) => `  readonly ${column.column}: ${typeOf(column)};`),
      "}",
    ]),
    "",
    "/** Every table by its name. */",
    "export interface Schema {",
    ...[...tables.keys()].map((table) => `  readonly ${table}: ${interfaceName(table)};`),
    "}",
    "",
  ].join("\n");
}

function interfaceName(table: string): string {
  return `${table.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Table`;
}

function typeOf({ column, type, isNullable, supplied }: Column): string {
  const nullable = isNullable ? " | null" : "";
  const reads = type === "jsonb" ? "unknown" : `${readType(column, type)}${nullable}`;
  // What is inside JSON is the reader's to say; it is written as its text.
  const writes = type === "jsonb" ? `string${nullable}` : reads;
  if (supplied === "always") return `ColumnType<${reads}, never, never>`;
  if (supplied === "default") return `ColumnType<${reads}, ${writes} | undefined, ${writes}>`;
  return reads === writes ? reads : `ColumnType<${reads}, ${writes}, ${writes}>`;
}

function readType(column: string, type: string): string {
  if (type.endsWith("[]")) return `readonly ${readType(column, type.slice(0, -2))}[]`;
  const known = (type === "bigint" ? IDS[column] : undefined) ?? TYPES[type];
  if (known === undefined) throw new RangeError(`no type for ${column} ${type}`);
  return known;
}
