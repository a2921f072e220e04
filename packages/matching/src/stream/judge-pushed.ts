// One observation as a source pushes it, field by field: normalised and judged as a row of a file is
// (FORMATS section 2). Knows no file.

import type { Observation, ObservationRules } from "../judge/judge-observation.ts";
import { judgeObservation } from "../judge/judge-observation.ts";
import type { Rejection } from "../judge/reject-reason.ts";
import { DatePattern, ISO_PATTERN } from "../read/date-pattern.ts";
import type { ObservationField } from "../read/fields.ts";
import { DATE_FIELDS, OBSERVATION_FIELDS, normaliseCell } from "../read/fields.ts";

export type PushedFields = Readonly<Partial<Record<ObservationField, string>>>;

const DATES = new DatePattern(ISO_PATTERN);

export function judgePushed(
  fields: PushedFields,
  rules: ObservationRules,
): Observation | Rejection<ObservationField> {
  const asRead = {} as Record<ObservationField, string>;
  const texts = {} as Record<ObservationField, string>;
  const days = {} as Record<ObservationField, number | undefined>;
  for (const field of OBSERVATION_FIELDS) {
    asRead[field] = fields[field] ?? "";
    texts[field] = normaliseCell(field, asRead[field]);
    days[field] = DATE_FIELDS.includes(field) ? DATES.read(texts[field]) : undefined;
  }
  return judgeObservation({ line: 0, asRead, texts, days }, rules);
}
