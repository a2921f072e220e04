// Parquet read by its row groups against the database's reading of the same files: cell by cell on
// random columns, and whole runs against the same rows as text. LINGDAI_RUNS raises the tries.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import fc from "fast-check";

import { evaluateFiles } from "../src/index.ts";
import { InputFile } from "../src/read/file-blocks.ts";
import { OddPage } from "../src/read/parquet/chunk-pages.ts";
import { ColumnTexts } from "../src/read/parquet/column-texts.ts";
import { MalformedThrift } from "../src/read/parquet/compact-protocol.ts";
import { MalformedRuns } from "../src/read/parquet/index-runs.ts";
import { findRowGroups } from "../src/read/parquet/row-groups.ts";
import {
  aFolder,
  aRosterRow,
  anObservation,
  readTable,
  residentId,
  toCsv,
} from "./evaluation-fixture.ts";
import { writeParquet } from "./parquet-fixture.ts";
import { readFileAsObservations } from "./source-rows.ts";

const RUNS = Number(process.env["LINGDAI_RUNS"] ?? 20);

/** The cells of every column, row group after row group; undefined where the file is not read so. */
function cellsOf(path: string, columns: number): readonly string[][] | undefined {
  const file = new InputFile(path);
  try {
    const places = Array.from({ length: columns }, (_, at) => at);
    const groups = findRowGroups(file, places);
    const readers = places.map(() => new ColumnTexts());
    return groups?.flatMap(({ rows, chunks }) => {
      for (const [at, chunk] of chunks.entries()) readers[at]?.read(file, chunk, rows);
      return Array.from({ length: rows }, (_, row) =>
        readers.map((texts) =>
          texts.bytes.toString("utf8", texts.startOf(row), texts.endOf(texts.startOf(row))),
        ),
      );
    });
  } finally {
    file.close();
  }
}

/** Expressions over the row number i and a spread s: how many values a column has. */
const COLUMNS = [
  "'名' || (i % s)",
  "'text ' || i",
  "CASE WHEN i % 3 = 0 THEN NULL ELSE repeat('李', (i % s) % 50) END",
  "CASE WHEN i % s = 0 THEN '' WHEN i % s = 1 THEN NULL ELSE 'a\"b' || i END",
  "CASE WHEN i > s THEN NULL ELSE 'early' END",
  "NULL::VARCHAR",
  "DATE '2023-01-01' + (i % s)::INTEGER",
  "CASE WHEN i % 5 = 0 THEN NULL ELSE DATE '1969-12-30' + (i % 7)::INTEGER END",
  "(i % s)::INTEGER - 3",
  "510104195003070016 + i * s",
  "repeat('x', 200) || (i % s)",
] as const;
const NAMES = ["id_number", "id_type", "name", "kind", "occurred_on", "source", "ref"] as const;

const file = fc.record({
  columns: fc.array(fc.constantFrom(...COLUMNS), { minLength: 7, maxLength: 7 }),
  rows: fc.integer({ min: 0, max: 5000 }),
  spread: fc.constantFrom(2, 9, 300, 4000),
  codec: fc.constantFrom("uncompressed", "snappy", "gzip", "zstd"),
  groupRows: fc.constantFrom(2048, 122_880),
  version: fc.constantFrom("V1", "V2"),
});

/** One that is certainly read by its row groups: of the random ones some half are. */
const PLAIN_FILE = {
  columns: [COLUMNS[0], COLUMNS[1], COLUMNS[2], COLUMNS[3], COLUMNS[4], COLUMNS[6], COLUMNS[7]],
  rows: 5000,
  spread: 300,
  codec: "snappy",
  groupRows: 2048,
  version: "V1",
} as const;

