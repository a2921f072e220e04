import assert from "node:assert/strict";
import { test } from "node:test";

import { someEntitlement } from "../../test/some-file.ts";
import { dayAt, formatDay } from "../civil-date.ts";
import type { CertificationWindow } from "../facts.ts";
import { windowClock } from "./windows.ts";

const clock = windowClock({ groupOf: () => 2, suspendAfterWorkingDays: 3, paperValidityMonths: 6 });

const aWindow = (from: string, to: string, more: Partial<CertificationWindow> = {}) => ({
  from: dayAt(from),
  to: dayAt(to),
  frequencyMonths: 12,
  ...more,
});
const MAY_TO_JULY = aWindow("2021-05-06", "2021-07-30");

/** The deadline as a date, `none` where nobody is due. */
function deadline(given: {
  readonly sign?: string;
  readonly paper?: string;
  readonly since?: string;
  readonly windows?: readonly CertificationWindow[];
}): string {
  const { deadline: on } = clock.cycle({
    facts: someEntitlement({ since: dayAt(given.since ?? "2005-01-01") }),
    anchor: dayAt(given.sign ?? given.paper ?? given.since ?? "2005-01-01"),
    isAnchorSigned: given.sign !== undefined || given.paper !== undefined,
    latestSign: given.sign === undefined ? undefined : dayAt(given.sign),
    latestPaper: given.paper === undefined ? undefined : dayAt(given.paper),
    windows: given.windows ?? [MAY_TO_JULY],
    asOf: dayAt("2021-06-01"),
  });
  return on === undefined ? "none" : formatDay(on);
}

test("Where no window was announced nobody is due", () => {
  assert.equal(deadline({ windows: [] }), "none");
});

test("A sign inside the window certifies, from its first to its last day and after it", () => {
  assert.equal(deadline({}), "2021-07-30");
  assert.equal(deadline({ sign: "2021-05-06" }), "none");
  assert.equal(deadline({ sign: "2021-07-30" }), "none");
  assert.equal(deadline({ sign: "2021-07-31" }), "none");
});

test("A sign within the frequency before the last day certifies, one day earlier it does not", () => {
  assert.equal(deadline({ sign: "2020-07-30" }), "none");
  assert.equal(deadline({ sign: "2020-07-29" }), "2021-07-30");
});

test("Half a year's frequency asks for a sign of the last six months, unless inside the window", () => {
  const windows = [aWindow("2021-01-04", "2021-08-31", { frequencyMonths: 6 })];
  assert.equal(deadline({ windows, sign: "2020-12-31" }), "2021-08-31");
  assert.equal(deadline({ windows, sign: "2021-01-04" }), "none");
});

test("A paper goes by its own rule alone: six months from its date must reach the window", () => {
  assert.equal(deadline({ paper: "2020-11-06" }), "none");
  assert.equal(deadline({ paper: "2020-11-05" }), "2021-07-30");
  assert.equal(deadline({ paper: "2021-07-30" }), "none");
});

test("Benefits begun on or after the window's first day are not due in it", () => {
  assert.equal(deadline({ since: "2021-05-06" }), "none");
  assert.equal(deadline({ since: "2020-07-29" }), "2021-07-30");
});

test("A benefit's beginning counts as a sign for the frequency", () => {
  assert.equal(deadline({ since: "2020-07-30" }), "none");
  assert.equal(deadline({ since: "2021-05-05" }), "none");
});

test("A window for other groups concerns nobody here", () => {
  assert.equal(
    deadline({ windows: [aWindow("2021-05-06", "2021-07-30", { groups: [1, 3] })] }),
    "none",
  );
  assert.equal(
    deadline({ windows: [aWindow("2021-05-06", "2021-07-30", { groups: [2] })] }),
    "2021-07-30",
  );
});

test("Of several windows missed the deadline is the last day of the earliest, and stays there", () => {
  const windows = [aWindow("2022-05-06", "2022-07-29"), MAY_TO_JULY];
  assert.equal(deadline({ windows }), "2021-07-30");
  assert.equal(deadline({ windows, sign: "2021-06-01" }), "2022-07-29");
});

test("Pending the day after the window, suspended on the third working day", () => {
  const cycle = clock.cycle({
    facts: someEntitlement({ since: dayAt("2005-01-01") }),
    anchor: dayAt("2005-01-01"),
    isAnchorSigned: false,
    latestSign: undefined,
    latestPaper: undefined,
    windows: [MAY_TO_JULY],
    asOf: dayAt("2021-06-01"),
  });
  assert.equal(cycle.pendingFrom, dayAt("2021-07-31"));
  assert.equal(cycle.suspendOn, dayAt("2021-08-04"));
});
