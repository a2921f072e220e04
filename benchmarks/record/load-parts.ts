// Where the server's part of a first load goes: on a record that is loaded each piece of it is done once
// more, alone: the rows copied (into bare tables, which is the floor, and into tables as they are),
// each index and foreign key, counting, statistics. Undone afterwards. Knows no loading.

import { asOwner } from "@lingdai/test-kit";

import type { BenchRecord } from "./bench-record.ts";
import type { Spent } from "./measure.ts";
import { spentOn } from "./measure.ts";

const LOADED = ["beneficiary", "entitlement", "case_file"];
const BINARY = "(FORMAT binary)";
const FROZEN = "(FORMAT binary, FREEZE)";
const IN = LOADED.map((table) => `'${table}'::regclass`).join(", ");

export interface LoadPart extends Spent {
  readonly part: string;
}

export interface LoadParts {
  readonly floor: Spent;
  readonly parts: readonly LoadPart[];
}

type Owner = Parameters<Parameters<typeof asOwner>[1]>[0];

/** What it takes to copy the rows into bare tables, and every piece that a first load adds to it. */
export async function measureLoadParts({ ownerUrl, server }: BenchRecord): Promise<LoadParts> {
  return await asOwner(ownerUrl, async (owner) => {
    const does = async (statement: string): Promise<Spent> =>
      await spentOn(server, async () => await owner.query(statement));
    await owner.query("SET search_path = lingdai; SET maintenance_work_mem = '512MB'");
    const copies = await findCopies(owner);
    for (const { rows, file } of copies) await owner.query(`COPY ${rows} TO ${file} ${BINARY}`);
    // The connection ends without a commit.
    await owner.query("BEGIN");
    for (const { table } of copies) {
      await owner.query(`CREATE TABLE bare_${table} AS TABLE ${table} WITH NO DATA;
        CREATE TABLE full_${table} (LIKE ${table} INCLUDING ALL EXCLUDING INDEXES)`);
    }
    const copying = copies.map(({ rows, file }) => `COPY bare_${rows} FROM ${file} ${FROZEN}`);
    const floor = await does(copying.join(";"));
    const pieces = [
      ...copies.map(({ table, rows, file }) => ({
        part: `copying ${table}`,
        statement: `COPY full_${rows} FROM ${file} ${FROZEN}`,
      })),
      ...(await findIndexes(owner)),
      { part: "counting", statement: "SELECT rebuild_roll_up()" },
      { part: "statistics", statement: `ANALYZE ${LOADED.join(", ")}, roll_up` },
    ];
    const parts: LoadPart[] = [];
    for (const { part, statement } of pieces) parts.push({ part, ...(await does(statement)) });
    return { floor, parts };
  });
}

/** Each table's stored columns, and a file that the server may write. */
async function findCopies(owner: Owner) {
  const { rows } = await owner.query<{ table: string; rows: string; file: string }>(
    `SELECT attrelid::regclass::text AS table,
       format('%s (%s)', attrelid::regclass, string_agg(attname, ', ' ORDER BY attnum)) AS rows,
       quote_literal(format('%s/%s.rows', current_setting('data_directory'), attrelid::regclass)) AS file
     FROM pg_attribute
     WHERE attrelid IN (${IN}) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     GROUP BY attrelid ORDER BY attrelid`,
  );
  return rows;
}

/** Each index once more under another name, each foreign key anew. */
async function findIndexes(owner: Owner) {
  const { rows } = await owner.query<{ part: string; statement: string }>(
    `SELECT 'index ' || relname AS part, replace(pg_get_indexdef(indexrelid),
       format(' %I ON ', relname), format(' %I ON ', relname || '_again')) AS statement
     FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid IN (${IN})
     UNION ALL
     SELECT 'key ' || conname, format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass,
       conname || '_again', pg_get_constraintdef(oid))
     FROM pg_constraint WHERE contype = 'f' AND conrelid IN (${IN})`,
  );
  return rows;
}
