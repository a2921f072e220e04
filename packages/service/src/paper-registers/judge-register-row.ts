// What a row of a register says, or what is wrong with it and where: the first fault, in the order of
// the columns. Knows no record: whether there is such a person is found out elsewhere.
//
// Reading: a register is typed by hand, so a date may be written in the ways that cannot be misread;
// numbers are normalised as in every file.

import { compact, judgeIdentity, toAsciiCapitals } from "@lingdai/matching";
import type { Day, IdType, LifeSign } from "@lingdai/policy";
import { parseDay } from "@lingdai/policy";

import type { RegisterCells } from "./read-register.ts";
import type { RegisterField } from "./register-columns.ts";
import { DEFAULT_KIND, ID_TYPES_BY_WORD, KINDS_BY_WORD } from "./register-columns.ts";

export interface RegisterEntry {
  readonly name: string;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly certifiedOn: Day;
  readonly kind: LifeSign;
}

export type RowFaultCode =
  | "unreadable-row"
  | "missing-field"
  | "lost-digits"
  | "bad-id-format"
  | "bad-birth-date-in-id"
  | "bad-id-checksum"
  | "bad-date"
  | "future-date"
  | "unknown-choice";

export interface RowFault {
  readonly code: RowFaultCode;
  readonly field: RegisterField | undefined;
}

export function judgeRegisterRow(
  { cells, damage }: RegisterCells,
  today: Day,
): RegisterEntry | RowFault {
  const fault = (code: RowFaultCode, field?: RegisterField): RowFault => ({ code, field });
  const cell = (field: RegisterField): string => compact(cells[field] ?? "");
  if (damage === "unreadable") return fault("unreadable-row");
  const name = (cells.name ?? "").trim();
  if (name === "") return fault("missing-field", "name");
  const number = toAsciiCapitals(cell("idNumber"));
  if (number === "") return fault("missing-field", "idNumber");
  if (damage === "lost-digits") return fault("lost-digits", "idNumber");
  const idType = chosen(ID_TYPES_BY_WORD, cell("idType"), "resident-id");
  if (idType === undefined) return fault("unknown-choice", "idType");
  const identity = judgeIdentity(idType, number, today);
  if (identity.fault !== undefined) return fault(identity.fault, "idNumber");
  if (cell("certifiedOn") === "") return fault("missing-field", "certifiedOn");
  const certifiedOn = readHandwrittenDay(toAsciiCapitals(cell("certifiedOn")));
  if (certifiedOn === undefined) return fault("bad-date", "certifiedOn");
  if (certifiedOn > today) return fault("future-date", "certifiedOn");
  const kind = chosen(KINDS_BY_WORD, cell("kind"), DEFAULT_KIND);
  if (kind === undefined) return fault("unknown-choice", "kind");
  return { name, idType, idNumber: identity.idNumber, certifiedOn, kind };
}

/** By its word or by its code, as our own lists write it. */
function chosen<Code extends string>(
  byWord: ReadonlyMap<string, Code>,
  text: string,
  otherwise: Code,
): Code | undefined {
  if (text === "") return otherwise;
  return byWord.get(text) ?? [...byWord.values()].find((code) => code === text);
}

const HANDWRITTEN = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

function readHandwrittenDay(text: string): Day | undefined {
  const [, year = "", month = "", day = ""] = HANDWRITTEN.exec(text) ?? [];
  return parseDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}
