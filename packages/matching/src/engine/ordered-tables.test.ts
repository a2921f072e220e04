import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import fc from "fast-check";

import { DISK_BLOCK } from "./direct-file.ts";
import { OrderedTables, orderOf } from "./ordered-tables.ts";

function aFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lingdai-tables-"));
  context.after(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Bytes that tell every place in them. */
function someBytes(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + seed * 17 + (at >>> 8)) & 0xff;
  return bytes;
}

/** Writes the stretches as so many threads by turns would; gives what then stands in the files. */
async function write(
  folder: string,
  headers: readonly Buffer[],
  stretches: readonly (readonly Buffer[])[],
  threads: number,
): Promise<readonly Buffer[]> {
  const tables = headers.map((header, table) => {
    const path = join(folder, `table-${table}`);
    writeFileSync(path, header);
    return { path, from: header.length };
  });
  const order = orderOf(tables, stretches.length);
  const crew = Array.from({ length: threads }, () => new OrderedTables(tables, order));
  for (const [stretch, parts] of stretches.entries()) {
    // What lies behind the length belongs to nobody.
    const given = parts.map((part) => ({
      bytes: Buffer.concat([part, Buffer.alloc(9, "!")]),
      length: part.length,
    }));
    await crew[stretch % threads]?.write(stretch, given, () => undefined);
    for (const { bytes } of given) bytes.fill("?");
  }
  for (const written of crew) {
    await written.drain();
    await written.close();
  }
  return tables.map(({ path }) => readFileSync(path));
}

test("Stretches of any length stand one behind the other, whoever writes them", async (context) => {
  const folder = aFolder(context);
  const length = fc.oneof(
    fc.constantFrom(0, 1, DISK_BLOCK - 1, DISK_BLOCK, DISK_BLOCK + 1, 3 * DISK_BLOCK),
    fc.nat(300),
    fc.integer({ min: 60_000, max: 200_000 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(2 * DISK_BLOCK), { minLength: 1, maxLength: 2 }),
      fc.array(fc.tuple(length, length), { maxLength: 12 }),
      fc.integer({ min: 1, max: 3 }),
      async (headerLengths, lengths, threads) => {
        const headers = headerLengths.map(someBytes);
        const stretches = lengths.map((each, stretch) =>
          headers.map((_, table) => someBytes(each[table] ?? 0, stretch * 2 + table + 7)),
        );
        const written = await write(folder, headers, stretches, threads);
        for (const [table, header] of headers.entries()) {
          const expected = [header, ...stretches.map((parts) => parts[table] ?? Buffer.alloc(0))];
          assert.ok(Buffer.concat(expected).equals(written[table] ?? Buffer.alloc(0)));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("A stretch larger than the memory between us and the disk is written whole", async (context) => {
  const header = Buffer.from("a,b\n");
  const stretches = [3_500_001, 4096, 2_097_152, 1].map((length, at) => [someBytes(length, at)]);
  const [written] = await write(aFolder(context), [header], stretches, 2);
  assert.ok(Buffer.concat([header, ...stretches.flat()]).equals(written ?? Buffer.alloc(0)));
});
