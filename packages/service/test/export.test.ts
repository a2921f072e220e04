// Tables on their way out: what a spreadsheet reads back is what was written, nothing in it calculates,
// and whoever reads slowly makes whoever supplies rows wait.

import assert from "node:assert/strict";
import type { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { test } from "node:test";

import yauzl from "yauzl";

import type { Cell, Table } from "../src/export/table.ts";
import { writeCsv } from "../src/export/write-csv.ts";
import { writeXlsx } from "../src/export/write-xlsx.ts";

interface Row {
  readonly name: string;
  readonly months: number | null;
}

function tableOf(rows: readonly Row[], batch = 2): Table<Row> {
  return {
    title: "未认证人员",
    columns: [
      { heading: "姓名", valueOf: ({ name }): Cell => name },
      { heading: "月数", valueOf: ({ months }): Cell => months },
    ],
    batches: inBatches(rows, batch),
  };
}

async function* inBatches(rows: readonly Row[], size: number): AsyncGenerator<readonly Row[]> {
  await Promise.resolve();
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

/** The parts of a zip, by name. */
async function partsOf(file: Readable): Promise<ReadonlyMap<string, string>> {
  const zip = await yauzl.fromBufferPromise(await buffer(file));
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    const content = await zip.openReadStreamPromise(entry);
    parts.set(entry.fileName, await text(content));
  }
  return parts;
}

test("A CSV begins with the mark by which spreadsheets know UTF-8, and quotes what must be", async () => {
  const rows = [
    { name: '王"小"明', months: 12 },
    { name: "李,秀英", months: null },
    { name: "两\n行", months: -3 },
  ];
  // The mark is a character here: `text` of node would drop it.
  const written = (await buffer(writeCsv(tableOf(rows)))).toString("utf8");
  assert.equal(written, '\uFEFF姓名,月数\r\n"王""小""明",12\r\n"李,秀英",\r\n"两\n行",-3\r\n');
});

test("No text in a CSV is a formula to a spreadsheet", async () => {
  const dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"];
  const rows = dangerous.map((name) => ({ name, months: 1 }));
  const lines = (await text(writeCsv(tableOf(rows)))).split("\r\n").slice(1);
  for (const [at, name] of dangerous.entries()) {
    assert.match(lines.join("\r\n"), new RegExp(`'${name.replaceAll(/[+()]/g, "\\$&")}`), `${at}`);
  }
});

test("An XLSX holds texts as texts and numbers as numbers, whatever characters there are", async () => {
  const rows = [{ name: '<李>&"\u0000=1+1', months: 12 }];
  const parts = await partsOf(writeXlsx(tableOf(rows)));
  const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
  assert.match(sheet, /<t xml:space="preserve">姓名<\/t>/);
  assert.match(sheet, /&lt;李&gt;&amp;&quot;\uFFFD=1\+1/);
  assert.match(sheet, /<c r="B2"><v>12<\/v><\/c>/);
  assert.doesNotMatch(sheet, /<f>/);
  assert.match(parts.get("xl/workbook.xml") ?? "", /sheet name="未认证人员"/);
  assert.ok(parts.has("[Content_Types].xml"));
});

test("A sheet that is full is followed by another, each with its heading", async () => {
  const rows = Array.from({ length: 7 }, (_, at) => ({ name: `人${at}`, months: at }));
  // Four rows a sheet, one of them the heading: 3 + 3 + 1 people.
  const parts = await partsOf(writeXlsx(tableOf(rows), 4));
  const counts = [1, 2, 3].map((number) => {
    const sheet = parts.get(`xl/worksheets/sheet${number}.xml`) ?? "";
    return [...sheet.matchAll(/<row /g)].length;
  });
  assert.deepEqual(counts, [4, 4, 2]);
  assert.equal(parts.has("xl/worksheets/sheet4.xml"), false);
  const exactly = await partsOf(writeXlsx(tableOf(rows.slice(0, 3)), 4));
  assert.equal(exactly.has("xl/worksheets/sheet2.xml"), false);
});

for (const write of [writeCsv, writeXlsx]) {
  test(`${write.name}: whoever stops reading stops the rows`, async () => {
    let supplied = 0;
    const ended = Promise.withResolvers<void>();
    async function* endless(): AsyncGenerator<readonly Row[]> {
      try {
        for (;;) {
          supplied += 1000;
          yield Array.from({ length: 1000 }, () => ({
            name: `人${Math.sqrt(supplied)}`,
            months: 1,
          }));
          await Promise.resolve();
        }
      } finally {
        ended.resolve();
      }
    }
    const file = write({ ...tableOf([]), batches: endless() });
    let bytes = 0;
    for await (const chunk of file) {
      bytes += (chunk as Buffer).length;
      if (bytes > 60_000) break;
    }
    // Some batches lie between reader and supplier, never all that could be supplied.
    assert.ok(supplied < 1_000_000, `${supplied} rows for ${bytes} bytes`);
    await ended.promise;
  });

  test(`${write.name}: rows that fail make the file fail`, async () => {
    async function* failing(): AsyncGenerator<readonly Row[]> {
      yield [{ name: "甲", months: 1 }];
      await Promise.resolve();
      throw new Error("the database went away");
    }
    const file = write({ ...tableOf([]), batches: failing() });
    await assert.rejects(buffer(file), /went away/);
  });
}
