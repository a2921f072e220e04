// Whatever happens to the bytes of a file, reading it ends soon, in one of two ways: a refusal in one
// clear line, or rows of which each can be read or not. LINGDAI_RUNS raises the number of tries.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import fc from "fast-check";

import { UnusableInput } from "../src/index.ts";
import { aFolder, anObservation, toCsv } from "./evaluation-fixture.ts";
import { writeParquet } from "./parquet-fixture.ts";
import { readAsObservations } from "./source-rows.ts";
import type { Cells } from "./workbook-fixture.ts";
import { date, formula, number, shared, workbookParts } from "./workbook-fixture.ts";
import { zipArchive } from "./zip-archive.ts";

const RUNS = Number(process.env["LINGDAI_RUNS"] ?? 120);
/** Far more than any of these small files takes, far less than a hang. */
const CPU_MS_MAX = 5000;

const ROWS = Array.from({ length: 40 }, () => anObservation());
const CSV = toCsv(ROWS);
const COLUMNS = Object.keys(ROWS[0] ?? {});
const TABLE: readonly Cells[] = [
  COLUMNS.map((_, at) => shared(at)),
  ...ROWS.map((row, line) =>
    COLUMNS.map((key, column) => {
      if (key === "occurred_on") return date(row[key] ?? "");
      if (key === "ref") return line % 2 === 0 ? number(line) : formula("A1", row[key]);
      return column === 2 ? shared(COLUMNS.length) : row[key];
    }),
  ),
];
const PARTS = workbookParts({
  sheets: [{ rows: TABLE, tail: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>' }],
  sharedTexts: [...COLUMNS, "李秀英"].map((name) => `<t>${name}</t>`),
});

/** Something that happens to bytes. */
type Harm =
  | { readonly what: "cut"; readonly at: number }
  | { readonly what: "set"; readonly at: number; readonly to: number }
  | { readonly what: "flip"; readonly at: number; readonly bit: number }
  | { readonly what: "drop"; readonly at: number; readonly count: number }
  | { readonly what: "repeat"; readonly at: number; readonly count: number }
  | { readonly what: "insert"; readonly at: number; readonly bytes: Uint8Array };

/** Places are shares of the whole, so that they fit files of any length; both ends come often. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0.95, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.02, noNaN: true }),
);

const harm: fc.Arbitrary<Harm> = fc.oneof(
  fc.record({ what: fc.constant("cut" as const), at: place }),
  fc.record({ what: fc.constant("set" as const), at: place, to: fc.nat(255) }),
  fc.record({ what: fc.constant("flip" as const), at: place, bit: fc.nat(7) }),
  fc.record({
    what: fc.constant("drop" as const),
    at: place,
    count: fc.integer({ min: 1, max: 64 }),
  }),
  fc.record({
    what: fc.constant("repeat" as const),
    at: place,
    count: fc.integer({ min: 1, max: 64 }),
  }),
  fc.record({
    what: fc.constant("insert" as const),
    at: place,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }),
  }),
);
const harms = fc.array(harm, { minLength: 1, maxLength: 4 });

function harmed(whole: Buffer, done: readonly Harm[]): Buffer {
  let bytes = Buffer.from(whole);
  for (const one of done) {
    const at = Math.floor(one.at * Math.max(0, bytes.length - 1));
    switch (one.what) {
      case "cut":
        bytes = bytes.subarray(0, at);
        break;
      case "set":
        if (at < bytes.length) bytes[at] = one.to;
        break;
      case "flip":
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << one.bit);
        break;
      case "drop":
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + one.count)]);
        break;
      case "repeat":
        bytes = Buffer.concat([bytes.subarray(0, at + one.count), bytes.subarray(at)]);
        break;
      case "insert":
        bytes = Buffer.concat([bytes.subarray(0, at), one.bytes, bytes.subarray(at)]);
        break;
    }
  }
  return bytes;
}

/** Reads the file and tells how it ended: how many rows, or that it was refused. */
async function ending(folder: string, name: string, bytes: Buffer): Promise<number | "refused"> {
  const before = process.cpuUsage();
  try {
    const { rows } = await readAsObservations(folder, name, bytes);
    for (const { line, isReadable, texts } of rows) {
      assert.ok(Number.isInteger(line) && line > 1);
      if (isReadable) assert.ok(Object.values(texts).every((cell) => typeof cell === "string"));
    }
    return rows.length;
  } catch (error) {
    assert.ok(error instanceof UnusableInput, error instanceof Error ? error.stack : String(error));
    assert.doesNotMatch(error.message, /[\r\n]/);
    return "refused";
  } finally {
    // A busy machine is slow by the clock.
    const { user } = process.cpuUsage(before);
    assert.ok(user / 1000 < CPU_MS_MAX, "it took too long");
  }
}

async function tried(folder: string, name: string, whole: Buffer): Promise<void> {
  assert.equal(await ending(folder, name, whole), ROWS.length, "the unharmed file has its rows");
  const endings = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(harms, async (done) => {
      const end = await ending(folder, name, harmed(whole, done));
      const kind = end === "refused" ? end : "read";
      endings.set(kind, (endings.get(kind) ?? 0) + 1);
    }),
    { numRuns: RUNS },
  );
  assert.ok((endings.get("refused") ?? 0) > 0, "nothing was ever refused");
}

test("Text, whatever happens to it", async (context) => {
  await tried(aFolder(context), "obs.csv", Buffer.from(CSV));
});

test("Compressed text, whatever happens to it", async (context) => {
  await tried(aFolder(context), "obs.csv.gz", gzipSync(CSV));
});

test("A workbook, whatever happens to its archive", async (context) => {
  await tried(aFolder(context), "obs.xlsx", zipArchive(PARTS));
});

test("A Parquet file, whatever happens to it", async (context) => {
  const folder = aFolder(context);
  const path = join(folder, "whole.parquet");
  const columns = COLUMNS.map((key) =>
    key === "occurred_on" ? `DATE '2023-12-01' AS ${key}` : `'v' || i AS "${key}"`,
  );
  await writeParquet(
    path,
    `SELECT ${columns.join(", ")}, i * 1.5 AS amount, [i] AS tags FROM range(${ROWS.length}) t(i)`,
  );
  await tried(folder, "obs.parquet", readFileSync(path));
});

for (const [at, part] of PARTS.entries()) {
  test(`A workbook, whatever happens within ${part.name}`, async (context) => {
    const folder = aFolder(context);
    await fc.assert(
      fc.asyncProperty(harms, async (done) => {
        const content = harmed(Buffer.from(part.content), done);
        await ending(folder, "obs.xlsx", zipArchive(PARTS.with(at, { ...part, content })));
      }),
      { numRuns: RUNS },
    );
  });
}
