// One observation on its way into the record, without a file: matched and classified as rows of files
// are, in the caller's transaction. Whoever pushes the same reference at the same moment waits here.

import type { ClientBase } from "pg";

import { formatDay } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";

import { beneficiaryIdOf } from "../database/ids.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { StagedObservation } from "./staged-observations.ts";

export type PushedOutcome =
  | { readonly outcome: "duplicate" | "not-on-roster" | "suspicious" }
  | { readonly outcome: "accepted"; readonly beneficiaryId: BeneficiaryId };

/** A judged observation with its blind indexes. */
export interface PushedObservation extends Omit<
  StagedObservation,
  "line" | "document" | "fingerprint"
> {
  readonly documentKey: Buffer;
  /** 64 bits over source and reference. */
  readonly fingerprint: bigint;
}

/** `sealedName`: the name that it gives, for a person to look at where it is not theirs. */
export async function appendPushed(
  session: ClientBase,
  row: PushedObservation,
  arrivedOn: Day,
  sealedName: Buffer,
): Promise<PushedOutcome> {
  const { documentKey, nameKey, fingerprint, kind, source, ref } = row;
  const known = await session.query("SELECT FROM observation_reference WHERE fingerprint = $1", [
    fingerprint,
  ]);
  if (known.rows.length > 0) return { outcome: "duplicate" };
  const { rows } = await session.query<{ id: number; agrees: boolean }>(
    `SELECT beneficiary_id AS id, $2 = ANY (name_keys) AS agrees
     FROM beneficiary WHERE document_key = $1`,
    [documentKey, nameKey],
  );
  const [person] = rows;
  if (person === undefined) return { outcome: "not-on-roster" };
  const kept = await session.query(
    "INSERT INTO observation_reference VALUES ($1) ON CONFLICT DO NOTHING",
    [fingerprint],
  );
  if (kept.rowCount === 0) return { outcome: "duplicate" };
  const said = [person.id, kind, formatDay(row.occurredOn), formatDay(arrivedOn), source, ref];
  if (!person.agrees) {
    await session.query(
      `INSERT INTO suspicious_row
         (beneficiary_id, kind, occurred_on, arrived_on, source, ref, sealed_given_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [...said, sealedName],
    );
    return { outcome: "suspicious" };
  }
  await session.query("SELECT ensure_observation_month($1)", [formatDay(arrivedOn)]);
  await session.query(
    `INSERT INTO observation (beneficiary_id, kind, occurred_on, arrived_on, source, ref)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    said,
  );
  return { outcome: "accepted", beneficiaryId: beneficiaryIdOf(person.id) };
}
