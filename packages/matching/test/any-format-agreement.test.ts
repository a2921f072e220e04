// The same rows as CSV, compressed CSV, workbook and Parquet give the same tables and the same
// counts. LINGDAI_SEEDS raises the number of random runs; LINGDAI_FIRST_SEED repeats one.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { stringify } from "yaml";

import { evaluateFiles } from "../src/index.ts";
import type { Summary } from "../src/index.ts";
import { aFolder, readTable } from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";
import type { Kind, Table } from "./same-content.ts";
import { KINDS, writeTable } from "./same-content.ts";
import { readRecords } from "./third-reading/delimited-records.ts";
import type { NamedFile, SourceMapping } from "./third-reading/mapped-table.ts";
import { mappingFor, readMapping } from "./third-reading/mapped-table.ts";
import { nastyCase } from "./third-reading/nasty-cases.ts";
import type { ReadingArguments } from "./third-reading/read-by-hand.ts";
import { rowsApart } from "./third-reading/rows-apart.ts";
import { Chance } from "./third-reading/seeded-chance.ts";

const SEEDS = Number(process.env["LINGDAI_SEEDS"] ?? 8);
const FIRST_SEED = Number(process.env["LINGDAI_FIRST_SEED"] ?? 1);
const DATE_COLUMNS = "birth_date since last_certified_on refuted_on occurred_on arrived_on".split(
  " ",
);

/** A file of a nasty case without what only bytes can be: its readable rows, and its mapping. */
interface Content {
  readonly stem: string;
  readonly table: Table;
  readonly mapping: SourceMapping;
}

function contentOf(file: NamedFile, mappings: readonly SourceMapping[], isTidy: boolean): Content {
  const { encoding = "utf-8", delimiter = ",", ...mapping } = mappingFor(file.name, mappings);
  const [first, ...records] = readRecords(file.bytes, encoding, delimiter);
  const header = (first?.cells ?? []).map((cell) => cell.trim());
  const datePatterns = header.map((name) => {
    const column = DATE_COLUMNS.find((one) => (mapping.columns?.[one] ?? one) === name);
    return column === undefined ? undefined : (mapping.dates?.[column] ?? "YYYY-MM-DD");
  });
  const rows = records
    .filter(({ readable }) => readable)
    .map(({ cells }) => header.map((_, column) => cells[column] ?? ""))
    // Only where every day of a column is one can the whole column be typed.
    .filter((cells) => !isTidy || cells.every((cell, at) => isTidyDay(cell, datePatterns[at])));
  const stem = file.name.replace(/\.csv$/, "");
  return { stem, table: { header, rows, datePatterns }, mapping };
}

function isTidyDay(cell: string, pattern: string | undefined): boolean {
  if (pattern === undefined || cell === "") return true;
  return cell.length >= 8 && /^[\d/-]+$/.test(cell) && !/[03][2-9]$|00/.test(cell.slice(4));
}

interface Outcome {
  readonly summary: Summary;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
}

async function runAs(
  kind: Kind,
  seed: number,
  folder: string,
  asked: ReadingArguments,
): Promise<Outcome> {
  const chance = new Chance(seed);
  const mappings = asked.mappings.map(readMapping);
  const isTidy = seed % 2 === 0;
  const mappingPaths: string[] = [];
  const write = async (place: string, file: NamedFile): Promise<string> => {
    const { stem, table, mapping } = contentOf(file, mappings, isTidy);
    const own = join(folder, kind, place);
    mkdirSync(own, { recursive: true });
    const path = join(own, "mapping.yaml");
    // Patterns that met one file may meet another now: each file gets a mapping of its own name.
    writeFileSync(path, stringify({ ...mapping, files: [`${stem}.${kind}`] }));
    mappingPaths.push(path);
    return await writeTable(chance, own, stem, table, kind);
  };
  const roster = await write("roster", asked.roster);
  const observations: string[] = [];
  for (const [at, file] of asked.observations.entries()) {
    observations.push(await write(`obs-${at}`, file));
  }
  const out = join(folder, kind, "out");
  const { window } = asked;
  const summary = await evaluateFiles({
    policy: asked.policy,
    roster,
    observations,
    mappings: mappingPaths,
    asOf: asked.asOf,
    out,
    window: window === undefined ? undefined : `${window.from}..${window.to}`,
  });
  const tables = Object.fromEntries(
    ["conclusions", "uncertified", "rejects", "suspicious"].map((table) => [
      table,
      readTable(out, table).map((row) => comparable(row, kind)),
    ]),
  );
  return { summary, tables };
}

/** A row without what is different by nature: the ending, the line where cells have several, days. */
function comparable(row: Row, kind: Kind): Row {
  const { line, ...rest } = row;
  const file = (row["file"] ?? "").replace(`.${kind}`, "");
  const isTable = kind === "xlsx" || kind === "parquet";
  const isDay = DATE_COLUMNS.includes(row["field"] ?? "");
  return {
    ...rest,
    ...(row["file"] === undefined ? {} : { file }),
    ...(isDay ? { value: "a day" } : {}),
    // Tables are held against tables and texts against texts.
    ...(line === undefined ? {} : { line: isTable ? `row ${line}` : `line ${line}` }),
  };
}

function counts({ summary }: Outcome, kind: Kind): unknown {
  const { seconds: _, rows_per_second: __, peak_memory_mb: ___, files, ...figures } = summary;
  const byStem = Object.entries(files).map(([name, file]) => [name.replace(`.${kind}`, ""), file]);
  return { ...figures, files: byStem };
}

function withoutLines(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => column !== "line")),
  );
}

test("The same rows give the same tables and counts whatever kind of file they stand in", async (context) => {
  let rows = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
    const folder = aFolder(context);
    const asked = nastyCase(seed);
    const outcomes = new Map<Kind, Outcome>();
    for (const kind of KINDS) outcomes.set(kind, await runAs(kind, seed, folder, asked));
    const csv = outcomes.get("csv") as Outcome;
    rows += csv.summary.roster.rows;
    for (const [kind, outcome] of outcomes) {
      const name = `seed ${seed}: csv and ${kind}`;
      assert.deepEqual(counts(outcome, kind), counts(csv, "csv"), name);
      assert.deepEqual(outcome.tables["conclusions"], csv.tables["conclusions"], name);
      for (const table of ["uncertified", "rejects", "suspicious"]) {
        assert.deepEqual(
          rowsApart(
            withoutLines(outcome.tables[table] ?? []),
            withoutLines(csv.tables[table] ?? []),
          ),
          { onlyLeft: [], onlyRight: [] },
          `${name}: ${table}`,
        );
      }
    }
    for (const table of ["rejects", "suspicious"]) {
      assert.deepEqual(outcomes.get("csv.gz")?.tables[table], csv.tables[table], `seed ${seed}`);
      assert.deepEqual(
        outcomes.get("parquet")?.tables[table],
        outcomes.get("xlsx")?.tables[table],
        `seed ${seed}: lines of ${table}`,
      );
    }
  }
  assert.ok(rows > SEEDS * 10, "the cases have hardly any rows");
});
