// Evidence that somebody brings: its files are kept first, by their hash, then recorded with the
// decision that rests on them. A file whose decision is refused stays unnamed and harms nobody.

import type { EvidenceKind } from "@lingdai/policy";
import type { EvidenceFile, StaffId, Transaction } from "@lingdai/store";
import { addEvidence } from "@lingdai/store";

import type { CaseStep } from "../cases/step-case.ts";
import type { Desk } from "./desk.ts";

export interface GivenEvidence {
  readonly kind: EvidenceKind;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export async function keepEvidence(
  { evidence }: Desk,
  given: readonly GivenEvidence[],
): Promise<readonly EvidenceFile[]> {
  const kept: EvidenceFile[] = [];
  for (const { kind, mediaType, content } of given) {
    const contentHash = await evidence.put(content);
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
