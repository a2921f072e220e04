// The traces that somebody leaves while alive: journeys, illness, cards, visits. Every one of them
// is genuine. Knows nothing of cycles or deadlines; who certifies because of those stands elsewhere.

import type { Day, SignKind } from "@lingdai/policy";
import { civilOf } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { LifeCourse } from "../life/life-course.ts";
import { isAbout } from "../life/life-course.ts";
import type { Person } from "../people/person.ts";
import { figureAt } from "../rates/rate-forms.ts";
import type { Setting } from "../setting.ts";
import type { Hear } from "./happening.ts";

const DAYS_PER_YEAR = 365.2425;

/** How often people travel in each month, against the busiest: the spring festival and October. */
const TRAVEL_SEASON = [0.95, 1, 0.6, 0.75, 0.8, 0.6, 0.75, 0.75, 0.65, 0.95, 0.5, 0.5];
/** Villages call people to their check-ups when the fields allow it. */
const CHECKUP_SEASON = [0.2, 0.15, 0.6, 1, 1, 0.9, 0.7, 0.7, 0.9, 1, 0.7, 0.3];

/** Tells `hear` what the person does in all the days; in no particular order. */
export function livingSigns(
  setting: Setting,
  person: Person,
  life: LifeCourse,
  chance: Chance,
  hear: Hear,
): void {
  if (person.isSilent) return;
  const { signs } = setting.rates;
  const age = (setting.from - person.birthDate) / DAYS_PER_YEAR;
  const traces = new Traces(setting, life, chance, hear);
  const travels = chance.happens(figureAt(signs.railTravellers, age));
  const flies = chance.happens(figureAt(signs.airTravellers, age));
  if (travels) traces.leave("rail-travel", signs.railTrips, TRAVEL_SEASON);
  if (flies) traces.leave("air-travel", signs.airTrips, TRAVEL_SEASON);
  const isAbroad = person.stay === "abroad";
  traces.leave("border-crossing", isAbroad ? 0.6 : signs.borderCrossings);
  // Who lives abroad is ill there, and nobody here hears of it.
  if (isAbroad) return;
  stays(setting, life, chance, traces, figureAt(signs.hospitalStays, age));
  traces.leave("health-checkup", figureAt(signs.checkups, age), CHECKUP_SEASON);
  traces.leave("other-life", signs.otherLife);
  traces.leave("bank-visit", signs.bankVisits);
  if (age < 18) return;
  traces.leave("face-self", figureAt(signs.ownApp, age));
  traces.leave("face-on-behalf", figureAt(signs.relativesApp, age));
  traces.leave("video", signs.video);
  traces.leave("info-maintenance", signs.infoMaintenance);
  if (person.unitCode !== "") traces.leave("unit-confirmation", signs.unitConfirmation);
  if (person.stay !== "local") return;
  traces.leave("counter", signs.counter);
  traces.leave("community", signs.community);
  traces.leave("home-visit", figureAt(signs.homeVisits, age));
  traces.leave("terminal-biometric", signs.terminal);
  traces.leave("activity-signin", signs.activities);
  traces.leave("condolence-visit", figureAt(signs.condolence, age));
  traces.leave("household-survey", signs.survey);
}

function stays(
  { asOf, rates }: Setting,
  life: LifeCourse,
  chance: Chance,
  traces: Traces,
  yearly: number,
): void {
  const { critical, dischargeRecorded, stayDays } = rates.signs;
  for (const admitted of traces.daysOf(yearly)) {
    const isCritical = chance.happens(critical);
    const discharged = admitted + 1 + Math.floor(chance.waiting(stayDays));
    const isRecorded = chance.happens(dischargeRecorded);
    traces.tell(isCritical ? "critical-illness-stay" : "hospital-stay", admitted);
    if (isRecorded && discharged <= asOf && isAbout(life, discharged)) {
      traces.tell("hospital-discharge", discharged);
    }
  }
}

/** Draws the days on which one person does something, only those on which they can. */
class Traces {
  readonly #setting: Setting;
  readonly #life: LifeCourse;
  readonly #chance: Chance;
  readonly #hear: Hear;

  constructor(setting: Setting, life: LifeCourse, chance: Chance, hear: Hear) {
    this.#setting = setting;
    this.#life = life;
    this.#chance = chance;
    this.#hear = hear;
  }

  leave(kind: SignKind, yearly: number, season?: readonly number[]): void {
    for (const on of this.daysOf(yearly, season)) this.tell(kind, on);
  }

  tell(kind: SignKind, on: Day): void {
    this.#hear({ kind, on, cause: "genuine" });
  }

  /** The season thins out the other months, and more is drawn to make up for it. */
  daysOf(yearly: number, season?: readonly number[]): readonly Day[] {
    const { from, days } = this.#setting;
    const scale = season === undefined ? 1 : 12 / season.reduce((sum, share) => sum + share, 0);
    const times = this.#chance.count((yearly * scale * days) / DAYS_PER_YEAR);
    if (times === 0) return NO_DAYS;
    const found: Day[] = [];
    for (let drawn = 0; drawn < times; drawn += 1) {
      const on = from + this.#chance.below(days);
      const isInSeason =
        season === undefined || this.#chance.happens(season[civilOf(on).month - 1] ?? 0);
      if (isInSeason && isAbout(this.#life, on)) found.push(on);
    }
    return found;
  }
}

const NO_DAYS: readonly Day[] = [];
