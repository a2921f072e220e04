// The suppliers of a province and the shape of each one's files: names of columns, encoding,
// delimiter, dates, codes, and whether people type them. What stands here is written and mapped
// from the same words, so that files and mappings cannot drift apart.

import type { IdType, SignKind } from "@lingdai/policy";

import type { Rates } from "../rates/rates.ts";
import type { TextEncoding } from "../write/text-file.ts";

/** Each has its usual delay among the rates. */
export type SupplierId = keyof Rates["delays"];

/** Ours, or something that our side does not read. */
export type ColumnMeaning =
  | "id_number"
  | "id_type"
  | "name"
  | "kind"
  | "occurred_on"
  | "arrived_on"
  | "source"
  | "ref"
  | "remark"
  | "place-code";

export interface SourceShape {
  readonly id: SupplierId;
  /** Base name of its files, before the month. */
  readonly stem: string;
  readonly extension: "csv" | "txt";
  /** What it calls itself; undefined: the app of the area. */
  readonly supplier: string | undefined;
  /** Letters with which its references begin. */
  readonly prefix: string;
  readonly encoding: TextEncoding;
  readonly hasMark: boolean;
  readonly lineEnd: "\n" | "\r\n";
  readonly delimiter: string;
  readonly columns: readonly (readonly [header: string, meaning: ColumnMeaning])[];
  /** As a mapping writes it. */
  readonly datePattern: string;
  /** Its words or codes for what it reports; undefined: ours. */
  readonly codes: Readonly<Partial<Record<SignKind, string>>> | undefined;
  /** The only kind that it reports, for files without such a column. */
  readonly onlyKind: SignKind | undefined;
  /** Whether people type it: more slips, full-width digits, odd blanks. */
  readonly isTyped: boolean;
  /** Whether its files are read without a mapping. */
  readonly isOurShape: boolean;
}

const OURS = {
  extension: "csv",
  encoding: "utf-8",
  hasMark: false,
  lineEnd: "\n",
  delimiter: ",",
  datePattern: "YYYY-MM-DD",
  codes: undefined,
  onlyKind: undefined,
  isTyped: false,
  isOurShape: true,
} as const;
const THEIRS = { ...OURS, isOurShape: false } as const;

const RAIL: SourceShape = {
  ...THEIRS,
  id: "rail",
  stem: "rail",
  supplier: "铁路客票",
  prefix: "RW",
  hasMark: true,
  lineEnd: "\r\n",
  columns: [
    ["订单号", "ref"],
    ["证件号码", "id_number"],
    ["旅客姓名", "name"],
    ["乘车日期", "occurred_on"],
    ["到站代码", "place-code"],
  ],
  onlyKind: "rail-travel",
};

const AIR: SourceShape = {
  ...OURS,
  id: "air",
  stem: "air",
  supplier: "民航信息",
  prefix: "AV",
  columns: [
    ["id_number", "id_number"],
    ["id_type", "id_type"],
    ["name", "name"],
    ["kind", "kind"],
    ["occurred_on", "occurred_on"],
    ["arrived_on", "arrived_on"],
    ["source", "source"],
    ["ref", "ref"],
  ],
};

const BORDER: SourceShape = {
  ...THEIRS,
  id: "border",
  stem: "border",
  extension: "txt",
  supplier: "移民管理",
  prefix: "IM",
  delimiter: "\t",
  columns: [
    ["序号", "ref"],
    ["证件种类", "id_type"],
    ["证件号码", "id_number"],
    ["姓名", "name"],
    ["出入境日期", "occurred_on"],
    ["口岸代码", "place-code"],
  ],
  datePattern: "YYYY/M/D",
  onlyKind: "border-crossing",
};

const MEDICAL: SourceShape = {
  ...THEIRS,
  id: "medical",
  stem: "medical",
  extension: "txt",
  supplier: "医保结算",
  prefix: "YB",
  encoding: "gb18030",
  lineEnd: "\r\n",
  delimiter: "|",
  columns: [
    ["结算流水号", "ref"],
    ["公民身份号码", "id_number"],
    ["姓名", "name"],
    ["业务类别", "kind"],
    ["业务日期", "occurred_on"],
    ["定点机构编码", "place-code"],
    ["传输日期", "arrived_on"],
  ],
  datePattern: "YYYYMMDD",
  codes: { "hospital-stay": "21", "critical-illness-stay": "22", "hospital-discharge": "24" },
};

