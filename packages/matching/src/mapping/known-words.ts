// What suppliers write for our codes: the labels of the policy core, the words and numbers that
// offices use. Guesses for a person to confirm, never law. Knows no file.

import type { Label } from "@lingdai/policy";
import {
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  ID_TYPES,
  INCAPACITIES,
  INSURANCES,
  LIFE_SIGNS,
  RELATIONSHIPS,
  SIGNS,
} from "@lingdai/policy";

import type { Field } from "../read/fields.ts";

/** Our code to what others write for it, besides its Chinese label. */
type Words = Readonly<Record<string, string>>;

const SEX: Words = { male: "1 男 男性 M MALE", female: "2 女 女性 F FEMALE" };

const ID_TYPE: Words = {
  "resident-id": "01 1 居民身份证 身份证 二代身份证 居民身份证(户口簿) 居民户口簿",
  passport: "护照 外国人护照 普通护照",
  "hkmo-permit": "港澳居民来往内地通行证 港澳通行证 回乡证",
  "taiwan-permit": "台湾居民来往大陆通行证 台胞证",
  "foreign-permanent-resident": "外国人永久居留身份证 外国人永久居留证",
};

const INSURANCE: Words = {
  "enterprise-pension": "110 企业养老 企业职工养老保险 企业职工基本养老 职工养老",
  "institution-pension": "120 机关养老 机关事业养老 机关事业单位基本养老保险 机关事业单位养老",
  "resident-pension": "170 居民养老 城乡居民基本养老保险 城乡居民社会养老保险 城乡居保",
  "work-injury": "410 工伤",
  "employee-medical": "310 职工医保 城镇职工基本医疗保险",
  "resident-medical": "390 居民医保 城乡居民基本医疗保险",
};

const BENEFIT_KIND: Words = {
  "retirement-pension": "退休 退职 退休人员 退休金 养老金 退休养老金 基本养老金",
  "veteran-cadre-pension": "离休 离休人员 离休金",
  "resident-pension": "居民养老金 城乡居民基础养老金 居民养老",
  "survivor-subsidy": "遗属 遗属补助 遗属生活困难补助 供养直系亲属定期待遇",
  "disability-allowance": "伤残津贴 工伤伤残津贴",
  "nursing-fee": "护理费 生活护理费",
  "dependant-pension": "抚恤金 供养亲属抚恤金 供养亲属",
};

const STATUS: Words = {
  paying: "正常 在发 发放 正常享受",
  suspended: "暂停 暂发",
  stopped: "停发 停止",
  terminated: "终止 终止发放 注销",
};

const RELATIONSHIP: Words = {
  spouse: "夫 妻 丈夫 妻子",
  child: "子 女 儿子 女儿",
  grandchild: "孙子 孙女 外孙 外孙女",
  sibling: "兄 弟 姐 妹",
  parent: "父 母 父亲 母亲",
  grandparent: "祖父 祖母 外祖父 外祖母",
};

const INCAPACITY: Words = { full: "完全丧失 完全", partial: "部分丧失 部分", none: "未丧失 无" };

const SIGN: Words = {
  "rail-travel": "乘车 铁路 铁路出行 火车 乘火车 高铁",
  "air-travel": "乘机 民航 民航出行 飞机 乘飞机 航空",
  "hospital-stay": "住院 普通住院 入院 在院",
  "hospital-discharge": "出院",
  "health-checkup": "体检 健康检查 老年人体检",
  "border-crossing": "出境 入境 出入境记录",
  "face-self": "人脸识别 刷脸 本人认证 自助认证 APP认证",
  "face-on-behalf": "亲情认证 代认证 帮他认证",
  "terminal-biometric": "自助终端 指静脉 指静脉认证",
  counter: "窗口 现场认证 柜台 柜台认证 大厅",
  community: "社区 村居认证",
  "home-visit": "上门 入户认证 上门服务",
  video: "视频 远程视频 微信视频",
  proxy: "委托 委托认证",
  "unit-confirmation": "单位认证",
  "activity-signin": "签到",
  "condolence-visit": "慰问",
  "household-survey": "入户",
  "bank-visit": "银行网点 银行 面签 柜面 柜面办理 网点办理",
  "offsite-assist": "异地认证 异地协助",
  "consular-app": "中国领事",
  released: "释放 刑释",
  returned: "返回 失踪返回",
  "death-family-report": "家属申报 家属报告死亡",
  "death-population-register": "死亡 人口库死亡",
  "death-household-cancelled": "死亡注销 注销户口 户籍注销 死亡销户 销户",
  "death-court-declared": "宣告死亡",
  "death-cremation": "火化 殡葬 殡葬火化",
  "death-medical-certificate": "死亡证明 死亡医学证明 居民死亡医学证明",
  "missing-court-declared": "宣告失踪",
  imprisonment: "判刑 收监 在押 监禁 服刑人员",
  adopted: "收养",
  remarried: "结婚 再婚登记",
  employed: "参保就业",
  enlisted: "入伍 应征入伍",
  "critical-illness-stay": "危重住院 危重 重症住院",
  "payment-failure": "发放失败 退票 发放不成功",
  "contact-failed": "失联 无法联系",
};

