/**
 * The conclusion of one row and what decided it (DOMAIN 4 and D1, FORMATS 3).
 * It must not know actions or files.
 */
import { anchorOf, noSignSince } from "./anchor-by-hand.ts";
import { ageStanding, eighteenthBirthday } from "./known-signs.ts";
import type { Case } from "./known-signs.ts";
import {
  conflictingLifeSignsOn,
  latestSign,
  liveLossesOn,
  lossStateOn,
  nameOf,
  standingLossesOn,
} from "./losses-by-hand.ts";

/** DOMAIN 1, conclusion, with the reason of a pending one. */
export interface Conclusion {
  readonly conclusion: "eligible" | "lost" | "pending";
  readonly reason: "" | "conflict" | "incapacity-unknown" | "no-sign";
}

/** FORMATS 3: lost; else conflict before incapacity-unknown before no-sign; else eligible. */
export function concludeByHand(one: Case): Conclusion {
  const losses = lossStateOn(one, one.asOf);
  if (losses === "lost") return { conclusion: "lost", reason: "" };
  if (losses === "conflict") return { conclusion: "pending", reason: "conflict" };
  if (ageStanding(one.row, one.asOf) === "incapacity-unknown")
    return { conclusion: "pending", reason: "incapacity-unknown" };
  if (noSignSince(one) !== undefined) return { conclusion: "pending", reason: "no-sign" };
  return { conclusion: "eligible", reason: "" };
}

/**
 * FORMATS 3: the sign at the anchor for eligible, the latest standing loss for lost, the latest
 * contradicting life sign and the latest loss for a conflict, nothing for the other reasons.
 * Reading: where the 18th birthday is the latest loss no observation decided.
 */
export function decidedBy(one: Case): string[] {
  const { conclusion, reason } = concludeByHand(one);
  if (conclusion === "eligible") {
    const sign = anchorOf(one).sign;
    return sign === undefined ? [] : [nameOf(sign)];
  }
  if (conclusion === "lost") {
    const loss = latestSign(standingLossesOn(one, one.asOf));
    const birthday =
      ageStanding(one.row, one.asOf) === "came-of-age" ? eighteenthBirthday(one.row) : undefined;
    if (loss === undefined || (birthday !== undefined && birthday > loss.occurred)) return [];
    return [nameOf(loss)];
  }
  if (reason !== "conflict") return [];
  const deciding = [
    latestSign(liveLossesOn(one, one.asOf)),
    latestSign(conflictingLifeSignsOn(one, one.asOf)),
  ];
  return deciding.filter((sign) => sign !== undefined).map((sign) => nameOf(sign));
}
