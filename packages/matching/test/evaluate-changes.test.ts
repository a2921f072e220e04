// `--previous`: what differs from an earlier run, in whatever order that run was written.

import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { evaluateFiles } from "../src/index.ts";
import {
  aFolder,
  aRosterRow,
  anObservation,
  evaluate,
  readTable,
  residentId,
  subfolder,
  toCsv,
  writtenRun,
} from "./evaluation-fixture.ts";
import type { Row, RunInput } from "./evaluation-fixture.ts";

const OBSERVATIONS = { "obs.csv": [anObservation({ kind: "contact-failed" })] };

function person(sequence: number, certifiedOn: string, differing: Row = {}): Row {
  return aRosterRow({
    id_number: residentId(sequence),
    last_certified_on: certifiedOn,
    ...differing,
  });
}

async function run(folder: string, name: string, input: RunInput): Promise<string> {
  const options = writtenRun(subfolder(folder, name), { observations: OBSERVATIONS, ...input });
  await evaluateFiles(options);
  return options.out;
}

test("Only differing rows are listed; a row on one side only has the other side empty", async (context) => {
  const folder = aFolder(context);
  const previous = await run(folder, "old", {
    roster: [
      person(1, "2023-09-01"),
      person(2, "2023-09-01"),
      person(3, "2023-09-01"),
      person(5, "2023-01-01", { status: "paying" }),
    ],
  });
  const out = await run(folder, "new", {
    roster: [
      person(5, "2023-01-01", { status: "suspended" }),
      person(2, "2023-01-01"),
      person(1, "2023-10-01"),
      person(4, "2023-09-01"),
      person(6, "2023-09-01", { insurance: "resident-medical" }),
    ],
    options: { previous },
  });
  const side = (row: Row): string =>
    ["old_conclusion", "new_conclusion", "old_action", "new_action"]
      .map((column) => row[column])
      .join();
  const found = new Map(readTable(out, "changes").map((row) => [row["id_number"], side(row)]));
  assert.deepEqual(
    found,
    new Map([
      [residentId(3), "eligible,,none,"],
      [residentId(5), "pending,pending,suspend,none"],
      [residentId(2), "eligible,pending,none,suspend"],
      [residentId(4), ",eligible,,none"],
      [residentId(6), ",,,none"],
    ]),
  );
  assert.equal(
    readFileSync(join(out, "changes.csv"), "utf8").split("\n")[0],
    "id_number,insurance,kind,old_conclusion,new_conclusion,old_action,new_action",
  );
});

test("An earlier run in another row and column order means the same", async (context) => {
  const folder = aFolder(context);
  const roster = [person(1, "2023-09-01"), person(2, "2023-01-01"), person(3, "2022-01-01")];
  const previous = await run(folder, "old", { roster });
  const rows = readTable(previous, "conclusions");
  const columns = Object.keys(rows[0] ?? {}).toReversed();
  writeFileSync(join(previous, "conclusions.csv"), toCsv(rows.toReversed(), columns));
  const out = await run(folder, "new", { roster, options: { previous } });
  assert.deepEqual(readTable(out, "changes"), []);
});

test("An entitlement of the same person under another insurance is another row", async (context) => {
  const folder = aFolder(context);
  const previous = await run(folder, "old", { roster: [person(1, "2023-09-01")] });
  const out = await run(folder, "new", {
    roster: [person(1, "2023-09-01", { insurance: "resident-pension" })],
    options: { previous },
  });
  assert.deepEqual(
    readTable(out, "changes").map((row) => row["insurance"]),
    ["enterprise-pension", "resident-pension"],
  );
});

test("People with the same number on different documents keep their own rows", async (context) => {
  const folder = aFolder(context);
  const roster = [
    person(1, "2023-09-01", { id_number: "E12345678", id_type: "passport" }),
    person(1, "2023-01-01", { id_number: "E12345678", id_type: "hkmo-permit" }),
  ];
  const previous = await run(folder, "old", { roster });
  const out = await run(folder, "new", { roster, options: { previous } });
  assert.deepEqual(readTable(out, "changes"), []);
});

test("The earlier run may lie in the folder that is written; it is read before it is replaced", async (context) => {
  const folder = aFolder(context);
  const previous = await run(folder, "same", { roster: [person(1, "2023-09-01")] });
  const out = await run(folder, "same", {
    roster: [person(1, "2023-01-01")],
    options: { previous },
  });
  assert.equal(out, previous);
  assert.equal(readTable(out, "changes")[0]?.["new_action"], "suspend");
});

test("Without an earlier run there are no changes, nor are those of an older run left behind", async (context) => {
  const folder = aFolder(context);
  const input = { roster: [person(1, "2023-09-01")] };
  const previous = await run(folder, "same", input);
  await run(folder, "same", { ...input, options: { previous } });
  assert.ok(existsSync(join(previous, "changes.csv")));
  await run(folder, "same", input);
  assert.ok(!existsSync(join(previous, "changes.csv")));
});

test("An earlier run of another policy is compared, and it is said so", async (context) => {
  const previous = await run(aFolder(context), "old", { policy: "weihai-2017" });
  const first = await evaluate(context, { options: { previous } });
  const told = `--previous ${previous}：那次的政策是 weihai-2017，这次是 sichuan-2022`;
  assert.equal(first.warnings.filter((warning) => warning.startsWith(told)).length, 1);
  assert.ok(existsSync(join(first.out, "changes.csv")));
  const second = await evaluate(context, { options: { previous: first.out } });
  assert.deepEqual(second.warnings, []);
  // Tables without their summary are an earlier run too.
  rmSync(join(previous, "summary.json"));
  const third = await evaluate(context, { options: { previous } });
  assert.deepEqual(third.warnings, []);
});
