// Whatever a file's columns are and whatever bytes stand in its rows: a row that is taken for plain says
// what the readers of texts make of it, and a row of plain cells only is taken for plain.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";

import { SIGN_NUMBERS, checkCharacterOf, faultOfIdNumber, parseDay } from "@lingdai/policy";

import { DatePattern } from "../read/date-pattern.ts";
import { OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS } from "../read/fields.ts";
import { planFile } from "../read/input-files.ts";
import type { SourceMapping } from "../read/source-mapping.ts";
import { mappingFor } from "../read/source-mapping.ts";
import type { WrittenRow } from "../../test/written-rows.ts";
import { aDay, writtenRow } from "../../test/written-rows.ts";
import { BlockReader } from "./block-reader.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import { cellPlanOf } from "./cell-plan.ts";
import { compiledReader } from "./kernel/compiled-reader.ts";
import { ObservationMemory } from "./kernel/observation-memory.ts";
import { observationForm } from "./kernel/reader-form.ts";
import { ObservationRows } from "./observation-rows.ts";
import { NAME, REF, SOURCE } from "./plain-cells.ts";
import { PlainObservations } from "./plain-observations.ts";
import * as numbered from "./row-batch.ts";
import { PlainCut } from "./row-source.ts";

const { BATCH, HIGH, LOW, NAME_HIGH, NAME_LOW, REF_HIGH, REF_LOW, ROW, RowBatch } = numbered;
const { ARRIVED, LINE, OCCURRED, SIGN, START } = numbered;
const { LENGTH_BITS, NAME_PLACE, REF_PLACE, SOURCE_PLACE } = numbered;
const AS_OF = parseDay("2024-03-01") ?? 0;
const LINE_FEED = 0x0a;
const OURS: SourceMapping = { ...mappingFor("", []), files: ["*"] };

const folder = mkdtempSync(join(tmpdir(), "lingdai-plain-"));
after(() => {
  rmSync(folder, { recursive: true });
});

/** Everything that a row of ours may say, and the cells that it may be given. */
const PLAIN = {
  id_number: fc.tuple(aDay("1930-01-01", "1963-12-31"), fc.nat(999)).map(([born, order]) => {
    const birth = born.replaceAll("-", "");
    const first17 = `510104${birth}${String(order).padStart(3, "0")}`;
    return first17 + checkCharacterOf(first17);
  }),
  name: fc.constantFrom("王伟", "欧阳建国", "阿卜杜拉·买买提", "Mary Ann", "李"),
  kind: fc.constantFrom(...SIGN_NUMBERS.codes),
  occurred_on: aDay("1999-01-01", "2024-03-01"),
  source: fc.constantFrom("铁路12306", "s", "民航离港系统数据交换平台", "a-b"),
  ref: fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{0,40}$/),
  id_type: fc.constantFrom("", "resident-id"),
  arrived_on: fc.constantFrom("", "2024-03-01"),
  remark: fc.constantFrom("", "无", "第一季度", "x".repeat(70)),
} as const;
type Column = keyof typeof PLAIN;
const COLUMNS = Object.keys(PLAIN) as Column[];

/** Cells that are odd in one way or another, or look so. */
const DOUBTFUL = fc.constantFrom(
  "",
  " ",
  "王 伟",
  " 王伟",
  "王伟\u3000",
  '"王伟"',
  '王"伟',
  "51010419350101001x",
  "510104193501010018",
  "510104350101001",
  "５１０１０４",
  "2024-02-30",
  "2024-03-02",
  "2024-2-3",
  "1799-12-31",
  "1998-12-31",
  "2200-01-01",
  "railtravel",
  "Rail-Travel",
  "rail-travel ",
  "passport",
  "张\u0000三",
  "\t",
  "é",
  "\u{20BB7}",
  "\ufeff王",
  "\u3000王",
  "王\u00a0",
  "R1\u200b",
);

const WRITTEN_ROW = writtenRow(
  PLAIN,
  fc.oneof(DOUBTFUL, DOUBTFUL, fc.stringMatching(/^51010419[3-5]\d0[1-9]1\d0\d\d[0-9xX]$/)),
);

interface WrittenFile {
  readonly columns: readonly Column[];
  readonly delimiter: string;
  readonly rows: readonly WrittenRow<Column>[];
  readonly isArrivalKnown: boolean;
}

const FILE: fc.Arbitrary<WrittenFile> = fc.record({
  columns: fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }).chain((all) =>
    // What must not be there may be missing.
    fc
      .subarray(["id_type", "arrived_on", "remark"] as const)
      .map((left) => all.filter((column) => !(left as readonly Column[]).includes(column))),
  ),
  delimiter: fc.constantFrom(",", "|", "\t", ";"),
  rows: fc.array(WRITTEN_ROW, { maxLength: 60, size: "max" }),
  isArrivalKnown: fc.boolean(),
});

/** What a source may call things; the rest it calls as we do. */
const THEIRS: Pick<SourceMapping, "dates" | "values" | "constants"> = {
  dates: new Map([
    ["occurred_on", new DatePattern("YYYY/M/D")],
    ["arrived_on", new DatePattern("YYYYMMDD")],
  ]),
  values: new Map([["kind", new Map(SIGN_NUMBERS.codes.map((code, at) => [`类${at}`, code]))]]),
  constants: new Map([
    ["source", "公安"],
    ["id_type", "resident-id"],
  ]),
};

