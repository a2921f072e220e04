// A small invented province for tests of intake: its files, and a record in which its region is open.

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { simulate } from "@lingdai/lab";
import type { Day } from "@lingdai/policy";
import { dayAt } from "@lingdai/policy";
import { importObservations, importRoster } from "@lingdai/service";
import type { Database } from "@lingdai/store";
import { openRegions, withSession } from "@lingdai/store";

/** The day on which everything arrives: two months are told before it. */
export const TODAY = dayAt("2024-03-01");

export interface SmallProvince {
  readonly folder: string;
  readonly roster: string;
  readonly observations: readonly string[];
  readonly mappings: readonly string[];
  remove(): void;
}

export async function makeProvince(
  persons: number,
  policy = "sichuan-2022",
): Promise<SmallProvince> {
  const folder = mkdtempSync(join(tmpdir(), "lingdai-province-"));
  const out = join(folder, "made");
  await simulate({ policy, persons, months: 2, seed: 7, out, from: "2024-01-01" });
  const filesIn = (name: string): readonly string[] =>
    readdirSync(join(out, name))
      .toSorted()
      .map((file) => join(out, name, file));
  return {
    folder,
    roster: join(out, "roster.csv"),
    observations: filesIn("observations"),
    mappings: filesIn("mappings"),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function openSichuan(database: Database, openedOn: Day = TODAY): Promise<void> {
  await withSession(database, async (session) => {
    await openRegions(session, [
      { payDivision: "51", policy: "sichuan-2022", openedOn, start: "running" },
    ]);
  });
}

/** The roster and every file, on one day. */
export async function takeInAll(database: Database, province: SmallProvince, day = TODAY) {
  const { roster, observations, mappings } = province;
  await importRoster(database, { path: roster, mappings, day });
  for (const path of observations) await importObservations(database, { path, mappings, day });
}
