// Fills every table that speaks of a person, whatever tables there will be: rows are made from the
// catalogue, with values that mean nothing, so that a table of tomorrow is tested too. For a database
// of a test only: the constraints that would ask for meaning are dropped.

import type { Client } from "pg";

/** A table with rows about people, and how its rows name them. */
export interface PersonTable {
  readonly name: string;
  /** Whether a row is about one entitlement, or about the person. */
  readonly grain: "entitlement" | "person";
  /** Columns that must be given, with an expression for each. */
  readonly required: readonly (readonly [column: string, expression: string])[];
}

export interface Holding {
  readonly beneficiaryId: number;
  readonly number: number;
  readonly payDivision: string;
  readonly residenceDivision: string | null;
  readonly unitCode: string | null;
}

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isRequired: boolean;
}

const COLUMNS = `
  SELECT relname AS table, attname AS column, format_type(atttypid, NULL) AS type,
         attnotnull AND NOT atthasdef AND attidentity = '' AS "isRequired"
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
  WHERE relnamespace = 'lingdai'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
    AND attnum > 0 AND NOT attisdropped
  ORDER BY relname, attnum`;

/** Meaningless values, all different where a number can make them so. */
function expressionFor(type: string): string {
  const counter = "nextval('public.test_counter')";
  if (type.endsWith("[]")) return `'{}'::${type}`;
  switch (type) {
    case "text":
      return `'v' || ${counter}`;
    case "bytea":
      return `convert_to('v' || ${counter}, 'UTF8')`;
    case "smallint":
    case "integer":
    case "bigint":
    case "numeric":
      return counter;
    case "boolean":
      return "false";
    case "date":
      return "date '2026-01-01'";
    case "timestamp with time zone":
      return "clock_timestamp()";
    case "jsonb":
      return "'{}'";
    default:
      throw new RangeError(`no value for ${type}`);
  }
}

/** All tables with a `beneficiary_id`, ready to be filled with anything. */
export async function preparePersonTables(owner: Client): Promise<readonly PersonTable[]> {
  await owner.query("CREATE SEQUENCE public.test_counter");
  await owner.query("GRANT USAGE ON public.test_counter TO lingdai_app");
  await owner.query(`DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT conrelid::regclass AS relation, conname FROM pg_constraint
      WHERE connamespace = 'lingdai'::regnamespace AND contype IN ('c', 'f')
        AND conparentid = 0 AND conislocal
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.relation, each.conname); END LOOP;
  END $$`);
  // What it notes with a benefit would, at the next update of that, take rows out of another table.
  await owner.query("ALTER TABLE lingdai.failed_attempt DISABLE TRIGGER failed_attempts_are_noted");
  const { rows } = await owner.query<Column>(COLUMNS);
  const tables = [...Map.groupBy(rows, ({ table }) => table)];
  return tables
    .filter(([, columns]) => columns.some(({ column }) => column === "beneficiary_id"))
    .map(([name, columns]) => ({
      name,
      grain: columns.some(({ column }) => column === "number") ? "entitlement" : "person",
      required: columns
        .filter(({ column, isRequired }) => isRequired && !isKey(column))
        .map(({ column, type }) => [column, expressionFor(type)] as const),
    }));
}

/** The statement that puts one row about `holding` into a table. */
export function insertStatement(table: PersonTable, holding: Holding): string {
  const given = new Map<string, string>([
    ...table.required,
    ["beneficiary_id", String(holding.beneficiaryId)],
    ...(table.grain === "entitlement" ? [["number", String(holding.number)] as const] : []),
    ...(table.name === "entitlement" ? placeOf(holding) : []),
  ]);
  return `INSERT INTO lingdai.${table.name} (${[...given.keys()].join(", ")})
    VALUES (${[...given.values()].join(", ")})`;
}

function placeOf(holding: Holding): [string, string][] {
  const quote = (text: string | null): string => (text === null ? "NULL" : `'${text}'`);
  return [
    ["pay_division", quote(holding.payDivision)],
    ["residence_division", quote(holding.residenceDivision)],
    ["unit_code", quote(holding.unitCode)],
  ];
}

function isKey(column: string): boolean {
  return column === "beneficiary_id" || column === "number";
}
