// Whether a reminder that has not reached anybody yet still says something true. Whoever sends it asks
// just before; it knows nothing of messages.

import type { Day } from "../civil-date.ts";
import type { Pack } from "../pack.ts";
import { positionOn } from "../position.ts";
import type { CaseFile } from "./case-file.ts";
import { factsOf, isInForce, recordsOf } from "./case-file.ts";

/**
 * Reading: a reminder is void once its person has been certified for a later cycle than the one of
 * which it warns. One to somebody reported lost is not: the loss may be wrong, and then it protects.
 */
export function isReminderVoid(pack: Pack, file: CaseFile, number: number, day: Day): boolean {
  const entitlement = file.entitlements[number];
  if (entitlement?.reminded === undefined) return false;
  const { insurance, kind } = entitlement.grant;
  if (!isInForce(pack, day) || !pack.covers(insurance, kind)) return false;
  const records = recordsOf(file, entitlement);
  const { conclusion, anchor } = positionOn(pack, factsOf(file, entitlement), records, day);
  return conclusion === "eligible" && anchor.on > entitlement.reminded.anchor;
}
