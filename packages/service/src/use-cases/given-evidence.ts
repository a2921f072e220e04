// Evidence that somebody brings: its files are examined and kept first, by their hash, then recorded with
// the decision that rests on them. A file whose decision is refused stays unnamed and harms nobody.

import type { EvidenceKind } from "@lingdai/policy";
import type { EvidenceFile, StaffId, Transaction } from "@lingdai/store";
import { addEvidence } from "@lingdai/store";

import type { CaseStep } from "../cases/step-case.ts";
import { EvidenceStoreFull } from "../evidence/evidence-store.ts";
import { examineEvidence } from "../evidence/examine-evidence.ts";
import type { Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface GivenEvidence {
  readonly kind: EvidenceKind;
  /** As whoever brings it says; what it is, its bytes say. */
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/** Refused `evidence-unusable` where one is not what it is brought as, before any is kept. */
export async function keepEvidence(
  { evidence }: Desk,
  given: readonly GivenEvidence[],
): Promise<readonly EvidenceFile[]> {
  const examined = [];
  for (const { kind, content } of given) {
    const file = await examineEvidence(kind, Buffer.from(content));
    if (file === undefined) throw new RefusalError("evidence-unusable");
    examined.push({ kind, ...file });
  }
  const kept: EvidenceFile[] = [];
  for (const { kind, content, mediaType } of examined) {
    const contentHash = await evidence.put(content).catch((error: unknown) => {
      if (!(error instanceof EvidenceStoreFull)) throw error;
      throw new RefusalError("evidence-store-full", { cause: error });
    });
    kept.push({ kind, mediaType, contentHash, bytes: content.byteLength });
  }
  return kept;
}
export async function recordEvidence(
  tx: Transaction,
  staffId: StaffId,
  step: CaseStep,
  files: readonly EvidenceFile[],
): Promise<void> {
  const { beneficiaryId, pack } = step.loaded;
  await addEvidence(tx, { beneficiaryId, policy: pack.id, version: step.version, staffId }, files);
}

export function kindsOf(given: readonly Pick<GivenEvidence, "kind">[]): readonly EvidenceKind[] {
  return [...new Set(given.map(({ kind }) => kind))];
}
