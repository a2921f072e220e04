// Which policy judges an entitlement: the region whose paying division is the longest beginning of
// its own. Knows no person.

import type { CertificationWindow, Day, Pack } from "@lingdai/policy";
import { findPack } from "@lingdai/policy";
import type { IntakeSession, RegionRow } from "@lingdai/store";
import { listRegions, listWindows } from "@lingdai/store";

import { OpeningStandings } from "./opening-standings.ts";

export interface Region {
  readonly pack: Pack;
  /** The first day on which its people are run. */
  readonly openedOn: Day;
  readonly start: RegionRow["start"];
  readonly windows: readonly CertificationWindow[];
}

export class Regions {
  readonly #byDivision: ReadonlyMap<string, Region>;
  readonly #standings = new Map<Region, OpeningStandings>();

  constructor(byDivision: ReadonlyMap<string, Region>) {
    this.#byDivision = byDivision;
  }

  /** Undefined where no region of this installation pays. */
  regionOf(payDivision: string): Region | undefined {
    for (let length = payDivision.length; length >= 2; length -= 1) {
      const region = this.#byDivision.get(payDivision.slice(0, length));
      if (region !== undefined) return region;
    }
    return undefined;
  }

  /** A case is opened on the day of the import, but not before its region is. */
  openingOn(region: Region, day: Day): { openedOn: Day; standings: OpeningStandings } {
    const openedOn = Math.max(day, region.openedOn);
    let standings = this.#standings.get(region);
    if (standings === undefined) {
      standings = new OpeningStandings(region.pack, region.windows, openedOn, region.start);
      this.#standings.set(region, standings);
    }
    return { openedOn, standings };
  }
}

/** What is on record of the regions of an installation: plain values, for whichever thread. */
export interface RegionRows {
  readonly regions: readonly RegionRow[];
  readonly windows: Awaited<ReturnType<typeof listWindows>>;
}

export async function readRegions(session: IntakeSession): Promise<RegionRows> {
  return { regions: await listRegions(session), windows: await listWindows(session) };
}

/** The regions, each with the windows that were announced in it. */
export function regionsOf({ regions, windows }: RegionRows): Regions {
  const announced = Map.groupBy(windows, ({ payDivision }) => payDivision);
  const byDivision = regions.map((row): [string, Region] => {
    const { payDivision, policy, openedOn, start } = row;
    const pack = findPack(policy);
    if (pack === undefined) throw new Error(`region ${payDivision}: no policy ${policy}`);
    return [payDivision, { pack, openedOn, start, windows: announced.get(payDivision) ?? [] }];
  });
  return new Regions(new Map(byDivision));
}