const HEALTH: SourceShape = {
  ...OURS,
  id: "health",
  stem: "health",
  // A comma in the name of a source has to be quoted.
  supplier: "市卫生健康委员会,信息中心",
  prefix: "WJ",
  columns: [
    ["source", "source"],
    ["ref", "ref"],
    ["id_number", "id_number"],
    ["name", "name"],
    ["kind", "kind"],
    ["occurred_on", "occurred_on"],
    ["arrived_on", "arrived_on"],
  ],
};

const APP: SourceShape = {
  ...OURS,
  id: "app",
  stem: "app",
  supplier: undefined,
  prefix: "AP",
  columns: [
    ["id_number", "id_number"],
    ["id_type", "id_type"],
    ["name", "name"],
    ["kind", "kind"],
    ["occurred_on", "occurred_on"],
    ["arrived_on", "arrived_on"],
    ["source", "source"],
    ["ref", "ref"],
    ["channel", "remark"],
  ],
};

const COUNTER: SourceShape = {
  ...THEIRS,
  id: "counter",
  stem: "counter",
  supplier: "基层服务平台",
  prefix: "JC",
  hasMark: true,
  columns: [
    ["登记编号", "ref"],
    ["姓名", "name"],
    ["身份证号", "id_number"],
    ["证件类型", "id_type"],
    ["登记事项", "kind"],
    ["办理日期", "occurred_on"],
    ["录入日期", "arrived_on"],
    ["备注", "remark"],
  ],
  codes: {
    counter: "窗口认证",
    community: "社区认证",
    "home-visit": "上门认证",
    "terminal-biometric": "终端认证",
    proxy: "委托认证",
    "activity-signin": "活动签到",
    "condolence-visit": "走访慰问",
    "household-survey": "入户调查",
    "unit-confirmation": "单位确认",
    "offsite-assist": "异地协助",
    "contact-failed": "联系不上",
    "death-family-report": "家属申报死亡",
    "death-org-report": "上报死亡",
    returned: "失踪人员返回",
  },
  isTyped: true,
};

const PAPERS: SourceShape = {
  ...THEIRS,
  id: "papers",
  stem: "papers",
  supplier: "境外材料登记",
  prefix: "JW",
  columns: [
    ["收件号", "ref"],
    ["姓名", "name"],
    ["证件号码", "id_number"],
    ["证件类型", "id_type"],
    ["材料种类", "kind"],
    ["出具日期", "occurred_on"],
    ["收件日期", "arrived_on"],
  ],
  datePattern: "YYYY-M-D",
  codes: {
    "consular-certificate": "使领馆证明",
    "hkmo-union-certificate": "港澳工联会证明",
    "taiwan-notarised-certificate": "台湾公证书",
    "overseas-review-form": "资格审核表",
  },
  isTyped: true,
};

const CIVIL_AFFAIRS: SourceShape = {
  ...THEIRS,
  id: "civilAffairs",
  stem: "civil-affairs",
  supplier: "民政殡葬",
  prefix: "MZ",
  encoding: "gbk",
  lineEnd: "\r\n",
  columns: [
    ["火化证编号", "ref"],
    ["逝者姓名", "name"],
    ["身份证号码", "id_number"],
    ["死亡日期", "occurred_on"],
    ["登记日期", "arrived_on"],
    ["殡仪馆", "place-code"],
  ],
  datePattern: "YYYY年M月D日",
  onlyKind: "death-cremation",
  isTyped: true,
};

const POPULATION: SourceShape = {
  ...THEIRS,
  id: "population",
  stem: "population",
  extension: "txt",
  supplier: "公安人口库",
  prefix: "GA",
  delimiter: "^",
  columns: [
    ["GMSFHM", "id_number"],
    ["XM", "name"],
    ["ZXLB", "kind"],
    ["ZXRQ", "occurred_on"],
    ["GXSJ", "arrived_on"],
    ["LSH", "ref"],
  ],
  datePattern: "YYYYMMDD",
  codes: { "death-population-register": "1", "death-household-cancelled": "2" },
};

