// The items of the Zibo notice that pages cite, each in everyday words.

import type { RegionWords } from "../../region-words.ts";

export const ZIBO_WORDS: RegionWords = {
  citationForm: "part",
  annexes: "annexes",
  season: { zh: "在4月1日到12月31日之间", en: " between 1 April and 31 December" },
  apps: ["温暖淄博人社"],
  clauses: {
    "ZB 2": {
      zh: "每年认证一次，时间是4月1日到12月31日。",
      en: "you are certified once a year, between 1 April and 31 December.",
    },
    "ZB 3.1": {
      zh: "可以用手机自己办，也可以带身份证到就近的社区或者街道（乡镇）办。",
      en: "do it yourself by phone, or bring your identity card to a community nearby.",
    },
    "ZB 3.2": {
      zh: "走不动的，可以请人上门，可以托亲属办，也可以视频办。",
      en: "if you cannot walk, there are home visits, relatives and video.",
    },
    "ZB 4.1": {
      zh: "有关部门送来的记录，也可以用来认证。",
      en: "records of public bodies certify you as well.",
    },
    "ZB 4.1.5": {
      zh: "记录显示可能不能再领的，先暂停发钱，再核实。",
      en: "where records suggest that a benefit has ended, payment pauses while somebody checks.",
    },
    "ZB 4.1.6": {
      zh: "当年没有认证的，要核实。",
      en: "whoever was not certified in the year is checked.",
    },
    "ZB 4.2": {
      zh: "要核实的人，由居住地的工作人员逐个核实。",
      en: "the staff where you live check one by one.",
    },
    "ZB 4.2.1": {
      zh: "第二年1月，名单发到您居住地的社区。",
      en: "in January of the next year your community receives the list.",
    },
    "ZB 4.2.4": {
      zh: "查实不能再领的，停发；一直联系不上的，可以先暂停；暂停3个月没有人提出异议的，停发；查明还有资格的，恢复并补发。",
      en: "payment stops once a loss is confirmed, may pause for whoever cannot be reached, stops after 3 months of pause without an objection, and comes back for whoever is entitled.",
    },
    "ZB 5.2": {
      zh: "社区或单位报来消息的，先暂停发钱。",
      en: "payment pauses where a community or employer reports a loss.",
    },
  },
};
