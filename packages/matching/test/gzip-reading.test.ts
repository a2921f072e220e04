// Compressed text is read as the text that it holds, whatever its name and however it was packed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { aFolder } from "./evaluation-fixture.ts";
import { readAsObservations } from "./source-rows.ts";

const LINES = Array.from({ length: 50_000 }, (_, at) => `${at},"名\n${at % 7}"`);
const CSV = `id_number,name\n${LINES.join("\n")}\n`;

test("Compressed text has the rows and lines of the text itself", async (context) => {
  const folder = aFolder(context);
  const plain = await readAsObservations(folder, "plain.csv", CSV);
  const packed = await readAsObservations(folder, "packed.csv.gz", gzipSync(CSV));
  assert.equal(plain.rows.length, LINES.length);
  assert.deepEqual(packed.rows, plain.rows);
  assert.equal(packed.bytes[0], packed.bytes[1], "the whole file has been reported as read");
});

test("It is known by its content: the name may end in .csv or in nothing", async (context) => {
  const folder = aFolder(context);
  for (const name of ["obs.csv", "obs", "obs.2024", "OBS.CSV.GZ"]) {
    const file = await readAsObservations(folder, name, gzipSync("id_number\n1\n"));
    assert.deepEqual(
      file.rows.map(({ texts }) => texts["id_number"]),
      ["1"],
      name,
    );
  }
});

test("Parts packed one by one are one text, and zeros behind them are padding", async (context) => {
  const parts = [CSV.slice(0, 12), CSV.slice(12, 300_001), CSV.slice(300_001)];
  const packed = Buffer.concat([...parts.map((part) => gzipSync(part)), Buffer.alloc(512)]);
  const file = await readAsObservations(aFolder(context), "parts.csv.gz", packed);
  assert.equal(file.rows.length, LINES.length);
});

test("Byte order mark, encoding and delimiter are those of the text", async (context) => {
  const folder = aFolder(context);
  const marked = gzipSync("\ufeffid_number\n1\n");
  assert.equal((await readAsObservations(folder, "a.gz", marked)).rows.length, 1);
  const name = Buffer.from([0xc0, 0xee]);
  const gbk = gzipSync(Buffer.concat([Buffer.from("id_number|name\n1|"), name, Buffer.from("\n")]));
  const file = await readAsObservations(folder, "b.gz", gbk, { encoding: "gbk", delimiter: "|" });
  assert.equal(file.rows[0]?.texts["name"], "李");
});
