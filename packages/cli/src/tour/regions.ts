// The regions of the tour, and in each the kind of person whom it is worth explaining.

import { findPack } from "@lingdai/policy";

/** One row of `conclusions`, as far as a person to explain is looked for in it. */
export interface ConclusionRow {
  readonly idNumber: string;
  readonly insurance: string;
  readonly kind: string;
  readonly lastCertifiedOn: string;
  readonly conclusion: string;
  readonly pendingReason: string;
  readonly lastCertifiedBy: string;
  readonly action: string;
}

export interface TourRegion {
  readonly policy: string;
  /** The share of the main region's people that this one has. */
  readonly share: number;
  /** Who is explained in words, and the rows that fit. */
  readonly example: { readonly who: string; readonly fits: (row: ConclusionRow) => boolean };
}

export const TOUR_REGIONS: readonly TourRegion[] = [
  {
    policy: "sichuan-2022",
    share: 1,
    example: {
      who: "一位说法互相矛盾的老人：有部门说人不在了，之后又有人见过",
      fits: (row) => row.pendingReason === "conflict",
    },
  },
  {
    policy: "shanxi-2018",
    share: 0.2,
    example: {
      who: "一位被部门数据认定丧失资格的人",
      fits: (row) => row.conclusion === "lost",
    },
  },
  {
    policy: "qingdao-2019",
    share: 0.2,
    example: {
      who: "一位服务期已过、单位还没有确认的退休人员",
      fits: (row) => row.pendingReason === "no-sign" && row.kind === "retirement-pension",
    },
  },
  {
    policy: "weihai-2017",
    share: 0.2,
    example: {
      who: "一位错过集中认证的人",
      fits: (row) => row.pendingReason === "no-sign" && row.action === "suspend",
    },
  },
  {
    policy: "zibo-2019",
    share: 0.2,
    example: {
      who: "一位坐过火车、什么都不用做的退休人员",
      // From 1 April on a journey certifies its own year (ZB 2).
      fits: (row) =>
        row.conclusion === "eligible" &&
        row.lastCertifiedBy === "rail-travel" &&
        row.lastCertifiedOn.slice("YYYY-".length) >= "04-01",
    },
  },
];

export function titleOf(region: TourRegion): string {
  return findPack(region.policy)?.title.zh ?? region.policy;
}
