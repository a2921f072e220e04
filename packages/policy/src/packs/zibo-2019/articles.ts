// Every chapter, item and annex of the Zibo notice in our own words, and what answers it.

import type { Article } from "../../article.ts";
import { byRule, byCapability } from "../../article.ts";

export const ZIBO_ARTICLES: readonly Article[] = [
  {
    clause: "ZB 1",
    title: { zh: "认证范围", en: "Who is covered" },
    summary: {
      zh: "由本市发养老金的企业退休、退职人员，以及按期领钱的遗属。",
      en: "Enterprise retirees paid by the city and survivors with a periodic benefit.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 2",
    title: { zh: "认证时间", en: "When" },
    summary: { zh: "每年4月1日至12月31日。", en: "1 April to 31 December of each year." },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 3",
    title: { zh: "方式方法", en: "Ways" },
    summary: {
      zh: "APP自助、就近窗口、上门、委托和视频。",
      en: "App, any counter, home visit, mandate and video.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 3.1",
    title: { zh: "自助与窗口认证", en: "App and counter" },
    summary: {
      zh: "APP刷脸，或持身份证到就近社区、街道办理；非本辖区的也要受理；纸质登记可批量录入。",
      en: "By face, or with an ID at any community or street office, outsiders too; paper registers are entered in batches.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 3.2",
    title: { zh: "行动不便者", en: "The immobile" },
    summary: {
      zh: "应接受上门申请；也可由亲属持委托书和双方身份证办理，或用视频照片。",
      en: "Home visits on request, a relative with mandate and both ID cards, or a film.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 4",
    title: { zh: "静默认证为主", en: "Silent first" },
    summary: {
      zh: "以数据静默认证为主，自助为辅，疑点实地核实。",
      en: "Records first, self-service second, doubts checked on the spot.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 4.1",
    title: { zh: "信息比对", en: "Matching records" },
    summary: {
      zh: "用部、省、市和本地数据比对认证，并处理疑点和未认证人员。",
      en: "Ministry's, province's, city's and local data certify, and bring doubts to light.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 4.1.1",
    title: { zh: "部级比对数据", en: "Ministry's data" },
    summary: {
      zh: "下载部级系统比对数据用于认证。",
      en: "The ministry's comparison data are used.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 4.1.2",
    title: { zh: "省静默认证数据", en: "Province's data" },
    summary: {
      zh: "使用省里下发的静默认证数据。",
      en: "The province's silent-certification data are used.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 4.1.3",
    title: { zh: "市共享平台", en: "City's platform" },
    summary: {
      zh: "每月在市数据共享平台批量比对。",
      en: "The city's sharing platform is queried in bulk each month.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 4.1.4",
    title: { zh: "本地部门数据", en: "Local data" },
    summary: {
      zh: "与本地法院、公安、医疗、交通等部门互通数据。",
      en: "Local police, justice, civil affairs, transport, health, medical insurance and courts share data.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 4.1.5",
    title: { zh: "疑似冒领即暂停", en: "Suspected claims: suspend" },
    summary: {
      zh: "比对发现疑似冒领的及时暂停。",
      en: "Whoever seems to be claimed for falsely is suspended promptly.",
    },
    answer: byRule("suspension/loss-found"),
  },
  {
    clause: "ZB 4.1.6",
    title: { zh: "未认证列入待核实", en: "Uncertified: pending" },
    summary: {
      zh: "年度内未认证的列入待核实名单。",
      en: "Whoever is not certified in the year is pending.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "ZB 4.2",
    title: { zh: "信息核实", en: "Verification" },
    summary: {
      zh: "待核实人员由居住地机构核实并处理。",
      en: "The pending are verified where they live.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "ZB 4.2.1",
    title: { zh: "次年1月下发", en: "Dispatched in January" },
    summary: {
      zh: "次年1月按居住地下发名单并记录。",
      en: "In January of the next year lists go to the place of residence.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "ZB 4.2.2",
    title: { zh: "融入服务逐一核实", en: "During services" },
    summary: {
      zh: "借体检、走访、活动等逐一核实，具备资格的留照片或视频。",
      en: "Check-ups, visits and activities verify; a photo or film is kept.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 4.2.3",
    title: { zh: "三个月内完成", en: "Within three months" },
    summary: {
      zh: "收到名单后三个月内核实、建台账、反馈并存档。",
      en: "Verified, recorded and reported within three months.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "ZB 4.2.4",
    title: { zh: "按核实结果处理", en: "What follows" },
    summary: {
      zh: "确认丧失立即停发；联系不到可暂停，三个月无异议则停发；仍具备资格的恢复补发。",
      en: "A confirmed loss stops; out of reach may be suspended, after three months without objection stopped; the entitled are paid again and back.",
    },
    answer: byRule("suspension/unreachable"),
  },
  {
    clause: "ZB 4.3",
    title: { zh: "冒领追偿", en: "Recovering false claims" },
    summary: { zh: "建立冒领追偿机制。", en: "How money claimed falsely is recovered." },
    answer: byCapability("overpayment"),
  },
  {
    clause: "ZB 4.3.1",
    title: { zh: "专项追偿行动", en: "Campaigns" },
    summary: {
      zh: "对暂停停发中疑似冒领的定期开展追偿行动。",
      en: "Campaigns against suspected false claims.",
    },
    answer: byCapability("overpayment"),
  },
  {
    clause: "ZB 4.3.2",
    title: { zh: "移送处理", en: "Handing over" },
    summary: {
      zh: "拒不退还或涉嫌欺诈的按程序呈报并配合移送公安。",
      en: "Refusals and fraud are reported and handed to the police.",
    },
    answer: byCapability("overpayment"),
  },
  {
    clause: "ZB 5",
    title: { zh: "服务要求", en: "How to serve" },
    summary: { zh: "寓认证于服务。", en: "Certify while serving." },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 5.1",
    title: { zh: "不得拒绝到窗口的人", en: "Nobody refused" },
    summary: { zh: "主动到窗口的人一律办理。", en: "Whoever comes to a counter is served." },
    answer: byRule("eligible"),
  },
  {
    clause: "ZB 5.2",
    title: { zh: "掌握生存状况并上报", en: "Reporting losses" },
    summary: {
      zh: "认证机构发现丧失资格的第一时间上报暂停，造成冒领的追责。",
      en: "Bodies report losses at once for suspension; who fails answers for it.",
    },
    answer: byRule("suspension/loss-found"),
  },
  {
    clause: "ZB 5.3",
    title: { zh: "移交社区建台账", en: "Hand-over and registers" },
    summary: {
      zh: "按住址把人员移交认证机构，逐人核实登记并更新资料。",
      en: "People are handed to bodies by address, registered one by one and their data renewed.",
    },
    answer: byCapability("basic-data"),
  },
  {
    clause: "ZB 6",
    title: { zh: "举报和监督", en: "Reports by the public" },
    summary: { zh: "公布举报电话，及时处理。", en: "Hotlines are published and reports handled." },
    answer: byCapability("tips"),
  },
  {
    clause: "ZB 7",
    title: { zh: "其他要求", en: "Other requirements" },
    summary: { zh: "宣传、人力保障和调度考核。", en: "Publicity, means, and assessment." },
    answer: byCapability("publicity"),
  },
  {
    clause: "ZB 7.1",
    title: { zh: "宣传告知", en: "Telling people" },
    summary: {
      zh: "通过媒体宣传，社区张贴通知或电话告知。",
      en: "Media, posters in communities and phone calls.",
    },
    answer: byCapability("publicity"),
  },
  {
    clause: "ZB 7.2",
    title: { zh: "保障落实", en: "Means" },
    summary: { zh: "配足人力物力财力，立即部署。", en: "Staff, means and money are provided." },
    answer: byCapability("oversight"),
  },
  {
    clause: "ZB 7.3",
    title: { zh: "调度考核", en: "Assessment" },
    summary: {
      zh: "定期调度，作为区县考核和经费拨付依据。",
      en: "Progress is followed and counts in the yearly assessment.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "ZB A1",
    title: { zh: "附件1：举报地点和电话", en: "Annex 1: hotlines" },
    summary: { zh: "各区县举报地点和电话。", en: "Places and phones for reports." },
    answer: byCapability("tips"),
  },
  {
    clause: "ZB A2",
    title: { zh: "附件2：认证通知", en: "Annex 2: the notice" },
    summary: { zh: "张贴用的认证通知。", en: "The notice to be posted." },
    answer: byCapability("publicity"),
  },
];