test("Row groups say of every cell what the database says, whatever packs and dictionaries", async (context) => {
  const folder = aFolder(context);
  let read = 0;
  await fc.assert(
    fc.asyncProperty(file, async ({ columns, rows, spread, codec, groupRows, version }) => {
      const path = join(folder, "made.parquet");
      const select = columns.map((sql, at) => `${sql} AS "${NAMES[at] ?? ""}"`);
      const query = `SELECT ${select.join(", ").replaceAll(/\bs\b/g, "spread")}
        FROM (SELECT i, ${spread} AS spread FROM range(${rows}) t(i) ORDER BY i)`;
      await writeParquet(
        path,
        query,
        `, CODEC ${codec}, ROW_GROUP_SIZE ${groupRows}, PARQUET_VERSION ${version}`,
      );
      const cells = cellsOf(path, columns.length);
      if (cells === undefined) return;
      read += 1;
      const byDatabase = await readFileAsObservations(path);
      // A row whose cells are all blank is none for the readers of rows.
      const filled = cells.flatMap((row, at) =>
        row.every((cell) => cell.trim() === "") ? [] : [[at + 2, ...row]],
      );
      assert.deepEqual(
        filled,
        byDatabase.rows.map(({ line, asRead }) => [
          line,
          ...NAMES.map((name) => asRead[name] ?? ""),
        ]),
      );
    }),
    { numRuns: RUNS, examples: [[{ ...PLAIN_FILE, columns: [...PLAIN_FILE.columns] }]] },
  );
  // Of twenty random files two or fewer are once in some thirty thousand runs, and one is certain.
  assert.ok(read > RUNS / 10, "hardly any file was read by its row groups");
});

test("Whatever happens to the bytes of pages, they are read or given up", async (context) => {
  const path = join(aFolder(context), "whole.parquet");
  await writeParquet(
    path,
    `SELECT 'r' || i AS a, CASE WHEN i % 4 = 0 THEN NULL ELSE i % 9 END::VARCHAR AS b,
      DATE '2024-01-01' + (i % 5)::INTEGER AS c FROM range(300) t(i)`,
  );
  const whole = readFileSync(path);
  assert.equal(cellsOf(path, 3)?.length, 300);
  let givenUp = 0;
  fc.assert(
    fc.property(fc.nat(whole.length - 9), fc.nat(255), (at, to) => {
      const harmed = Buffer.from(whole);
      harmed[at] = to;
      writeFileSync(path, harmed);
      try {
        if (cellsOf(path, 3) === undefined) givenUp += 1;
      } catch (error) {
        const isGivenUp =
          error instanceof OddPage ||
          error instanceof MalformedRuns ||
          error instanceof MalformedThrift;
        assert.ok(isGivenUp, error instanceof Error ? error.stack : String(error));
        givenUp += 1;
      }
    }),
    { numRuns: RUNS * 20, examples: [[4, 255]] },
  );
  assert.ok(givenUp > 0, "nothing was ever given up");
});

/** More than are read column by column at once. */
const PEOPLE = 300;
const KINDS = ["rail-travel", "face-self", "consular-certificate", "death-cremation", "no-such"];

/** Rows with everything that is not plain in some of them, and enough for two row groups. */
function observations(): readonly Record<string, string>[] {
  return Array.from({ length: 3000 }, (_, at) => {
    const person = at % PEOPLE;
    const id = at % 97 === 0 ? "510104500307001" : residentId(person + 1);
    return anObservation({
      id_number: at % 89 === 0 ? `${id.slice(0, 17)}?` : id,
      name: at % 83 === 0 ? "王五" : `李${"秀英".slice(0, 1 + (person % 2))}`,
      kind: KINDS[at % (at % 7 === 0 ? 5 : 2)] ?? "",
      occurred_on: at % 79 === 0 ? "2023/12/1" : `2023-1${at % 3}-1${at % 10}`,
      source: at % 71 === 0 ? ' 医保"局' : `来源${at % 6}`,
      ref: at % 61 === 0 ? `R${at - 1}` : `R${at}`,
      arrived_on: at % 5 === 0 ? "2024-01-05" : "",
    });
  });
}

