// Civil dates and codes as the API writes them: `YYYY-MM-DD`, and the words beside each code.

import type { Day, Label } from "@lingdai/policy";
import { formatDay, isCodeOf, parseDay } from "@lingdai/policy";
import type { TSchema } from "typebox";
import { Type } from "typebox";

import { Problem } from "./problem.ts";

export const DateText = Type.String({ format: "date", description: "YYYY-MM-DD" });
export const OptionalDate = Type.Union([DateText, Type.Null()]);

/** A value that may be missing, with the heading of its column. */
export function orNull<Schema extends TSchema>(schema: Schema, title: string) {
  return Type.Union([schema, Type.Null()], { title });
}

export function dateOrNull(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}

/** The day that a field of a request names; a shape alone makes no date. */
export function readDay(field: string, text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new Problem("bad-request", field);
  return day;
}

const labelTables = new Map<string, Readonly<Record<string, Label>>>();

/** The schema of a code of one of DOMAIN's tables. */
export function codeOf(table: Readonly<Record<string, Label>>, options: { title?: string } = {}) {
  const codes = Object.keys(table);
  labelTables.set(codes.join(), table);
  return Type.Enum(codes, {
    ...options,
    description: Object.entries(table)
      .map(([code, { zh }]) => `${code} ${zh}`)
      .join("、"),
  });
}

/** The code that a schema made by `codeOf` has let in, as one of its table. */
export function codeIn<Code extends string>(
  table: Readonly<Record<Code, Label>>,
  text: string | undefined,
): Code | undefined {
  return text !== undefined && isCodeOf(table, text) ? text : undefined;
}

/** The Chinese words of the codes that a schema made by `codeOf` allows. */
export function labelsOf(codes: readonly unknown[]): Readonly<Record<string, Label>> | undefined {
  return labelTables.get(codes.join());
}
