// Real division codes from county to village (data/README.md says where they come from), and which
// of them a person may live in or bear in a number. Knows no person.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import type { Chance } from "../chance.ts";

export interface Village {
  /** Twelve digits. */
  readonly code: string;
  /** County, township and village one behind the other, as an address begins. */
  readonly fullName: string;
}

/** The divisions of one area and the counties of the country around it. */
export class Divisions {
  readonly villages: readonly Village[];
  /** County codes that numbers of people from here begin with. */
  readonly ownCounties: readonly string[];
  /** Counties of other provinces. */
  readonly farCounties: readonly string[];
  /** Counties of other cities of the same province: nobody on the roster bears them. */
  readonly neighbourCounties: readonly string[];
  readonly #names: ReadonlyMap<string, string>;

  constructor(table: string) {
    const [country, area] = [readDivisionTable("counties"), readDivisionTable(table)];
    this.#names = country;
    const codes = [...area.keys()];
    const city = (codes[0] ?? "").slice(0, 4);
    this.villages = codes
      .filter((code) => code.length === 12)
      .map((code) => ({ code, fullName: fullNameOf(code, area) }));
    const inNumbers = [...country.keys()].filter(isInNumbers);
    this.ownCounties = inNumbers.filter((code) => code.startsWith(city));
    this.farCounties = inNumbers.filter((code) => !code.startsWith(city.slice(0, 2)));
    this.neighbourCounties = inNumbers.filter(
      (code) => code.startsWith(city.slice(0, 2)) && !code.startsWith(city),
    );
  }

  /** Province, city and county of a county code, one behind the other. */
  countyName(code: string): string {
    return [2, 4, 6]
      .filter((digits) => digits <= code.length)
      .map((digits) => this.#names.get(code.slice(0, digits)) ?? "")
      .join("");
  }

  /** The county whose code a number begins with, for somebody who was registered in that village. */
  numberCountyOf(village: string, chance: Chance): string {
    const county = village.slice(0, 6);
    return isInNumbers(county) ? county : chance.pick(this.ownCounties);
  }
}

/** Statistical codes of development zones (71 to 79) are not those of the identity numbers. */
function isInNumbers(code: string): boolean {
  return /^\d{4}(?!7[1-9])\d{2}$/.test(code);
}

function fullNameOf(code: string, area: ReadonlyMap<string, string>): string {
  return [6, 9, 12].map((digits) => area.get(code.slice(0, digits)) ?? "").join("");
}

/** Codes and names in the order of the codes. */
export function readDivisionTable(table: string): ReadonlyMap<string, string> {
  const path = new URL(`../../data/${table}.txt.gz`, import.meta.url);
  const names = new Map<string, string>();
  for (const line of gunzipSync(readFileSync(path)).toString("utf8").trimEnd().split("\n")) {
    // A name may begin with digits of its own; the longest code has twelve.
    const digits = /^\d{1,12}/.exec(line)?.[0] ?? "";
    names.set(digits, line.slice(digits.length));
  }
  return names;
}