test("Row groups and text give the same tables and the same state, on one thread and on two", async (context) => {
  const folder = aFolder(context);
  const people = Array.from({ length: PEOPLE }, (_, at) =>
    aRosterRow({
      id_number: residentId(at + 1),
      name: `李${"秀英".slice(0, 1 + (at % 2))}`,
      since: at % 9 === 0 ? "2010/3/2" : "2010-03-02",
      last_certified_on: at % 4 === 0 ? "" : "2023-03-01",
      last_certified_by: at % 4 === 0 ? "" : "counter",
    }),
  );
  const csv = { roster: join(folder, "roster.csv"), obs: join(folder, "obs.csv") };
  writeFileSync(csv.roster, toCsv(people));
  writeFileSync(csv.obs, toCsv(observations()));
  const parquet = { roster: join(folder, "roster.parquet"), obs: join(folder, "obs.parquet") };
  for (const name of ["roster", "obs"] as const) {
    const rows = `SELECT * FROM read_csv('${csv[name]}', all_varchar = true)`;
    await writeParquet(parquet[name], rows, ", ROW_GROUP_SIZE 2048");
  }
  const tablesOf = async (
    { roster, obs }: typeof csv,
    threads: number,
    state: string,
  ): Promise<unknown> => {
    const out = join(folder, `out-${state}`);
    const asked = { policy: "sichuan-2022", asOf: "2024-03-01", roster, out, threads };
    const summary = await evaluateFiles({
      ...asked,
      observations: [obs],
      state: join(folder, state),
    });
    // A later day without any file: what was kept is all there is.
    const later = await evaluateFiles({
      ...asked,
      asOf: "2024-06-01",
      observations: [],
      out: `${out}-later`,
      state: join(folder, state),
    });
    const named = (folderOf: string, table: string): unknown =>
      readTable(folderOf, table).map((row) => ({ ...row, file: "" }));
    return [
      Object.values(summary.files),
      summary.roster,
      later.state,
      ...["conclusions", "uncertified", "rejects", "suspicious"].map((table) => named(out, table)),
      ...["conclusions", "uncertified"].map((table) => named(`${out}-later`, table)),
    ];
  };
  const expected = await tablesOf(csv, 1, "state-text");
  assert.deepEqual(await tablesOf(parquet, 1, "state-groups"), expected);
  assert.deepEqual(await tablesOf(parquet, 2, "state-threads"), expected);
});

test("A file with a row that no line can tell is left to the database, with the same result", async (context) => {
  const folder = aFolder(context);
  const roster = join(folder, "roster.csv");
  writeFileSync(roster, toCsv([aRosterRow()]));
  const row = anObservation();
  const select = Object.entries(row).map(([name, cell]) => `'${cell}' AS ${name}`);
  const good = `SELECT ${select.join(", ")}, '' AS remark`;
  const cases: readonly (readonly [string, number])[] = [
    ["REPLACE ('a' || chr(10) || 'b' AS name)", 2],
    [
      "REPLACE (NULL AS id_number, '' AS id_type, NULL AS name, NULL AS kind, NULL AS occurred_on, NULL AS source, NULL AS ref)",
      1,
    ],
    [
      "REPLACE (NULL AS id_number, '' AS id_type, NULL AS name, NULL AS kind, NULL AS occurred_on, NULL AS source, NULL AS ref, 'x' AS remark)",
      2,
    ],
  ];
  for (const [replaced, rows] of cases) {
    const path = join(folder, "obs.parquet");
    await writeParquet(path, `${good} UNION ALL BY NAME SELECT * ${replaced} FROM (${good})`);
    const summary = await evaluateFiles({
      policy: "sichuan-2022",
      asOf: "2024-03-01",
      roster,
      observations: [path],
      out: join(folder, "out"),
    });
    const counts = summary.files["obs.parquet"];
    assert.equal(counts?.rows, rows, replaced);
    assert.equal(counts.accepted, 1, replaced);
  }
});
