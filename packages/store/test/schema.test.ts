// `RENEW_SCHEMA=1 npm test -- store/test/schema` writes the file anew after a migration was changed.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import pg from "pg";

import { openTestRecord } from "@lingdai/test-kit";

import { describeSchema } from "../src/database/describe-schema.ts";

const FILE = path.join(import.meta.dirname, "../src/database/schema.generated.ts");

test("The types that the code was checked with are those of the migrated database", async () => {
  const record = await openTestRecord();
  const owner = new pg.Client({ connectionString: record.ownerUrl });
  try {
    await owner.connect();
    const described = await describeSchema(owner);
    if (process.env["RENEW_SCHEMA"] === "1") await writeFile(FILE, described);
    assert.equal(await readFile(FILE, "utf8"), described);
  } finally {
    await owner.end();
    await record.close();
  }
});
