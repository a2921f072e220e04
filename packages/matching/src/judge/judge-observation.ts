// Whether a row of an observation file is an observation, and which (FORMATS section 2).
// Knows nothing of files, of the roster or of what a sign means under a policy.

import type { Day, IdType, Sign, SignKind } from "@lingdai/policy/batch";
import { SIGNS, dayOf, isCodeOf } from "@lingdai/policy/batch";

import type { ObservationField } from "../read/fields.ts";
import { REQUIRED_OBSERVATION_FIELDS } from "../read/fields.ts";
import type { RowTexts } from "../read/mapped-row.ts";
import { judgeIdentity } from "./judge-identity.ts";
import type { Rejection, RejectReason } from "./reject-reason.ts";
import { isRejection } from "./reject-reason.ts";

const LAST_DAY = dayOf(9999, 12, 31);

/** A good row: who it is about, by which name, and what it says. */
export interface Observation {
  readonly idType: IdType;
  readonly idNumber: string;
  readonly name: string;
  readonly sign: Sign;
  /** The arrival that the row states itself. */
  readonly statedArrival: Day | undefined;
}

export interface ObservationRules {
  readonly asOf: Day;
  /** Whether a row without an arrival day arrived when it occurred (qingdao-2019). */
  readonly arrivesWhenItOccurs: boolean;
}

/** Judges one row: the observation, or the first reason against it. */
export function judgeObservation(
  { texts, days }: RowTexts<ObservationField>,
  { asOf, arrivesWhenItOccurs }: ObservationRules,
): Observation | Rejection<ObservationField> {
  for (const field of REQUIRED_OBSERVATION_FIELDS) {
    if (texts[field] === "") return reject("missing-field", field);
  }
  const { idType, idNumber, fault } = judgeIdentity(texts.id_type, texts.id_number, asOf);
  if (fault !== undefined) return reject(fault, "id_number");
  if (idType === undefined) return reject("unknown-kind", "id_type");
  if (!isCodeOf<SignKind>(SIGNS, texts.kind)) return reject("unknown-kind", "kind");
  const occurredOn = days.occurred_on;
  if (occurredOn === undefined) return reject("bad-date", "occurred_on");
  const stated = days.arrived_on;
  if (stated === undefined && texts.arrived_on !== "") return reject("bad-date", "arrived_on");
  const arrivedOn = stated ?? (arrivesWhenItOccurs ? occurredOn : asOf);
  if (occurredOn > asOf || occurredOn > arrivedOn) return reject("future-date", "occurred_on");
  if (arrivedOn > asOf) return reject("future-date", "arrived_on");
  const { name, kind, source, ref } = texts;
  const sign = { kind, occurredOn, arrivedOn, source, ref };
  return { idType, idNumber, name, sign, statedArrival: stated };
}

/** The observation that a rejected row will be on a later as-of date, where it will be one. */
export function laterObservation(
  row: RowTexts<ObservationField>,
  { arrivesWhenItOccurs }: ObservationRules,
  { reason }: Rejection<ObservationField>,
): Observation | undefined {
  if (reason !== "future-date" && reason !== "bad-birth-date-in-id") return undefined;
  const judged = judgeObservation(row, { asOf: LAST_DAY, arrivesWhenItOccurs });
  return isRejection<ObservationField>(judged) ? undefined : judged;
}

function reject(reason: RejectReason, field: ObservationField): Rejection<ObservationField> {
  return { reason, field };
}
