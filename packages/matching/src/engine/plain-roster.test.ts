// Whatever a roster's columns are and whatever bytes stand in its rows: a row that is taken for plain is
// the entitlement that the readers and the judge of texts make of it, and a row of plain cells only is
// taken for plain.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";

import * as policy from "@lingdai/policy";
import { checkCharacterOf, parseDay } from "@lingdai/policy";

import { judgeRosterRow } from "../judge/judge-roster-row.ts";
import { isRejection } from "../judge/reject-reason.ts";
import { RosterPart, keyedRow } from "../match/roster-part.ts";
import type { RosterField } from "../read/fields.ts";
import { REQUIRED_ROSTER_FIELDS, ROSTER_FIELDS } from "../read/fields.ts";
import { planFile } from "../read/input-files.ts";
import { MappedRow } from "../read/mapped-row.ts";
import { aDay, writtenRow } from "../../test/written-rows.ts";
import { BlockReader } from "./block-reader.ts";
import { compiledReader } from "./kernel/compiled-reader.ts";
import { rosterForm } from "./kernel/reader-form.ts";
import { RosterMemory } from "./kernel/roster-memory.ts";
import { PlainRoster } from "./plain-roster.ts";
import { TextPieces } from "./text-pieces.ts";

const AS_OF = parseDay("2024-03-01") ?? 0;
const LINE_FEED = 0x0a;

const folder = mkdtempSync(join(tmpdir(), "lingdai-plain-roster-"));
after(() => {
  rmSync(folder, { recursive: true });
});

function codeOf(table: Readonly<Record<string, unknown>>): fc.Arbitrary<string> {
  return fc.constantFrom(...Object.keys(table));
}

function orNothing(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(fc.constant(""), text);
}

/** Cells of every kind; the first must be there. */
const NEEDED = {
  id_number: fc.tuple(aDay("1925-01-01", "1970-12-31"), fc.nat(999)).map(([born, order]) => {
    const first17 = `510104${born.replaceAll("-", "")}${String(order).padStart(3, "0")}`;
    return first17 + checkCharacterOf(first17);
  }),
  name: fc.constantFrom("王伟", "欧阳建国", "阿卜杜拉·买买提", "Mary Ann", "李"),
  insurance: codeOf(policy.INSURANCES),
  kind: codeOf(policy.BENEFIT_KINDS),
  since: aDay("1990-01-01", "2030-12-31"),
} as const;
const OPTIONAL = {
  id_type: orNothing(fc.constant("resident-id")),
  sex: orNothing(fc.constantFrom("male", "female")),
  birth_date: orNothing(aDay("1925-01-01", "1970-12-31")),
  phone: orNothing(fc.stringMatching(/^1\d{10}$/)),
  residence_division: orNothing(fc.constantFrom("510104", "510104003", "成都市锦江区")),
  unit_code: orNothing(fc.constantFrom("U1", "91510100MA61")),
  unit_name: orNothing(fc.constantFrom("成都市退管中心", "A 公司")),
  pay_division: orNothing(fc.constantFrom("510104", "5101")),
  status: orNothing(codeOf(policy.BENEFIT_STATUSES)),
  last_certified_on: orNothing(aDay("2010-01-01", "2024-03-01")),
  last_certified_by: orNothing(codeOf(policy.LIFE_SIGNS)),
  refuted_on: orNothing(aDay("2010-01-01", "2024-03-01")),
  relationship: orNothing(codeOf(policy.RELATIONSHIPS)),
  incapacity: orNothing(codeOf(policy.INCAPACITIES)),
  remark: orNothing(fc.constantFrom("无", "x".repeat(70))),
} as const;
const PLAIN = { ...NEEDED, ...OPTIONAL };
type Column = keyof typeof PLAIN;
const COLUMNS = Object.keys(PLAIN) as Column[];

