// What is on record about people for ever: the observations about them and the events of their
// cases, in order. Enough to read a standing back in full, or to replay a past day.

import type { ClientBase } from "pg";

import type { Day, SignKind } from "@lingdai/policy";

import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface ArrivedObservation {
  readonly beneficiaryId: BeneficiaryId;
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly arrivedOn: Day;
  readonly source: string;
  readonly ref: string;
}

/** All observations about people, each person's in the order of arrival. Index: by person. */
export async function loadObservations(
  session: ClientBase,
  people: readonly BeneficiaryId[],
): Promise<ReadonlyMap<BeneficiaryId, readonly ArrivedObservation[]>> {
  if (people.length === 0) return new Map();
  const { rows } = await session.query<ArrivedObservation>(
    `SELECT beneficiary_id AS "beneficiaryId", kind, occurred_on AS "occurredOn",
       arrived_on AS "arrivedOn", source, ref
     FROM observation WHERE beneficiary_id = ANY ($1)
     ORDER BY beneficiary_id, arrived_on, source_file_id NULLS LAST, line NULLS LAST, source, ref`,
    [people],
  );
  return Map.groupBy(rows, ({ beneficiaryId }) => beneficiaryId);
}

/** Keeps an observation that came by no file; row-level security judges whom it is about. */
export async function addObservation(
  tx: Transaction,
  observation: ArrivedObservation,
): Promise<void> {
  await tx
    .insertInto("observation")
    .values({
      beneficiary_id: observation.beneficiaryId,
      kind: observation.kind,
      occurred_on: observation.occurredOn,
      arrived_on: observation.arrivedOn,
      source: observation.source,
      ref: observation.ref,
      source_file_id: null,
      line: null,
    })
    .execute();
}

/** An event of a case as it was recorded. */
export interface KeptEvent {
  readonly beneficiaryId: BeneficiaryId;
  readonly policy: string;
  readonly version: number;
  readonly day: Day;
  readonly event: unknown;
  readonly sequence: number;
  readonly factsBefore: unknown;
}

/** The events of people's cases, each case's in order. Index: case_event_pkey. */
export async function listCaseEvents(
  session: ClientBase,
  people: readonly BeneficiaryId[],
): Promise<readonly KeptEvent[]> {
  if (people.length === 0) return [];
  const { rows } = await session.query<KeptEvent>(
    `SELECT beneficiary_id AS "beneficiaryId", policy, version, day, event, sequence,
       facts_before AS "factsBefore"
     FROM case_event WHERE beneficiary_id = ANY ($1) ORDER BY beneficiary_id, policy, version`,
    [people],
  );
  return rows;
}
