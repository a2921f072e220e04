import assert from "node:assert/strict";
import { test } from "node:test";

import { someEntitlement } from "../../test/some-file.ts";
import { dayAt, formatDay } from "../civil-date.ts";
import { calendarYearClock } from "./calendar-year.ts";
import type { Cycle } from "./clock.ts";

function cycleOf(since: string, certified: string | undefined): Cycle {
  return calendarYearClock({ windowOpensInMonth: 4 }).cycle({
    facts: someEntitlement({ since: dayAt(since) }),
    anchor: dayAt(certified ?? since),
    isAnchorSigned: certified !== undefined,
    latestSign: certified === undefined ? undefined : dayAt(certified),
    latestPaper: undefined,
    windows: [],
    asOf: dayAt("2024-06-01"),
  });
}
const deadline = (since: string, certified?: string): string =>
  formatDay(cycleOf(since, certified).deadline ?? 0);

test("A sign from 1 April to 31 December certifies its year: good until the end of the next", () => {
  assert.equal(deadline("2010-01-01", "2023-04-01"), "2024-12-31");
  assert.equal(deadline("2010-01-01", "2023-12-31"), "2024-12-31");
});

test("A sign from 1 January to 31 March is a late one of the year before", () => {
  assert.equal(deadline("2010-01-01", "2024-01-01"), "2024-12-31");
  assert.equal(deadline("2010-01-01", "2024-03-31"), "2024-12-31");
  assert.equal(deadline("2010-01-01", "2024-04-01"), "2025-12-31");
});

test("Without a sign the grant is good until the end of the next year, whatever its month", () => {
  assert.equal(deadline("2023-01-01"), "2024-12-31");
  assert.equal(deadline("2023-12-31"), "2024-12-31");
});

test("A late sign of the year before never shortens what the grant gives", () => {
  assert.equal(deadline("2024-01-10", "2024-02-01"), "2025-12-31");
});

test("Pending from 1 January; time alone reminds and suspends nobody", () => {
  const cycle = cycleOf("2010-01-01", "2023-05-01");
  assert.equal(cycle.pendingFrom, dayAt("2025-01-01"));
  assert.equal(cycle.remindOn, undefined);
  assert.equal(cycle.suspendOn, undefined);
});
