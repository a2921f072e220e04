// What a Parquet file says of itself at its end, written here byte by byte: columns inside columns
// without end would crash the library that reads the file, so they are refused before.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { UnusableInput, readHeader } from "../src/index.ts";
import { aFolder } from "./evaluation-fixture.ts";

interface Element {
  readonly name: string;
  readonly children?: number;
}

function unsigned(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))];
}

function signed(value: number): readonly number[] {
  return unsigned(value * 2);
}

/** An element of the schema: repetition, name, and either children or a type. */
function elementBytes({ name, children }: Element): Buffer {
  const letters = Buffer.from(name);
  const type = children === undefined ? [0x15, ...signed(6), 0x25] : [0x35];
  const tail = children === undefined ? [] : [0x15, ...signed(children)];
  return Buffer.from([
    ...type,
    ...signed(1),
    0x18,
    ...unsigned(letters.length),
    ...letters,
    ...tail,
    0,
  ]);
}

/** A file of no rows with this schema. */
function fileOf(elements: readonly Element[]): Buffer {
  const footer = Buffer.concat([
    Buffer.from([0x15, ...signed(1), 0x19, 0xfc, ...unsigned(elements.length)]),
    ...elements.map(elementBytes),
    Buffer.from([0x16, ...signed(0), 0x19, 0x0c, 0]),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from("PAR1"), footer, length, Buffer.from("PAR1")]);
}

async function headerOf(context: TestContext, bytes: Buffer): Promise<readonly string[]> {
  const path = join(aFolder(context), "f.parquet");
  writeFileSync(path, bytes);
  return await readHeader(path, { encoding: "utf-8", delimiter: "," });
}

test("The columns are the root's own children, whatever they hold themselves", async (context) => {
  const header = await headerOf(
    context,
    fileOf([
      { name: "root", children: 4 },
      { name: " 姓名 " },
      { name: "tags", children: 1 },
      { name: "list", children: 2 },
      { name: "x" },
      { name: "y" },
      { name: "empty", children: 0 },
      { name: "last" },
    ]),
  );
  assert.deepEqual(header, ["姓名", "tags", "empty", "last"]);
});

test("Columns inside columns without end are refused", async (context) => {
  const nested = Array.from({ length: 200_000 }, (): Element => ({ name: "a", children: 1 }));
  const bytes = fileOf([{ name: "root", children: 1 }, ...nested, { name: "x" }]);
  await assert.rejects(headerOf(context, bytes), (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(error.message, /列的嵌套过深/);
    return true;
  });
});

test("Structures inside structures without end, where nobody looks, are refused", async (context) => {
  const bytes = fileOf([{ name: "root", children: 0 }]);
  const footer = Buffer.concat([
    Buffer.from([0x1c]),
    Buffer.alloc(200_000, 0x1c),
    bytes.subarray(4, -8),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  const file = Buffer.concat([Buffer.from("PAR1"), footer, length, Buffer.from("PAR1")]);
  await assert.rejects(headerOf(context, file), /结尾读不懂（嵌套过深）/);
});
