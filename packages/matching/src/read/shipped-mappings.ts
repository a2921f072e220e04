// The source mappings that come along with the programme, by their short names. Knows their folder,
// not what is in them.

import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("../../mappings/", import.meta.url);
const ENDING = ".yaml";

export interface ShippedMapping {
  readonly path: string;
  /** The files it is asked to serve, instead of those that it names itself. */
  readonly pattern: string | undefined;
}

/** The mapping that `NAME` or `NAME=PATTERN` means; undefined where there is none of that name. */
export function findShippedMapping(given: string): ShippedMapping | undefined {
  const equals = given.indexOf("=");
  const name = equals === -1 ? given : given.slice(0, equals);
  if (!listShippedMappings().includes(name)) return undefined;
  return {
    path: fileURLToPath(new URL(`${name}${ENDING}`, FOLDER)),
    // Patterns are held against base names; who gives a path means the file at its end.
    pattern: equals === -1 ? undefined : basename(given.slice(equals + 1)),
  };
}

/** The short names, in the order of the alphabet. */
export function listShippedMappings(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** What files it is for: the first sentence of the comment with which it begins. */
export function describeShippedMapping(name: string): string {
  const text = readFileSync(new URL(`${name}${ENDING}`, FOLDER), "utf8");
  const [first = ""] = (/^# *(.*)$/m.exec(text)?.[1] ?? "").split("。");
  return first;
}
