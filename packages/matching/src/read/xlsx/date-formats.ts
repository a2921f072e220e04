// Which cell formats of a workbook show a number as a date: a spreadsheet keeps dates as numbers, and
// only the format tells. Knows nothing of cells.

import { readXml } from "./xml-events.ts";
import type { ZipParts } from "./zip-parts.ts";

/** Formats that every program knows by number: dates, also those of Chinese and Japanese editions. */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
];

/** For each cell format of the workbook, whether it shows a date. */
export async function readDateFormats(
  parts: ZipParts,
  part: string | undefined,
): Promise<readonly boolean[]> {
  const isDate: boolean[] = [];
  if (part === undefined) return isDate;
  const codes = new Map<string, string>();
  let isInCellFormats = false;
  await readXml(parts.path, part, parts.blocksOf(part), {
    onOpen: (name, attributes) => {
      const { numFmtId: id = "0" } = attributes;
      if (name === "numFmt") codes.set(id, attributes["formatCode"] ?? "");
      else if (name === "cellXfs") isInCellFormats = true;
      else if (name === "xf" && isInCellFormats) isDate.push(showsDate(id, codes.get(id)));
    },
    onClose: (name) => {
      if (name === "cellXfs") isInCellFormats = false;
    },
  });
  return isDate;
}

function showsDate(id: string, code: string | undefined): boolean {
  if (code !== undefined) return isDateFormat(code);
  const number = Number(id);
  return BUILT_IN_DATES.some(([first, last]) => number >= first && number <= last);
}

/** Whether a format code shows a year, a month or a day; a mere time of day is no date. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replaceAll(/"[^"]*"?/g, "")
    .replaceAll(/\\.|_.|\*./gs, "")
    .toLowerCase()
    // Hours beyond a day stand in brackets, as colours, conditions and languages do.
    .replaceAll(/\[([hms]+)\]/g, "$1")
    .replaceAll(/\[[^\]]*\]?/g, "");
  const [positive = ""] = bare.split(";");
  if (positive.includes("general")) return false;
  if (/[yde]|aaa/.test(positive.replaceAll(/e[+-]|am\/pm/g, ""))) return true;
  // An m beside hours or seconds is minutes.
  return /m/.test(positive) && !/[hs]/.test(positive);
}
