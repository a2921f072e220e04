// The document number of a row: its type, its final form and what is wrong with it.
// The rules about numbers are the policy core's; this only brings row and rule together.

import type { Day, IdNumberFault, IdType } from "@lingdai/policy/batch";
import { ID_TYPES, faultOfIdNumber, toEighteen } from "@lingdai/policy/batch";

export interface Identity {
  /** Undefined for a type that nobody knows; the number is then not judged. */
  readonly idType: IdType | undefined;
  readonly idNumber: string;
  readonly fault: IdNumberFault | undefined;
}

/** Judges normalised texts. Reading: only a resident ID has an old form of 15 digits. */
export function judgeIdentity(idTypeText: string, numberText: string, asOf: Day): Identity {
  const idType = idTypeText === "" ? "resident-id" : ID_TYPES.find((known) => known === idTypeText);
  if (idType === undefined) return { idType, idNumber: numberText, fault: undefined };
  const idNumber = idType === "resident-id" ? toEighteen(numberText) : numberText;
  return { idType, idNumber, fault: faultOfIdNumber(idNumber, idType, asOf) };
}
