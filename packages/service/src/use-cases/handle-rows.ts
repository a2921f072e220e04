// Rows of sources that want a person: those nobody could use are noted as dealt with; those whose name
// is not the person's move something only once somebody has looked (FORMATS 2).

import type { Day, SignKind } from "@lingdai/policy";
import {
  addObservation,
  appendAudit,
  findSealed,
  findSuspiciousRowForUpdate,
  handleRejectedRow,
  isObservationKnown,
  judgeSuspiciousRow,
} from "@lingdai/store";
import type { BeneficiaryId, Transaction } from "@lingdai/store";

import { actOnCase, asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface HandlingRejectedRow {
  readonly sourceFileId: number;
  readonly line: number;
  readonly day: Day;
}

export async function noteRejectedRow(
  desk: Desk,
  actor: Actor,
  { sourceFileId, line, day }: HandlingRejectedRow,
): Promise<void> {
  const detail = { sourceFileId, line };
  await asAttempt(desk, actor, { action: "handle-rejected-row", detail }, async (tx) => {
    const isNoted = await handleRejectedRow(tx, { sourceFileId, line }, day);
    if (!isNoted) throw new RefusalError("not-found");
    await appendAudit(tx, [{ action: "handle-rejected-row", detail }]);
  });
}

export interface JudgingSuspiciousRow {
  readonly suspiciousRowId: number;
  readonly day: Day;
  readonly outcome: "same-person" | "another-person";
}

/** `same-person`: what the row says is known from that day on. */
export async function judgeSuspicious(
  desk: Desk,
  actor: Actor,
  given: JudgingSuspiciousRow,
): Promise<void> {
  const { suspiciousRowId, day, outcome } = given;
  const detail = { suspiciousRowId, outcome };
  const attempt = { action: "judge-suspicious-row", detail } as const;
  const row = await asAttempt(desk, actor, attempt, async (tx) => {
    const found = await rowIn(tx, suspiciousRowId);
    if (outcome === "another-person") {
      await judgeSuspiciousRow(tx, suspiciousRowId, outcome, day);
      await appendAudit(tx, [{ ...attempt, beneficiaryId: found.beneficiaryId }]);
    }
    return found;
  });
  if (outcome === "another-person") return;
  const { beneficiaryId, occurredOn, source, ref } = row;
  const kind = row.kind as SignKind;
  await actOnCase(desk, actor, {
    command: "judge-suspicious-row",
    beneficiaryId,
    day,
    detail,
    eventsFor: () => [{ type: "observe", kind, occurredOn, source, ref }],
    alongside: async (tx, _step, { isFirst }) => {
      if (!isFirst) return;
      await rowIn(tx, suspiciousRowId);
      await judgeSuspiciousRow(tx, suspiciousRowId, outcome, day);
      if (await isObservationKnown(tx, { beneficiaryId, source, ref })) return;
      await addObservation(tx, { beneficiaryId, kind, occurredOn, arrivedOn: day, source, ref });
    },
  });
}

export interface NamesOfRow {
  readonly beneficiaryId: BeneficiaryId;
  readonly names: readonly string[];
  readonly givenName: string;
}

/** Both names in full, for whoever must say whether they are one person's. */
export async function compareNames(
  desk: Desk,
  actor: Actor,
  { suspiciousRowId, reason }: { readonly suspiciousRowId: number; readonly reason: string },
): Promise<NamesOfRow> {
  const detail = { suspiciousRowId, reason };
  return await asAttempt(desk, actor, { action: "judge-suspicious-row", detail }, async (tx) => {
    const { beneficiaryId, sealedGivenName } = await rowIn(tx, suspiciousRowId);
    const sealed = await findSealed(tx, beneficiaryId);
    if (sealed === undefined) throw new RefusalError("not-found");
    await appendAudit(tx, [{ action: "unmask-names", beneficiaryId, detail }]);
    const { keyring } = desk.database;
    const { names } = keyring.unseal(sealed);
    return { beneficiaryId, names, givenName: keyring.unsealText(sealedGivenName) };
  });
}

async function rowIn(tx: Transaction, suspiciousRowId: number) {
  const row = await findSuspiciousRowForUpdate(tx, suspiciousRowId);
  if (row === undefined) throw new RefusalError("not-found");
  return row;
}