const JUSTICE: SourceShape = {
  ...THEIRS,
  id: "justice",
  stem: "justice",
  supplier: "司法行政",
  prefix: "SF",
  delimiter: ";",
  columns: [
    ["案号", "ref"],
    ["姓名", "name"],
    ["身份证号", "id_number"],
    ["状态", "kind"],
    ["日期", "occurred_on"],
  ],
  datePattern: "YYYY.MM.DD",
  codes: { imprisonment: "收监执行", released: "刑满释放" },
};

const COURT: SourceShape = {
  ...THEIRS,
  id: "court",
  stem: "court",
  supplier: "人民法院",
  prefix: "FY",
  columns: [
    ["判决书号", "ref"],
    ["被宣告人", "name"],
    ["身份证号", "id_number"],
    ["宣告事项", "kind"],
    ["生效日期", "occurred_on"],
    ["送达日期", "arrived_on"],
  ],
  codes: { "death-court-declared": "宣告死亡", "missing-court-declared": "宣告失踪" },
  isTyped: true,
};

const BIG_DATA: SourceShape = {
  ...THEIRS,
  id: "bigData",
  stem: "big-data",
  supplier: "大数据中心",
  prefix: "DS",
  columns: [
    ["DATA_ID", "ref"],
    ["SFZH", "id_number"],
    ["XM", "name"],
    ["SJLX", "kind"],
    ["FSRQ", "occurred_on"],
    ["TSRQ", "arrived_on"],
  ],
  codes: {
    "other-life": "A01",
    missing: "B11",
    remarried: "B21",
    adopted: "B22",
    employed: "B23",
    enlisted: "B24",
    "death-hr-database": "B01",
  },
};

const BANK: SourceShape = {
  ...THEIRS,
  id: "bank",
  stem: "bank",
  supplier: "代发银行",
  prefix: "YH",
  lineEnd: "\r\n",
  columns: [
    ["交易流水", "ref"],
    ["户名", "name"],
    ["证件号码", "id_number"],
    ["类型", "kind"],
    ["日期", "occurred_on"],
    ["摘要", "remark"],
  ],
  datePattern: "YYYYMMDD",
  codes: { "payment-failure": "代发失败", "bank-visit": "网点面签" },
};

export const SOURCE_SHAPES: readonly SourceShape[] = [
  RAIL,
  AIR,
  BORDER,
  MEDICAL,
  HEALTH,
  APP,
  COUNTER,
  PAPERS,
  CIVIL_AFFAIRS,
  POPULATION,
  JUSTICE,
  COURT,
  BIG_DATA,
  BANK,
];

/** What the shapes in our own words report; the others name their kinds themselves. */
const KINDS_IN_OUR_WORDS: Readonly<Partial<Record<SupplierId, readonly SignKind[]>>> = {
  air: ["air-travel"],
  health: ["health-checkup", "death-medical-certificate"],
  app: ["face-self", "face-on-behalf", "video", "consular-app", "info-maintenance"],
};

/** Which supplier reports a kind of sign; undefined for what nobody reports. */
export function findShapeFor(kind: SignKind): SourceShape | undefined {
  return SHAPE_BY_KIND.get(kind);
}

const SHAPE_BY_KIND: ReadonlyMap<SignKind, SourceShape> = new Map(
  SOURCE_SHAPES.flatMap((shape) => kindsOf(shape).map((kind) => [kind, shape] as const)),
);

function kindsOf({ id, codes, onlyKind }: SourceShape): readonly SignKind[] {
  if (onlyKind !== undefined) return [onlyKind];
  return codes === undefined
    ? (KINDS_IN_OUR_WORDS[id] ?? [])
    : (Object.keys(codes) as readonly SignKind[]);
}

/** What suppliers with their own shape call the kinds of documents. */
export const DOCUMENT_WORDS: Readonly<Record<IdType, string>> = {
  "resident-id": "居民身份证",
  passport: "护照",
  "hkmo-permit": "港澳居民来往内地通行证",
  "taiwan-permit": "台湾居民来往大陆通行证",
  "foreign-permanent-resident": "外国人永久居留身份证",
};

/** Whether a person with another document than a resident ID can be in these files at all. */
export function takesOtherDocuments({ columns }: SourceShape): boolean {
  return columns.some(([, meaning]) => meaning === "id_type");
}
