// Certifications in person and the evidence that they and other decisions rest on.

import type { Day, EvidenceKind, SignKind } from "@lingdai/policy";

import type { BeneficiaryId, StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** A file of evidence: what it is, and its content by hash. */
export interface EvidenceFile {
  readonly kind: EvidenceKind;
  readonly contentHash: Buffer;
  readonly bytes: number;
  readonly mediaType: string;
}

export interface EvidenceOf {
  readonly beneficiaryId: BeneficiaryId;
  readonly policy: string;
  /** The version of the case that the decision made. */
  readonly version: number;
  readonly staffId: StaffId | null;
}

export async function addEvidence(
  tx: Transaction,
  of: EvidenceOf,
  files: readonly EvidenceFile[],
): Promise<void> {
  if (files.length === 0) return;
  await tx
    .insertInto("evidence")
    .values(
      files.map((file) => ({
        beneficiary_id: of.beneficiaryId,
        policy: of.policy,
        version: of.version,
        staff_id: of.staffId,
        kind: file.kind,
        content_hash: file.contentHash,
        bytes: file.bytes,
        media_type: file.mediaType,
      })),
    )
    .execute();
}

const EVIDENCE_ROWS_MAX = 200;

/** The files about a person in sight, the newest first. */
export async function listEvidence(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("evidence")
    .select([
      "evidence_id as evidenceId",
      "kind",
      "media_type as mediaType",
      "bytes",
      "recorded_at as recordedAt",
    ])
    .where("beneficiary_id", "=", beneficiaryId)
    .orderBy("evidence_id", "desc")
    .limit(EVIDENCE_ROWS_MAX)
    .execute();
}

/** One file about a person; undefined where there is none in sight. */
export async function findEvidence(
  tx: Transaction,
  beneficiaryId: BeneficiaryId,
  evidenceId: number,
) {
  return await tx
    .selectFrom("evidence")
    .select(["content_hash as contentHash", "media_type as mediaType"])
    .where("beneficiary_id", "=", beneficiaryId)
    .where("evidence_id", "=", evidenceId)
    .executeTakeFirst();
}

export interface NewCertification {
  readonly beneficiaryId: BeneficiaryId;
  readonly policy: string;
  readonly ref: string;
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly submittedOn: Day;
  readonly submittedBy: StaffId | null;
  /** `counted` where the region asks for no review. */
  readonly state: "counted" | "submitted";
}

export async function addCertification(tx: Transaction, row: NewCertification): Promise<void> {
  await tx
    .insertInto("certification")
    .values({
      beneficiary_id: row.beneficiaryId,
      policy: row.policy,
      ref: row.ref,
      kind: row.kind,
      occurred_on: row.occurredOn,
      submitted_on: row.submittedOn,
      submitted_by: row.submittedBy,
      state: row.state,
      first_reviewer_id: null,
      second_reviewer_id: null,
    })
    .execute();
}

/** One certification, locked; undefined where there is none in sight. */
export async function findCertificationForUpdate(tx: Transaction, certificationId: number) {
  return await tx
    .selectFrom("certification")
    .select([
      "certification_id as certificationId",
      "beneficiary_id as beneficiaryId",
      "policy",
      "ref",
      "state",
      "submitted_by as submittedBy",
      "first_reviewer_id as firstReviewerId",
    ])
    .where("certification_id", "=", certificationId)
    .forUpdate()
    .executeTakeFirst();
}

/** The certifications of a person that wait for a review, the oldest first. */
export async function listWaitingCertifications(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("certification")
    .select(["certification_id as certificationId", "kind", "state", "occurred_on as occurredOn"])
    .where("beneficiary_id", "=", beneficiaryId)
    .where("state", "in", ["submitted", "first-reviewed"])
    .orderBy("certification_id")
    .execute();
}

export async function keepReview(
  tx: Transaction,
  certificationId: number,
  review:
    | { readonly state: "first-reviewed"; readonly first_reviewer_id: StaffId }
    | { readonly state: "accepted" | "rejected"; readonly second_reviewer_id: StaffId }
    | { readonly state: "rejected"; readonly first_reviewer_id: StaffId },
): Promise<void> {
  await tx
    .updateTable("certification")
    .set(review)
    .where("certification_id", "=", certificationId)
    .execute();
}
