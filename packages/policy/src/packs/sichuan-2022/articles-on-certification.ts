// Sichuan, chapters 1 to 6: scope, cycle, methods, lists, verification; in our own words.

import type { Article } from "../../article.ts";
import { byRule, byCapability } from "../../article.ts";

export const SICHUAN_ON_CERTIFICATION: readonly Article[] = [
  {
    clause: "SC 1",
    title: { zh: "适用范围", en: "Scope" },
    summary: {
      zh: "全省各级经办机构发放的养老待遇和工伤定期待遇，领取人都要认证。",
      en: "Everybody paid a pension or a periodic work-injury benefit by an agency of the province is certified.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 2",
    title: { zh: "协助义务", en: "Duty to cooperate" },
    summary: {
      zh: "领取人应当配合认证；门户告诉每个人要做什么、何时之前做完。",
      en: "Beneficiaries cooperate with certification; the portal tells each what to do and by when.",
    },
    answer: byCapability("portal"),
  },
  {
    clause: "SC 3",
    title: { zh: "服务理念", en: "How to serve" },
    summary: {
      zh: "认证服务要人人可得、方便而有温度，用服务指标来检验。",
      en: "Service is to be within everybody's reach, easy and kind; figures show whether it is.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "SC 4",
    title: { zh: "工作原则", en: "Principles" },
    summary: {
      zh: "全年常态办理，先用数据比对，再靠自助和社会化服务，尽量不打扰本人。",
      en: "All year round, records first, then self-service and local services, disturbing people as little as possible.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 5",
    title: { zh: "组织与渠道", en: "Bodies and channels" },
    summary: {
      zh: "三级经办机构组织，本人可在线上办，也可就近到任一窗口或基层平台办。",
      en: "Three levels of agencies organise it; people may use an app or any nearby counter or service point.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 6",
    title: { zh: "宣传", en: "Publicity" },
    summary: {
      zh: "经办机构经常通过各种媒体讲清政策、途径和步骤。",
      en: "Agencies keep explaining rules, ways and steps through all kinds of media.",
    },
    answer: byCapability("publicity"),
  },
  {
    clause: "SC 7",
    title: { zh: "认证周期", en: "The cycle" },
    summary: {
      zh: "十二个月为一个周期，从开始领取的次月起算，每个周期至少认证一次。",
      en: "A cycle lasts twelve months from the month after the benefit began; one certification in each is needed.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 8",
    title: { zh: "递延", en: "Deferral" },
    summary: {
      zh: "周期内可多次认证，每次都从最近一次起重新计算截止日期。",
      en: "People may be certified often; the deadline is counted anew from the latest.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 9",
    title: { zh: "信息比对", en: "Matching records" },
    summary: {
      zh: "与部级系统和各部门共享数据比对，形成名单；发现错误要及时反馈更正。",
      en: "Records shared by the ministry and by departments are matched into lists; errors are fed back and mended.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 10",
    title: { zh: "远程自助认证", en: "Self-service" },
    summary: {
      zh: "本人或近亲属可通过各级APP刷脸认证，结果自动回到系统。",
      en: "People or close relatives certify by face in an app; the result returns by itself.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 11",
    title: { zh: "社会化服务认证", en: "Certification in person" },
    summary: {
      zh: "窗口、单位、基层、银行、上门等都可见面认证；须初审、复核并留存照片或视频。",
      en: "Counters, units, service points, banks and home visits certify, after two reviews and with a photo or film kept.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 12",
    title: { zh: "具备资格", en: "Entitled" },
    summary: {
      zh: "见面、刷脸、单位确认、非危重住院、乘机乘车等信息证明具备资格。",
      en: "Being seen, a face, the unit's word, an ordinary hospital stay or a journey show that somebody is entitled.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 13",
    title: { zh: "丧失资格", en: "No longer entitled" },
    summary: {
      zh: "列出哪些来源的哪些信息使人进入丧失资格名单。",
      en: "Which records of which sources put somebody on the list of those who lost entitlement.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "SC 13.1",
    title: { zh: "丧失养老待遇资格", en: "Losing a pension" },
    summary: {
      zh: "死亡、失踪、服刑等信息使人丧失养老待遇资格。",
      en: "Death, disappearance and imprisonment end a pension.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "SC 13.2",
    title: { zh: "丧失工伤定期待遇资格", en: "Losing a work-injury benefit" },
    summary: {
      zh: "死亡、失踪之外，供养亲属被收养、再婚、就业、参军或成年（未完全丧失劳动能力）也丧失。",
      en: "Besides death and disappearance, a dependant's adoption, remarriage, work, service or coming of age ends it.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "SC 14",
    title: { zh: "待核实", en: "Pending" },
    summary: {
      zh: "两类名单都不在、两类名单都在、或期满前三个月仍无有效信息的，逐一核实。",
      en: "Whoever is on neither list, on both, or without a sign three months before the end is checked one by one.",
    },
    answer: byRule("pending/conflict"),
  },
  {
    clause: "SC 15",
    title: { zh: "按居住地下发", en: "Handed to the place of residence" },
    summary: {
      zh: "待核实名单按居住地分给基层服务组织去核实。",
      en: "The pending are handed to the service point where they live.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SC 16",
    title: { zh: "核实方式；工伤先找单位", en: "Ways to verify; work injury: the unit first" },
    summary: {
      zh: "基层结合各类服务核实；工伤待遇先由参保单位核实，不行再由基层核实。",
      en: "Service points verify during their services; for work injury the unit first, then the service point.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SC 17",
    title: { zh: "核实时宣传自助", en: "Promoting self-service" },
    summary: {
      zh: "核实的同时向群众介绍刷脸等自助办法。",
      en: "While verifying, bodies show people how to certify by themselves.",
    },
    answer: byCapability("publicity"),
  },
  {
    clause: "SC 18",
    title: { zh: "在社会化服务中核实", en: "During services for retirees" },
    summary: {
      zh: "借活动、慰问、体检等机会核实，少填表，工作人员记台账并留照片或视频。",
      en: "Activities, visits and check-ups serve to verify: few forms, staff keep the ledger and a photo or film.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 18.1",
    title: { zh: "文体活动签到", en: "Activities" },
    summary: {
      zh: "参加活动时签到即可记录资格状态。",
      en: "Signing in at an activity records that the person is there.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 18.2",
    title: { zh: "走访慰问", en: "Visits" },
    summary: { zh: "慰问时当面核实并标记。", en: "A visit in person verifies and is marked." },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 18.3",
    title: { zh: "体检就诊", en: "Check-ups" },
    summary: {
      zh: "体检、义诊等服务中通过交流和健康档案核实。",
      en: "Check-ups and clinics verify by talk and health file.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 19",
    title: { zh: "在入户调查中核实", en: "During the household survey" },
    summary: {
      zh: "全民参保入户调查时一并核实并规范记录。",
      en: "The household survey verifies as well and keeps proper records.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 19.1",
    title: { zh: "调查确认具备资格", en: "Found entitled" },
    summary: {
      zh: "调查确认具备资格的，工作人员在汇总表上注明。",
      en: "Whoever is found entitled is noted in the survey's list.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 19.2",
    title: { zh: "调查发现丧失资格", en: "Found to have lost" },
    summary: {
      zh: "发现死亡等情形的，由监护人或代理人写明原因和时间，该说明要留存。",
      en: "Where death or another loss is found, a guardian states cause and date; the statement is kept.",
    },
    answer: byCapability("evidence-store"),
  },
  {
    clause: "SC 20",
    title: { zh: "上门服务", en: "Home visits" },
    summary: {
      zh: "基层为行动不便者建台账，接到申请及时上门，同时完成核实。",
      en: "Service points keep a ledger of the immobile, come on request and verify on the spot.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SC 21",
    title: { zh: "核实期限", en: "Time to verify" },
    summary: {
      zh: "基层收到名单后三个月内核实完、建台账并反馈。",
      en: "Service points verify within three months, keep a ledger and report back.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SC 22",
    title: { zh: "死亡报告", en: "Reporting deaths" },
    summary: {
      zh: "家属、单位和基层要及时向经办机构报告死亡人员。",
      en: "Families, units and service points report deaths promptly.",
    },
    answer: byRule("lost"),
  },
];
