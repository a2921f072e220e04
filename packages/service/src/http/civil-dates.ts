// Civil dates and codes as the API writes them: `YYYY-MM-DD`, and the words beside each code.

import type { Day, Label } from "@lingdai/policy";
import { formatDay, parseDay } from "@lingdai/policy";
import { Type } from "typebox";

import { Problem } from "./problem.ts";

export const DateText = Type.String({ format: "date", description: "YYYY-MM-DD" });
export const OptionalDate = Type.Union([DateText, Type.Null()]);

export function dateOrNull(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}

/** The day that a field of a request names; a shape alone makes no date. */
export function readDay(field: string, text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new Problem("bad-request", field);
  return day;
}

/** The schema of a code of one of DOMAIN's tables. */
export function codeOf(table: Readonly<Record<string, Label>>) {
  return Type.Enum(Object.keys(table), {
    description: Object.entries(table)
      .map(([code, { zh }]) => `${code} ${zh}`)
      .join("、"),
  });
}
