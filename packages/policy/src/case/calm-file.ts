// Calm files: of people of whom nothing is to be done, who are paid and certified and neither warned
// nor asked about. Nearly everybody, nearly always. A life sign from data changes nothing about such a
// file but which signs are its latest, so a whole month of them is taken at once; and when to look
// again depends on so little that the answer is remembered. Nothing here is a second rule: who is calm
// and what signs do is asked of the rules, and a file of which they say anything else is left to
// `applyEvent`. Knows no database.
//
// Why one step is as good as many: the anchor of a file without losses only ever moves on, and no
// cycle ends earlier for a later sign (`Clock.dependsOn`), so whoever is calm with the first of these
// signs is calm with each that follows, and settling a calm file changes nothing.

import type { Day } from "../civil-date.ts";
import { civilOf } from "../civil-date.ts";
import { isLifeSign } from "../codes.ts";
import { comingOfAgeOf } from "../losses.ts";
import type { Pack } from "../pack.ts";
import { positionOn } from "../position.ts";
import { countsFrom, isPaperTooOld } from "../standing.ts";
import type { CaseFile, EntitlementFile } from "./case-file.ts";
import { factsOf, isInForce, recordsOf } from "./case-file.ts";
import type { CaseEvent, CaseEventOf } from "./event.ts";
import { keepLatestSigns } from "./latest-signs.ts";
import { nextLookOn } from "./next-look.ts";

/** Whether on that day, its run made, nothing is to be done about this file and nobody is at it. */
export function isCalm(pack: Pack, file: CaseFile, day: Day): boolean {
  return (
    isInForce(pack, day) &&
    pack.clock.dependsOn !== "facts" &&
    file.submissions.length === 0 &&
    file.holds.length === 0 &&
    file.signs.every(({ kind }) => isLifeSign(kind)) &&
    file.entitlements.every(
      (entitlement) =>
        !pack.covers(entitlement.grant.insurance, entitlement.grant.kind) ||
        (isUndisturbed(entitlement) && isCertified(pack, file, entitlement, day)),
    )
  );
}

/** Paid, found eligible, and nothing begun: no task, no objection, no application, no clock. */
function isUndisturbed(entitlement: EntitlementFile): boolean {
  const { benefit, concluded, applications, payments } = entitlement;
  return (
    benefit.status === "paying" &&
    concluded?.conclusion === "eligible" &&
    entitlement.task === undefined &&
    entitlement.workedReason === undefined &&
    entitlement.clockFrom === undefined &&
    entitlement.conflictTaskDueOn === undefined &&
    entitlement.unansweredOn === undefined &&
    entitlement.resumeOn === undefined &&
    !entitlement.hasObjection &&
    !entitlement.isInvestigated &&
    !entitlement.needsSignatures &&
    !entitlement.isOnPublicNoticeList &&
    entitlement.display.state === "none" &&
    applications.open.size === 0 &&
    payments.failedMonths.size === 0 &&
    !payments.isBlocked &&
    entitlement.ownSigns.length === 0 &&
    entitlement.confirmedLosses.length === 0 &&
    entitlement.refutations.length === 0 &&
    entitlement.failures.length === 0
  );
}

/** Whether the rules find the same today, and do not want a reminder to go out. */
function isCertified(pack: Pack, file: CaseFile, entitlement: EntitlementFile, day: Day): boolean {
  const position = positionOn(pack, factsOf(file, entitlement), recordsOf(file, entitlement), day);
  const { remindOn } = position.cycle;
  const isReminderDue = pack.reminds && remindOn !== undefined && day >= remindOn;
  return position.conclusion === "eligible" && !isReminderDue;
}

/**
 * A calm file with all these observations, as `applyEvent` would leave it one by one and
 * `keepLatestSigns` after them; undefined where one of them is anything but a life sign that the region
 * takes, is known already, or is shown to the public.
 */
