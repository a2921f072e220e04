// A month taken in at once, with all its short cuts, says row by row what it says where everybody's
// case is stepped by itself, sign after sign, and saved alone: in every region, histories, tasks,
// notices, payments, versions, audit and counts of places included.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import type { Day, SignKind } from "@lingdai/policy";
import { LIFE_SIGNS, PACKS, dayAt, formatDay } from "@lingdai/policy";
import { importObservations, importRoster } from "@lingdai/service";
import type { BeneficiaryId, Database } from "@lingdai/store";
import { foldCounts, loadCases, openRegions, saveCases, withSession } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";

import { stepBeginner } from "../../src/cases/step-cases.ts";
import { collect, noWrites } from "../../src/cases/step-writes.ts";
import { seededChance } from "./killed-processes.ts";
import { digestOf } from "./record-digest.ts";
import { makeProvince } from "./small-province.ts";

const PEOPLE = 40;
const ROWS = 260;
const SEED = 7;
const KINDS = [...Object.keys(LIFE_SIGNS), "death-cremation", "imprisonment", "payment-failure"];
/** Before the last of the two months, so that nights fall due between roster and files. */
const ROSTER_ON = dayAt("2024-02-01");
const FILES_ON = dayAt("2024-03-05");

interface Said {
  readonly key: string;
  readonly file: number;
  readonly line: number;
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly source: string;
  readonly ref: string;
}

/** What the digest of a record leaves out, for files may be taken in again: versions and audit. */
const MORE = {
  versions: `SELECT document_key, policy, case_file.version
    FROM case_file JOIN beneficiary USING (beneficiary_id)`,
  sources: `SELECT document_key, number, anchor_source, decided_on
    FROM entitlement JOIN beneficiary USING (beneficiary_id)`,
  histories: `SELECT document_key, number, decided_on, anchor_on, decided_by
    FROM conclusion_history JOIN beneficiary USING (beneficiary_id)`,
  applications: `SELECT document_key, number, action, state, opened_on, closed_on
    FROM application JOIN beneficiary USING (beneficiary_id)`,
  audit: `SELECT document_key, action, detail FROM audit_record
    JOIN beneficiary USING (beneficiary_id)`,
  counts: `SELECT digits, place, policy, insurance, conclusion, status, counted.*
    FROM roll_up, unnest(deadline_months, benefits) AS counted (deadline_month, benefits)`,
};

async function saidBy({ pool, ...database }: Database): Promise<Record<string, readonly string[]>> {
  await foldCounts({ pool, ...database });
  const digest = await digestOf({ pool, ...database });
  const {
    observations: _rows,
    references: _references,
    rejected: _rejected,
    suspicious: _suspicious,
    files: _files,
    ...said
  } = digest;
  const all: Record<string, readonly string[]> = { ...said };
  for (const [name, query] of Object.entries(MORE)) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT said::text AS row FROM (${query}) AS said ORDER BY 1`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

/** One more file about the people of a roster: many signs each, on any day of the year before. */
function writeMore(folder: string, roster: string): string {
  const [header = "", ...lines] = readFileSync(roster, "utf8").trimEnd().split("\n");
  const columns = header.split(",");
  const people = lines.map((line) => line.split(","));
  const chance = seededChance(SEED);
  const below = (count: number): number => Math.floor(chance() * count);
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const cells = people[below(people.length)] ?? [];
    const [idNumber, name] = ["id_number", "name"].map((field) => cells[columns.indexOf(field)]);
    const day = formatDay(FILES_ON - below(4) * below(130));
    return [idNumber, name, KINDS[below(KINDS.length)], day, `s${below(3)}`, `M${at}`].join(",");
  });
  const path = join(folder, "more.csv");
  writeFileSync(path, ["id_number,name,kind,occurred_on,source,ref", ...rows, ""].join("\n"));
  return path;
}

/** The same rows, stepped person by person as each of their files came, sign after sign. */
async function takeInOneByOne(database: Database, said: readonly Said[]): Promise<void> {
  const { rows } = await database.pool.query<{ key: string; id: BeneficiaryId }>(
    "SELECT encode(document_key, 'hex') AS key, beneficiary_id AS id FROM beneficiary",
  );
  const ids = new Map(rows.map(({ key, id }) => [key, id]));
  await withSession(database, async (session) => {
    for (const told of Map.groupBy(said, ({ file, key }) => `${file} ${key}`).values()) {
      const id = ids.get(told[0]?.key ?? "");
      assert.ok(id !== undefined);
      await session.query("BEGIN");
      const events = told.map(
        ({ kind, occurredOn, source, ref }) =>
          ({ type: "observe", kind, occurredOn, source, ref }) as const,
      );
      for (const { kind, occurredOn, source, ref, file, line } of told) {
        await session.query(
          `INSERT INTO observation (beneficiary_id, kind, occurred_on, arrived_on, source, ref,
             source_file_id, line)
           VALUES ($1, $2, day_at($3), day_at($4), $5, $6, $7, $8)`,
          [id, kind, occurredOn, FILES_ON, source, ref, file, line],
        );
      }
      const loaded = await loadCases(session, [id], FILES_ON);
      const begin = await stepBeginner(session, loaded, FILES_ON, () => events);
      const writes = noWrites();
      for (const each of loaded) {
        const step = begin(each);
        for (const event of events) step.take(event);
        collect(writes, step.finish());
      }
      if (writes.files.length > 0) await saveCases(session, writes);
      await session.query("COMMIT");
    }
  });
}

for (const { id: policy } of PACKS) {
  test(`In ${policy} a month taken in at once is the month taken in sign by sign`, async (context) => {
    const province = await makeProvince(PEOPLE, policy);
    const atOnce = await openTestRecord();
    const oneByOne = await openTestRecord();
    context.after(async () => {
      await Promise.all([atOnce.close(), oneByOne.close()]);
      province.remove();
    });
    const { roster: path, observations, mappings } = province;
    for (const { worker } of [atOnce, oneByOne]) {
      await withSession(worker, async (session) => {
        const place = policy === "sichuan-2022" ? "51" : policy === "shanxi-2018" ? "14" : "37";
        await openRegions(session, [
          { payDivision: place, policy, openedOn: ROSTER_ON, start: "running" },
        ]);
      });
      await importRoster(worker, { path, mappings, day: ROSTER_ON });
    }
    for (const file of [...observations, writeMore(province.folder, path)]) {
      await importObservations(atOnce.worker, { path: file, mappings, day: FILES_ON });
    }
    const { rows: said } = await atOnce.worker.pool.query<Said>(
      `SELECT encode(document_key, 'hex') AS key, source_file_id AS file, line, kind,
         occurred_on AS "occurredOn", source, ref
       FROM observation JOIN beneficiary USING (beneficiary_id)
       ORDER BY source_file_id, beneficiary_id, line`,
    );
    assert.ok(said.length > ROWS / 2, "something was said");
    await takeInOneByOne(oneByOne.worker, said);
    assertAlike(await saidBy(atOnce.worker), await saidBy(oneByOne.worker));
  });
}

/** Fails with the rows that differ, not with two whole records. */
function assertAlike(
  atOnce: Readonly<Record<string, readonly string[]>>,
  oneByOne: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [table, should] of Object.entries(oneByOne)) {
    const is = atOnce[table] ?? [];
    const differing = {
      more: is.filter((row) => !should.includes(row)),
      fewer: should.filter((row) => !is.includes(row)),
      rows: is.length,
    };
    assert.deepEqual(differing, { more: [], fewer: [], rows: should.length }, table);
  }
}
