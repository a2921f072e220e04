// Losses that were wrong: what a refutation just voided, and what a source tells again although a
// person found it wrong (D1, SC 9). Reads both off the case.

import type { CaseFile, EntitlementFile, LossGroup } from "@lingdai/policy";
import { isLossSign, lossGroupOf } from "@lingdai/policy";
import type { BeneficiaryId } from "@lingdai/store";

import type { Happening } from "./happening.ts";
import type { StepWrites } from "./step-writes.ts";

export function wrongLosses(
  beneficiaryId: BeneficiaryId,
  before: CaseFile,
  after: CaseFile,
  happening: Happening,
  writes: StepWrites,
): void {
  const onDay = happening.day;
  const groups = new Set(
    after.entitlements.flatMap((entitlement, at) =>
      newGroups(before.entitlements[at], entitlement),
    ),
  );
  if (groups.size > 0) {
    for (const { kind: lossKind, occurredOn, source, ref } of before.signs) {
      if (!isLossSign(lossKind) || !groups.has(lossGroupOf(lossKind))) continue;
      const told = { source, ref };
      writes.wrongLosses.push({
        beneficiaryId,
        change: "refuted",
        lossKind,
        occurredOn,
        onDay,
        ...told,
      });
    }
    for (const { confirmedLosses } of before.entitlements) {
      for (const { kind: lossKind, occurredOn } of confirmedLosses) {
        if (!groups.has(lossGroupOf(lossKind))) continue;
        writes.wrongLosses.push({ beneficiaryId, change: "refuted", lossKind, occurredOn, onDay });
      }
    }
  }
  if (happening.type !== "observe") return;
  const { kind: lossKind, occurredOn, source, ref } = happening;
  if (!isLossSign(lossKind) || !isVoid(after, lossGroupOf(lossKind), occurredOn)) return;
  writes.wrongLosses.push({
    beneficiaryId,
    change: "told-again",
    lossKind,
    occurredOn,
    onDay,
    source,
    ref,
  });
}

function newGroups(
  before: EntitlementFile | undefined,
  after: EntitlementFile,
): readonly LossGroup[] {
  const known = before?.refutations.length ?? 0;
  return after.refutations.slice(known).flatMap(({ groups }) => [...groups]);
}

/** A loss that occurred before the day of a refutation of its group has no effect (D1). */
function isVoid(file: CaseFile, group: LossGroup, occurredOn: number): boolean {
  return file.entitlements.some(({ refutations }) =>
    refutations.some(({ groups, on }) => groups.has(group) && occurredOn < on),
  );
}
