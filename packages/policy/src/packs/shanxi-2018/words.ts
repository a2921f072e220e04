// The items of the Shanxi notice that pages cite, each in everyday words.

import type { RegionWords } from "../../region-words.ts";

export const SHANXI_WORDS: RegionWords = {
  citationForm: "part",
  annexes: "annexes",
  apps: ["民生山西"],
  clauses: {
    "SX 1.4": {
      zh: "认证一次管12个月。到期前3个月还没有记录的，发短信提醒；没有手机的，由单位转告。",
      en: "a certification holds for 12 months; you are reminded 3 months before, by your employer if we have no phone.",
    },
    "SX 2.1": {
      zh: "坐火车、坐飞机、就医、体检、刷脸、单位确认，都能说明您有资格，钱照常发。",
      en: "journeys, medical visits, health checks, your face on a phone or your employer certify you.",
    },
    "SX 2.2": {
      zh: "有去世、宣告失踪、服刑等消息的，先停下；查明还有资格的，恢复并补发。",
      en: "a message of death, of being declared missing or of prison halts payment; whoever turns out to be entitled is paid again.",
    },
    "SX 2.3": {
      zh: "认证期里没有任何记录的，要逐个核实。",
      en: "whoever has no record in the whole period is checked one by one.",
    },
    "SX 3.1": {
      zh: "由单位在3个月内核实。",
      en: "your employer checks within 3 months.",
    },
    "SX 3.1.4": {
      zh: "长期联系不上、没法确认的，先暂停发钱。",
      en: "payment pauses for whoever cannot be reached for long.",
    },
  },
};
