// The items of the Qingdao notice that pages cite, each in everyday words.

import type { RegionWords } from "../../region-words.ts";

export const QINGDAO_WORDS: RegionWords = {
  citationForm: "part",
  annexes: "steps",
  apps: [],
  clauses: {
    "QD 1.3": {
      zh: "各部门的记录汇总到一起用；在窗口和手机上办的认证，直接算数。",
      en: "records of many bodies are put together; what you do at a counter or on a phone counts at once.",
    },
    "QD 1.4": {
      zh: "各部门送来的记录，到下个月4日才用上。",
      en: "records of other bodies count from the 4th of the next month.",
    },
    "QD 3.1": {
      zh: "退休人员12个月认证一次，遗属6个月认证一次；过期没有认证的，从下个月起暂停发钱。",
      en: "retirees are certified every 12 months, survivors every 6; after that payment pauses from the next month.",
    },
    "QD 3.2": {
      zh: "单位可以确认“通过”或“不通过”。通过的，重新算起；不通过的，从下个月起暂停。",
      en: "your employer may pass you, which begins a new period, or not, which pauses payment from the next month.",
    },
    "QD 3.3": {
      zh: "暂停以后发现还有资格的，由单位报上来，审核后从下个月起恢复并补发。",
      en: "whoever turns out to be entitled is reported by the employer and paid again from the month after the review.",
    },
    "QD 4.1": {
      zh: "单位每年至少确认一次。",
      en: "your employer confirms you at least once a year.",
    },
    "QD 4.2": {
      zh: "没有记录、要核实的人，单位要及时认证。",
      en: "your employer certifies in good time whoever has no record.",
    },
    "QD 4.3": {
      zh: "单位更新您的资料，也等于认证一次。",
      en: "bringing your details up to date certifies you as well.",
    },
    "QD A6": {
      zh: "没有资格的和要核实的，单位在每月最后一天以前报结果。",
      en: "your employer reports on those to be checked by the last day of each month.",
    },
  },
};
