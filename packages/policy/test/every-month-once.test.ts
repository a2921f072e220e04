// Suspended, certified, signed, and suspended again: in the end every month has been paid exactly
// once, on its first day or afterwards (D14), and nothing is left to pay back.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { applyEvent } from "../src/case/apply-event.ts";
import type { CaseFile } from "../src/case/case-file.ts";
import type { CaseEvent } from "../src/case/event.ts";
import { nightlyRun } from "../src/case/nightly-run.ts";
import { viewEntitlement } from "../src/case/view.ts";
import type { Day } from "../src/civil-date.ts";
import { civilOf, firstOfNextMonth, monthIndexOf } from "../src/civil-date.ts";
import type { Pack } from "../src/pack.ts";
import { PACKS } from "../src/packs/index.ts";
import { seeded } from "./seed.ts";
import { THREE_NAMES, observe } from "./some-events.ts";
import type { Life } from "./sweep/some-life.ts";
import { someLife } from "./sweep/some-life.ts";
import { emptyTally, tallyText } from "./sweep/tally.ts";
import type { LifeEnd } from "./sweep/watch-life.ts";
import { watchLife } from "./sweep/watch-life.ts";

const RUNS = 30;

/** Without a birth date nobody comes of age: these entitlements have no end. */
const withoutAge = (life: Life): Life => ({
  ...life,
  person: { ...life.person, birthDate: undefined },
});

/** Certified today, the account in order, resumed and paid back by three: whatever it takes. */
function settleUp(pack: Pack, { file: left, day: leftOn, paidMonths }: LifeEnd): LifeEnd {
  let [file, day]: [CaseFile, Day] = [left, leftOn];
  const take = (event: CaseEvent): void => {
    file = applyEvent(pack, file, event, day).file;
  };
  const paid = paidMonths.map((months) => new Set(months));
  const passNight = (): void => {
    day += 1;
    file = nightlyRun(pack, file, day).file;
    if (civilOf(day).dayOfMonth !== 1) return;
    for (const [at, { benefit }] of file.entitlements.entries()) {
      if (benefit.status === "paying") paid[at]?.add(monthIndexOf(day));
    }
  };
  const eachSigns = (action: "resume" | "backpay"): void => {
    for (const entitlement of file.entitlements.keys()) {
      take({ type: "apply", entitlement, action, wasTerminated: false });
      take({ type: "approve", entitlement, names: THREE_NAMES, level: "city" });
    }
  };
  while (file.submissions.length > 0) take({ type: "review", result: "reject" });
  for (const entitlement of file.entitlements.keys()) {
    take({ type: "resolve-objection", entitlement, result: "eligible" });
  }
  passNight(); // So that no failed attempt of today stands against the certification.
  take({ type: "maintain", renewed: ["account"] });
  take(observe("face-self", day, "settled-up"));
  eachSigns("resume");
  const nights = firstOfNextMonth(day) - day;
  for (let night = 0; night < nights; night += 1) passNight();
  eachSigns("backpay");
  return { file, day, paidMonths: paid };
}

/** The months whose first day lies between the opening of the file and that day. */
function monthsBetween(openedOn: Day, day: Day): readonly number[] {
  const opened = monthIndexOf(openedOn) + (civilOf(openedOn).dayOfMonth === 1 ? 0 : 1);
  const months: number[] = [];
  for (let month = opened; month <= monthIndexOf(day); month += 1) months.push(month);
  return months;
}

for (const pack of PACKS) {
  test(`Under ${pack.id}, suspending and resuming pays every month exactly once`, (t) => {
    const tally = emptyTally();
    let backPaid = 0;
    const lives = someLife(pack, firstOfNextMonth(pack.validity.from), 30, {
      signers: THREE_NAMES,
      losses: false,
    });
    fc.assert(
      fc.property(lives.map(withoutAge), (life) => {
        const end = watchLife(pack, life, THREE_NAMES, tally);
        const { file, day, paidMonths } = settleUp(pack, end);
        for (const [at, { grant, benefit, backPaidMonths }] of file.entitlements.entries()) {
          if (!pack.covers(grant.insurance, grant.kind)) continue;
          assert.equal(benefit.status, "paying");
          const onTime = [...(paidMonths[at] ?? [])];
          const all = [...onTime, ...backPaidMonths].toSorted((left, right) => left - right);
          assert.deepEqual(all, monthsBetween(life.openedOn, day));
          assert.deepEqual(viewEntitlement(pack, file, at, day)?.backpayMonths, []);
          const again = applyEvent(
            pack,
            file,
            { type: "apply", entitlement: at, action: "backpay", wasTerminated: false },
            day,
          );
          assert.equal(again.refused, "not-due");
          backPaid += backPaidMonths.length;
        }
      }),
      seeded(t, RUNS),
    );
    t.diagnostic(`${backPaid} months paid back; ${tallyText(tally)}`);
    assert.ok(backPaid > 0, "nothing was ever paid back");
  });
}