export function observeCalmly(
  pack: Pack,
  file: CaseFile,
  events: readonly CaseEvent[],
  day: Day,
): CaseFile | undefined {
  const isPlain = events.every(
    (event) => event.type === "observe" && isPlainSign(pack, event, day) && !isKnown(file, event),
  );
  if (!isPlain || hasRepetition(events)) return undefined;
  const signs = events.flatMap((event, at) =>
    event.type !== "observe"
      ? []
      : {
          kind: event.kind,
          occurredOn: event.occurredOn,
          arrivedOn: day,
          source: event.source,
          ref: event.ref,
          sequence: file.sequence + at + 1,
          isDecision: false,
        },
  );
  const observed = {
    ...file,
    signs: [...file.signs, ...signs],
    sequence: file.sequence + signs.length,
  };
  return keepLatestSigns(pack, observed, day);
}

function isPlainSign(
  pack: Pack,
  { kind, occurredOn, source }: CaseEventOf<"observe">,
  day: Day,
): boolean {
  return (
    isLifeSign(kind) &&
    occurredOn <= day &&
    source !== "in-person" &&
    source !== "maintenance" &&
    !pack.refusedMethods.has(kind) &&
    pack.display?.kinds.has(kind) !== true &&
    !isPaperTooOld(pack, { kind, occurredOn, arrivedOn: day })
  );
}

function isKnown({ signs }: CaseFile, { source, ref }: CaseEventOf<"observe">): boolean {
  return signs.some((sign) => sign.source === source && sign.ref === ref);
}

function hasRepetition(events: readonly CaseEvent[]): boolean {
  if (events.length < 2) return false;
  const names = events.map((event) =>
    event.type === "observe" ? `${event.source}\n${event.ref}` : "",
  );
  return new Set(names).size < names.length;
}

/** Far more combinations than a province has in a day. */
const REMEMBERED_MAX = 500_000;
const NEVER = -1;

/** When to look again at files of one day, the rules asked once for each kind of calm file. */
export class CalmLooks {
  readonly day: Day;
  readonly #known = new Map<string, Day>();

  constructor(day: Day) {
    this.day = day;
  }

  /** What `nextLookOn` answers. */
  nextLookOn(pack: Pack, file: CaseFile): Day | undefined {
    const { day } = this;
    if (!isCalm(pack, file, day)) return nextLookOn(pack, file, day);
    const key = this.#keyOf(pack, file);
    let look = this.#known.get(key);
    if (look === undefined) {
      look = nextLookOn(pack, file, day) ?? NEVER;
      if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
      this.#known.set(key, look);
    }
    return look === NEVER ? undefined : look;
  }

  /** All that a calm file's next days can depend on. */
  #keyOf(pack: Pack, file: CaseFile): string {
    const { start, openedOn, windows } = file;
    const { hasPhone, hasHousehold, hasResidence } = file.person;
    const first = start === "running" && openedOn <= this.day ? "" : openedOn;
    const data = (hasPhone ? 1 : 0) + (hasHousehold ? 2 : 0) + (hasResidence ? 4 : 0);
    let key = `${pack.id} ${start} ${first} ${data}`;
    for (const entitlement of file.entitlements) key += this.#partOf(pack, file, entitlement);
    for (const sign of file.signs) {
      const countsOn = countsFrom(pack, sign);
      if (countsOn > this.day) key += `;${sign.kind} ${sign.occurredOn} ${countsOn}`;
    }
    return windows.length === 0 ? key : key + JSON.stringify(windows);
  }

  #partOf(pack: Pack, file: CaseFile, entitlement: EntitlementFile): string {
    const { grant, reminded } = entitlement;
    const facts = factsOf(file, entitlement);
    const { dependsOn } = pack.clock;
    const { anchor } = positionOn(pack, facts, recordsOf(file, entitlement), this.day);
    const comingOfAge = comingOfAgeOf(pack, facts);
    const since =
      dependsOn === "anchor-and-year"
        ? civilOf(grant.since).year
        : dependsOn === "windows"
          ? grant.since
          : "";
    const papers = dependsOn === "windows" ? `${anchor.latestSign} ${anchor.latestPaper}` : "";
    const warned = reminded !== undefined && reminded.anchor >= anchor.on ? reminded : undefined;
    return (
      `|${grant.insurance} ${grant.kind} ${grant.hasUnit ? 1 : 0} ${anchor.on} ` +
      `${anchor.event === undefined ? 0 : 1} ${since} ${papers} ${comingOfAge?.birthday} ` +
      `${comingOfAge?.dueOn} ${grant.relationship} ${grant.incapacity} ` +
      `${warned?.anchor} ${warned?.inTime}`
    );
  }
}
