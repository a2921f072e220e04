// The signs that a file must keep. Of somebody without a loss only the latest data sign of a slot
// decides anything (standing.ts), now and after whatever may happen; a loss asks about pairs and
// arrivals (D1), so whoever gets one has all observations read back first. Knows no database.

import type { Day } from "../civil-date.ts";
import { isLifeSign, isLossSign } from "../codes.ts";
import type { KnownSign } from "../facts.ts";
import type { Pack } from "../pack.ts";
import { laterSign } from "../sign.ts";
import { countsFrom, slotOf } from "../standing.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseEvent } from "./event.ts";

/**
 * The same file with only the latest data signs: same conclusions, next due days and consequences
 * from that day on. A file that has a loss or a failure on record is returned as it is.
 */
export function keepLatestSigns(pack: Pack, file: CaseFile, day: Day): CaseFile {
  if (file.signs.length < 2 || needsAllSigns(file)) return file;
  const latest = new Map<string, KnownSign>();
  const kept = new Set<KnownSign>();
  for (const sign of file.signs) {
    if (isOnRecordElsewhere(sign)) {
      const slot = slotIn(pack, sign, day);
      if (slot === undefined) continue;
      const held = latest.get(slot);
      latest.set(slot, held === undefined ? sign : laterSign(held, sign));
    } else {
      kept.add(sign);
    }
  }
  for (const sign of latest.values()) kept.add(sign);
  return kept.size === file.signs.length
    ? file
    : { ...file, signs: file.signs.filter((sign) => kept.has(sign)) };
}

/** Observations are kept for ever; what people did in person stands in the file alone. */
export function isOnRecordElsewhere(sign: KnownSign): boolean {
  return sign.source !== "in-person" && sign.source !== "maintenance";
}

/** Signs that wait for one day compete with each other only (QD 1.4). */
function slotIn(pack: Pack, sign: KnownSign, day: Day): string | undefined {
  if (!isLifeSign(sign.kind)) return undefined;
  const slot = slotOf(pack, sign, day);
  return slot === "waiting" ? `waiting for ${countsFrom(pack, sign)}` : slot;
}

/** Whether what is on record asks about more than the latest signs. */
export function needsAllSigns(file: CaseFile): boolean {
  const isLoss = ({ kind }: KnownSign): boolean => isLossSign(kind);
  return (
    file.signs.some(isLoss) ||
    file.entitlements.some(
      ({ ownSigns, confirmedLosses, failures }) =>
        confirmedLosses.length > 0 || failures.length > 0 || ownSigns.some(isLoss),
    )
  );
}

/** Whether an event may put a loss or a failure on record, so that all signs must be there. */
export function bringsLoss(event: CaseEvent): boolean {
  switch (event.type) {
    case "observe":
      return isLossSign(event.kind);
    case "certify":
      return event.result === "failed";
    case "verify":
      return event.result === "lost";
    case "unit":
      return event.result === "fail";
    case "resolve-objection":
      return event.result === "lost";
    case "confirm-loss":
      return true;
    case "review":
    case "refute-loss":
    case "maintain":
    case "payment":
    case "object":
    case "apply":
    case "approve":
    case "announce":
    case "public-objection":
    case "transfer":
    case "edit":
      return false;
  }
}

/** The file with every observation about the person in place of the latest ones. */
export function withAllSigns(file: CaseFile, observations: readonly KnownSign[]): CaseFile {
  const others = file.signs.filter((sign) => !isOnRecordElsewhere(sign));
  const all = [...observations, ...others];
  return {
    ...file,
    signs: all.toSorted((left, right) => (left.sequence ?? 0) - (right.sequence ?? 0)),
  };
}