/** Cells that are odd in one way or another, or look so. */
const DOUBTFUL = fc.constantFrom(
  "",
  " ",
  "王 伟",
  " 王伟",
  "王伟\u3000",
  "\u3000王",
  "R1\u200b",
  '"王伟"',
  '王"伟',
  "51010419350101001x",
  "510104193501010018",
  "510104193502300017",
  "510104350101001",
  "2024-02-30",
  "2024-03-02",
  "2024-2-3",
  "1799-12-31",
  "Paying",
  "paying ",
  "passport",
  "unknown",
  "张\u0000三",
  "\t",
);

const ROW = writtenRow(
  PLAIN,
  fc.oneof(DOUBTFUL, DOUBTFUL, fc.stringMatching(/^51010419[3-5]\d0[1-9][0-3]\d0\d\d[0-9xX]$/)),
);

const FILE = fc.record({
  columns: fc
    .tuple(
      fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }),
      fc.subarray(Object.keys(OPTIONAL)),
    )
    .map(([all, left]) => all.filter((column) => !left.includes(column))),
  rows: fc.array(ROW, { maxLength: 300, size: "max" }),
});

/** What a part knows of its only row. */
function entitlementIn({ columns, keys }: RosterPart): unknown {
  const { texts } = columns;
  const facts = columns.factsOf(0);
  texts.seek(0);
  const words = [
    [texts.idAt, texts.nameAt],
    [texts.nameAt, texts.phoneAt],
    [texts.phoneAt, texts.residenceAt],
    [texts.residenceAt, texts.payAt],
    [texts.payAt, texts.end],
  ].map(([from = 0, to = 0]) => texts.text(from, to));
  return { facts, words, keys: [0, 1, 2, 3].map((at) => keys.get(at)) };
}

test("A plain roster row is the entitlement that the readers of texts make of it", async () => {
  const path = join(folder, "roster.csv");
  const pieces = new TextPieces(",", "utf-8");
  await fc.assert(
    fc.asyncProperty(FILE, async ({ columns, rows }) => {
      const lines = rows.map(
        ({ cells, ending }) => columns.map((column) => cells[column]).join(",") + ending,
      );
      const header = `${columns.join(",")}\n`;
      const bytes = Buffer.from(header + lines.join(""));
      writeFileSync(path, bytes);
      const planned = await planFile(path, [], ROSTER_FIELDS, REQUIRED_ROSTER_FIELDS);
      const form = rosterForm(planned.plan, ",");
      assert.ok(form !== undefined);
      const memory = new RosterMemory(bytes.length);
      const plain = new PlainRoster(AS_OF, await compiledReader(form), memory);
      const reader = new BlockReader([path], memory.block);
      const length = reader.read({ file: 0, from: header.length, to: bytes.length });
      reader.close();
      const mapped = new MappedRow<RosterField>(planned.plan);
      const checkRow = (place: number): void => {
        const [from = 0, to = 0] = plain.begins.subarray(place, place + 2);
        pieces.read(memory.block, from, to, true, (row) => {
          mapped.load(row);
          const judged = judgeRosterRow(mapped, AS_OF);
          assert.ok(!isRejection<RosterField>(judged), memory.block.toString("utf8", from, to));
          const [found, expected] = [new RosterPart(), new RosterPart()];
          found.pushAll(plain, place, place + 1);
          expected.push(keyedRow(judged));
          assert.deepEqual(entitlementIn(found), entitlementIn(expected));
        });
      };
      let line = 0;
      for (let at = 0; at < length;) {
        const end = plain.fill(at, length);
        for (let place = 0; place < plain.rows; place += 1) checkRow(place);
        line += plain.rows;
        // Behind the last row read stands one that is not plain, or the stretch is full.
        const isOdd = end < length && plain.begins[plain.rows] === end && plain.rows < 128;
        at = end;
        if (!isOdd) continue;
        assert.equal(rows[line]?.isPlain, false, lines[line]);
        at = memory.block.indexOf(LINE_FEED, end) + 1;
        line += 1;
      }
      assert.equal(line, rows.length);
    }),
    { numRuns: 100 },
  );
});
