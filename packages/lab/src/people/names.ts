// Invented names, and how the same name is written otherwise or wrongly. Knows no person.

import type { Chance } from "../chance.ts";
import type { Rates } from "../rates/rates.ts";
import {
  COMPOUND_SURNAMES,
  CONFUSED,
  DOTS,
  DOTTED_FIRST,
  DOTTED_LAST,
  MEN_FIRST,
  MEN_LAST,
  RARE_CHARACTERS,
  SURNAMES,
  VARIANTS,
  WOMEN_FIRST,
  WOMEN_LAST,
} from "./name-characters.ts";

export type Sex = "male" | "female";

const SURNAME_CUTS = surnameCuts();
const VARIANT_OF = pairs(VARIANTS);
const CONFUSED_WITH = pairs(CONFUSED);

/** Where each surname's share of all people ends; the share falls with the rank as in any census. */
function surnameCuts(): Float64Array {
  const cuts = new Float64Array(SURNAMES.length);
  let total = 0;
  for (let rank = 0; rank < SURNAMES.length; rank += 1) {
    total += 1 / (rank + 8);
    cuts[rank] = total;
  }
  return cuts.map((cut) => cut / total);
}

function pairs(list: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < list.length; at += 2) {
    found.set(list.charAt(at), list.charAt(at + 1));
  }
  return found;
}

/** A name that nobody need bear; common ones come often, so that people share them. */
export function drawName(chance: Chance, sex: Sex, rates: Rates["people"]): string {
  if (chance.happens(rates.dottedNames)) {
    return `${chance.pick(DOTTED_FIRST)}${DOTS.charAt(chance.below(2))}${chance.pick(DOTTED_LAST)}`;
  }
  const surname = chance.happens(rates.compoundSurnames)
    ? chance.pick(COMPOUND_SURNAMES)
    : drawSurname(chance);
  const [first, last] = sex === "female" ? [WOMEN_FIRST, WOMEN_LAST] : [MEN_FIRST, MEN_LAST];
  const given = chance.happens(rates.singleGivenNames) ? "" : commonFirst(chance, first);
  const end = chance.happens(rates.rareNames)
    ? chance.pick(RARE_CHARACTERS)
    : commonFirst(chance, last);
  return surname + given + end;
}

function drawSurname(chance: Chance): string {
  const draw = chance.fraction();
  let [low, high] = [0, SURNAME_CUTS.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (draw < (SURNAME_CUTS[middle] ?? 1)) high = middle;
    else low = middle + 1;
  }
  return SURNAMES.charAt(low);
}

/** One character, those at the front of the list more often. */
function commonFirst(chance: Chance, list: string): string {
  return list.charAt(Math.floor(list.length * chance.fraction() ** 1.6));
}

/** The same name with a traditional or variant character; undefined where it has none. */
export function variantOf(name: string): string | undefined {
  return replaceFirst(name, VARIANT_OF);
}

/** Another name that is taken for this one by ear or by eye. */
export function mistypedName(chance: Chance, name: string): string {
  const confused = replaceFirst(name, CONFUSED_WITH, 1);
  if (confused !== undefined && chance.happens(0.7)) return confused;
  const letters = [...name];
  // A name of two characters would shrink to a surname.
  if (letters.length > 2 && chance.happens(0.5)) return letters.slice(0, -1).join("");
  return `${letters.slice(0, -1).join("")}${letters.at(-1) === "秀" ? "香" : "秀"}`;
}

function replaceFirst(
  name: string,
  table: ReadonlyMap<string, string>,
  from = 0,
): string | undefined {
  for (let at = from; at < name.length; at += 1) {
    const other = table.get(name.charAt(at));
    if (other !== undefined) return name.slice(0, at) + other + name.slice(at + 1);
  }
  return undefined;
}
