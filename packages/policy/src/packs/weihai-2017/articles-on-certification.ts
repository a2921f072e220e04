// Weihai, articles 1 to 7: who is certified, when and how; in our own words.

import type { Article } from "../../article.ts";
import { byRule, byCapability } from "../../article.ts";

export const WEIHAI_ON_CERTIFICATION: readonly Article[] = [
  {
    clause: "WH 1",
    title: { zh: "目的", en: "Purpose" },
    summary: {
      zh: "保障权益、守住基金、按时发放；用指标检验是否做到。",
      en: "Protect people and fund, pay in time; figures show whether it works.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "WH 2",
    title: { zh: "建立制度", en: "The system" },
    summary: {
      zh: "建立长期待遇资格认证制度，堵住漏洞。",
      en: "Certification for long-term benefits closes the gaps.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "WH 3",
    title: { zh: "适用人员", en: "Who is covered" },
    summary: {
      zh: "由基金定期支付的六类长期待遇领取人。",
      en: "Six groups of people paid long-term benefits by the funds.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "WH 3.1",
    title: { zh: "第一类：退休、离休人员", en: "Group 1" },
    summary: {
      zh: "机关企事业退休退职人员和企业离休人员。",
      en: "Retirees of institutions and enterprises, enterprise veteran cadres.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "WH 3.2",
    title: { zh: "第二类：居民养老", en: "Group 2" },
    summary: { zh: "领取城乡居民养老待遇的人员。", en: "People paid a residents' pension." },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "WH 3.3",
    title: { zh: "第三类：工伤职工", en: "Group 3" },
    summary: {
      zh: "每月领津贴或护理费的受伤职工。",
      en: "Injured workers paid an allowance or nursing fee.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "WH 3.4",
    title: { zh: "第四类：供养亲属", en: "Group 4" },
    summary: { zh: "领取抚恤金的工亡职工供养亲属。", en: "Dependants of workers killed at work." },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "WH 3.5",
    title: { zh: "第五类：遗属", en: "Group 5" },
    summary: {
      zh: "领取生活困难补助的企业离退休人员遗属。",
      en: "Survivors of enterprise retirees paid a hardship subsidy.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "WH 3.6",
    title: { zh: "第六类：其他长期待遇", en: "Group 6" },
    summary: { zh: "不在前五类里的长期领取人。", en: "Others paid a long-term benefit." },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "WH 4",
    title: { zh: "机构分工", en: "Who does what" },
    summary: {
      zh: "行政部门指导监督，市区经办机构制定和实施，镇街和社区具体认证并协助调查。",
      en: "Authorities guide, agencies plan and run, township and community bodies certify and inquire.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "WH 5",
    title: { zh: "全市一体、集中与分散结合", en: "One city, windows and between" },
    summary: {
      zh: "全市任一机构都能认证；集中认证的时间由机构确定并公告，平时也可认证。",
      en: "Any body in the city certifies; windows are announced, and people may certify between them.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "WH 6",
    title: { zh: "信息变更报告", en: "Changes of data" },
    summary: {
      zh: "信息变化后十个工作日内报告或自行更新，机构核实维护。",
      en: "Changes are reported or entered within ten working days and kept correct.",
    },
    answer: byCapability("basic-data"),
  },
  {
    clause: "WH 7",
    title: { zh: "认证方式", en: "Methods" },
    summary: {
      zh: "社区、自助、协同、异地、境外和其他方式。",
      en: "Community, self-service, data, off-site, abroad and others.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "WH 7.1",
    title: { zh: "社区认证并公示", en: "Community, displayed" },
    summary: {
      zh: "社区到场认证，行动不便的入户认证，结果要公示。",
      en: "At the service point or at home; results are displayed.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "WH 7.2",
    title: { zh: "自助认证", en: "Self-service" },
    summary: {
      zh: "用APP、网厅等自助认证，须达到要求的频率。",
      en: "By app or website, at the frequency asked for.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "WH 7.3",
    title: { zh: "协同认证", en: "By data" },
    summary: {
      zh: "与公安、民政、卫生和医院共享信息认证。",
      en: "By records of police, civil affairs, health and hospitals.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "WH 7.4",
    title: { zh: "异地协助认证", en: "Off-site" },
    summary: {
      zh: "外地居住的由居住地机构代为认证并上传；本市的外地人按参保地要求办理。",
      en: "Whoever lives elsewhere is certified there; people of other regions here by their own rules.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "WH 7.5",
    title: { zh: "境外认证", en: "Abroad" },
    summary: {
      zh: "使领馆、港澳工会、台湾公证机构的证明，六个月有效；回国可凭有效证件办理。",
      en: "Papers of consulates, Hong Kong and Macao unions or Taiwan notaries, valid six months; or in person when back.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "WH 7.6",
    title: { zh: "其他方式", en: "Other ways" },
    summary: {
      zh: "上述方式不够用时可采用其他方式。",
      en: "Other ways where those do not suffice.",
    },
    answer: byRule("eligible"),
  },
];
