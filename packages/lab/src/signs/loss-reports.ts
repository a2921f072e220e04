// What the registers hear of a death, a prison term, a disappearance, of dependants who no longer
// depend, and of payments that bounce. All of it happened; a register may be some days off.

import type { Day, LossSign } from "@lingdai/policy";
import { addMonths, firstOfMonth } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { LifeCourse } from "../life/life-course.ts";
import { isAlive } from "../life/life-course.ts";
import type { Person } from "../people/person.ts";
import type { Rates } from "../rates/rates.ts";
import type { Setting } from "../setting.ts";
import type { Hear } from "./happening.ts";

interface Register {
  readonly kind: LossSign;
  readonly share: number;
  readonly days: number;
}

export function lossReports(
  setting: Setting,
  person: Person,
  life: LifeCourse,
  chance: Chance,
  hear: Hear,
): void {
  const { otherReports } = setting.rates;
  /** Heard by that share, after so many days on average; known deaths were reported long ago. */
  const report = (kind: Parameters<Hear>[0]["kind"], on: Day, heardBy: number, days: number) => {
    const isHeard = chance.happens(heardBy);
    const arrivesOn = on + 1 + Math.floor(chance.waiting(days));
    if (isHeard) hear({ kind, on, cause: "genuine", arrivesOn });
  };
  if (life.diedOn !== undefined) deathReports(setting.rates, life, life.diedOn, chance, hear);
  if (life.jailedOn !== undefined) {
    report("imprisonment", life.jailedOn, otherReports.imprisonment, otherReports.imprisonmentDays);
  }
  if (life.releasedOn !== undefined) {
    report("released", life.releasedOn, otherReports.released, otherReports.releasedDays);
  }
  if (life.missingOn !== undefined) {
    report("missing", life.missingOn, otherReports.missing, otherReports.missingDays);
  }
  if (life.returnedOn !== undefined) {
    report("returned", life.returnedOn, otherReports.returned, otherReports.returnedDays);
  }
  if (life.declaredByCourt !== undefined) {
    report(life.declaredByCourt.kind, life.declaredByCourt.on, 1, otherReports.missingDays);
  }
  if (life.dependantLoss !== undefined) {
    const { kind, on } = life.dependantLoss;
    report(kind, on, otherReports.dependants, otherReports.dependantsDays);
  }
  paymentFailures(setting, person, life, chance, hear);
}

function deathReports(
  { deathReports: rates }: Rates,
  { isConcealed, diedInHospital }: LifeCourse,
  diedOn: Day,
  chance: Chance,
  hear: Hear,
): void {
  const registers: readonly Register[] = [
    // A family that conceals a death does not report it.
    { kind: "death-family-report", share: isConcealed ? 0 : rates.family, days: rates.familyDays },
    { kind: "death-hr-database", share: rates.hrDatabase, days: rates.hrDatabaseDays },
    {
      kind: "death-population-register",
      share: rates.populationRegister,
      days: rates.populationRegisterDays,
    },
    {
      kind: "death-household-cancelled",
      share: isConcealed ? 0 : rates.householdCancelled,
      days: rates.householdCancelledDays,
    },
    { kind: "death-cremation", share: rates.cremation, days: rates.cremationDays },
    {
      kind: "death-medical-certificate",
      share: Math.min(1, rates.medicalCertificate * (diedInHospital ? 1.5 : 0.75)),
      days: rates.medicalCertificateDays,
    },
    { kind: "death-org-report", share: rates.organisation, days: rates.organisationDays },
  ];
  const leak = isConcealed ? rates.leakWhenConcealed : 1;
  for (const { kind, share, days } of registers) {
    const isHeard = chance.happens(Math.min(1, share * leak));
    const arrivesOn = diedOn + 1 + Math.floor(chance.waiting(days));
    const isOff = chance.happens(rates.dateDisagrees);
    const off = chance.pick([-3, -2, -1, 1, 2]);
    if (!isHeard) continue;
    if (isOff && diedOn + off < arrivesOn) {
      hear({ kind, on: diedOn + off, cause: "date-disagrees", arrivesOn });
    } else hear({ kind, on: diedOn, cause: "genuine", arrivesOn });
  }
}

/** One failure a month, a few days after the tenth, while the account is broken. */
function paymentFailures(
  { asOf }: Setting,
  { entitlements }: Person,
  life: LifeCourse,
  chance: Chance,
  hear: Hear,
): void {
  if (life.accountBrokenOn === undefined) return;
  for (let month = 1; month <= life.accountBrokenMonths; month += 1) {
    const first = addMonths(firstOfMonth(life.accountBrokenOn), month);
    const on = first + 9 + chance.below(6);
    const isPaid = isAlive(life, on) && entitlements.some(({ since }) => since <= first);
    if (on <= asOf && isPaid) hear({ kind: "payment-failure", on, cause: "genuine" });
  }
}
