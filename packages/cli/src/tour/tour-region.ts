// One region of the tour: a province is made, certified, and somebody in it explained.
// Knows no terminal.

import { readdir } from "node:fs/promises";
import { join } from "node:path";

import type { SimulationSummary } from "@lingdai/lab";
import { simulate } from "@lingdai/lab";
import type { Summary } from "@lingdai/matching";
import { evaluateFiles, readHeader, readRows } from "@lingdai/matching";
import { renderPage } from "@lingdai/policy";

import { explainPeople } from "../explain-people.ts";
import type { ConclusionRow, TourRegion } from "./regions.ts";

const MONTHS = 12;
const SEED = 1;
const CSV = { encoding: "utf-8", delimiter: "," } as const;

export interface TourResult {
  readonly made: SimulationSummary;
  readonly figures: Summary;
  /** The folder with the tables. */
  readonly result: string;
  /** The page of the person to explain; undefined where nobody fits. */
  readonly page: string | undefined;
}

/** Makes the region below that folder and certifies it by its own rules. */
export async function tourRegion(
  region: TourRegion,
  persons: number,
  folder: string,
): Promise<TourResult> {
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
  const example = await findExample(join(result, "conclusions.csv"), region.example.fits);
  const explained =
    example === undefined
      ? undefined
      : await explainPeople(files, [{ idNumber: example.idNumber, idType: undefined }]);
  // Who has two benefits is shown the one that was looked for.
  const page = explained?.people[0]?.entitlements.find(
    ({ facts }) => facts.insurance === example?.insurance && facts.kind === example.kind,
  )?.page;
  return { made, figures, result, page: page === undefined ? undefined : renderPage(page) };
}

async function mappingsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The first row that fits. */
async function findExample(
  conclusions: string,
  fits: (row: ConclusionRow) => boolean,
): Promise<ConclusionRow | undefined> {
  const header = await readHeader(conclusions, CSV);
  const column = (name: string): number => header.indexOf(name);
  const columns = {
    idNumber: column("id_number"),
    insurance: column("insurance"),
    kind: column("kind"),
    conclusion: column("conclusion"),
    pendingReason: column("pending_reason"),
    lastCertifiedOn: column("last_certified_on"),
    lastCertifiedBy: column("last_certified_by"),
    action: column("action"),
  };
  let found: ConclusionRow | undefined;
  await readRows(conclusions, CSV, {
    onRow: (row) => {
      if (found !== undefined) return;
      const read: ConclusionRow = {
        idNumber: row.cell(columns.idNumber),
        insurance: row.cell(columns.insurance),
        kind: row.cell(columns.kind),
        conclusion: row.cell(columns.conclusion),
        pendingReason: row.cell(columns.pendingReason),
        lastCertifiedOn: row.cell(columns.lastCertifiedOn),
        lastCertifiedBy: row.cell(columns.lastCertifiedBy),
        action: row.cell(columns.action),
      };
      if (fits(read)) found = read;
    },
  });
  return found;
}
