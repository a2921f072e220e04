// Our readings where the text is silent or unclear; each is a choice that the pack can change.

import type { PackReading } from "../../pack.ts";
import { sharedReadings } from "../../shared-readings.ts";

export const SHANXI_READINGS: readonly PackReading[] = [
  {
    option: "cycleMonths",
    cites: ["SX 1.4"],
    zh: "距上次通过十二个月，最后一天仍有效；改短会让更多人到期。",
    en: "Twelve months from the last pass, its last day included; shorter makes more people due.",
  },
  {
    option: "remindAfterMonths",
    cites: ["SX 1.4"],
    zh: "“提前三个月”取上次通过满九个月那天；改大则提醒更晚。",
    en: "Three months before the end is nine months after the pass; later leaves less time.",
  },
  {
    option: "remindAfterFailedAttempt",
    cites: ["SX 1.4"],
    zh:
      "在APP上认证不成功的，提醒日（含）至截止日（含）之间每失败一次再提醒一次，同一人一天至多一次；提醒日之前的失败由" +
      "到期提醒来回应，截止日之后由单位核实；改为否则只提醒一次。",
    en:
      "A failed attempt in the app, from the reminder's day to the deadline, sends the reminder again, at most once a " +
      "day a person; the reminder itself answers earlier ones, the unit's check later ones. Off, it goes out once.",
  },
  {
    option: "verifyWithinMonths",
    cites: ["SX 3.1.1"],
    zh: "单位自任务打开起三个月内核实。",
    en: "The unit has three months from the day the task opens.",
  },
  {
    option: "confirmWithinWorkingDays",
    cites: ["SX 2.2"],
    zh: "数据中的丧失由经办机构三个工作日内确认，文件未写期限。",
    en: "A loss from data is confirmed within three working days, a time the text does not name.",
  },
  {
    option: "covered-kinds",
    cites: ["SX 2.1"],
    zh: "只含省直单位的退休退职和离休待遇，遗属待遇不在内。",
    en: "Retirement and veteran cadres' pensions of province-level units only, no survivors' subsidies.",
  },
  {
    option: "first-cycle-from-start",
    cites: ["SX 1.4"],
    zh: "新领取人的第一个周期从开始领取之日起算。",
    en: "A new beneficiary's first cycle starts on the day the benefit began.",
  },
  {
    option: "pending-after-deadline",
    cites: ["SX 2.3"],
    zh: "满九个月只提醒，仍视为具备资格；过了截止日才待核实。若提前转待核实，单位会多收三个月名单。",
    en: "After nine months there is a reminder only; pending begins after the deadline. Earlier, units would get longer lists.",
  },
  {
    option: "lapse-suspends-nothing",
    cites: ["SX 3.1.4", "SX 2.3"],
    zh: "只过期限不暂停；单位书面说明联系不上才暂停。若到期即停，文件没有依据。",
    en: "Time alone suspends nothing; the unit's written finding does. The text gives no ground for more.",
  },
  {
    option: "unreachable-suspends",
    cites: ["SX 3.1.4"],
    zh: "联系不上当日暂停并结束任务，任何承办机构说了都算。",
    en: "Out of reach suspends that day and ends the task, whichever body finds it.",
  },
  {
    option: "no-stop-by-time",
    cites: ["SX 3.1.4", "SX 2.2"],
    zh: "暂停没有三个月期限，不会因时间变为停发。",
    en: "A suspension has no clock and never becomes a stop by time.",
  },
  {
    option: "suspend-first",
    cites: ["SX 2.2"],
    zh: "数据中的丧失当日先暂停再确认；改成先确认则多发几天。",
    en: "A loss from data suspends on arrival, then is confirmed; the other order pays some days more.",
  },
  {
    option: "missing-must-be-declared",
    cites: ["SX 2.2"],
    zh: "只有法院宣告失踪才算丧失，一般走失不算。",
    en: "Only a court's declaration of missing is a loss.",
  },
  {
    option: "suspended-sentence",
    cites: ["SX 2.2"],
    zh: "缓刑不算服刑；只有正在服刑才暂停。",
    en: "A suspended sentence is no imprisonment.",
  },
  {
    option: "unit-or-agency",
    cites: ["SX 3.1"],
    zh: "有单位的由单位核实，没有单位的由经办机构。",
    en: "The unit verifies; without one, the agency.",
  },
  {
    option: "evidence-of-life",
    cites: ["SX 3.1.2"],
    zh: "核实具备资格须同时有照片或视频和书面材料，少一样不受理；平时的认证不要求。",
    en: "A verification as entitled needs a photo or film and a written paper; ordinary certifications need none.",
  },
  {
    option: "no-review",
    cites: ["SX 2.1"],
    zh: "见面认证当场生效，不另设审核；加审核会推迟生效。",
    en: "A certification in person counts at once, without reviews.",
  },
  {
    option: "reminder-without-phone",
    cites: ["SX 1.4"],
    zh: "没有手机的通知单位；两者都没有的单独发一份任务通知并列入公告名单。",
    en: "Without a phone the unit is told; without both a notice of its own goes to the body, and the person is on the public list.",
  },
  {
    option: "first-run",
    cites: ["SX 1.4"],
    zh: "通知施行首日，已到期的提醒当夜一并发出；这里时间本身不暂停，所以不必另留三个月。",
    en: "In the notice's first run all reminders that are due by then go out. Time alone suspends nothing here, so no three months are kept free.",
  },
  {
    option: "late-anchor-reminds",
    cites: ["SX 1.4"],
    zh: "迟到信息定出的周期若已过提醒日，当天补提醒。",
    en: "Late news that sets a cycle whose reminder day is past reminds at once.",
  },
  {
    option: "no-payment-failure-rule",
    cites: ["SX 2.2"],
    zh: "连续发放失败在这里不暂停，那是四川的规定。",
    en: "Failed payments suspend nothing here.",
  },
  {
    option: "dependants-losses",
    cites: ["SX 2.2"],
    zh: "再婚、就业、收养、参军对退休人员不算丧失。",
    en: "Remarriage, work, adoption and service are no losses of a retiree.",
  },
  ...sharedReadings({
    signs: ["SX 2.1"],
    cycle: ["SX 1.4"],
    anchor: ["SX 1.4"],
    conflict: ["SX 2.3"],
    loss: ["SX 2.2"],
    refute: ["SX 2.2"],
    verify: ["SX 3.1"],
    stop: ["SX 3.1.3"],
    task: ["SX 3.1", "SX 3.1.1"],
    objection: ["SX 2.2"],
    resume: ["SX 2.2"],
    signatures: ["SX 2.2"],
    lock: ["SX 2.2"],
    tracking: ["SX 2.2"],
  }),
];
