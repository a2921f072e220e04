/**
 * Days on which something tips over: month ends, leap days, anniversaries of the as-of date by the
 * months that matter, one day to either side. It must not know people or files.
 */
import type { PolicyId } from "./known-signs.ts";
import { addDays, addMonths, dayOf, later, monthLength } from "./naive-days.ts";
import type { Chance } from "./seeded-chance.ts";

const SPECIAL_DAYS: Readonly<Record<PolicyId, readonly string[]>> = {
  "sichuan-2022": ["2022-12-12", "2024-02-29", "2024-03-01", "2026-02-28", "2026-03-01"],
  "shanxi-2018": ["2018-09-25", "2020-02-29", "2021-02-28", "2024-05-31"],
  "qingdao-2019": ["2019-06-05", "2024-02-29", "2024-03-01", "2024-03-04", "2024-09-03"],
  "weihai-2017": [
    "2018-01-01",
    "2018-02-28",
    "2018-10-08",
    "2019-10-07",
    "2019-10-08",
    "2020-10-10",
    "2022-03-01",
    "2024-12-31",
  ],
  "zibo-2019": ["2019-05-20", "2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01"],
};

/** An as-of date inside the policy's validity. */
export function drawAsOf(chance: Chance, policy: PolicyId): string {
  const draw = chance.whole(1, 10);
  if (draw <= 3) return chance.pick(SPECIAL_DAYS[policy]);
  const year = chance.whole(2023, 2024);
  const month = chance.whole(1, 12);
  if (draw <= 5) return dayOf(year, month, monthLength(year, month));
  if (draw <= 8) return dayOf(year, month, chance.whole(1, 5));
  return dayOf(year, month, chance.whole(1, 28));
}

/** A day not after the as-of date, mostly next to a whole number of months before it. */
export function drawPastDay(chance: Chance, asOf: string): string {
  const months = chance.pick([
    0, 0, 1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 9, 9, 10, 11, 12, 12, 12, 13, 14, 15, 18, 24, 36, 48, 60,
  ]);
  const draw = chance.whole(1, 8);
  const month = addMonths(asOf, -months);
  const day =
    draw <= 5
      ? addDays(month, chance.pick([-2, -1, -1, 0, 0, 0, 1, 1, 2]))
      : draw === 6
        ? lastOfMonth(month)
        : draw === 7
          ? addDays(lastOfMonth(month), 1)
          : addDays(month, -chance.whole(0, 40));
  return day > asOf ? asOf : day;
}

function lastOfMonth(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return dayOf(year, month, monthLength(year, month));
}

/** The first day of a benefit: long ago, on tricky days of a month, close to the limit, or ahead. */
export function drawSince(chance: Chance, asOf: string): string {
  const draw = chance.whole(1, 10);
  if (draw <= 3) return drawPastDay(chance, asOf);
  if (draw === 4) return addDays(asOf, chance.whole(1, 70));
  const year = Number(asOf.slice(0, 4)) - chance.whole(1, 20);
  if (draw === 5) return dayOf(year - (year % 4), 2, 29);
  if (draw === 6) return dayOf(year, chance.whole(1, 12), 1);
  if (draw === 7) return dayOf(year, 1, 31);
  return dayOf(year, chance.whole(1, 12), chance.whole(1, 28));
}

/** A day of arrival between the occurrence and the as-of date; empty leaves it to the default. */
export function drawArrival(chance: Chance, occurred: string, asOf: string): string {
  const draw = chance.whole(1, 10);
  if (draw <= 2) return "";
  if (draw <= 4) return occurred;
  // About a month and three working days ago: an unconfirmed loss tips over (D2).
  const ripe = addDays(addMonths(asOf, -1), -chance.whole(2, 9));
  if (draw === 5 && ripe >= occurred) return ripe;
  const wanted =
    draw <= 7
      ? addDays(occurred, chance.whole(1, 5))
      : draw === 8
        ? addMonths(occurred, chance.pick([1, 3, 6]))
        : draw === 9
          ? asOf
          : later(occurred, drawPastDay(chance, asOf));
  return wanted > asOf ? asOf : wanted;
}
