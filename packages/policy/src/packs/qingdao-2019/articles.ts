// Every item of the Qingdao notice and step of its annex in our own words, and what answers it.

import type { Article } from "../../article.ts";
import { byRule, byCapability } from "../../article.ts";

export const QINGDAO_ARTICLES: readonly Article[] = [
  {
    clause: "QD 1",
    title: { zh: "认证模式", en: "How certification works" },
    summary: { zh: "大数据比对与单位管理相结合。", en: "Records and units work together." },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 1.1",
    title: { zh: "数据加单位", en: "Data and unit" },
    summary: {
      zh: "数据先认证，单位再管理，两者都能更新服务期。",
      en: "Data certify first, the unit manages; either renews the period.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 1.2",
    title: { zh: "单位负责", en: "The unit answers" },
    summary: {
      zh: "机关事业单位的认证原则上由所在单位负责。",
      en: "Certification is the unit's business.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "QD 1.3",
    title: { zh: "大数据来源与直接更新", en: "Sources of data" },
    summary: {
      zh: "各部门数据经算法判断；窗口和APP认证直接更新状态。",
      en: "Departments' records are judged by an algorithm; counters and apps count at once.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 1.4",
    title: { zh: "次月4日更新", en: "Updated on the 4th" },
    summary: {
      zh: "每月的大数据结果在下月4日更新。",
      en: "A month's results are updated on the 4th of the next.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 1.5",
    title: { zh: "网上确认免报材料", en: "Online, no papers" },
    summary: {
      zh: "单位在网上取得结果并确认，不用到经办机构交材料。",
      en: "Units see and confirm results online and hand in nothing.",
    },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD 2",
    title: { zh: "人员范围", en: "Who is covered" },
    summary: {
      zh: "机关事业单位离退休人员及其遗属。",
      en: "Institution retirees and their survivors.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 2.1",
    title: { zh: "离退休（职）人员", en: "Retirees" },
    summary: {
      zh: "由本市经办机构发养老待遇的离休、退休、退职人员。",
      en: "Institution retirees paid by the city's agencies.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 2.2",
    title: { zh: "遗属", en: "Survivors" },
    summary: {
      zh: "上述人员去世后按规定领取生活困难补助的遗属。",
      en: "Their survivors who are paid the hardship subsidy.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 3",
    title: { zh: "待遇管理", en: "Payment" },
    summary: {
      zh: "服务期、单位修改、恢复补发和结果纠错。",
      en: "Periods, the unit's changes, resumption and corrections.",
    },
    answer: byRule("suspension/lapse"),
  },
  {
    clause: "QD 3.1",
    title: { zh: "认证服务期", en: "The service period" },
    summary: {
      zh: "离退休人员十二个月、遗属六个月，从最近一次取得资格起算；期满次月起停止发放。",
      en: "Twelve months for retirees, six for survivors, from the latest pass; then no payment from the next month.",
    },
    answer: byRule("suspension/lapse"),
  },
  {
    clause: "QD 3.2",
    title: { zh: "单位修改状态", en: "The unit decides" },
    summary: {
      zh: "单位改为“通过”的，从操作当月起再算一个周期，要补发的在网上办；改为“不通过”的，服务期结束，次月起暂停。",
      en: "A pass renews the period from that month, back-pay is asked for online; a fail ends it and suspends next month.",
    },
    answer: byRule("suspension/unit-fail"),
  },
  {
    clause: "QD 3.3",
    title: { zh: "恢复和补发", en: "Resumption" },
    summary: {
      zh: "因不通过停发后又具备资格的，单位更新并提交材料，复核后次月恢复补发。",
      en: "After a fail the unit updates and applies; once reviewed, paid again and back from next month.",
    },
    answer: byRule("resumption/signed"),
  },
  {
    clause: "QD 3.4",
    title: { zh: "结果有误的反馈", en: "Wrong results" },
    summary: {
      zh: "单位发现大数据结果有误影响发放的，联系经办机构纠正。",
      en: "A unit that finds a wrong result tells the agency, which corrects it.",
    },
    answer: byRule("pending/conflict"),
  },
  {
    clause: "QD 4",
    title: { zh: "认证要求", en: "Requirements" },
    summary: {
      zh: "每年确认、及时核实、维护信息、依规办理。",
      en: "Yearly confirmation, prompt checks, good data, honest work.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 4.1",
    title: { zh: "每年至少确认一次", en: "Once a year" },
    summary: {
      zh: "单位每年至少确认一次；对已通过的人确认也重新起算服务期。",
      en: "The unit confirms everybody at least yearly; each confirmation renews the period.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 4.2",
    title: { zh: "待核实须及时认证", en: "The pending at once" },
    summary: {
      zh: "数据里没有认证信息的，单位必须及时认证并做好解释。",
      en: "Those without a result must be certified promptly by the unit.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "QD 4.3",
    title: { zh: "信息维护等同认证", en: "Maintenance certifies" },
    summary: {
      zh: "单位完善、更新人员信息，等同一次认证确认。",
      en: "Keeping a person's data complete counts as a confirmation.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD 4.4",
    title: { zh: "不得凭证件和人情认证", en: "Seen, not vouched for" },
    summary: {
      zh: "必须见人，不能只看证件或讲人情；违纪违法的追责。",
      en: "The person is certified, not papers or favours; misconduct is prosecuted.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD A1",
    title: { zh: "附件步骤1：打开网站", en: "Annex step 1" },
    summary: { zh: "打开市人社局网站。", en: "Open the bureau's website." },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD A2",
    title: { zh: "附件步骤2：进入业务", en: "Annex step 2" },
    summary: { zh: "选择社保业务。", en: "Choose social insurance." },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD A3",
    title: { zh: "附件步骤3：单位登录", en: "Annex step 3" },
    summary: { zh: "用单位编号和密码登录。", en: "Sign in as the unit." },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD A4",
    title: { zh: "附件步骤4：进入菜单", en: "Annex step 4" },
    summary: { zh: "进入机关养老资格认证菜单。", en: "Open the certification page." },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD A5",
    title: { zh: "附件步骤5：查询名单", en: "Annex step 5" },
    summary: {
      zh: "默认列出离退休人员，可切换到遗属，每页20条。",
      en: "The list of retirees, or of survivors, 20 a page.",
    },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD A6",
    title: { zh: "附件步骤6：结论与月底期限", en: "Annex step 6" },
    summary: {
      zh: "名单显示结论、描述、有效期和最近行为，丧失和待核实的排在前面，月底前提交。",
      en: "Conclusions with lost and pending first, to be answered by month end.",
    },
    answer: byRule("pending/no-sign"),
  },
  {
    clause: "QD A7",
    title: { zh: "附件步骤7：生存状态与资料完整", en: "Annex step 7" },
    summary: {
      zh: "如实选择生存状态决定结果；电话和两个地址不全不能提交。",
      en: "The survival status decides; phone and both addresses must be complete.",
    },
    answer: byRule("eligible"),
  },
  {
    clause: "QD A8",
    title: { zh: "附件步骤8：提交", en: "Annex step 8" },
    summary: {
      zh: "填经办人后提交一条或多条。",
      en: "Submit one or several with the clerk's name.",
    },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD A9",
    title: { zh: "附件步骤9：本页批量通过", en: "Annex step 9" },
    summary: { zh: "当前页全部置为正常并提交。", en: "Pass the whole page." },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD A10",
    title: { zh: "附件步骤10：不用报表", en: "Annex step 10" },
    summary: { zh: "提交成功即办结，不用打印报送。", en: "Submitted is done; nothing to print." },
    answer: byCapability("unit-portal"),
  },
  {
    clause: "QD A11",
    title: { zh: "附件步骤11：直接终止", en: "Annex step 11" },
    summary: {
      zh: "确认去世、判刑等不再具备资格的，单位可直接办理终止。",
      en: "For a confirmed death or sentence the unit may terminate directly.",
    },
    answer: byRule("stop/unit-termination"),
  },
];
