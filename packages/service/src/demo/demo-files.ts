// The files of the demonstration: made by the simulator in threads of their own, one region after the
// other, and found again where an earlier start was killed. Knows no database.

import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

import type { Day } from "@lingdai/policy";
import { addMonths, dayAt, firstOfMonth, formatDay } from "@lingdai/policy";

import { DEMO_MONTHS } from "./demo-regions.ts";
import type { DemoRegion } from "./demo-regions.ts";

const SEED = 1;

export interface RegionFiles {
  readonly roster: string;
  readonly mappings: readonly string[];
  /** A day on which files arrive, and those files. */
  readonly arrivals: readonly { readonly on: Day; readonly paths: readonly string[] }[];
  readonly openedOn: Day;
}

/** Makes the regions' folders, one behind the other; each can be awaited for itself. */
export function makeRegions(
  regions: readonly DemoRegion[],
  folder: string,
): ReadonlyMap<DemoRegion, Promise<RegionFiles>> {
  let before: Promise<unknown> = Promise.resolve();
  const made = new Map<DemoRegion, Promise<RegionFiles>>();
  for (const region of regions) {
    const files = before.then(async () => await makeRegion(region, join(folder, region.pack.id)));
    // Whoever awaits the region hears of it.
    before = files.catch(() => {});
    made.set(region, files);
  }
  return made;
}

async function makeRegion(region: DemoRegion, out: string): Promise<RegionFiles> {
  if (!existsSync(join(out, "simulation.json"))) {
    const { pack, persons, openedOn } = region;
    const from = formatDay(openedOn);
    const workerData = { policy: pack.id, persons, months: DEMO_MONTHS, seed: SEED, out, from };
    await new Promise<void>((resolve, reject) => {
      const thread = new Worker(new URL("make-region.ts", import.meta.url), { workerData });
      thread.once("error", reject);
      thread.once("exit", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`making ${pack.id} ended with ${code}`));
      });
    });
  }
  return await filesIn(out);
}

async function filesIn(folder: string): Promise<RegionFiles> {
  const note = readFileSync(join(folder, "simulation.json"), "utf8");
  const { from } = JSON.parse(note) as { readonly from: string };
  const observations = (await readdir(join(folder, "observations"))).toSorted();
  // In the order of the months: their names begin with the same words, then the month.
  const byMonth = Map.groupBy(observations, (name) => /(\d{6})/.exec(name)?.[1] ?? "");
  const mappings = (await readdir(join(folder, "mappings"))).toSorted();
  return {
    openedOn: dayAt(from),
    roster: join(folder, "roster.csv"),
    mappings: mappings.map((name) => join(folder, "mappings", name)),
    arrivals: [...byMonth].map(([month, names]) => ({
      on: firstOfMonth(addMonths(dayAt(`${month.slice(0, 4)}-${month.slice(4)}-01`), 1)),
      paths: names.map((name) => join(folder, "observations", name)),
    })),
  };
}
