/**
 * The anchor, the deadline and what counts towards them (DOMAIN, Anchor and the regions).
 * It must not know actions.
 */
import type { Case, Sign } from "./known-signs.ts";
import { PAPER_KINDS } from "./known-codes.ts";
import { isHeld, latestSign, lifeSignsOn, liveLossesOn } from "./losses-by-hand.ts";
import { addMonths, dayOf, firstOfNextMonth, nextDay, partsOf } from "./naive-days.ts";

/** Later than every day that a file may hold: everything that waits is taken as arrived. */
const AFTER_ALL_WAITING = "9999-12-31";

/** The start of the running cycle and the sign that stands there, if one does. */
export interface Anchor {
  readonly day: string;
  readonly sign: Sign | undefined;
}

/** DOMAIN, Anchor: the 1st of the month after `since` in sichuan, `since` itself elsewhere. */
function firstCycleStart(one: Case): string {
  const since = one.row["since"] ?? "";
  return one.policy === "sichuan-2022" ? firstOfNextMonth(since) : since;
}

/** D1: the life signs known on a day that no loss holds. */
function movingSignsOn(one: Case, day: string): Sign[] {
  const losses = liveLossesOn(one, day);
  return lifeSignsOn(one, day).filter((life) => !isHeld(life, losses));
}

function anchorFrom(one: Case, signs: readonly Sign[]): Anchor {
  const start = firstCycleStart(one);
  const latest = latestSign(signs);
  if (latest === undefined || latest.occurred < start) return { day: start, sign: undefined };
  return { day: latest.occurred, sign: latest };
}

/** DOMAIN, Anchor: the latest of the first cycle's start and the signs that move it. */
export function anchorOf(one: Case): Anchor {
  return anchorFrom(one, movingSignsOn(one, one.asOf));
}

/** DOMAIN, Qingdao: 12 months, for survivors 6; sichuan and shanxi 12. */
function cycleMonths(one: Case): number {
  return one.policy === "qingdao-2019" && one.row["kind"] === "survivor-subsidy" ? 6 : 12;
}

/** DOMAIN, Zibo: January to March certify the year before, the other months their own. */
function yearCertifiedBy(sign: Sign): number {
  const { year, month } = partsOf(sign.occurred);
  return month <= 3 ? year - 1 : year;
}

/** DOMAIN, Zibo: 31 December of the year after the later of the last certified one and `since`'s. */
function ziboDeadline(one: Case): string {
  let last = partsOf(one.row["since"] ?? "").year;
  for (const sign of movingSignsOn(one, one.asOf)) last = Math.max(last, yearCertifiedBy(sign));
  return dayOf(last + 1, 12, 31);
}

/**
 * DOMAIN, Weihai, "Counted": papers by their own rule; others inside the window or up to 12 months
 * before its last day; whatever comes after the window is a late certification.
 */
function countsForWindow(sign: Sign, from: string, to: string): boolean {
  if (PAPER_KINDS.includes(sign.kind)) return addMonths(sign.occurred, 6) >= from;
  const isInside = sign.occurred >= from && sign.occurred <= to;
  const isWithinFrequency = sign.occurred <= to && to <= addMonths(sign.occurred, 12);
  const isLate = sign.occurred > to;
  return isInside || isWithinFrequency || isLate;
}

/** DOMAIN, Weihai: benefits begun on or after the first day are not due; a beginning is a sign. */
function weihaiDeadline(one: Case): string {
  const since = one.row["since"] ?? "";
  const window = one.window;
  if (window === undefined || since >= window.from) return "";
  if (since <= window.to && window.to <= addMonths(since, 12)) return "";
  const isCertified = movingSignsOn(one, one.asOf).some((sign) =>
    countsForWindow(sign, window.from, window.to),
  );
  return isCertified ? "" : window.to;
}

/** The deadline on the as-of date; empty in weihai where no window calls the person. */
export function deadlineOf(one: Case): string {
  if (one.policy === "zibo-2019") return ziboDeadline(one);
  if (one.policy === "weihai-2017") return weihaiDeadline(one);
  return addMonths(anchorOf(one).day, cycleMonths(one));
}

/** The day on which the row became `no-sign`, if it has; the deadline is still inside the cycle. */
export function noSignSince(one: Case): string | undefined {
  if (one.policy === "sichuan-2022") {
    const tenthMonth = addMonths(anchorOf(one).day, 9);
    return tenthMonth <= one.asOf ? tenthMonth : undefined;
  }
  const deadline = deadlineOf(one);
  return deadline !== "" && deadline < one.asOf ? nextDay(deadline) : undefined;
}

/**
 * FORMATS 3: in qingdao a waiting data sign that, counted, would put the row inside its period holds
 * off the suspension.
 */
export function waitingSignHoldsOff(one: Case): boolean {
  if (one.policy !== "qingdao-2019") return false;
  const counted = anchorFrom(one, movingSignsOn(one, AFTER_ALL_WAITING));
  return addMonths(counted.day, cycleMonths(one)) >= one.asOf;
}
