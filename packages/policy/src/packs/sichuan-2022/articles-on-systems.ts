// Sichuan, chapters 8 to 10 and the annexes: systems, reports, staff; in our own words.

import type { Article } from "../../article.ts";
import { byRule, byCapability } from "../../article.ts";

export const SICHUAN_ON_SYSTEMS: readonly Article[] = [
  {
    clause: "SC 33",
    title: { zh: "结果自动入库", en: "Results by interface" },
    summary: {
      zh: "比对和APP结果经接口直接生效，见面认证经审核后生效。",
      en: "Matches and app results count by interface, certifications in person after review.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 34",
    title: { zh: "起止时间", en: "Start and end" },
    summary: {
      zh: "最近一次认证为起点，加一个周期为截止。",
      en: "The latest certification is the start; one cycle later is the end.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 35",
    title: { zh: "自动暂停", en: "Automatic suspension" },
    summary: {
      zh: "超过一个周期未认证的，从第十三个月起由系统自动暂停。",
      en: "Whoever exceeds a cycle is suspended by the system from the thirteenth month.",
    },
    answer: byRule("suspension/lapse"),
  },
  {
    clause: "SC 36",
    title: { zh: "死亡后锁定", en: "Lock after a death" },
    summary: {
      zh: "因死亡暂停或停发的，各类业务包括改资料都被严格控制。",
      en: "After a suspension or stop for death the record is closed to all kinds of business.",
    },
    answer: byRule("stop/loss-confirmed"),
  },
  {
    clause: "SC 37",
    title: { zh: "短信提醒与暂停告知", en: "Messages" },
    summary: {
      zh: "第十个月自动提醒，第十三个月暂停并发告知短信；还要补全手机号码。",
      en: "A reminder in the tenth month, suspension with a message in the thirteenth; phone numbers are completed.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SC 38",
    title: { zh: "未认证人员名单", en: "List of the uncertified" },
    summary: {
      zh: "每日更新未认证名单，各级在权限内查询下载。",
      en: "The list is renewed daily; each level sees and downloads its own.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SC 39",
    title: { zh: "市级督导", en: "City supervision" },
    summary: {
      zh: "市级专人每日查看名单，督促县级。",
      en: "A person in the city looks at the list daily and urges the counties.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "SC 40",
    title: { zh: "县级督导", en: "County supervision" },
    summary: {
      zh: "县级专人每日查看名单，督促基层。",
      en: "A person in the county looks at the list daily and urges service points.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "SC 41",
    title: { zh: "举报", en: "Reports by the public" },
    summary: {
      zh: "公布举报电话，及时处理，按规定奖励。",
      en: "Hotlines are published, reports handled and rewarded.",
    },
    answer: byCapability("tips"),
  },
  {
    clause: "SC 42",
    title: { zh: "工作人员责任", en: "Staff" },
    summary: {
      zh: "如实出具结果，弄虚作假要追责。",
      en: "Results must be true; whoever falsifies answers for it.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "SC 43",
    title: { zh: "解释", en: "Interpretation" },
    summary: {
      zh: "由省局解释；解释与我们的理解不同时，改政策包的选项并推演影响。",
      en: "The provincial bureau interprets; where it differs from our readings, an option is changed and its effect tried.",
    },
    answer: byCapability("policy-lab"),
  },
  {
    clause: "SC 44",
    title: { zh: "施行日期", en: "In force" },
    summary: {
      zh: "自印发之日（2022年12月12日）起施行。",
      en: "In force from its issue on 12 December 2022.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC A1",
    title: { zh: "附件1：国家平台认证步骤", en: "Annex 1: the national platform" },
    summary: {
      zh: "在国家平台网页上本人或代他人刷脸的步骤；结果由接口送来。",
      en: "Steps on the national website; the result comes by interface.",
    },
    answer: byCapability("app-results"),
  },
  {
    clause: "SC A2",
    title: { zh: "附件2：掌上12333步骤", en: "Annex 2: the ministry's app" },
    summary: {
      zh: "在部级APP里刷脸的步骤；结果由接口送来。",
      en: "Steps in the ministry's app; the result comes by interface.",
    },
    answer: byCapability("app-results"),
  },
  {
    clause: "SC A3",
    title: { zh: "附件3：境外居住人员", en: "Annex 3: people abroad" },
    summary: {
      zh: "用领事APP刷脸；不能用的到居住国使领馆办理。",
      en: "The consular app, or else the embassy or consulate.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC A4",
    title: { zh: "附件4：四川人社步骤", en: "Annex 4: Sichuan's app" },
    summary: {
      zh: "在省人社APP里为本人或他人刷脸的步骤。",
      en: "Steps in the province's app, for oneself or another.",
    },
    answer: byCapability("app-results"),
  },
  {
    clause: "SC A5",
    title: { zh: "附件5：四川e社保步骤", en: "Annex 5: the e-insurance app" },
    summary: {
      zh: "在四川e社保里验证身份并刷脸的步骤。",
      en: "Steps in the province's e-insurance app.",
    },
    answer: byCapability("app-results"),
  },
  {
    clause: "SC A6",
    title: { zh: "附件6：社会化服务认证步骤", en: "Annex 6: in person" },
    summary: {
      zh: "带身份证或社保卡到就近窗口或基层平台，由工作人员在系统里办理。",
      en: "With an ID or social card to a nearby counter, where staff file it.",
    },
    answer: byCapability("console"),
  },
  {
    clause: "SC A7",
    title: { zh: "附件7：未认证名单查询", en: "Annex 7: querying the list" },
    summary: {
      zh: "按参保地、险种和六个时间段查询未认证名单；分段由系统算出，查询页面随工作台提供。",
      en: "The list by place, insurance and six bands; the engine has the bands, the console will have the page.",
    },
    answer: byCapability("console"),
  },
];