/** The cells as a source with that mapping writes them. */
function inTheirWords({ cells, ...row }: WrittenRow<Column>): WrittenRow<Column> {
  const { kind, occurred_on: occurredOn, arrived_on: arrivedOn } = cells;
  const number = SIGN_NUMBERS.codes.indexOf(kind as (typeof SIGN_NUMBERS.codes)[number]);
  const theirs = {
    kind: number === -1 ? kind : `类${number}`,
    occurred_on: occurredOn.replaceAll("-0", "-").replaceAll("-", "/"),
    arrived_on: arrivedOn.replaceAll("-", ""),
  };
  return { ...row, cells: { ...cells, ...theirs } };
}

/** Reads a file of such rows, and checks all that was taken for plain, and what was not. */
async function check(
  { columns, delimiter, rows, isArrivalKnown }: WrittenFile,
  mapping: Partial<SourceMapping>,
): Promise<void> {
  const path = join(folder, "observations.csv");
  const lines = rows.map(
    ({ cells, ending }) =>
      columns.map((column) => cells[column]).join(delimiter) + ending.replaceAll(",", delimiter),
  );
  const header = `${columns.join(delimiter)}\n`;
  const bytes = Buffer.from(header + lines.join(""));
  writeFileSync(path, bytes);
  const given: SourceMapping = { ...OURS, delimiter, ...mapping };
  const planned = await planFile(path, [given], OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS);
  const cells = cellPlanOf(planned.plan, delimiter);
  assert.ok(cells !== undefined);

  const memory = new ObservationMemory(bytes.length);
  const batch = new RowBatch(BATCH, memory.rows);
  const rules = { asOf: AS_OF, arrivesWhenItOccurs: isArrivalKnown };
  const compiled = await compiledReader(observationForm(cells, delimiter));
  const plain = new PlainObservations(cells, rules, compiled, memory, batch);
  const reader = new BlockReader([path], memory.block);
  const length = reader.read({ file: 0, from: header.length, to: bytes.length });
  reader.close();
  const taken = new Set<number>();
  let line = 0;
  for (let at = 0; at < length; line += 1) {
    const before = batch.held;
    at = plain.fill(at, length, line);
    for (let row = before; row < batch.held; row += 1) taken.add(line++);
    if (at >= length) break;
    at = memory.block.indexOf(LINE_FEED, at) + 1;
  }
  for (const [at, { isPlain }] of rows.entries()) if (isPlain) assert.ok(taken.has(at), lines[at]);

  const others = new ObservationRows(planned, "utf-8", rules);
  const cut = new PlainCut(reader, cells.roles, delimiter.charCodeAt(0));
  for (let row = 0; row < batch.held; row += 1) {
    const numbers = batch.numbers.subarray(row * ROW, (row + 1) * ROW);
    const [high = 0, low = 0, start = 0] = [numbers[HIGH], numbers[LOW], numbers[START]];
    assert.ok(taken.has(numbers[LINE] ?? -1));
    assert.equal(
      memory.block.subarray(0, start).filter((byte) => byte === LINE_FEED).length,
      numbers[LINE],
    );
    const first17 = String(high).padStart(8, "0") + String(low).padStart(9, "0");
    const idNumber = first17 + checkCharacterOf(first17);
    // Whether somebody can be born on that day is asked later, where nobody has the number.
    if (faultOfIdNumber(idNumber, "resident-id", AS_OF) !== undefined) continue;
    const { sign, ...who } = others.observationAt(memory.block, start, length);
    assert.deepEqual([who.idType, who.idNumber], ["resident-id", idNumber]);
    assert.equal(numbers[SIGN], SIGN_NUMBERS.numberOf(sign.kind));
    assert.deepEqual([numbers[OCCURRED], numbers[ARRIVED]], [sign.occurredOn, sign.arrivedOn]);
    cut.cut(start);
    const placeOf = (role: number): number =>
      (((cut.starts[role] ?? 0) - start) << LENGTH_BITS) | Buffer.byteLength(cut.text(role));
    const places: readonly number[] = [
      placeOf(NAME),
      placeOf(REF),
      cells.source ? 0 : placeOf(SOURCE),
    ];
    assert.deepEqual([numbers[NAME_PLACE], numbers[REF_PLACE], numbers[SOURCE_PLACE]], places);
    assert.deepEqual([numbers[NAME_LOW], numbers[NAME_HIGH]], printOf(cut.text(NAME)));
    const ofReference = new Fingerprint();
    ofReference.join(...printOf(sign.source), ...printOf(sign.ref));
    assert.deepEqual([numbers[REF_LOW], numbers[REF_HIGH]], [ofReference.low, ofReference.high]);
  }
}

function printOf(text: string): [low: number, high: number] {
  const fingerprint = new Fingerprint();
  const bytes = Buffer.from(text);
  fingerprint.take(bytes, 0, bytes.length);
  return [fingerprint.low, fingerprint.high];
}

test("A plain row says what the readers of texts make of it, whatever the columns are", async () => {
  await fc.assert(
    fc.asyncProperty(FILE, async (file) => {
      await check(file, {});
    }),
    { numRuns: 400 },
  );
});

test("So does a plain row in the words of its source", async () => {
  await fc.assert(
    fc.asyncProperty(FILE, async (file) => {
      await check({ ...file, rows: file.rows.map(inTheirWords) }, THEIRS);
    }),
    { numRuns: 400 },
  );
});