/** Cards are used by whoever holds them, and a register is silent about deaths: no life signs. */
const PROOFLESS = /门诊|购药|买药|药店|药房|消费|刷卡|户籍正常/;

/** Whether a supplier's word stands for something that proves nothing about the person. */
export function provesNothing(word: string): boolean {
  return PROOFLESS.test(word);
}

function dictionary(
  labels: Readonly<Record<string, Label>>,
  words: Words,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [code, { zh }] of Object.entries(labels)) {
    found.set(plainWord(code), code);
    found.set(plainWord(zh), code);
  }
  for (const [code, said] of Object.entries(words)) {
    found.set(code, code);
    found.set(plainWord(code), code);
    for (const word of said.split(" ")) found.set(plainWord(word), code);
  }
  return found;
}

const WORDS: Readonly<
  Record<"roster" | "observations", Partial<Record<Field, ReadonlyMap<string, string>>>>
> = {
  observations: {
    id_type: dictionary({}, { ...ID_TYPE }),
    kind: dictionary(SIGNS, SIGN),
  },
  roster: {
    id_type: dictionary({}, { ...ID_TYPE }),
    sex: dictionary({}, SEX),
    insurance: dictionary(INSURANCES, INSURANCE),
    kind: dictionary(BENEFIT_KINDS, BENEFIT_KIND),
    status: dictionary(BENEFIT_STATUSES, STATUS),
    last_certified_by: dictionary(LIFE_SIGNS, SIGN),
    relationship: dictionary(RELATIONSHIPS, RELATIONSHIP),
    incapacity: dictionary(INCAPACITIES, INCAPACITY),
  },
};

export type FileSort = keyof typeof WORDS;

const CODES: Readonly<Record<FileSort, Partial<Record<Field, readonly string[]>>>> = {
  observations: { id_type: ID_TYPES, kind: Object.keys(SIGNS) },
  roster: {
    id_type: ID_TYPES,
    sex: ["male", "female"],
    insurance: Object.keys(INSURANCES),
    kind: Object.keys(BENEFIT_KINDS),
    status: Object.keys(BENEFIT_STATUSES),
    last_certified_by: Object.keys(LIFE_SIGNS),
    relationship: Object.keys(RELATIONSHIPS),
    incapacity: Object.keys(INCAPACITIES),
  },
};

/** Every code that a column may hold; undefined for columns that hold none. */
export function codesOf(sort: FileSort, field: Field): readonly string[] | undefined {
  return CODES[sort][field];
}

const LABELS: Readonly<Record<FileSort, Partial<Record<Field, Readonly<Record<string, Label>>>>>> =
  {
    observations: { kind: SIGNS },
    roster: {
      insurance: INSURANCES,
      kind: BENEFIT_KINDS,
      status: BENEFIT_STATUSES,
      last_certified_by: LIFE_SIGNS,
      relationship: RELATIONSHIPS,
      incapacity: INCAPACITIES,
    },
  };

/** What people call a code; empty where it has no name of its own. */
export function labelOfCode(sort: FileSort, field: Field, code: string): string {
  return LABELS[sort][field]?.[code]?.zh ?? "";
}

/** The code that a word probably stands for. */
export function codeOfWord(sort: FileSort, field: Field, word: string): string | undefined {
  const words = WORDS[sort][field];
  const code = words?.get(word) ?? words?.get(plainWord(word));
  return code !== undefined && codesOf(sort, field)?.includes(code) === true ? code : undefined;
}

function plainWord(word: string): string {
  return word
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s()“”"]/g, "");
}
