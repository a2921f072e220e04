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

/** Which file, the day of its arrival, and behind whom to look: the list is not walked from its start. */
export interface AwaitedQuery {
  readonly sourceFileId: number;
  readonly arrivedOn: Day;
  readonly behind: number;
  readonly peopleMax: number;
  /** `free`: only people whom nobody else has locked; `all` waits for the others. */
  readonly people: "free" | "all";
}

/** Tells the planner how many wait, once a file's rows are in; a moment, whatever their number. */
export async function learnAwaitedSteps(session: ClientBase): Promise<void> {
  await session.query("SELECT learn_awaited_steps()");
}

/** Who is being stepped for another file is left for later: two files would walk in step otherwise. */
const FREE_PEOPLE = {
  free: {
    join: "JOIN beneficiary AS person ON person.beneficiary_id = awaited.beneficiary_id",
    lock: "FOR NO KEY UPDATE OF person SKIP LOCKED",
  },
  all: { join: "", lock: "" },
} as const;

/** Takes people that nobody else is stepping; empty where none are left or others have them. */
export async function takeAwaitedSteps(
  session: ClientBase,
  { sourceFileId, arrivedOn, behind, peopleMax, people }: AwaitedQuery,
): Promise<readonly AwaitedStep[]> {
  const { rows } = await session.query<
    AwaitedObservation & { readonly beneficiaryId: BeneficiaryId }
  >(
    // Person by person: of a month that has just come in the planner knows nothing, and would read all
    // of it for every batch.
    `WITH taken AS (
       DELETE FROM awaited_step WHERE ctid = ANY (ARRAY(
         SELECT awaited.ctid FROM awaited_step AS awaited ${FREE_PEOPLE[people].join}
         WHERE source_file_id = $1 AND awaited.beneficiary_id > $4
         ORDER BY source_file_id, awaited.beneficiary_id LIMIT $3
         FOR UPDATE OF awaited SKIP LOCKED ${FREE_PEOPLE[people].lock}))
       RETURNING beneficiary_id
     )
     SELECT beneficiary_id AS "beneficiaryId", kind, occurred_on AS "occurredOn", source, ref
     FROM taken CROSS JOIN LATERAL (
       SELECT kind, occurred_on, source, ref, line FROM observation
       WHERE observation.beneficiary_id = taken.beneficiary_id
         AND arrived_on = $2 AND source_file_id = $1 OFFSET 0
     ) AS said
     ORDER BY beneficiary_id, line`,
    [sourceFileId, formatDay(arrivedOn), peopleMax, behind],
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
