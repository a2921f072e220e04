// The regions of the demonstration: whose people they are, who pays them, and which months of their
// lives are told. A policy that has ended is shown as it ended.

import type { Day, Pack } from "@lingdai/policy";
import { addMonths, findPack, firstOfMonth } from "@lingdai/policy";

interface DemoPlace {
  readonly policy: string;
  readonly payDivision: string;
  /** Parts of all people; nine parts in all. */
  readonly parts: number;
}

const PLACES: readonly DemoPlace[] = [
  { policy: "sichuan-2022", payDivision: "51", parts: 5 },
  { policy: "shanxi-2018", payDivision: "14", parts: 1 },
  { policy: "qingdao-2019", payDivision: "3702", parts: 1 },
  { policy: "weihai-2017", payDivision: "3710", parts: 1 },
  { policy: "zibo-2019", payDivision: "3703", parts: 1 },
];
const PARTS = 9;
/** Whole months of files; each costs a fifth of a minute for 100,000 people. */
export const DEMO_MONTHS = 1;

export interface DemoRegion {
  readonly pack: Pack;
  readonly payDivision: string;
  readonly persons: number;
  /** The first of the first month: the day on which the region is opened. */
  readonly openedOn: Day;
}

/** The last whole months before today, or before the policy's end. */
export function demoRegions(persons: number, today: Day): readonly DemoRegion[] {
  return PLACES.map(({ policy, payDivision, parts }) => {
    const pack = findPack(policy);
    if (pack === undefined) throw new Error(`no policy ${policy}`);
    const last = Math.min(today, pack.validity.to ?? today);
    return {
      pack,
      payDivision,
      persons: Math.max(1, Math.round((persons * parts) / PARTS)),
      openedOn: addMonths(firstOfMonth(last), -DEMO_MONTHS),
    };
  });
}
