// Certifications that people make because they are asked to: when nothing has been heard of them
// for nine months, or, where the agency announces windows, in the window. Genuine, all of them.

import type { Day, SignKind } from "@lingdai/policy";
import { addMonths, isLifeSign } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { LifeCourse } from "../life/life-course.ts";
import { isAbout, isAlive } from "../life/life-course.ts";
import type { Person } from "../people/person.ts";
import type { Setting } from "../setting.ts";
import type { Happening, Hear } from "./happening.ts";

/** Months after the last sign of life when the region asks; the answer takes up to three more. */
const ASKED_AFTER_MONTHS = 9;
const ANSWER_DAYS = 90;
const DAYS_PER_YEAR = 365.2425;

/** `heard` is everything else that the sources hear of the person. */
export function promptedCertifications(
  setting: Setting,
  person: Person,
  life: LifeCourse,
  heard: readonly Happening[],
  chance: Chance,
  hear: Hear,
): void {
  const { window } = setting;
  if (window === undefined) answersToReminders(setting, person, life, heard, chance, hear);
  else inWindow(setting, person, life, window, chance, hear);
}

function inWindow(
  { from, asOf, rates }: Setting,
  person: Person,
  life: LifeCourse,
  window: { readonly from: Day; readonly to: Day },
  chance: Chance,
  hear: Hear,
): void {
  const [first, last] = [Math.max(from, window.from), Math.min(asOf, window.to)];
  const share = person.isSilent ? rates.signs.silentAnswersReminder : rates.signs.answersReminder;
  const on = first + chance.below(last - first + 1);
  if (!chance.happens(share) || last < first || !isAbout(life, on)) return;
  certify(person, on, chance, hear);
}

function answersToReminders(
  { from, asOf, rates }: Setting,
  person: Person,
  life: LifeCourse,
  heard: readonly Happening[],
  chance: Chance,
  hear: Hear,
): void {
  const days = heard.filter(({ kind }) => isLifeSign(kind)).map(({ on }) => on);
  days.sort((left, right) => left - right);
  const [{ since, lastCertifiedOn }] = person.entitlements;
  const share = person.isSilent ? rates.signs.silentAnswersReminder : rates.signs.answersReminder;
  let last = lastCertifiedOn ?? since;
  let next = 0;
  for (;;) {
    while (next < days.length && (days[next] ?? 0) <= last) next += 1;
    // Who was asked before the first month is asked again at its start.
    const asked = Math.max(from, addMonths(last, ASKED_AFTER_MONTHS));
    const sign = days[next] ?? Infinity;
    if (sign <= asked) {
      last = sign;
      continue;
    }
    if (asked > asOf) return;
    const answers = chance.happens(share);
    const on = asked + chance.below(ANSWER_DAYS);
    const isUnanswered = !answers || !isAbout(life, on);
    if (isUnanswered && chance.happens(rates.signs.contactFailed) && on <= asOf) {
      hear({ kind: "contact-failed", on, cause: "genuine" });
    }
    if (isUnanswered) {
      // They are asked once a cycle; the next sign of theirs, if any, begins another.
      if (sign === Infinity) return;
      last = sign;
    } else {
      if (on > asOf) return;
      certify(person, on, chance, hear);
      last = on;
    }
    if (!isAlive(life, last)) return;
  }
}

function certify(person: Person, on: Day, chance: Chance, hear: Hear): void {
  const kind = methodOf(person, on, chance);
  // Papers from abroad are made out weeks before they are in the agency's hands.
  if (!PAPERS_BY_PLACE.has(kind)) hear({ kind, on, cause: "genuine" });
  else hear({ kind, on, cause: "genuine", arrivesOn: on + 10 + chance.below(60) });
}

const PAPERS_BY_PLACE: ReadonlySet<SignKind> = new Set<SignKind>([
  "consular-certificate",
  "hkmo-union-certificate",
  "taiwan-notarised-certificate",
  "overseas-review-form",
]);

function methodOf(person: Person, on: Day, chance: Chance): SignKind {
  switch (person.stay) {
    case "abroad":
      return methodAbroad(person.whereabouts, chance);
    case "elsewhere":
      return chance.pick(["face-self", "face-self", "offsite-assist", "face-on-behalf", "video"]);
    case "local": {
      const age = (on - person.birthDate) / DAYS_PER_YEAR;
      return chance.pick(age >= 82 ? METHODS_OF_THE_OLD : METHODS);
    }
  }
}

function methodAbroad(place: string, chance: Chance): SignKind {
  const paper: SignKind =
    place === "HK" || place === "MO"
      ? "hkmo-union-certificate"
      : place === "TW"
        ? "taiwan-notarised-certificate"
        : "consular-certificate";
  return chance.pick<SignKind>([paper, paper, "consular-app", "face-self", "overseas-review-form"]);
}

const METHODS: readonly SignKind[] = [
  "face-self",
  "face-self",
  "face-self",
  "face-self",
  "face-on-behalf",
  "community",
  "community",
  "counter",
  "terminal-biometric",
  "proxy",
];
const METHODS_OF_THE_OLD: readonly SignKind[] = [
  "face-on-behalf",
  "face-on-behalf",
  "community",
  "community",
  "home-visit",
  "home-visit",
  "proxy",
  "face-self",
];
