// Reminders beyond the night that issues them: whom they are for, whether one that has not reached
// anybody yet still says something true, and when one goes out again. It knows nothing of messages.

import type { Day } from "../civil-date.ts";
import type { Pack } from "../pack.ts";
import { positionOn } from "../position.ts";
import type { CaseFile, Grant, PersonData } from "./case-file.ts";
import { factsOf, isInForce, recordsOf } from "./case-file.ts";
import type { Notice } from "./notice.ts";

/** To the person; without a phone to the unit; with neither the body is told (SX 1.4, SC 23). */
export function reminderFor({ hasPhone }: PersonData, { hasUnit }: Grant): Notice {
  if (hasPhone) return "expiry-reminder";
  return hasUnit ? "expiry-reminder-unit" : "task-notice";
}

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

export interface ReminderAgain {
  readonly notice: Notice;
  readonly deadline: Day;
}

/**
 * What a failed attempt in an app makes due on that day, in regions whose pack says so (SX 1.4): the
 * reminder that has gone out for this cycle, while its words are true. Undefined where nothing is.
 *
 * Reading: an attempt before the reminder's day is answered by the reminder itself; after the deadline
 * the day that the words name is past, and the body verifies.
 */
export function reminderAgain(
  pack: Pack,
  file: CaseFile,
  number: number,
  attemptedOn: Day,
  day: Day,
): ReminderAgain | undefined {
  const entitlement = file.entitlements[number];
  if (pack.remindsAgain === undefined || entitlement?.reminded === undefined) return undefined;
  const { grant, benefit, reminded } = entitlement;
  if (!isInForce(pack, day) || !pack.covers(grant.insurance, grant.kind)) return undefined;
  if (benefit.status === "stopped" || benefit.status === "terminated") return undefined;
  const records = recordsOf(file, entitlement);
  const { conclusion, anchor, cycle } = positionOn(pack, factsOf(file, entitlement), records, day);
  if (conclusion === "lost" || anchor.on !== reminded.anchor) return undefined;
  const { remindOn, deadline } = cycle;
  if (remindOn === undefined || deadline === undefined) return undefined;
  if (attemptedOn < remindOn || day > deadline) return undefined;
  return { notice: reminderFor(file.person, grant), deadline };
}
