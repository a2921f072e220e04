// Everything that the sources hear of one person in all the months: true and false, in the order in
// which it happened.

import type { LifeCourse } from "../life/life-course.ts";
import type { Person } from "../people/person.ts";
import type { Setting } from "../setting.ts";
import { STREAMS } from "../setting.ts";
import type { LifeOfOther } from "./false-signs.ts";
import { misusedCards, mistakenDeaths } from "./false-signs.ts";
import type { Happening } from "./happening.ts";
import { livingSigns } from "./living-signs.ts";
import { lossReports } from "./loss-reports.ts";
import { promptedCertifications } from "./prompted-certifications.ts";

export function signsOfPerson(
  setting: Setting,
  person: Person,
  life: LifeCourse,
  lifeOfOther: LifeOfOther,
): readonly Happening[] {
  const chance = setting.seed.streamOf(person.index, STREAMS.signs);
  const found: Happening[] = [];
  const hear = (happening: Happening): void => {
    found.push(happening);
  };
  livingSigns(setting, person, life, chance, hear);
  // A stream of their own: who is mistaken for whom must not change what the living do.
  const ofFalseOnes = setting.seed.streamOf(person.index, STREAMS.falseSigns);
  misusedCards(setting, life, setting.rates.errors, ofFalseOnes, hear);
  mistakenDeaths(setting, person, lifeOfOther, ofFalseOnes, hear);
  promptedCertifications(setting, person, life, [...found], chance, hear);
  lossReports(setting, person, life, chance, hear);
  return found.toSorted((left, right) => left.on - right.on);
}
