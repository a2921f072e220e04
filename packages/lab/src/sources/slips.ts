// Slips in a row: what is written is not what was meant, and a careful reader refuses it or asks.
// At most one a row, so that each can be told from the others.

import type { Day } from "@lingdai/policy";
import { addMonths } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import { mistypedName } from "../people/names.ts";
import type { Rates } from "../rates/rates.ts";
import type { SourceShape } from "./source-shapes.ts";
import { dateText } from "./written-cells.ts";

export type Slip =
  "name-mistyped" | "number-mistyped" | "date-mistyped" | "unknown-code" | "field-missing";

/** Which slip befalls a row; mostly none. */
export function drawSlip(
  chance: Chance,
  rates: Rates["cells"],
  { isTyped, onlyKind }: SourceShape,
): Slip | undefined {
  const draw = chance.fraction() / (isTyped ? rates.handFactor : 1);
  let past = rates.nameMistyped;
  if (draw < past) return "name-mistyped";
  past += rates.numberMistyped;
  if (draw < past) return "number-mistyped";
  past += rates.dateMistyped;
  if (draw < past) return "date-mistyped";
  past += rates.fieldMissing;
  if (draw < past) return "field-missing";
  past += rates.unknownCode;
  // A file without a column of kinds can hold no unknown one.
  return draw < past && onlyKind === undefined ? "unknown-code" : undefined;
}

/** What the cells of a row say before delimiters and quotes. */
export interface RowCells {
  idNumber: string;
  name: string;
  kind: string;
  occurredOn: string;
}

/** Puts the slip into the cells. */
export function slip(
  chance: Chance,
  kind: Slip,
  cells: RowCells,
  shape: SourceShape,
  on: Day,
): void {
  switch (kind) {
    case "name-mistyped":
      cells.name = mistypedName(chance, cells.name);
      return;
    case "number-mistyped":
      cells.idNumber = mistypedNumber(chance, cells.idNumber);
      return;
    case "date-mistyped":
      cells.occurredOn = mistypedDate(chance, on, shape.datePattern);
      return;
    case "unknown-code":
      cells.kind = shape.codes === undefined ? "unknown" : "99";
      return;
    case "field-missing":
      if (chance.happens(0.5)) cells.name = "";
      else cells.idNumber = "";
      return;
  }
}

/** One digit wrong, two neighbours the wrong way round, or one digit too few. */
function mistypedNumber(chance: Chance, idNumber: string): string {
  const at = chance.below(idNumber.length - 1);
  const [here, next] = [idNumber.charAt(at), idNumber.charAt(at + 1)];
  const isSwapped = chance.happens(0.3) && here !== next;
  if (isSwapped) return idNumber.slice(0, at) + next + here + idNumber.slice(at + 2);
  if (chance.happens(0.2)) return idNumber.slice(0, at) + idNumber.slice(at + 1);
  const other = String(((Number(here) || 0) + 1 + chance.below(9)) % 10);
  return idNumber.slice(0, at) + other + idNumber.slice(at + 1);
}

/** Another form than the file's, a day that does not exist, or a year that has not come. */
function mistypedDate(chance: Chance, on: Day, pattern: string): string {
  const draw = chance.below(3);
  if (draw === 0) return dateText(on, pattern === "YYYY-MM-DD" ? "YYYY年M月" : "YYYY-MM-DD 00:00");
  if (draw === 1) return dateText(on, pattern.replace(/MM?/, "13"));
  return dateText(addMonths(on, 120), pattern);
}
