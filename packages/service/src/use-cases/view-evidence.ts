// Looking at evidence: within sight, on record every time. Knows no HTTP.

import type { BeneficiaryId } from "@lingdai/store";
import { appendAudit, findEvidence, inTransaction } from "@lingdai/store";

import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface ViewedEvidence {
  readonly content: Buffer;
  readonly mediaType: string;
}

/** Refused `not-found` where there is none in sight, and where its file is gone. */
export async function viewEvidence(
  { database, evidence }: Desk,
  actor: Actor,
  {
    beneficiaryId,
    evidenceId,
  }: { readonly beneficiaryId: BeneficiaryId; readonly evidenceId: number },
): Promise<ViewedEvidence> {
  const row = await inTransaction(database, actor, async (tx) => {
    const found = await findEvidence(tx, beneficiaryId, evidenceId);
    if (found === undefined) throw new RefusalError("not-found");
    await appendAudit(tx, [{ action: "view-evidence", beneficiaryId, detail: { evidenceId } }]);
    return found;
  });
  const content = await evidence.find(row.contentHash);
  if (content === undefined) throw new RefusalError("not-found");
  return { content, mediaType: row.mediaType };
}
