// Whether a roster row is an entitlement, and which (FORMATS section 1). Amount, phone, divisions
// and addresses are not judged. Knows nothing of files or of other rows.

import type {
  BenefitKind,
  BenefitStatus,
  Day,
  IdType,
  Incapacity,
  Insurance,
  LifeSign,
  Relationship,
} from "@lingdai/policy/batch";
import {
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  INCAPACITIES,
  INSURANCES,
  LIFE_SIGNS,
  RELATIONSHIPS,
  birthDateIn,
  isCodeOf,
} from "@lingdai/policy/batch";

import type { RosterField } from "../read/fields.ts";
import { REQUIRED_ROSTER_FIELDS } from "../read/fields.ts";
import type { RowTexts } from "../read/mapped-row.ts";
import { judgeIdentity } from "./judge-identity.ts";
import type { Rejection, RejectReason } from "./reject-reason.ts";

/** One entitlement as the roster states it. What is unknown is undefined; texts may be empty. */
export interface RosterEntry {
  readonly idType: IdType;
  readonly idNumber: string;
  readonly name: string;
  readonly birthDate: Day | undefined;
  readonly phone: string;
  readonly residenceDivision: string;
  readonly hasUnit: boolean;
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
  readonly since: Day;
  readonly payDivision: string;
  readonly status: BenefitStatus;
  readonly lastCertifiedOn: Day | undefined;
  readonly lastCertifiedBy: LifeSign | undefined;
  readonly refutedOn: Day | undefined;
  readonly relationship: Relationship | undefined;
  readonly incapacity: Incapacity | undefined;
}

/** The coded columns in their order, the ID type apart; an empty optional one is unknown. */
const CODED: readonly (readonly [RosterField, Readonly<Record<string, unknown>>])[] = [
  ["insurance", INSURANCES],
  ["kind", BENEFIT_KINDS],
  ["status", BENEFIT_STATUSES],
  ["last_certified_by", LIFE_SIGNS],
  ["relationship", RELATIONSHIPS],
  ["incapacity", INCAPACITIES],
];

/** Judges one row: the entitlement, or the first reason against it. */
export function judgeRosterRow(
  { texts, days }: RowTexts<RosterField>,
  asOf: Day,
): RosterEntry | Rejection<RosterField> {
  const isBadDate = (field: RosterField): boolean =>
    texts[field] !== "" && days[field] === undefined;
  for (const field of REQUIRED_ROSTER_FIELDS) {
    if (texts[field] === "") return reject("missing-field", field);
  }
  const { idType, idNumber, fault } = judgeIdentity(texts.id_type, texts.id_number, asOf);
  if (fault !== undefined) return reject(fault, "id_number");
  if (idType === undefined) return reject("unknown-kind", "id_type");
  for (const [field, table] of CODED) {
    if (texts[field] !== "" && !isCodeOf(table, texts[field])) return reject("unknown-kind", field);
  }
  if (isBadDate("birth_date")) return reject("bad-date", "birth_date");
  const { since } = days;
  if (since === undefined) return reject("bad-date", "since");
  if (isBadDate("last_certified_on")) return reject("bad-date", "last_certified_on");
  if (isBadDate("refuted_on")) return reject("bad-date", "refuted_on");
  // A later `since` is allowed: the benefit has been granted and begins then.
  if ((days.last_certified_on ?? asOf) > asOf) return reject("future-date", "last_certified_on");
  if ((days.refuted_on ?? asOf) > asOf) return reject("future-date", "refuted_on");
  return {
    idType,
    idNumber,
    name: texts.name,
    birthDate: idType === "resident-id" ? birthDateIn(idNumber) : days.birth_date,
    phone: texts.phone,
    residenceDivision: texts.residence_division,
    hasUnit: texts.unit_code !== "" || texts.unit_name !== "",
    // Judged above: these texts are codes of their tables or empty.
    insurance: texts.insurance as Insurance,
    kind: texts.kind as BenefitKind,
    since,
    payDivision: texts.pay_division,
    status: (texts.status || "paying") as BenefitStatus,
    lastCertifiedOn: days.last_certified_on,
    lastCertifiedBy: (texts.last_certified_by || undefined) as LifeSign | undefined,
    refutedOn: days.refuted_on,
    relationship: (texts.relationship || undefined) as Relationship | undefined,
    incapacity: (texts.incapacity || undefined) as Incapacity | undefined,
  };
}

/** Whether the row's `sex` is a code that nobody knows: it is then left empty, with a warning. */
export function hasUnknownSex({ texts }: RowTexts<RosterField>): boolean {
  return texts.sex !== "" && texts.sex !== "male" && texts.sex !== "female";
}

function reject(reason: RejectReason, field: RosterField): Rejection<RosterField> {
  return { reason, field };
}
