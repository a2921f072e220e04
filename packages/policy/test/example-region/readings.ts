// What the fictional rules of Yunwan leave open, and how we read it.

import type { PackReading } from "../../src/pack.ts";

export const YUNWAN_READINGS: readonly PackReading[] = [
  {
    option: "leastMonths",
    cites: ["YW 2"],
    zh: "距生日月末不足九个月的认证，管到下一年的生日月末。",
    en: "A certification nine months or less before the birth month's end holds for the next one.",
  },
  {
    option: "remindDaysBefore",
    cites: ["YW 4"],
    zh: "按日历天数倒数，不避开节假日。",
    en: "Counted back in calendar days, holidays included.",
  },
  {
    option: "suspendOnDay",
    cites: ["YW 6"],
    zh: "次月10日起的第一个工作日；10日本身是工作日的就是10日。",
    en: "The first working day from the 10th of the next month on, the 10th itself included.",
  },
  {
    option: "checkupWorkingDays",
    cites: ["YW 5"],
    zh: "体检信息到达后第十个工作日起算，到达当日不计。",
    en: "A check-up counts from the tenth working day after its arrival.",
  },
];
