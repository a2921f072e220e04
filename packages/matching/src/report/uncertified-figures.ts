// What `uncertified` adds up to: how long nobody has certified, by the division that pays. Counts
// only. A cell that is no division code is not repeated: it may hold anything, a phone number too.

import type { Band } from "@lingdai/policy";
import { BANDS, isCodeOf, isDivisionCode } from "@lingdai/policy";

import { BoundedGroups } from "./bounded-groups.ts";
import type { RunRow } from "./run-table.ts";

export const UNCERTIFIED_COLUMNS = ["band", "pay_division", "months_since"] as const;

export type BandCounts = Record<Band, number>;

/** The group of rows whose paying division is empty or no code. */
export const NO_DIVISION = "";

export interface UncertifiedFigures {
  readonly rows: number;
  readonly bands: Readonly<BandCounts>;
  /** By the first six digits of the paying division, `NO_DIVISION` and `FURTHER_GROUPS`. */
  readonly byDivision: ReadonlyMap<string, BandCounts>;
  readonly monthsMax: number;
}

export class UncertifiedCount {
  #rows = 0;
  readonly #bands = noBands();
  readonly #byDivision = new BoundedGroups<BandCounts>(noBands);
  #monthsMax = 0;

  add(row: RunRow<(typeof UNCERTIFIED_COLUMNS)[number]>): void {
    const band = row.cell("band");
    if (!isCodeOf(BANDS, band)) throw row.refuse("band");
    const division = row.cell("pay_division");
    this.#rows += 1;
    this.#bands[band] += 1;
    this.#byDivision.at(isDivisionCode(division) ? division.slice(0, 6) : NO_DIVISION)[band] += 1;
    this.#monthsMax = Math.max(this.#monthsMax, row.count("months_since"));
  }

  figures(): UncertifiedFigures {
    return {
      rows: this.#rows,
      bands: this.#bands,
      byDivision: this.#byDivision.toMap(),
      monthsMax: this.#monthsMax,
    };
  }
}

function noBands(): BandCounts {
  return { "10-12m": 0, "1-2y": 0, "2-3y": 0, "3-4y": 0, "4-5y": 0, "5y+": 0 };
}
