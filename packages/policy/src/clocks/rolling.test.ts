import assert from "node:assert/strict";
import { test } from "node:test";

import { someEntitlement } from "../../test/some-file.ts";
import { dayAt, formatDay } from "../civil-date.ts";
import type { RollingOptions } from "./rolling.ts";
import { rollingClock } from "./rolling.ts";

const TWELVE_MONTHS: RollingOptions = {
  periodMonths: () => 12,
  firstCycle: "since",
  pendingFrom: "day-after-deadline",
  suspendOn: "day-after-deadline",
};

/** The days of the cycle as dates, `-` where there is none. */
function cycleFrom(options: Partial<RollingOptions>, anchor: string) {
  const cycle = rollingClock({ ...TWELVE_MONTHS, ...options }).cycle({
    facts: someEntitlement(),
    anchor: dayAt(anchor),
    isAnchorSigned: true,
    latestSign: dayAt(anchor),
    latestPaper: undefined,
    windows: [],
    asOf: dayAt(anchor),
  });
  const text = (day: number | undefined): string => (day === undefined ? "-" : formatDay(day));
  return {
    deadline: text(cycle.deadline),
    remindOn: text(cycle.remindOn),
    pendingFrom: text(cycle.pendingFrom),
    suspendOn: text(cycle.suspendOn),
  };
}

test("The deadline is twelve months on; pending and suspension begin the day after it", () => {
  assert.deepEqual(cycleFrom({}, "2023-02-10"), {
    deadline: "2024-02-10",
    remindOn: "-",
    pendingFrom: "2024-02-11",
    suspendOn: "2024-02-11",
  });
});

test("The reminder is counted forward from the anchor, with its own clamp", () => {
  const options = { remindAfterMonths: 9, pendingFrom: "reminder" } as const;
  assert.deepEqual(cycleFrom(options, "2024-02-29"), {
    deadline: "2025-02-28",
    remindOn: "2024-11-29",
    pendingFrom: "2024-11-29",
    suspendOn: "2025-03-01",
  });
  assert.equal(cycleFrom(options, "2023-05-31").remindOn, "2024-02-29");
});

test("Suspended on the 1st of the month after the one in which the deadline falls, even if it is a 1st", () => {
  const options = { suspendOn: "first-of-next-month" } as const;
  assert.equal(cycleFrom(options, "2023-02-01").suspendOn, "2024-03-01");
  assert.equal(cycleFrom(options, "2023-02-28").suspendOn, "2024-03-01");
  assert.equal(cycleFrom(options, "2023-12-31").suspendOn, "2025-01-01");
});

test("Where time suspends nobody there is no such day", () => {
  assert.equal(cycleFrom({ suspendOn: "never" }, "2023-02-10").suspendOn, "-");
});

test("The first cycle starts on `since`, or on the 1st of the month after it, a 1st moving on too", () => {
  const start = (firstCycle: RollingOptions["firstCycle"], since: string): string =>
    formatDay(
      rollingClock({ ...TWELVE_MONTHS, firstCycle }).firstCycleStart(
        someEntitlement({ since: dayAt(since) }),
      ),
    );
  assert.equal(start("since", "2023-05-20"), "2023-05-20");
  assert.equal(start("month-after-since", "2023-05-20"), "2023-06-01");
  assert.equal(start("month-after-since", "2023-05-01"), "2023-06-01");
  assert.equal(start("month-after-since", "2023-12-31"), "2024-01-01");
});
