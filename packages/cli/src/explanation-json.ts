// One person's pages as a JSON object for other programs (docs/explain.md). Names follow the tables of
// `evaluate`; every key is always there, null where nothing is known. Keys are added, never changed.

import type { PageRecord, Day } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";

import type { ExplainedEntitlement, ExplainedPerson } from "./explain-people.ts";

/** The object that `--json` prints. */
export function explanationToJson(person: ExplainedPerson): object {
  return {
    policy: person.policy,
    as_of: formatDay(person.asOf),
    language: person.language,
    person: { id_type: person.idType, id_number: person.idNumber, name: person.name },
    roster_rows: person.rosterRows.map(({ file, line, outcome }) => ({ file, line, outcome })),
    pages: person.entitlements.map(entitlementToJson),
  };
}

function entitlementToJson({ facts, page, rowOf }: ExplainedEntitlement): object {
  const { evaluation } = page;
  return {
    insurance: facts.insurance,
    kind: facts.kind,
    status: facts.status,
    covered: evaluation.covered,
    conclusion: evaluation.conclusion ?? null,
    pending_reason: evaluation.pendingReason ?? null,
    last_certified_on: dayOrNull(evaluation.lastCertifiedOn),
    last_certified_by: evaluation.lastCertifiedBy ?? null,
    deadline: dayOrNull(evaluation.deadline),
    actions: evaluation.duties.map(({ action, dueOn }) => ({ action, due_on: formatDay(dueOn) })),
    basis: evaluation.basis,
    decided_by: evaluation.decidedBy,
    heading: page.heading,
    sections: page.sections.map(({ id, title, sentences }) => ({ id, title, sentences })),
    records: page.records.map((record) => recordToJson(record, rowOf)),
  };
}

function recordToJson(record: PageRecord, rowOf: ExplainedEntitlement["rowOf"]): object {
  const row = rowOf(record);
  return {
    file: row?.file ?? null,
    line: row?.line ?? null,
    kind: row?.kind ?? null,
    occurred_on: dayOrNull(row?.occurredOn),
    arrived_on: dayOrNull(row?.arrivedOn),
    source: row?.source ?? null,
    ref: row?.ref ?? null,
    use: record.use,
    counts_on: dayOrNull(record.countsOn),
  };
}

function dayOrNull(day: Day | undefined): string | null {
  return day === undefined ? null : formatDay(day);
}
