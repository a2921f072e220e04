// Loss signs: which of them count for an entitlement (D3, D4), which were refuted or ended,
// and which life signs conflict with them (D1). Knows nothing of cycles and deadlines.

import type { Day } from "./civil-date.ts";
import { birthdayAtAge } from "./civil-date.ts";
import type { LossGroup, LossSign, SignKind } from "./codes.ts";
import { PAPERS, isLossSign, lossGroupOf } from "./codes.ts";
import type { EntitlementFacts, KnownSign, Records } from "./facts.ts";
import type { Pack } from "./pack.ts";

/** A loss that counts for one entitlement. */
export interface Loss {
  readonly kind: LossSign;
  readonly group: LossGroup;
  readonly occurredOn: Day;
  readonly arrivedOn: Day;
  /** Absent for what the engine derives itself (`came-of-age`). */
  readonly sign?: KnownSign | undefined;
  /** Life signs known before this point do not conflict: a person confirmed the loss. */
  readonly confirmedAt?: number | undefined;
}

/** A life sign that counts, with the day that D1 takes for its arrival. */
export interface LifeEvent {
  readonly kind: SignKind | undefined;
  readonly occurredOn: Day;
  readonly countsOn: Day;
  readonly sequence: number;
  /** Absent for the roster's own certification. */
  readonly sign?: KnownSign | undefined;
}

const DEPENDANT_GROUPS: ReadonlySet<LossGroup> = new Set<LossGroup>([
  "adopted",
  "remarried",
  "employed",
  "enlisted",
  "came-of-age",
]);

/** Losses that hold the anchor until a conflict with them is decided (D1). */
const HOLDING_GROUPS: ReadonlySet<LossGroup> = new Set<LossGroup>([
  "death",
  "missing",
  "imprisonment",
  "other-loss",
]);

const NO_CONFLICT_WITH_IMPRISONMENT: ReadonlySet<SignKind> = new Set<SignKind>([
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  ...PAPERS,
]);

const DAYS_OF_REGISTRATION_LAG = 3;

/** Whether losses of this group hold the anchor while they are in conflict. */
export function holdsAnchor(group: LossGroup): boolean {
  return HOLDING_GROUPS.has(group);
}

/** Whether a loss of this group can count for this entitlement at all (D3, D4). */
export function lossApplies(pack: Pack, facts: EntitlementFacts, kind: LossSign): boolean {
  if (pack.unknownLosses.has(kind)) return false;
  const group = lossGroupOf(kind);
  if (DEPENDANT_GROUPS.has(group)) {
    return pack.dependantLossApplies(group, facts.kind, facts.relationship, facts.incapacity);
  }
  const isExempt = facts.insurance === "work-injury" && pack.imprisonmentExempt.has(facts.kind);
  return group !== "imprisonment" || !isExempt;
}

/** All losses that apply and that nobody refuted, ended ones included. */
export function applyingLosses(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
): readonly Loss[] {
  const losses: Loss[] = [];
  for (const sign of records.signs) {
    // A file's `came-of-age` is known but without effect: the engine derives it.
    if (!isLossSign(sign.kind) || sign.kind === "came-of-age") continue;
    if (!lossApplies(pack, facts, sign.kind) || isRefuted(facts, records, sign, sign.kind))
      continue;
    losses.push({
      kind: sign.kind,
      group: lossGroupOf(sign.kind),
      occurredOn: sign.occurredOn,
      arrivedOn: sign.arrivedOn,
      sign,
    });
  }
  for (const confirmed of records.confirmedLosses ?? []) {
    if (!lossApplies(pack, facts, confirmed.kind) || isConfirmationRefuted(records, confirmed)) {
      continue;
    }
    losses.push({
      kind: confirmed.kind,
      group: lossGroupOf(confirmed.kind),
      occurredOn: confirmed.occurredOn,
      arrivedOn: confirmed.confirmedOn,
      confirmedAt: confirmed.sequence,
    });
  }
  return losses;
}

/** A dependant's 18th birthday where coming of age counts (D4), and when it falls due. */
export interface ComingOfAge {
  readonly birthday: Day;
  /** For a benefit granted later, nothing falls due before the grant. */
  readonly dueOn: Day;
}

export function comingOfAgeOf(pack: Pack, facts: EntitlementFacts): ComingOfAge | undefined {
  if (facts.birthDate === undefined) return undefined;
  if (!pack.dependantLossApplies("came-of-age", facts.kind, facts.relationship, facts.incapacity)) {
    return undefined;
  }
  const birthday = birthdayAtAge(facts.birthDate, 18);
  return { birthday, dueOn: Math.max(birthday, facts.since) };
}

type DatedLoss = Pick<Loss, "group" | "occurredOn">;

/** A prison term ends with `released`, a disappearance with `returned`, on or after its day. */
export function isEnded(loss: DatedLoss, life: readonly LifeEvent[]): boolean {
  return endOf(loss, life) !== undefined;
}

/** The day on which a loss ended, where it did. */
export function endOf(loss: DatedLoss, life: readonly LifeEvent[]): Day | undefined {
  const ending =
    loss.group === "imprisonment" ? "released" : loss.group === "missing" ? "returned" : undefined;
  if (ending === undefined) return undefined;
  return life
    .filter((event) => event.kind === ending && event.occurredOn >= loss.occurredOn)
    .reduce<Day | undefined>(
      (first, event) =>
        first === undefined ? event.occurredOn : Math.min(first, event.occurredOn),
      undefined,
    );
}

/** Whether a life sign speaks against a loss (D1). */
export function conflictsWith(loss: Loss, event: LifeEvent): boolean {
  if (DEPENDANT_GROUPS.has(loss.group)) return false;
  if (event.occurredOn < loss.occurredOn || event.kind === "info-maintenance") return false;
  if (loss.confirmedAt !== undefined && event.sequence < loss.confirmedAt) return false;
  if (loss.group === "imprisonment") {
    return event.kind === undefined || !NO_CONFLICT_WITH_IMPRISONMENT.has(event.kind);
  }
  if (loss.group === "death") {
    const isHospital = event.kind === "hospital-stay" || event.kind === "hospital-discharge";
    return !isHospital || event.occurredOn - loss.occurredOn > DAYS_OF_REGISTRATION_LAG;
  }
  return true;
}

/** Whether a loss sign lost its effect by what a person decided. */
function isRefuted(
  facts: EntitlementFacts,
  records: Records,
  sign: KnownSign,
  kind: LossSign,
): boolean {
  // FORMATS section 1: on purpose wider than a refutation of one group.
  if (facts.refutedOn !== undefined && sign.occurredOn < facts.refutedOn) return true;
  return (records.refutations ?? []).some(
    (refutation) =>
      refutation.groups.has(lossGroupOf(kind)) &&
      ((sign.sequence ?? 0) < refutation.sequence || sign.occurredOn < refutation.on),
  );
}

function isConfirmationRefuted(
  records: Records,
  confirmed: { readonly kind: LossSign; readonly sequence: number },
): boolean {
  return (records.refutations ?? []).some(
    (refutation) =>
      refutation.groups.has(lossGroupOf(confirmed.kind)) &&
      confirmed.sequence < refutation.sequence,
  );
}
