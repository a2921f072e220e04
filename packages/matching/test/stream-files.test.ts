// Files row by row for whoever keeps people in a database: the same judgements as in a run of the
// batch, and everybody's rows together.

import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { test } from "node:test";

import { dayAt } from "@lingdai/policy";

import type { RosterPerson } from "../src/index.ts";
import { planObservations, planRoster, streamObservations, streamRoster } from "../src/index.ts";
import { aFolder, aRosterRow, anObservation, residentId, toCsv } from "./evaluation-fixture.ts";

const AS_OF = dayAt("2024-03-01");

test("A person's rows come together though others stand between them; a repeated one is counted", async (context) => {
  const path = join(aFolder(context), "roster.csv");
  const survivor = { insurance: "work-injury", kind: "dependant-pension" };
  const other = residentId(2);
  writeFileSync(
    path,
    toCsv([
      aRosterRow(),
      aRosterRow({ id_number: other, name: "王建国" }),
      aRosterRow(survivor),
      aRosterRow({ since: "yesterday" }),
      aRosterRow(),
    ]),
  );
  const people: RosterPerson[] = [];
  const rejects: string[] = [];
  const counts = await streamRoster(await planRoster(path, []), AS_OF, {
    onPerson: (person) => people.push(person),
    onReject: (line, reason, field) => rejects.push(`${line} ${reason} ${field}`),
  });
  assert.deepEqual(
    people.map(({ idNumber, lines }) => [idNumber, ...lines.map(({ line }) => line)]),
    [
      [other, 3],
      [residentId(1), 2, 4],
    ],
  );
  assert.equal(people[0]?.lines[0]?.texts.unit_code, "U1");
  assert.deepEqual(rejects, ["5 bad-date since"]);
  assert.deepEqual(counts, { rows: 5, duplicate: 1 });
});

test("Observations come in the order of the file, good and bad", async (context) => {
  const path = join(aFolder(context), "obs.csv");
  writeFileSync(
    path,
    toCsv([
      anObservation({ ref: "A" }),
      anObservation({ kind: "seen" }),
      anObservation({ ref: "B" }),
    ]),
  );
  const seen: string[] = [];
  const rules = { asOf: AS_OF, arrivesWhenItOccurs: false };
  const rows = await streamObservations(await planObservations(path, []), rules, {
    onObservation: (line, { sign }) => seen.push(`${line} ${sign.ref}`),
    onReject: (line, reason, field) => seen.push(`${line} ${reason} ${field}`),
  });
  assert.deepEqual(seen, ["2 A", "3 unknown-kind kind", "4 B"]);
  assert.equal(rows, 3);
});

test("Reading waits for whoever takes the rows, and goes on where it stopped", async (context) => {
  const path = join(aFolder(context), "obs.csv");
  // Several blocks of a megabyte, about 100 bytes a row.
  writeFileSync(path, toCsv(Array.from({ length: 30_000 }, () => anObservation())));
  let taken = 0;
  let waits = 0;
  const rows = await streamObservations(
    await planObservations(path, []),
    { asOf: AS_OF, arrivesWhenItOccurs: false },
    {
      onObservation: () => {
        taken += 1;
      },
      onReject: () => assert.fail("every row is good"),
      whenReady: async () => {
        const before = taken;
        waits += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        assert.equal(taken, before, "no row comes while somebody waits");
      },
    },
  );
  assert.equal(rows, 30_000);
  assert.equal(taken, 30_000);
  assert.ok(waits > 1, `${waits} waits`);
});
