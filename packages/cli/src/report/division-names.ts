// Names of paying divisions as short as they can be told apart: what all of them have in common (the
// province, the city) is left out. Where no name is known the code stands alone.

import { FURTHER_GROUPS, NO_DIVISION } from "@lingdai/matching";
import type { Label } from "@lingdai/policy";

const UNKNOWN: Label = { zh: "没写或写错的", en: "not given, or no code" };
const FURTHER: Label = { zh: "其余地区", en: "all further ones" };
const OWN_LEVEL: Readonly<Record<number, Label>> = {
  1: { zh: "（省本级）", en: " (province)" },
  2: { zh: "（市本级）", en: " (city)" },
};

/** Labels of six-digit codes; `names` holds those of provinces, cities and counties by 2, 4, 6 digits. */
export function divisionLabels(
  codes: Iterable<string>,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, Label> {
  const given = [...codes].filter((code) => code !== NO_DIVISION && code !== FURTHER_GROUPS);
  const common = commonDigits(given);
  const labels = new Map<string, Label>([
    [NO_DIVISION, UNKNOWN],
    [FURTHER_GROUPS, FURTHER],
  ]);
  for (const code of given) labels.set(code, labelOf(code, names, common));
  return labels;
}

function labelOf(code: string, names: ReadonlyMap<string, string>, common: number): Label {
  const levels = levelsOf(code);
  const parts = levels.slice(Math.min(common, levels.length - 1)).map((part) => names.get(part));
  const name = parts.filter((part) => part !== undefined && !/^(?:市辖区|县)$/.test(part)).join("");
  if (parts.at(-1) === undefined || name === "") return { zh: code, en: code };
  const own = OWN_LEVEL[levels.length] ?? { zh: "", en: "" };
  return { zh: name + own.zh, en: name + own.en };
}

/** The digits of province, city and county as far as the code goes down. */
function levelsOf(code: string): readonly string[] {
  if (code.endsWith("0000")) return [code.slice(0, 2)];
  return code.endsWith("00")
    ? [code.slice(0, 2), code.slice(0, 4)]
    : [code.slice(0, 2), code.slice(0, 4), code];
}

/** How many of the two upper levels all codes share. */
function commonDigits(codes: readonly string[]): number {
  const cities = new Set(codes.map((code) => code.slice(0, 4)));
  if (cities.size <= 1) return 2;
  return new Set(codes.map((code) => code.slice(0, 2))).size <= 1 ? 1 : 0;
}
