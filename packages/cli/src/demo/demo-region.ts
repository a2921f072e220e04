// One region of the demonstration: a province is made, certified, and somebody in it explained.
// Knows no terminal.

import { readdir } from "node:fs/promises";
import { join } from "node:path";

import type { SimulationSummary } from "@lingdai/lab";
import { simulate } from "@lingdai/lab";
import type { Summary } from "@lingdai/matching";
import { evaluateFiles, readHeader, readRows } from "@lingdai/matching";
import { renderPage } from "@lingdai/policy";

import { explainPeople } from "../explain-people.ts";
import type { ConclusionRow, DemoRegion } from "./regions.ts";

const MONTHS = 12;
const SEED = 1;
const CSV = { encoding: "utf-8", delimiter: "," } as const;

export interface DemoResult {
  readonly made: SimulationSummary;
  readonly figures: Summary;
  /** The folder with the tables. */
  readonly result: string;
  /** The page of the person to explain; undefined where nobody fits. */
  readonly page: string | undefined;
}

/** Makes the region below that folder and certifies it by its own rules. */
export async function runDemoRegion(
  region: DemoRegion,
  persons: number,
  folder: string,
): Promise<DemoResult> {
  const out = join(folder, region.policy);
  const made = await simulate({
    policy: region.policy,
    persons,
    months: MONTHS,
    seed: SEED,
    out,
  });
  const files = {
    policy: region.policy,
    roster: join(out, "roster.csv"),
    observations: [join(out, "observations", "*")],
    mappings: await mappingsIn(join(out, "mappings")),
    asOf: made.asOf,
    window: made.window === undefined ? undefined : `${made.window.from}..${made.window.to}`,
  };
  const result = join(out, "result");
  const figures = await evaluateFiles({ ...files, out: result });
  const idNumber = await findExample(join(result, "conclusions.csv"), region.example.fits);
  const explained =
    idNumber === undefined
      ? undefined
      : await explainPeople(files, [{ idNumber, idType: undefined }]);
  const page = explained?.people[0]?.entitlements[0]?.page;
  return { made, figures, result, page: page === undefined ? undefined : renderPage(page) };
}

async function mappingsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The first person whose row fits. */
async function findExample(
  conclusions: string,
  fits: (row: ConclusionRow) => boolean,
): Promise<string | undefined> {
  const header = await readHeader(conclusions, CSV);
  const column = (name: string): number => header.indexOf(name);
  const [idNumber, conclusion, pendingReason, lastCertifiedBy, action] = [
    column("id_number"),
    column("conclusion"),
    column("pending_reason"),
    column("last_certified_by"),
    column("action"),
  ];
  let found: string | undefined;
  await readRows(conclusions, CSV, {
    onRow: (row) => {
      if (found !== undefined) return;
      const read: ConclusionRow = {
        idNumber: row.cell(idNumber),
        conclusion: row.cell(conclusion),
        pendingReason: row.cell(pendingReason),
        lastCertifiedBy: row.cell(lastCertifiedBy),
        action: row.cell(action),
      };
      if (fits(read)) found = read.idNumber;
    },
  });
  return found;
}
