// A file of observations read from its bytes hands out what it hands out row by row: the same rows,
// judged alike, on the same lines. Whatever its rows look like.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";

import { checkCharacterOf, dayAt } from "@lingdai/policy";

import { readMappings } from "../src/read/mapping-file.ts";
import { planObservations, streamObservations } from "../src/stream/stream-observations.ts";

const RUNS = 60;
const RULES = { asOf: dayAt("2024-03-01"), arrivesWhenItOccurs: false };

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "lingdai-observations-"));
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Handed {
  readonly line: number;
  readonly text: string;
}

/** Everything that a file hands out, in its order, and how many rows were plain. */
async function handedOut(
  path: string,
  mappings: readonly string[],
  how: "from-bytes" | "row-by-row",
): Promise<{ readonly rows: number; readonly handed: readonly Handed[]; readonly plain: number }> {
  const plan = await planObservations(path, readMappings(mappings));
  const handed: Handed[] = [];
  let plain = 0;
  const rows = await streamObservations(plan, RULES, {
    onReject: (line, reason, field) => {
      handed.push({ line, text: `${reason} ${field}` });
    },
    onObservation: (line, { idType, idNumber, name, sign }) => {
      const { kind, occurredOn, source, ref } = sign;
      const text = [idType, idNumber, name, kind, occurredOn, source, ref].join("|");
      handed.push({ line, text });
    },
    onPlain:
      how === "row-by-row"
        ? undefined
        : (line, { high, low, name, kind, occurredOn, source, ref }) => {
            plain += 1;
            const first = String(high).padStart(8, "0") + String(low).padStart(9, "0");
            const idNumber = first + checkCharacterOf(first);
            const text = ["resident-id", idNumber, name, kind, occurredOn, source, ref].join("|");
            handed.push({ line, text });
          },
  });
  return { rows, handed, plain };
}

async function assertAlike(path: string, mappings: readonly string[]): Promise<number> {
  const { plain, ...bytes } = await handedOut(path, mappings, "from-bytes");
  const { plain: _none, ...rows } = await handedOut(path, mappings, "row-by-row");
  assert.deepEqual(bytes, rows);
  return plain;
}

const ID = `51010419500307123${checkCharacterOf("51010419500307123")}`;
const UNBORN = `51010419501307123${checkCharacterOf("51010419501307123")}`;

const someCell = (...cells: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...cells);
const someRow: fc.Arbitrary<string> = fc
  .tuple(
    someCell(ID, ID, ID, "110101195001010010", UNBORN, ` ${ID}`, "", "E1234567"),
    someCell("", "", "resident-id", "passport", "no-such-type"),
    someCell("王小明", "王小明", "欧阳 · 明", "　李四　", "", '"王,小明"', '"王\n小明"'),
    someCell("rail-travel", "rail-travel", "counter", "death-cremation", "no-such-kind"),
    someCell("2024-02-29", "2023-12-31", "2024-03-02", "2023-02-29", "2024/1/3", ""),
    someCell("铁路", "铁路", " 铁路", "bank", ""),
    someCell("R1", "R2", " R3", "参考4", ""),
  )
  .map((cells) => cells.join(","));
const someGoodRow = fc
  .tuple(someCell("王小明", "李四 ", "Maria"), someCell("铁路", "bank"), someCell("R1", "参考4"))
  .map(([name, source, ref]) => `${ID},,${name},counter,2023-05-01,${source},${ref}`);
const someLine = fc.oneof(
  { weight: 8, arbitrary: someRow },
  { weight: 6, arbitrary: someGoodRow },
  { weight: 1, arbitrary: someCell("", " , ", `${ID},,王小明`, `${",".repeat(9)}x`) },
);
const someFile = fc.record({
  lines: fc.array(someLine, { maxLength: 25 }),
  lineEnd: someCell("\n", "\r\n"),
  isEnded: fc.boolean(),
});

test("Rows read from their bytes are those that are read row by row", async () => {
  const path = join(folder, "some.csv");
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(someFile, async ({ lines, lineEnd, isEnded }) => {
      const all = ["id_number,id_type,name,kind,occurred_on,source,ref", ...lines];
      writeFileSync(path, all.join(lineEnd) + (isEnded ? lineEnd : ""));
      plain += await assertAlike(path, []);
    }),
    { seed: 20_221_212, numRuns: RUNS },
  );
  assert.ok(plain > RUNS, "some rows were plain");
});

test("So are those of a mapping that names columns, days, codes and a source for all rows", async () => {
  const mapping = join(folder, "mapping.yaml");
  writeFileSync(
    mapping,
    [
      'files: ["theirs*.csv"]',
      "columns: { id_number: 证件号码, name: 姓名, kind: 类别, occurred_on: 日期, ref: 流水号 }",
      "dates: { occurred_on: YYYYMMDD }",
      "values: { kind: { 乘车: rail-travel } }",
      "constants: { source: 铁路 }",
      "",
    ].join("\n"),
  );
  const path = join(folder, "theirs.csv");
  writeFileSync(
    path,
    [
      "流水号,证件号码,多余,姓名,类别,日期",
      `R1,${ID},x,王小明,乘车,20240229`,
      `R2,${ID},,王小明,counter,20240230`,
      `R3,${ID},"y",王小明,乘车,20240101`,
      "",
    ].join("\n"),
  );
  // R1 alone: R2 has no such day, R3 a quote.
  assert.equal(await assertAlike(path, [mapping]), 1);
});
