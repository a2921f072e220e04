// High-risk applications and their signatures (SC 29). The case opens and closes applications; people
// only sign. That three are three people is a constraint of the table.

import type { Day, HighRiskAction } from "@lingdai/policy";

import type { BeneficiaryId, StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface OpenApplication {
  readonly applicationId: number;
  readonly wasTerminated: boolean;
  /** Who has signed, in order. */
  readonly signers: readonly StaffId[];
}

/** The open application of an entitlement for an action, locked; undefined where none is open. */
export async function findOpenApplication(
  tx: Transaction,
  beneficiaryId: BeneficiaryId,
  number: number,
  action: HighRiskAction,
): Promise<OpenApplication | undefined> {
  const found = await tx
    .selectFrom("application")
    .select(["application_id as applicationId", "was_terminated as wasTerminated"])
    .where("beneficiary_id", "=", beneficiaryId)
    .where("number", "=", number)
    .where("action", "=", action)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const signatures = await tx
    .selectFrom("signature")
    .select("staff_id as staffId")
    .where("application_id", "=", found.applicationId)
    .orderBy("step")
    .execute();
  return { ...found, signers: signatures.map(({ staffId }) => staffId) };
}

export async function addSignature(
  tx: Transaction,
  signature: {
    readonly applicationId: number;
    readonly step: number;
    readonly staffId: StaffId;
    readonly level: "province" | "city" | "county";
    readonly signedOn: Day;
  },
): Promise<void> {
  await tx
    .insertInto("signature")
    .values({
      application_id: signature.applicationId,
      step: signature.step,
      staff_id: signature.staffId,
      level: signature.level,
      signed_on: signature.signedOn,
    })
    .execute();
}

/** The open applications of a person. Index: an_action_is_applied_for_once. */
export async function listOpenApplications(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("application")
    .select(["application_id as applicationId", "number", "action", "opened_on as openedOn"])
    .where("beneficiary_id", "=", beneficiaryId)
    .where("state", "=", "open")
    .orderBy("application_id")
    .execute();
}
