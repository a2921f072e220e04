// Weihai, articles 8 to 17: losses, suspension, recovery, validity; in our own words.

import type { Article } from "../../article.ts";
import { byRule, byCapability } from "../../article.ts";

export const WEIHAI_ON_PAYMENT: readonly Article[] = [
  {
    clause: "WH 8",
    title: { zh: "丧失情形", en: "Losses" },
    summary: {
      zh: "七种情形暂时或永久丧失资格。",
      en: "Seven cases in which entitlement ends, for a time or for good.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "WH 8.1",
    title: { zh: "失踪、死亡", en: "Missing, dead" },
    summary: { zh: "人不在了，或下落不明。", en: "Whoever is missing or dead." },
    answer: byRule("lost"),
  },
  {
    clause: "WH 8.2",
    title: { zh: "服刑", en: "Prison" },
    summary: { zh: "在狱中服刑的时候。", en: "While serving a sentence." },
    answer: byRule("lost"),
  },
  {
    clause: "WH 8.3",
    title: { zh: "供养亲属成年", en: "Coming of age" },
    summary: {
      zh: "供养亲属成年，又不是完全没有劳动能力。",
      en: "A dependant of 18 who is not fully incapacitated.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "WH 8.4",
    title: { zh: "供养亲属就业参军", en: "Work or service" },
    summary: {
      zh: "供养亲属开始工作，或去当兵。",
      en: "A dependant who works or serves in the army.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "WH 8.5",
    title: { zh: "供养亲属被收养", en: "Adoption" },
    summary: { zh: "供养亲属有了收养人。", en: "A dependant who is adopted." },
    answer: byRule("lost"),
  },
  {
    clause: "WH 8.6",
    title: { zh: "配偶再婚", en: "Remarriage" },
    summary: { zh: "受供养的丈夫或妻子又结了婚。", en: "A supported spouse who marries again." },
    answer: byRule("lost"),
  },
  {
    clause: "WH 8.7",
    title: { zh: "其他情形", en: "Other cases" },
    summary: { zh: "法律另有规定的情形。", en: "Other cases in law." },
    answer: byRule("lost"),
  },
  {
    clause: "WH 9",
    title: { zh: "丧失后的报告", en: "Reporting a loss" },
    summary: {
      zh: "家属等在市内七个工作日、市外三十个工作日内报告并提供证明。",
      en: "Family report with papers within seven working days in the city, thirty outside.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "WH 10",
    title: { zh: "暂停、补办、恢复和查明", en: "Suspension and the way back" },
    summary: {
      zh: "逾期、未通过或公示有异议的，三个工作日内暂停；补办后次月恢复补发；暂停超六个月由经办机构查明。",
      en: "Late, failed or objected to: suspended within three working days; certified late: paid again and back next month; after six months the agency inquires.",
    },
    answer: byRule("suspension/lapse"),
  },
  {
    clause: "WH 11",
    title: { zh: "重复领取", en: "Duplicate benefits" },
    summary: {
      zh: "重复领取的要退还，拒不退的申请法院执行。",
      en: "What was paid twice is returned, by a court if need be.",
    },
    answer: byCapability("duplicate-benefits"),
  },
  {
    clause: "WH 11.1",
    title: { zh: "两份养老", en: "Two pensions" },
    summary: { zh: "一个人领两份或更多的基本养老。", en: "Two basic pensions at once." },
    answer: byCapability("duplicate-benefits"),
  },
  {
    clause: "WH 11.2",
    title: { zh: "养老加抚恤或遗属补助", en: "Pension and support" },
    summary: {
      zh: "同时领取单位养老待遇和抚恤金或遗属补助。",
      en: "A pension together with a dependant's pension or survivor's subsidy.",
    },
    answer: byCapability("duplicate-benefits"),
  },
  {
    clause: "WH 11.3",
    title: { zh: "养老加伤残津贴", en: "Pension and allowance" },
    summary: {
      zh: "同时领取单位养老待遇和伤残津贴，补差的除外。",
      en: "A pension together with a disability allowance, unless the fund only tops up.",
    },
    answer: byCapability("duplicate-benefits"),
  },
  {
    clause: "WH 11.4",
    title: { zh: "两份医保", en: "Two medical insurances" },
    summary: {
      zh: "同时享受职工和居民医保待遇。",
      en: "Employees' and residents' medical insurance at once.",
    },
    answer: byCapability("duplicate-benefits"),
  },
  {
    clause: "WH 12",
    title: { zh: "骗取的处理", en: "Fraud" },
    summary: {
      zh: "责令退回并处罚，构成犯罪的移送；查明后三十日内报告。",
      en: "Repayment and fine, courts for crimes, reported within thirty days.",
    },
    answer: byCapability("overpayment"),
  },
  {
    clause: "WH 13",
    title: { zh: "举报", en: "Reports by the public" },
    summary: {
      zh: "设电话和网络举报，为举报人保密并奖励。",
      en: "By phone and web, informants kept secret and rewarded.",
    },
    answer: byCapability("tips"),
  },
  {
    clause: "WH 14",
    title: { zh: "工作人员责任", en: "Staff" },
    summary: {
      zh: "认真履职、保密、如实出具结果，违者处理。",
      en: "Staff work truthfully and keep secrets; else they answer for it.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "WH 15",
    title: { zh: "其他待遇", en: "Other benefits" },
    summary: {
      zh: "其他待遇由经办机构用别的方式认证，需要时另建政策包。",
      en: "Other benefits are certified otherwise; where needed, by packs of their own.",
    },
    answer: byCapability("further-packs"),
  },
  {
    clause: "WH 16",
    title: { zh: "解释", en: "Interpretation" },
    summary: {
      zh: "由市人社局解释；与我们的理解不同时，改政策包的选项并推演影响。",
      en: "The city bureau interprets; where it differs from our readings, an option is changed and its effect tried.",
    },
    answer: byCapability("policy-lab"),
  },
  {
    clause: "WH 17",
    title: { zh: "有效期", en: "Validity" },
    summary: {
      zh: "2018年第一天生效，原定五年，后延到2024年底。",
      en: "In force from 1 January 2018, extended to 31 December 2024.",
    },
    answer: byRule("eligible"),
  },
];
