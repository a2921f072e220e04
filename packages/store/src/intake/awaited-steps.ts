// People about whom a file said something and whose cases have not been stepped yet: taken out batch
// by batch, each batch in the transaction that steps it. Any number of workers share one file.

import type { ClientBase } from "pg";

import { formatDay } from "@lingdai/policy";
import type { Day, SignKind } from "@lingdai/policy";

import type { BeneficiaryId } from "../database/ids.ts";

/** What a file says of one person. */
export interface AwaitedStep {
  readonly beneficiaryId: BeneficiaryId;
  /** In the order of the file's lines. */
  readonly observations: readonly AwaitedObservation[];
}

export interface AwaitedObservation {
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly source: string;
  readonly ref: string;
}

/** Takes people that nobody else is stepping; empty where none are left or others have them. */
export async function takeAwaitedSteps(
  session: ClientBase,
  sourceFileId: number,
  arrivedOn: Day,
  peopleMax: number,
): Promise<readonly AwaitedStep[]> {
  const { rows } = await session.query<
    AwaitedObservation & { readonly beneficiaryId: BeneficiaryId }
  >(
    `WITH next AS (
       SELECT beneficiary_id FROM awaited_step WHERE source_file_id = $1
       ORDER BY beneficiary_id LIMIT $3 FOR UPDATE SKIP LOCKED
     ), taken AS (
       DELETE FROM awaited_step USING next
       WHERE source_file_id = $1 AND awaited_step.beneficiary_id = next.beneficiary_id
       RETURNING awaited_step.beneficiary_id
     )
     SELECT beneficiary_id AS "beneficiaryId", kind, occurred_on AS "occurredOn", source, ref
     FROM observation JOIN taken USING (beneficiary_id)
     WHERE arrived_on = $2 AND source_file_id = $1
     ORDER BY beneficiary_id, line`,
    [sourceFileId, formatDay(arrivedOn), peopleMax],
  );
  const byPerson = Map.groupBy(rows, ({ beneficiaryId }) => beneficiaryId);
  return [...byPerson].map(([beneficiaryId, said]) => ({
    beneficiaryId,
    observations: said.map(({ kind, occurredOn, source, ref }) => ({
      kind,
      occurredOn,
      source,
      ref,
    })),
  }));
}

/** Whether anybody of this file still waits, being stepped by another worker included. */
export async function hasAwaitedSteps(session: ClientBase, sourceFileId: number): Promise<boolean> {
  const { rows } = await session.query<{ waits: boolean }>(
    "SELECT EXISTS (SELECT FROM awaited_step WHERE source_file_id = $1) AS waits",
    [sourceFileId],
  );
  return rows[0]?.waits ?? false;
}
