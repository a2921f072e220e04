// The only way from an envelope to a person's data in clear: with a reason, on record, within sight.
// Everything else shows what `masking.ts` leaves.

import { appendAudit } from "../audit/append-audit.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import type { Keyring } from "./keyring.ts";
import type { PersonalData } from "./personal-data.ts";

/** A reason that says less than this says nothing. */
const REASON_CHARACTERS_MIN = 4;

export interface UnmaskRequest {
  readonly beneficiaryId: BeneficiaryId;
  /** In the viewer's own words; it stands in the audit, so it names nobody. */
  readonly reason: string;
}

/** `no-reason` before anything is read; undefined where nobody of that id is in sight. */
export async function unmaskPerson(
  tx: Transaction,
  keyring: Keyring,
  { beneficiaryId, reason }: UnmaskRequest,
): Promise<PersonalData | "no-reason" | undefined> {
  const given = reason.trim();
  if ([...given].length < REASON_CHARACTERS_MIN) return "no-reason";
  const found = await tx
    .selectFrom("beneficiary")
    .select("sealed")
    .where("beneficiary_id", "=", beneficiaryId)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  await appendAudit(tx, [{ action: "unmask-person", beneficiaryId, detail: { reason: given } }]);
  return keyring.unseal(found.sealed);
}

export interface SealedPerson {
  readonly beneficiaryId: BeneficiaryId;
  readonly sealed: Buffer;
}

/**
 * The same for the people on a form that leaves the house, whose envelopes were read within sight: each
 * of them stands in the audit. `no-reason` before anything is opened.
 */
export async function unmaskPeople(
  tx: Transaction,
  keyring: Keyring,
  people: readonly SealedPerson[],
  { reason, form }: { readonly reason: string; readonly form: string },
): Promise<readonly PersonalData[] | "no-reason"> {
  const given = reason.trim();
  if ([...given].length < REASON_CHARACTERS_MIN) return "no-reason";
  const detail = { reason: given, form };
  const ids = new Set(people.map(({ beneficiaryId }) => beneficiaryId));
  await appendAudit(
    tx,
    [...ids].map((beneficiaryId) => ({ action: "unmask-person", beneficiaryId, detail })),
  );
  return people.map(({ sealed }) => keyring.unseal(sealed));
}
