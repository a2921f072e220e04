// Sichuan, chapter 7: suspension, stop, resumption, back-pay; in our own words.

import type { Article } from "../../article.ts";
import { byRule, byCapability } from "../../article.ts";

export const SICHUAN_ON_PAYMENT: readonly Article[] = [
  {
    clause: "SC 23",
    title: { zh: "联系不上时的告知", en: "Telling those out of reach" },
    summary: {
      zh: "联系不到本人的，期满前三个月通过公告、单位、电话、短信等方式告知。",
      en: "Three months before the end, those who cannot be reached are told by notice, unit, phone or message.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "SC 24",
    title: { zh: "暂停发放", en: "Suspension" },
    summary: {
      zh: "一年期满仍无法确认的立即暂停；连续六个月发放失败又未维护信息的也暂停。",
      en: "Whoever is unconfirmed after the year is suspended; six failed payments in a row without an update too.",
    },
    answer: byRule("suspension/lapse"),
  },
  {
    clause: "SC 25",
    title: { zh: "停发", en: "Stop" },
    summary: {
      zh: "确认丧失的立即停发，按原因分类并告知；工伤职工服刑期间工伤待遇照付。",
      en: "A confirmed loss stops payment at once, by reason and with notice; injured workers in prison are paid on.",
    },
    answer: byRule("stop/loss-confirmed"),
  },
  {
    clause: "SC 26",
    title: { zh: "暂停三个月后", en: "After three months" },
    summary: {
      zh: "暂停后三个月内无人提出异议就停发；有异议的重新核实。",
      en: "Three months of suspension without an objection end in a stop; an objection is verified anew.",
    },
    answer: byRule("stop/no-objection"),
  },
  {
    clause: "SC 27",
    title: { zh: "恢复和补发", en: "Resumption and back-pay" },
    summary: {
      zh: "核实仍具备资格的及时恢复并补发，误判信息要上报更正。",
      en: "Whoever proves entitled is paid again and paid back; wrong records are reported upward.",
    },
    answer: byRule("resumption/signed"),
  },
  {
    clause: "SC 28",
    title: { zh: "恢复已终止的养老待遇", en: "Resuming a terminated pension" },
    summary: {
      zh: "只能由市（州）办理，县级不得办理。",
      en: "Only the city may do it, never a county.",
    },
    answer: byRule("resumption/signed-after-termination"),
  },
  {
    clause: "SC 29",
    title: { zh: "高风险业务", en: "High-risk actions" },
    summary: {
      zh: "恢复、补发、注销须经初审、复核、审核，不得一人办完。",
      en: "Resuming, back-paying and terminating take three people, never one alone.",
    },
    answer: byRule("resumption/signed"),
  },
  {
    clause: "SC 30",
    title: { zh: "长期暂停清理", en: "Long suspensions" },
    summary: {
      zh: "对长期暂停的人员经常核查、分类处理。",
      en: "Long suspensions are looked into regularly and sorted out.",
    },
    answer: byCapability("clean-up"),
  },
  {
    clause: "SC 31",
    title: { zh: "控制暂停停发数量", en: "Keeping numbers low" },
    summary: {
      zh: "持续关注因认证被暂停、停发的人数，使其逐步下降。",
      en: "The number of people suspended or stopped is watched and must fall.",
    },
    answer: byCapability("oversight"),
  },
  {
    clause: "SC 32",
    title: { zh: "停发满一年", en: "A year after the stop" },
    summary: {
      zh: "停发一年后无人申请恢复或终止的，按停发原因跟踪处理。",
      en: "A year after a stop without an application, the case is tracked by its reason.",
    },
    answer: byRule("termination"),
  },
  {
    clause: "SC 32.1",
    title: { zh: "非死亡停发的跟踪", en: "Tracking stops other than death" },
    summary: {
      zh: "失踪、服刑、未认证停发的，主动联系并协助按现状处理。",
      en: "Those stopped for disappearance, prison or no certification are contacted and helped.",
    },
    answer: byCapability("clean-up"),
  },
  {
    clause: "SC 32.2",
    title: { zh: "死亡停发的跟踪", en: "Tracking deaths" },
    summary: {
      zh: "联系继承人领取应发待遇并注销；联系不到的封存个人账户余额后注销。",
      en: "Heirs are found and paid what is due; else the account is sealed, and the relation ends.",
    },
    answer: byRule("termination"),
  },
];
