/**
 * DOMAIN D1: which losses are live, which of them stand, which are in conflict, as of any day.
 * It must not know deadlines, actions or files.
 */
import { DEATH_KINDS, PAPER_KINDS } from "./known-codes.ts";
import { ageStanding, isLifeSign, lossConcernsRow } from "./known-signs.ts";
import type { Case, Sign } from "./known-signs.ts";
import { daysAfterUpTo } from "./naive-days.ts";

/** What had arrived by a day. */
function knownOn(one: Case, day: string): Sign[] {
  return one.signs.filter((sign) => sign.arrived <= day);
}

/** The life signs known on a day. */
export function lifeSignsOn(one: Case, day: string): Sign[] {
  return knownOn(one, day).filter((sign) => isLifeSign(one.policy, sign));
}

/** D1: `released` ends imprisonment, `returned` ends both kinds of missing, on or after that loss. */
function isEndedBy(loss: Sign, life: Sign): boolean {
  if (life.occurred < loss.occurred) return false;
  if (life.kind === "released") return loss.kind === "imprisonment";
  return life.kind === "returned" && ["missing", "missing-court-declared"].includes(loss.kind);
}

/** D1: only losses that apply to the row count, neither refuted nor ended. */
export function liveLossesOn(one: Case, day: string): Sign[] {
  const refutedOn = one.row["refuted_on"] ?? "";
  const lives = lifeSignsOn(one, day);
  return knownOn(one, day).filter(
    (sign) =>
      !sign.fromRoster &&
      lossConcernsRow(one.policy, one.row, sign.kind) &&
      !(refutedOn !== "" && sign.occurred < refutedOn) &&
      !lives.some((life) => isEndedBy(sign, life)),
  );
}

/** D1: whether this life sign contradicts this loss. */
export function isInConflict(loss: Sign, life: Sign): boolean {
  if (life.occurred < loss.occurred || life.kind === "info-maintenance") return false;
  const stays = ["hospital-stay", "hospital-discharge"];
  if (DEATH_KINDS.includes(loss.kind)) {
    // Bills close late: days 0 to 3 after a death are no contradiction.
    const isLateBill =
      stays.includes(life.kind) && daysAfterUpTo(3, loss.occurred, life.occurred) !== undefined;
    return !isLateBill;
  }
  switch (loss.kind) {
    case "missing":
    case "missing-court-declared":
    case "other-loss":
      return true;
    case "imprisonment":
      return ![...stays, "health-checkup", ...PAPER_KINDS].includes(life.kind);
    default:
      return false;
  }
}

/** D1: losses without a contradicting life sign. */
export function standingLossesOn(one: Case, day: string): Sign[] {
  const lives = lifeSignsOn(one, day);
  return liveLossesOn(one, day).filter((loss) => !lives.some((life) => isInConflict(loss, life)));
}

/** D1: life signs that contradict a live loss. */
export function conflictingLifeSignsOn(one: Case, day: string): Sign[] {
  const losses = liveLossesOn(one, day);
  return lifeSignsOn(one, day).filter((life) => losses.some((loss) => isInConflict(loss, life)));
}

/** D1: a standing loss (or a birthday) is `lost`; if every loss is contradicted it is a conflict. */
export function lossStateOn(one: Case, day: string): "lost" | "conflict" | "none" {
  if (ageStanding(one.row, day) === "came-of-age") return "lost";
  if (standingLossesOn(one, day).length > 0) return "lost";
  return liveLossesOn(one, day).length > 0 ? "conflict" : "none";
}

/**
 * D1: a life sign moves the anchor unless a loss by death, missing, imprisonment or other-loss of
 * its day or before had arrived by the day on which it arrived itself.
 */
export function isHeld(life: Sign, losses: readonly Sign[]): boolean {
  const holding = [
    ...DEATH_KINDS,
    "missing",
    "missing-court-declared",
    "imprisonment",
    "other-loss",
  ];
  return losses.some(
    (loss) =>
      holding.includes(loss.kind) && loss.occurred <= life.occurred && loss.arrived <= life.arrived,
  );
}

/** Of several signs the latest; on a tie the roster's own, else the smallest by source, then ref. */
export function latestSign(signs: readonly Sign[]): Sign | undefined {
  let best: Sign | undefined;
  for (const sign of signs) {
    if (best === undefined || sign.occurred > best.occurred) best = sign;
    else if (sign.occurred === best.occurred && comesFirst(sign, best)) best = sign;
  }
  return best;
}

function comesFirst(one: Sign, other: Sign): boolean {
  if (one.fromRoster !== other.fromRoster) return one.fromRoster;
  return one.source === other.source ? one.ref < other.ref : one.source < other.source;
}

/** FORMATS 3: `source:ref`; the roster's own certification is `roster`. */
export function nameOf(sign: Sign): string {
  return sign.fromRoster ? "roster" : `${sign.source}:${sign.ref}`;
}
