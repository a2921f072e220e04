// Which place a list is of: what is asked for, where it lies within the viewer's own.

import type { ListPlace, SignedIn } from "@lingdai/store";
import { Type } from "typebox";

import { Problem } from "../problem.ts";

export const DivisionFilter = Type.Optional(
  Type.String({
    pattern: "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$",
    description: "行政区划代码；不填为自己的管辖范围",
  }),
);

/** Outside the viewer's own place: `not-found`. */
export function placeOf({ level, place }: SignedIn, asked: string | undefined): ListPlace {
  if (level === "unit") return { kind: "unit", code: place };
  const code = asked ?? place;
  if (!code.startsWith(place)) throw new Problem("not-found", "division");
  const isServicePoint = level === "township" || level === "village" || code.length > 6;
  return { kind: isServicePoint ? "residence" : "pay", code };
}
