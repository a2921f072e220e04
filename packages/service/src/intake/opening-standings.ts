// Where somebody new stands on the day on which the case is opened, and when to look next. For who
// loads millions: the rules are asked once for each combination of the few things that the answer
// can depend on while there is no sign but the roster's own, and the answer is remembered.

import type { CertificationWindow, Day, EntitlementStanding, Grant, Pack } from "@lingdai/policy";
import {
  civilOf,
  firstDayOfMonthIndex,
  isSameValue,
  monthIndexOf,
  nextLookOn,
  nightlyRun,
  standingOf,
  untouchedCaseFile,
} from "@lingdai/policy";

export interface OpeningStanding {
  /** Undefined where the policy is not in force, or does not cover the entitlement. */
  readonly standing: EntitlementStanding | undefined;
  /** The opening day itself where its run has something to do. */
  readonly nextDueOn: Day | undefined;
}

type Start = Parameters<typeof untouchedCaseFile>[4];

/** Far before every day. */
const YEARS = -10_000_000;
/** Some hundred thousand answers; far more combinations than a province has in a day. */
const REMEMBERED_MAX = 500_000;

export class OpeningStandings {
  readonly #pack: Pack;
  readonly #windows: readonly CertificationWindow[];
  readonly #openedOn: Day;
  readonly #start: Start;
  readonly #known = new Map<string, OpeningStanding>();

  constructor(pack: Pack, windows: readonly CertificationWindow[], openedOn: Day, start: Start) {
    this.#pack = pack;
    this.#windows = windows;
    this.#openedOn = openedOn;
    this.#start = start;
  }

  of(grant: Grant, birthDate: Day | undefined): OpeningStanding {
    const key = this.#keyOf(grant, birthDate);
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    const standing = this.#ask(grant, birthDate);
    if (key === undefined) return standing;
    if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
    this.#known.set(key, standing);
    return standing;
  }

  /** All that the answer can depend on; undefined where only the clock knows (`Clock.dependsOn`). */
  #keyOf(grant: Grant, birthDate: Day | undefined): string | undefined {
    if (!this.isRemembered) return undefined;
    const { insurance, kind, relationship, incapacity, lastCertified, refutedOn } = grant;
    const isDependant = relationship !== undefined || incapacity !== undefined;
    return [
      insurance,
      kind,
      grant.openingStatus,
      lastCertified?.on,
      lastCertified?.by,
      this.sinceThatMatters(grant.since, lastCertified?.on),
      refutedOn,
      ...(isDependant ? [relationship, incapacity, birthDate] : []),
    ].join("|");
  }

  /** Whether few numbers decide: not where only the clock knows on what its answer depends. */
  get isRemembered(): boolean {
    return this.#pack.clock.dependsOn !== "facts";
  }

  /**
   * What of `since` the answer can depend on, as a number: a certification after the first cycle's
   * start leaves of it at most the year. Years and nothing are numbers that are no day's.
   */
  sinceThatMatters(since: Day, lastCertifiedOn: Day | undefined): number {
    const { clock } = this.#pack;
    if (clock.dependsOn === "windows" || lastCertifiedOn === undefined) return since;
    const monthAfter = firstDayOfMonthIndex(monthIndexOf(since) + 1);
    if (lastCertifiedOn < monthAfter || since > this.#openedOn) return since;
    return clock.dependsOn === "anchor-and-year" ? YEARS - civilOf(since).year : YEARS;
  }

  #ask(grant: Grant, birthDate: Day | undefined): OpeningStanding {
    const pack = this.#pack;
    const day = this.#openedOn;
    // Whether data are complete decides whom a task goes to, never when.
    const person = { birthDate, hasPhone: true, hasHousehold: true, hasResidence: true };
    const untouched = untouchedCaseFile(pack, person, [grant], day, this.#start);
    const file = { ...untouched, windows: this.#windows };
    const [entitlement] = file.entitlements;
    if (entitlement === undefined) throw new Error("a file without its entitlement");
    const run = nightlyRun(pack, file, day).file;
    const isDueNow = !isSameValue(run.entitlements, file.entitlements);
    return {
      standing: standingOf(pack, file, entitlement, day),
      nextDueOn: isDueNow ? day : nextLookOn(pack, file, day),
    };
  }
}
