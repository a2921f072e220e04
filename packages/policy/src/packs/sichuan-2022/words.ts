// The clauses of the Sichuan rules that pages cite, each in everyday words.

import type { RegionWords } from "../../region-words.ts";

export const SICHUAN_WORDS: RegionWords = {
  citationForm: "article",
  annexes: "annexes",
  apps: ["掌上12333", "四川人社", "四川e社保"],
  clauses: {
    "SC 7": {
      zh: "每12个月认证一次，从开始领钱的下个月算起。",
      en: "you are certified once every 12 months, counted from the month after payment began.",
    },
    "SC 8": {
      zh: "一年里认证几次都可以，每认证一次，12个月就重新算。",
      en: "you may be certified at any time, and the 12 months begin anew each time.",
    },
    "SC 12": {
      zh: "坐火车、坐飞机、就医、刷脸、到窗口办、单位确认，都能说明您有资格。",
      en: "journeys, medical visits, your face on a phone, a counter or your employer all certify you.",
    },
    "SC 13": {
      zh: "有去世、失踪、服刑等消息的，先列为没有资格。",
      en: "a message of death, of somebody missing or of prison speaks against entitlement.",
    },
    "SC 13.1": {
      zh: "领养老金的人，有去世、失踪、服刑等消息的，先列为没有资格。",
      en: "for pensions a message of death, of somebody missing or of prison speaks against entitlement.",
    },
    "SC 13.2": {
      zh: "领工伤待遇的人，哪些情形不再领：去世、失踪，亲属被收养、再婚、工作、参军，或者满18周岁又能劳动。",
      en: "for injuries at work it lists what ends a benefit: death, being missing, and for relatives adoption, marriage, work, the army, or being 18 and able to work.",
    },
    "SC 14": {
      zh: "消息对不上的，或者到期前三个月还没有记录的，要请人核实。",
      en: "where records disagree, or none has come three months before the last day, somebody checks.",
    },
    "SC 24": {
      zh: "到期了还没法确认的，先暂停发钱；连续6个月钱发不到账的，也先暂停。",
      en: "payment pauses where nothing could be confirmed in time, or where 6 payments in a row failed.",
    },
    "SC 25": {
      zh: "查实不能再领的，才停发，并且告诉本人、家里人或单位。",
      en: "payment stops only once a loss has been confirmed, and you or your family are told.",
    },
    "SC 26": {
      zh: "暂停满3个月没有人提出异议的，停发；有异议的，重新核实。",
      en: "after 3 months of pause without an objection payment stops; an objection is looked into.",
    },
    "SC 27": {
      zh: "核实后还有资格的，恢复发钱，并且补发。",
      en: "whoever turns out to be entitled is paid again, with what was missed.",
    },
    "SC 28": {
      zh: "已经终止的养老金要恢复，由市（州）办理。",
      en: "an ended pension is brought back by the city only.",
    },
    "SC 29": {
      zh: "恢复和补发，要由三个人先后审核。",
      en: "three people in turn approve that payment resumes.",
    },
    "SC 34": {
      zh: "从您最近一次认证的日子起，加上12个月，就是到期的日子。",
      en: "the last day is your latest certification plus 12 months.",
    },
    "SC 35": {
      zh: "从第13个月起，没有认证的先暂停发钱。",
      en: "from the 13th month payment pauses for whoever was not certified.",
    },
    "SC 37": {
      zh: "第10个月发短信提醒；第13个月暂停时，也发短信告诉您。",
      en: "a text message reminds you in the 10th month, and tells you if payment pauses.",
    },
  },
};
