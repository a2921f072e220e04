// What suppliers call our columns: words of the field, LD/T 92 style item codes, initials of pinyin.
// Names are guesses for a person to confirm, never law. Knows no file.

import type { Field } from "../read/fields.ts";

/** Names in the order of how sure they are. */
const KNOWN_NAMES: Readonly<Record<Field, string>> = {
  id_number:
    "公民身份号码 公民身份证号码 社会保障号码 社会保障号 居民身份证号码 身份证号码 身份证号 身份证 身份号码 证件号码 证件号 有效证件号码 AAC002 AAC147 GMSFHM GMSFZHM SFZH SFZHM ZJHM IDCARD IDCARDNO IDNO IDNUM CERTNO CARDID",
  id_type: "证件类型 证件类别 证件种类 有效证件类型 AAC058 ZJLX ZJLB IDTYPE CERTTYPE",
  name: "姓名 人员姓名 客户姓名 参保人姓名 待遇人员姓名 领取人姓名 旅客姓名 患者姓名 逝者姓名 死者姓名 死亡者姓名 当事人姓名 被执行人姓名 AAC003 XM NAME FULLNAME PASSENGER PASSENGERNAME PATIENTNAME CUSTOMERNAME",
  sex: "性别 人员性别 AAC004 XB SEX GENDER",
  birth_date: "出生日期 出生年月日 出生年月 生日 AAC006 CSRQ BIRTHDAY BIRTHDATE DOB",
  phone:
    "手机号码 手机号 手机 移动电话 联系电话 联系方式 电话 AAC067 AAE005 SJH SJHM LXDH PHONE MOBILE TEL",
  household_division: "户籍地行政区划代码 户籍行政区划 户籍地区划 户口所在地区划代码 HJDXZQH",
  household_address: "户籍地址 户口所在地地址 户口所在地 户籍所在地 AAC010 HJDZ HKSZD",
  residence_division:
    "居住地行政区划代码 常住地行政区划代码 常住地行政区划 居住地区划 居住地区划代码 AAC301 JZDXZQH",
  residence_address:
    "居住地址 常住地址 常住地地址 居住地 现住址 通讯地址 联系地址 AAE006 JZDZ TXDZ",
  unit_code: "单位编号 单位代码 单位编码 参保单位编号 管理单位编号 AAB001 DWBH DWDM",
  unit_name: "单位名称 参保单位 参保单位名称 所在单位 管理单位 AAB004 DWMC",
  insurance: "险种类型 险种 险种代码 险种名称 AAE140 XZLX",
  kind: "信息类别 信息类型 业务类别 业务类型 行为类别 行为类型 事件类型 就诊类别 就诊类型 就医类别 医疗类别 认证方式 认证类型 待遇类别 待遇类型 待遇种类 死亡类别 注销原因 出入境类别 离退休类别 AIC161 类别 类型 KIND TYPE",
  since:
    "待遇开始日期 待遇享受开始日期 开始享受待遇日期 待遇起始日期 开始领取日期 首次领取日期 离退休日期 退休日期 退休时间 起始日期 开始日期 AIC162 AIC160 AAE030 TXRQ",
  monthly_amount: "月待遇金额 月养老金 养老金金额 月发放金额 待遇金额 发放金额 金额 AAE019 AIC020",
  pay_division:
    "发放机构行政区划 经办机构行政区划 统筹区编码 统筹区 统筹区划 经办区划 区划代码 行政区划代码 行政区划 AAA027 AAB301",
  status: "待遇状态 发放状态 待遇发放状态 AAE116",
  last_certified_on: "最近认证日期 上次认证日期 末次认证日期 认证日期 最近认证时间 资格认证日期",
  last_certified_by: "最近认证方式 上次认证方式 资格认证方式",
  refuted_on: "纠错日期 更正日期",
  relationship: "与死者关系 与参保人关系 供养关系 亲属关系 关系",
  incapacity: "丧失劳动能力程度 劳动能力 劳动能力情况",
  occurred_on:
    "发生日期 业务日期 业务发生日期 死亡日期 死亡时间 乘车日期 乘机日期 航班日期 出发日期 出行日期 入院日期 入院时间 出院日期 出院时间 就诊日期 就诊时间 乘车时间 出发时间 登机日期 出境时间 入境时间 办理日期 办理时间 交易日期 认证日期 认证时间 体检日期 出入境日期 注销日期 火化日期 判决日期 收监日期 行为日期 发生时间 业务时间 日期 时间 OCCURREDON EVENTDATE BOARDDATE BOARDDT TRAVELDATE VISITDATE ADMITDATE DATE",
  source: "数据来源 信息来源 来源 来源部门 提供单位 来源系统 SOURCE",
  ref: "业务流水号 流水号 记录编号 记录号 唯一标识 主键 业务编号 业务号 就诊流水号 住院流水号 住院号 病案号 门诊号 订单号 订单编号 交易流水号 凭证号 序列号 电子客票号 客票号 票号 证明编号 死亡证明编号 火化证编号 火化证号 文书号 编号 LSH YWLSH JLBH UUID REF REFNO ORDERNO ORDERID TICKETNO RECORDID RECORDNO SERIALNO TRANSID ID",
  arrived_on:
    "到达日期 接收日期 传输日期 推送日期 上传日期 交换日期 入库日期 入库时间 更新日期 更新时间 ARRIVEDON",
};

/** A name without blanks, marks and remarks in brackets, in capitals. */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|[^\p{Letter}\p{Number}]/gu, "");
}

const RANKS: ReadonlyMap<Field, ReadonlyMap<string, number>> = new Map(
  Object.entries(KNOWN_NAMES).map(([field, names]) => [
    field as Field,
    new Map(
      [plainName(field), ...names.split(" ").map(plainName)].map((name, rank) => [name, rank]),
    ),
  ]),
);

/** How well a column's name says that it is that field: 0 is best, undefined not at all. */
export function rankOfName(field: Field, name: string): number | undefined {
  return RANKS.get(field)?.get(plainName(name));
}

/** Whether the name is one that somebody gives to any of our columns. */
export function isKnownName(name: string): boolean {
  return [...RANKS.values()].some((names) => names.has(plainName(name)));
}
