// A document number as somebody typed it, normalised as every file is (FORMATS 2) and judged.

import { compact, judgeIdentity, toAsciiCapitals } from "@lingdai/matching";
import type { Day, IdType } from "@lingdai/policy";

import { Problem } from "./problem.ts";

export function readDocument(
  given: { readonly idNumber: string; readonly idType?: string | undefined },
  today: Day,
): { readonly idType: IdType; readonly idNumber: string } {
  const number = toAsciiCapitals(compact(given.idNumber));
  const { idType, idNumber, fault } = judgeIdentity(given.idType ?? "", number, today);
  if (idType === undefined) throw new Problem("bad-request", "idType");
  if (fault !== undefined) throw new Problem("bad-request", "idNumber");
  return { idType, idNumber };
}
