// What a database holds, as its own catalogue tells: tables with the columns that are written, in an
// order in which none refers to a later one; partitions; sequences. Knows no table by name.

import type { ClientBase } from "pg";

export interface StoredTable {
  /** With its schema, quoted where needed: `lingdai.entitlement`. */
  readonly name: string;
  readonly columns: readonly string[];
}

export interface StoredPartition {
  readonly name: string;
  readonly parent: string;
  /** `FOR VALUES ...` or `DEFAULT`. */
  readonly bound: string;
}

export interface StoredSequence {
  readonly name: string;
  /** Null where nothing was drawn yet. */
  readonly lastValue: number | null;
}

/** The tables of some schemas, those that others refer to first. */
export async function listTables(
  client: ClientBase,
  schemas: readonly string[],
): Promise<readonly StoredTable[]> {
  const { rows: tables } = await client.query<StoredTable>(
    `SELECT format('%I.%I', nspname, relname) AS name,
            array_agg(quote_ident(attname) ORDER BY attnum)
              FILTER (WHERE attgenerated = '') AS columns
     FROM pg_class
     JOIN pg_namespace ON pg_namespace.oid = relnamespace
     JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
     WHERE nspname = ANY ($1) AND relkind IN ('r', 'p') AND NOT relispartition
     GROUP BY nspname, relname ORDER BY nspname, relname`,
    [schemas],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT format('%I.%I', referring_schema.nspname, referring.relname) AS from,
            format('%I.%I', referred_schema.nspname, referred.relname) AS to
     FROM pg_constraint
     JOIN pg_class AS referring ON referring.oid = conrelid
     JOIN pg_namespace AS referring_schema ON referring_schema.oid = referring.relnamespace
     JOIN pg_class AS referred ON referred.oid = confrelid
     JOIN pg_namespace AS referred_schema ON referred_schema.oid = referred.relnamespace
     WHERE contype = 'f' AND referring_schema.nspname = ANY ($1) AND conrelid <> confrelid`,
    [schemas],
  );
  const referredBy = Map.groupBy(references, ({ from }) => from);
  return inOrder(tables, (name) => (referredBy.get(name) ?? []).map(({ to }) => to));
}

/** Each table after all that it refers to. */
function inOrder(
  tables: readonly StoredTable[],
  refersTo: (name: string) => readonly string[],
): readonly StoredTable[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const ordered = new Set<StoredTable>();
  const place = (table: StoredTable, above: ReadonlySet<string>): void => {
    if (ordered.has(table) || above.has(table.name)) return;
    for (const name of refersTo(table.name)) {
      const referred = byName.get(name);
      if (referred !== undefined) place(referred, new Set([...above, table.name]));
    }
    ordered.add(table);
  };
  for (const table of tables) place(table, new Set());
  return [...ordered];
}

export async function listPartitions(
  client: ClientBase,
  schemas: readonly string[],
): Promise<readonly StoredPartition[]> {
  const { rows } = await client.query<StoredPartition>(
    `SELECT format('%I.%I', part_schema.nspname, part.relname) AS name,
            format('%I.%I', whole_schema.nspname, whole.relname) AS parent,
            pg_get_expr(part.relpartbound, part.oid) AS bound
     FROM pg_inherits
     JOIN pg_class AS part ON part.oid = inhrelid AND part.relispartition AND part.relkind = 'r'
     JOIN pg_namespace AS part_schema ON part_schema.oid = part.relnamespace
     JOIN pg_class AS whole ON whole.oid = inhparent
     JOIN pg_namespace AS whole_schema ON whole_schema.oid = whole.relnamespace
     WHERE part_schema.nspname = ANY ($1) ORDER BY 1`,
    [schemas],
  );
  return rows;
}

export async function listSequences(
  client: ClientBase,
  schemas: readonly string[],
): Promise<readonly StoredSequence[]> {
  const { rows } = await client.query<{ name: string; lastValue: string | null }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name, last_value AS "lastValue"
     FROM pg_sequences WHERE schemaname = ANY ($1) ORDER BY 1`,
    [schemas],
  );
  return rows.map(({ name, lastValue }) => ({
    name,
    lastValue: lastValue === null ? null : Number(lastValue),
  }));
}
