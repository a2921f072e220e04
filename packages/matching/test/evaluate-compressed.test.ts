// A file that has to be unpacked goes another way to the same tables, its own lines included.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { aRosterRow, anObservation, evaluate, residentId, toCsv } from "./evaluation-fixture.ts";

const TABLES = ["conclusions", "uncertified", "rejects", "suspicious"] as const;

test("Compressed, a file brings the same tables, beside plain ones and in its place among them", async (context) => {
  const people = Array.from({ length: 30 }, (_, at) => residentId(at));
  const roster = people.map((id) => aRosterRow({ id_number: id, last_certified_on: "" }));
  const rows = (from: number): string =>
    toCsv(
      people.flatMap((id, at) => [
        anObservation({ id_number: id, ref: `S${from + (at % 20)}`, occurred_on: "2023-11-30" }),
        anObservation({
          id_number: id,
          name: at % 7 === 0 ? "别人" : "李秀英",
          ref: `N${from + at}`,
        }),
        anObservation({ id_number: id, occurred_on: at % 5 === 0 ? "2023/1/1" : "2024-01-02" }),
        anObservation({
          id_number: id,
          source: "铁\n路",
          kind: at % 11 === 0 ? "imprisonment" : "counter",
        }),
      ]),
    );
  const [first, second, third] = [rows(0), rows(10), rows(20)];
  const plain = await evaluate(context, {
    roster,
    observations: { "a.csv": first, "b.csv": second, "c.csv": third },
    options: { blockBytes: 200 },
  });
  const packed = await evaluate(context, {
    roster,
    observations: {
      "a.csv": first,
      "b.csv": gzipSync(second),
      "c.csv": third,
    },
  });
  for (const table of TABLES) {
    const read = (out: string): string => readFileSync(`${out}/${table}.csv`, "utf8");
    assert.equal(read(packed.out), read(plain.out), table);
  }
  assert.deepEqual(packed.summary.files, plain.summary.files);
  assert.ok(plain.suspicious.length > 0);
  assert.ok(plain.rejects.length > 0);
});

test("A mapping for a file serves it compressed too, and no file of another name", async (context) => {
  const mapping = 'files: ["bank-*.csv"]\nconstants: { kind: bank-visit }\n';
  const csv = toCsv([anObservation({ id_number: residentId(1), kind: "面签", ref: "B1" })]);
  const { summary } = await evaluate(context, {
    roster: [aRosterRow({ id_number: residentId(1) })],
    observations: {
      "bank-1.csv.gz": gzipSync(csv),
      "branch-1.csv.gz": gzipSync(csv.replace("B1", "B2")),
    },
    mappings: [mapping],
  });
  assert.equal(summary.files["bank-1.csv.gz"]?.accepted, 1);
  assert.deepEqual(summary.files["branch-1.csv.gz"]?.rejected, { "unknown-kind": 1 });
});
