// From whom a record came. Sources name themselves as they like, often with a place or a hospital in
// the name: a page says only which kind of body it was.

import type { Label } from "../codes.ts";

const MEDICAL_INSURANCE: Label = { zh: "医疗保险部门", en: "the medical insurance office" };
const HEALTH: Label = { zh: "卫生健康部门", en: "the health authority" };
const AGENCY: Label = { zh: "社保机构", en: "the social insurance office" };

/** The first that fits applies: what may stand within another's name comes before it. */
const BODIES: readonly (readonly [RegExp, Label])[] = [
  [/医保|医疗保险/, MEDICAL_INSURANCE],
  [/卫健|卫生|医院|医疗|诊所|健康|\bhospital|\bclinic|\bhealth/i, HEALTH],
  [/铁路|火车|12306|\brail/i, { zh: "铁路部门", en: "the railways" }],
  [/民航|航空|航旅|\bair/i, { zh: "民航部门", en: "the airlines" }],
  [/出入境|移民|\bborder/i, { zh: "出入境管理部门", en: "the border authority" }],
  [/领事|使馆|领馆|\bconsul/i, { zh: "驻外使领馆", en: "a consulate" }],
  [
    /公安|派出所|户籍|户政|人口|\bpolice|\bpopulation/i,
    { zh: "户口和人口登记部门", en: "the population register" },
  ],
  [/民政|殡葬|殡仪|婚姻|收养|\bcivil/i, { zh: "民政部门", en: "the civil affairs office" }],
  [/法院|\bcourt/i, { zh: "法院", en: "a court" }],
  [/司法|监狱|\bprison|\bjustice/i, { zh: "司法部门", en: "the justice authority" }],
  [/银行|农商|信用社|邮储|\bbank/i, { zh: "银行", en: "a bank" }],
  [/家属|家人|\bfamily/i, { zh: "您的家里人", en: "your family" }],
  [/12333|APP|e社保|手机|刷脸/i, { zh: "手机认证", en: "certification by phone" }],
  [/社保局|社保中心|社会保险|居保|机保/, AGENCY],
  // Neither farmers' insurance nor town dwellers' insurance is a village or a town.
  [
    /社区|居委|基层|(?<!农)村|街道|镇街|乡镇|(?<!城)镇|\bcommunity|\bvillage|\bstreet/i,
    { zh: "社区（村）", en: "your community" },
  ],
  [/大数据/, { zh: "政府的大数据中心", en: "the government's data centre" }],
  [/社保|人社|经办|\bagency/i, AGENCY],
  [/单位|\bunit|\bemployer/i, { zh: "您的单位", en: "your employer" }],
];

const SOMEBODY: Label = { zh: "有关部门", en: "another public body" };

/** Which kind of body a source is, without its name. */
export function sourceInWords(source: string): Label {
  return BODIES.find(([pattern]) => pattern.test(source))?.[1] ?? SOMEBODY;
}
