// Every item and annex of the Shanxi notice in our own words, and what answers it.

import type { Article } from "../../article.ts";
import { byRule, byCapability } from "../../article.ts";

export const SHANXI_ARTICLES: readonly Article[] = [
  {
    clause: "SX 1",
    title: { zh: "服务新模式", en: "A new way to serve" },
    summary: {
      zh: "不再集中认证，改用信息比对、APP和提醒。",
      en: "No more roll-calls: records, an app and reminders instead.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 1.1",
    title: { zh: "取消集中认证", en: "No roll-calls" },
    summary: {
      zh: "单位不能限时限地把人召集起来认证，更不能让外地的人赶回来。",
      en: "Units may call nobody to a set place and time, nor back from elsewhere.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 1.2",
    title: { zh: "信息比对", en: "Matching records" },
    summary: {
      zh: "定期取得交通、医疗、公安、民政、司法等数据比对，作为继续发放的依据。",
      en: "Records of transport, health, police, civil affairs and justice are matched and decide on payment.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 1.3",
    title: { zh: "手机APP自助", en: "The app" },
    summary: {
      zh: "用“民生山西”刷脸即可认证，单位指导安装使用。",
      en: "A face in the province's app certifies; units help with it.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 1.4",
    title: { zh: "认证提醒与十二个月", en: "Reminder and twelve months" },
    summary: {
      zh: "距上次通过不超过十二个月；无信息或APP认证不成功的提前三个月提醒，没有手机的由单位通知。",
      en: "At most twelve months since the last pass; those without a sign, or who failed in the app, are reminded three months before, or the unit is told.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 2",
    title: { zh: "三类人员分别处理", en: "Three lists" },
    summary: {
      zh: "由比对和自助结果形成具备、丧失、待核实三类名单，分别处理。",
      en: "Records and app results make three lists, each handled in its way.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "SX 2.1",
    title: { zh: "具备资格", en: "Entitled" },
    summary: {
      zh: "列出哪些信息证明具备资格，应正常发放；境外人员按外领函表或当年出入境记录。",
      en: "Which signs prove entitlement; people abroad by the review form or a border crossing.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 2.2",
    title: { zh: "丧失或暂时丧失", en: "Lost for good or for a time" },
    summary: {
      zh: "死亡火化、宣告失踪或死亡、服刑等信息及时停发或暂停；事后证明具备资格或刑满的，恢复或补发。",
      en: "Death, declared missing and prison stop or suspend; whoever proves entitled or is released is paid again.",
    },
    answer: byRule("lost"),
  },
  {
    clause: "SX 2.3",
    title: { zh: "待核实", en: "Pending" },
    summary: {
      zh: "认证期内没有任何比对或自助结果的，作为重点交单位核实。",
      en: "Whoever has no sign in the period is handed to the unit.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SX 3",
    title: { zh: "待核实人员的确认", en: "Verifying the pending" },
    summary: {
      zh: "单位核实的要求和特殊人员的办法。",
      en: "What units must do, and what to do for special cases.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SX 3.1",
    title: { zh: "单位逐一核实", en: "The unit verifies" },
    summary: {
      zh: "单位对名单上的人逐一核实并如实上报。",
      en: "The unit checks each person and reports truthfully.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SX 3.1.1",
    title: { zh: "三个月内完成", en: "Within three months" },
    summary: {
      zh: "单位收到名单后三个月内核实并填确认表上报。",
      en: "The unit verifies within three months and reports on the form.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SX 3.1.2",
    title: { zh: "佐证资料", en: "Evidence" },
    summary: {
      zh: "确认具备资格但不能用APP的，要有现场照片或视频和书面材料。",
      en: "Whoever cannot use the app needs a photo or film and a written confirmation.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SX 3.1.3",
    title: { zh: "确认丧失即停发", en: "Confirmed loss: stop" },
    summary: { zh: "核实确认丧失的立即停发。", en: "A confirmed loss stops payment at once." },
    answer: byRule("stop/loss-confirmed"),
  },
  {
    clause: "SX 3.1.4",
    title: { zh: "联系不到即暂停", en: "Out of reach: suspend" },
    summary: {
      zh: "长期联系不到、无法确认的，出具书面材料并立即暂停。",
      en: "Whoever cannot be reached is suspended at once, on a written statement.",
    },
    answer: byRule("suspension/unreachable"),
  },
  {
    clause: "SX 3.2",
    title: { zh: "特殊人员", en: "Special cases" },
    summary: {
      zh: "行动不便、照片模糊、外省户籍人员的办法。",
      en: "The immobile, those whose photo is useless, those registered elsewhere.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 3.2.1",
    title: { zh: "上门服务", en: "Home visits" },
    summary: {
      zh: "单位为高龄和行动不便者建台账，上门走访认证。",
      en: "Units keep a ledger of the old and immobile and visit them.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 3.2.2",
    title: { zh: "终端重新建模", en: "New model on a terminal" },
    summary: {
      zh: "照片模糊的，单位核实身份后在专用设备上重新采集人脸或指静脉认证。",
      en: "Where the photo is useless, face or finger vein is taken anew on a terminal.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 3.2.3",
    title: { zh: "外省户籍人员", en: "Registered elsewhere" },
    summary: {
      zh: "统计外省户籍人员并上传部级平台，之后用部里的APP认证。",
      en: "They are listed for the ministry's platform and then use its app.",
    },
    answer: byCapability("exchange"),
  },
  {
    clause: "SX 4",
    title: { zh: "处罚与监督", en: "Penalties and supervision" },
    summary: {
      zh: "宣传、处罚和舆论监督的要求。",
      en: "Publicity, penalties and public supervision.",
    },
    answer: byCapability("overpayment"),
  },
  {
    clause: "SX 4.1",
    title: { zh: "活动中确认与宣传", en: "Activities and publicity" },
    summary: {
      zh: "借文体活动、体检、慰问确认待核实人员，同时宣传政策。",
      en: "Activities, check-ups and visits confirm people and spread the word.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "SX 4.2",
    title: { zh: "骗取的处罚", en: "Fraud" },
    summary: {
      zh: "责令退回、罚款、列入失信名单，涉嫌犯罪的移送司法。",
      en: "Pay back, fine, dishonesty list, and the courts where it is a crime.",
    },
    answer: byCapability("overpayment"),
  },
  {
    clause: "SX 4.3",
    title: { zh: "舆论监督与举报", en: "Public supervision" },
    summary: { zh: "鼓励举报，曝光典型案例。", en: "Reports are encouraged and cases published." },
    answer: byCapability("tips"),
  },
  {
    clause: "SX A1",
    title: { zh: "附件1：确认表", en: "Annex 1: confirmation form" },
    summary: {
      zh: "单位填报核实结果的表格，由系统按数据生成。",
      en: "The unit's form, filled from data.",
    },
    answer: byCapability("forms"),
  },
  {
    clause: "SX A2",
    title: { zh: "附件2：外省户籍人员表", en: "Annex 2: registration form" },
    summary: {
      zh: "外省户籍人员基本信息表，由系统按数据生成。",
      en: "The form for those registered elsewhere, filled from data.",
    },
    answer: byCapability("forms"),
  },
];
