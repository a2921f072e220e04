// The articles of the Weihai measures that pages cite, each in everyday words.

import type { RegionWords } from "../../region-words.ts";

export const WEIHAI_WORDS: RegionWords = {
  citationForm: "article",
  annexes: "annexes",
  apps: [],
  clauses: {
    "WH 5": {
      zh: "集中认证的时间会提前公告，在哪个认证点办都可以。",
      en: "the time for certification is announced, and any place of certification will do.",
    },
    "WH 7": {
      zh: "认证有好几种办法，您可以选方便的。",
      en: "there are several ways to be certified, and you may choose.",
    },
    "WH 7.1": {
      zh: "可以在社区办，结果会公示；走不动的，可以上门办。",
      en: "your community certifies you and displays the result; it comes to you if you cannot walk.",
    },
    "WH 7.2": {
      zh: "可以用手机或者上网自己办。",
      en: "you can do it yourself by phone or on the web.",
    },
    "WH 7.3": {
      zh: "有关部门的记录，也可以用来认证。",
      en: "records of public bodies certify you as well.",
    },
    "WH 7.4": {
      zh: "住在外地的，可以在当地的社保机构办。",
      en: "if you live elsewhere, the office there does it for you.",
    },
    "WH 7.5": {
      zh: "住在境外的，交当地开的证明，6个月内有效。",
      en: "if you live abroad, a certificate from there holds for 6 months.",
    },
    "WH 7.6": {
      zh: "上面的办法都不方便的，还可以用别的办法。",
      en: "where none of these ways suits you, there may be others.",
    },
    "WH 8": {
      zh: "写明了哪些情形要暂时或者永久停下来。",
      en: "it lists what pauses or ends a benefit.",
    },
    "WH 8.1": { zh: "失踪或者去世的。", en: "being missing, or death." },
    "WH 8.2": { zh: "服刑期间的。", en: "a prison term." },
    "WH 8.3": {
      zh: "领亲属抚恤金的，满18周岁、又能劳动的。",
      en: "a dependant who is 18 and able to work.",
    },
    "WH 8.4": { zh: "亲属参加工作或者参军的。", en: "a dependant who works or joins the army." },
    "WH 8.5": { zh: "亲属被收养的。", en: "a dependant who was adopted." },
    "WH 8.6": { zh: "配偶再婚的。", en: "a husband or wife who has married again." },
    "WH 8.7": { zh: "法律法规规定的别的情形。", en: "other cases that the law names." },
    "WH 10": {
      zh: "到时间没有认证的，3个工作日内暂停发钱；补办以后，从下个月起恢复并补发。",
      en: "without certification payment pauses within 3 working days; after a late one it resumes from the next month, with what was missed.",
    },
  },
};
