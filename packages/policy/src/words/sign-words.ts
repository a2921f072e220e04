// What happened, as one would tell an old neighbour: every kind of record in everyday words. A stay in
// hospital is "a medical record" and no more; a journey has no places; nobody is accused.

import type { Label, LifeSign, LossGroup, NeutralSign, SignKind } from "../codes.ts";
import { isLifeSign, isLossSign, lossGroupOf } from "../codes.ts";

const MEDICAL_RECORD: Label = { zh: "您有一次就医记录", en: "you had a medical visit" };
const PAPER_FROM_ABROAD: Label = {
  zh: "您有一份在境外开的证明",
  en: "you had a certificate made out abroad",
};

const LIFE: Readonly<Record<LifeSign, Label>> = {
  "rail-travel": { zh: "您坐过一次火车", en: "you took a train" },
  "air-travel": { zh: "您坐过一次飞机", en: "you took a plane" },
  "hospital-stay": MEDICAL_RECORD,
  "hospital-discharge": MEDICAL_RECORD,
  "health-checkup": { zh: "您做过一次体检", en: "you had a health check" },
  "border-crossing": { zh: "您有一次出入境记录", en: "you crossed the border" },
  "face-self": { zh: "您自己刷脸认证过", en: "you certified yourself with your face on a phone" },
  "face-on-behalf": {
    zh: "家里人用手机替您办过刷脸认证",
    en: "a relative helped you certify with your face on a phone",
  },
  "terminal-biometric": {
    zh: "您在认证机上认证过",
    en: "you certified yourself at a machine",
  },
  counter: { zh: "您在窗口认证过", en: "you were certified at a counter" },
  community: { zh: "您在社区（村）认证过", en: "you were certified in your community" },
  "home-visit": {
    zh: "工作人员上门看过您，办了认证",
    en: "somebody visited you at home and certified you",
  },
  video: { zh: "您用视频认证过", en: "you were certified by video" },
  proxy: { zh: "亲属受您委托，替您办过认证", en: "a relative certified you on your behalf" },
  "unit-confirmation": { zh: "您的单位确认过您的情况", en: "your employer confirmed you" },
  "activity-signin": { zh: "您参加过一次活动，签了到", en: "you signed in at an activity" },
  "condolence-visit": { zh: "有人上门慰问过您", en: "you received a courtesy visit" },
  "household-survey": {
    zh: "工作人员入户走访时见过您",
    en: "you were seen during a survey of households",
  },
  "bank-visit": { zh: "您到银行网点办过事", en: "you were seen at a bank" },
  "offsite-assist": {
    zh: "外地的社保机构帮您办过认证",
    en: "another social insurance office certified you for us",
  },
  "consular-app": {
    zh: "您用“中国领事”手机软件认证过",
    en: "you certified yourself with the consular app",
  },
  "consular-certificate": {
    zh: "您有一份使领馆开的证明",
    en: "you had a certificate from a consulate",
  },
  "hkmo-union-certificate": PAPER_FROM_ABROAD,
  "taiwan-notarised-certificate": PAPER_FROM_ABROAD,
  "overseas-review-form": {
    zh: "您有一份境外居住人员的审核表",
    en: "you had a review form for people living abroad",
  },
  "info-maintenance": {
    zh: "您的基本资料更新过一次",
    en: "your contact details were brought up to date",
  },
  released: { zh: "有记录说服刑已经结束", en: "a record says that the prison term has ended" },
  returned: { zh: "有记录说您已经回来了", en: "a record says that you are back" },
  "other-life": { zh: "有一条记录说明您一切安好", en: "a record shows that you are well" },
};

const NEUTRAL: Readonly<Record<NeutralSign, Label>> = {
  "critical-illness-stay": MEDICAL_RECORD,
  "payment-failure": {
    zh: "有一个月的钱没有到账",
    en: "one month's payment did not reach your account",
  },
  "contact-failed": { zh: "有人联系过您，没有联系上", en: "somebody could not reach you" },
};

/** A loss as a message that came in; it may be wrong. */
const LOSS: Readonly<Record<LossGroup, Label>> = {
  death: { zh: "有一条消息说您已经去世", en: "a message says that you have passed away" },
  missing: { zh: "有一条消息说您下落不明", en: "a message says that nobody can find you" },
  imprisonment: { zh: "有一条服刑的记录", en: "there is a record of a prison term" },
  adopted: { zh: "有一条您被收养的记录", en: "a record says that you were adopted" },
  remarried: { zh: "有一条您再婚的记录", en: "a record says that you have married again" },
  employed: { zh: "有一条您参加工作的记录", en: "a record says that you have started to work" },
  enlisted: { zh: "有一条您参军的记录", en: "a record says that you have joined the army" },
  "came-of-age": { zh: "有一条您满18周岁的记录", en: "a record says that you have turned 18" },
  "other-loss": {
    zh: "有一条可能影响领取资格的记录",
    en: "a record may affect your entitlement",
  },
};

/** What a record of that kind says, as half a sentence that follows its date. */
export function signInWords(kind: SignKind): Label {
  if (isLifeSign(kind)) return LIFE[kind];
  return isLossSign(kind) ? LOSS[lossGroupOf(kind)] : NEUTRAL[kind];
}

/** The roster's certification; its method may be unknown. */
export function certificationInWords(kind: SignKind | undefined): Label {
  return kind === undefined || !isLifeSign(kind)
    ? { zh: "您认证过一次", en: "you were certified" }
    : LIFE[kind];
}
