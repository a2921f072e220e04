// The pages that are kept as golden texts: what an agency's callers ask about most, in every region.
// All people are invented.

import { dayAt } from "../../src/civil-date.ts";
import type { EntitlementFacts } from "../../src/facts.ts";
import type { PageCase } from "./page-builder.ts";

const RAIL = "铁路12306";
const HOSPITAL = "锦江区第三人民医院";
const CIVIL = "某市民政局殡葬处";
const COUNTER = "县社保局";

const CHILD: Partial<EntitlementFacts> = {
  insurance: "work-injury",
  kind: "dependant-pension",
  relationship: "child",
  since: dayAt("2019-05-10"),
  birthDate: dayAt("2006-02-03"),
};
const INSTITUTION: Partial<EntitlementFacts> = { insurance: "institution-pension", hasUnit: true };
const SURVIVOR: Partial<EntitlementFacts> = { ...INSTITUTION, kind: "survivor-subsidy" };

const SICHUAN: Readonly<Record<string, PageCase>> = {
  "sichuan-eligible-by-train": {
    policy: "sichuan-2022",
    asOf: "2023-05-02",
    lastCertified: ["2022-12-20", "counter"],
    happened: [
      ["rail-travel", "2023-04-30", RAIL, "2023-05-02"],
      ["hospital-stay", "2023-02-01", HOSPITAL],
    ],
  },
  "sichuan-eligible-by-counter": {
    policy: "sichuan-2022",
    asOf: "2024-03-01",
    happened: [
      ["counter", "2024-02-20", COUNTER],
      ["critical-illness-stay", "2024-02-25", HOSPITAL],
      ["contact-failed", "2024-02-26", "某街道办"],
    ],
  },
  "sichuan-new-beneficiary": {
    policy: "sichuan-2022",
    asOf: "2024-03-01",
    facts: { since: dayAt("2024-01-15"), hasPhone: false },
  },
  "sichuan-certify-before-the-last-day": {
    policy: "sichuan-2022",
    asOf: "2023-10-02",
    lastCertified: ["2022-12-20", "counter"],
  },
  "sichuan-on-the-last-day": {
    policy: "sichuan-2022",
    asOf: "2023-12-20",
    lastCertified: ["2022-12-20", "counter"],
  },
  "sichuan-terminated-uncertified": {
    policy: "sichuan-2022",
    asOf: "2024-09-01",
    facts: { status: "terminated" },
    lastCertified: ["2022-12-20", "counter"],
  },
  "sichuan-suspended-for-bounced-payments": {
    policy: "sichuan-2022",
    asOf: "2024-03-05",
    facts: { status: "suspended" },
    lastCertified: ["2023-12-01", "face-self"],
    happened: ["2023-09", "2023-10", "2023-11", "2023-12", "2024-01", "2024-02"].map(
      (month) => ["payment-failure", `${month}-10`, "农商行", `${month}-12`] as const,
    ),
  },
  "sichuan-stopped-uncertified": {
    policy: "sichuan-2022",
    asOf: "2024-09-01",
    facts: { status: "stopped" },
    lastCertified: ["2022-12-20", "counter"],
  },
  "sichuan-overdue": {
    policy: "sichuan-2022",
    asOf: "2024-02-01",
    lastCertified: ["2022-12-20", "face-self"],
    happened: [["rail-travel", "2022-10-01", RAIL]],
  },
  "sichuan-death-record": {
    policy: "sichuan-2022",
    asOf: "2023-05-03",
    lastCertified: ["2022-12-20", "counter"],
    happened: [
      ["death-cremation", "2023-04-30", CIVIL, "2023-05-02"],
      ["hospital-discharge", "2023-05-01", HOSPITAL, "2023-05-03"],
    ],
  },
  "sichuan-conflict": {
    policy: "sichuan-2022",
    asOf: "2023-06-03",
    lastCertified: ["2022-12-20", "counter"],
    happened: [
      ["death-population-register", "2023-04-30", "省人口库", "2023-05-02"],
      ["rail-travel", "2023-05-20", RAIL, "2023-06-01"],
      ["air-travel", "2023-05-11", "民航信息", "2023-06-01"],
    ],
  },
  "sichuan-imprisonment": {
    policy: "sichuan-2022",
    asOf: "2024-01-20",
    lastCertified: ["2023-09-01", "community"],
    happened: [["imprisonment", "2023-12-15", "司法厅监狱局", "2024-01-10"]],
  },
  "sichuan-released": {
    policy: "sichuan-2022",
    asOf: "2024-08-20",
    facts: { status: "suspended" },
    lastCertified: ["2023-09-01", "community"],
    happened: [
      ["imprisonment", "2023-12-15", "司法厅监狱局", "2024-01-10"],
      ["released", "2024-08-10", "司法厅监狱局"],
    ],
  },
  "sichuan-prison-spares-the-injured": {
    policy: "sichuan-2022",
    asOf: "2024-01-20",
    facts: { insurance: "work-injury", kind: "disability-allowance", hasUnit: true },
    lastCertified: ["2023-09-01", "unit-confirmation"],
    happened: [["imprisonment", "2023-12-15", "司法厅监狱局", "2024-01-10"]],
  },
  "sichuan-came-of-age": {
    policy: "sichuan-2022",
    asOf: "2024-03-01",
    facts: { ...CHILD, incapacity: "none" },
    lastCertified: ["2023-11-02", "face-on-behalf"],
  },
  "sichuan-turns-eighteen-soon": {
    policy: "sichuan-2022",
    asOf: "2023-12-01",
    facts: { ...CHILD, incapacity: "partial" },
    lastCertified: ["2023-11-02", "face-on-behalf"],
  },
  "sichuan-incapacity-unknown": {
    policy: "sichuan-2022",
    asOf: "2024-03-01",
    facts: CHILD,
    lastCertified: ["2023-11-02", "face-on-behalf"],
  },
  "sichuan-payments-bounced": {
    policy: "sichuan-2022",
    asOf: "2024-03-05",
    lastCertified: ["2023-12-01", "face-self"],
    happened: ["2023-09", "2023-10", "2023-11", "2023-12", "2024-01", "2024-02"].map(
      (month) => ["payment-failure", `${month}-10`, "农商行", `${month}-12`] as const,
    ),
  },
  "sichuan-suspended": {
    policy: "sichuan-2022",
    asOf: "2024-03-05",
    facts: { status: "suspended" },
    lastCertified: ["2022-12-20", "counter"],
  },
  "sichuan-suspended-and-certified-again": {
    policy: "sichuan-2022",
    asOf: "2024-03-05",
    facts: { status: "suspended" },
    lastCertified: ["2022-12-20", "counter"],
    happened: [["home-visit", "2024-03-04", "某镇人社所"]],
  },
  "sichuan-stopped-after-a-death": {
    policy: "sichuan-2022",
    asOf: "2024-03-05",
    facts: { status: "stopped" },
    lastCertified: ["2022-12-20", "counter"],
    happened: [["death-family-report", "2023-05-01", "家属申报", "2023-05-04"]],
  },
  "sichuan-terminated-yet-alive": {
    policy: "sichuan-2022",
    asOf: "2024-03-05",
    facts: { status: "terminated" },
    happened: [["counter", "2024-03-01", COUNTER]],
  },
  "sichuan-refuted-death": {
    policy: "sichuan-2022",
    asOf: "2024-03-05",
    facts: { refutedOn: dayAt("2023-06-10") },
    lastCertified: ["2023-06-10", "home-visit"],
    happened: [
      ["death-cremation", "2023-04-30", CIVIL, "2023-05-02"],
      ["remarried", "2023-08-08", "某区民政局"],
    ],
  },
  "sichuan-not-covered": {
    policy: "sichuan-2022",
    asOf: "2024-03-05",
    facts: { insurance: "employee-medical" },
    happened: [["rail-travel", "2024-01-01", RAIL]],
  },
  "sichuan-records-set-aside": {
    policy: "sichuan-2022",
    asOf: "2024-03-01",
    lastCertified: ["2023-11-01", "terminal-biometric"],
    setAside: [
      { reason: "name-mismatch", kind: "death-cremation", occurredOn: dayAt("2024-01-02") },
      { reason: "duplicate", kind: "rail-travel", occurredOn: dayAt("2023-12-02") },
      { reason: "duplicate", kind: "rail-travel", occurredOn: dayAt("2023-12-03") },
      { reason: "missing-field" },
      { reason: "bad-id-checksum" },
      { reason: "unknown-kind" },
      { reason: "bad-date", kind: "rail-travel" },
      { reason: "future-date", kind: "air-travel", occurredOn: dayAt("2025-01-02") },
    ],
  },
};

const SHANXI: Readonly<Record<string, PageCase>> = {
  "shanxi-reminder-due": {
    policy: "shanxi-2018",
    asOf: "2024-01-10",
    facts: { hasPhone: false, hasUnit: true },
    lastCertified: ["2023-03-20", "terminal-biometric"],
  },
  "shanxi-pending-at-the-unit": {
    policy: "shanxi-2018",
    asOf: "2024-04-10",
    facts: { hasUnit: true },
    lastCertified: ["2023-03-20", "face-self"],
  },
  "shanxi-missing-but-not-declared": {
    policy: "shanxi-2018",
    asOf: "2023-06-10",
    lastCertified: ["2023-03-20", "face-self"],
    happened: [["missing", "2023-05-01", "某派出所"]],
  },
  "shanxi-death-suspends-first": {
    policy: "shanxi-2018",
    asOf: "2023-06-10",
    facts: { hasUnit: true },
    lastCertified: ["2023-03-20", "face-self"],
    happened: [["death-household-cancelled", "2023-06-01", "户籍系统", "2023-06-09"]],
  },
  "shanxi-one-death-told-by-four": {
    policy: "shanxi-2018",
    asOf: "2023-07-10",
    facts: { hasUnit: true },
    lastCertified: ["2023-03-20", "face-self"],
    happened: [
      ["death-medical-certificate", "2023-06-01", HOSPITAL, "2023-06-03"],
      ["death-household-cancelled", "2023-06-01", "户籍系统", "2023-06-09"],
      ["death-cremation", "2023-06-01", "民政殡葬", "2023-06-20"],
      ["death-org-report", "2023-06-01", "基层服务平台", "2023-06-28"],
    ],
  },
};

const QINGDAO: Readonly<Record<string, PageCase>> = {
  "qingdao-waiting-for-the-fourth": {
    policy: "qingdao-2019",
    asOf: "2024-02-02",
    facts: INSTITUTION,
    lastCertified: ["2023-01-15", "unit-confirmation"],
    happened: [["rail-travel", "2024-01-20", RAIL, "2024-01-25"]],
  },
  "qingdao-eligible-while-one-waits": {
    policy: "qingdao-2019",
    asOf: "2024-02-02",
    facts: INSTITUTION,
    lastCertified: ["2023-06-15", "unit-confirmation"],
    happened: [["health-checkup", "2024-01-20", HOSPITAL]],
  },
  "qingdao-survivor-with-a-proxy": {
    policy: "qingdao-2019",
    asOf: "2024-02-10",
    facts: SURVIVOR,
    lastCertified: ["2023-08-05", "counter"],
    happened: [["proxy", "2024-02-01", "某街道人社所"]],
  },
  "qingdao-suspended-and-certified-again": {
    policy: "qingdao-2019",
    asOf: "2024-03-10",
    facts: { ...INSTITUTION, status: "suspended" },
    lastCertified: ["2023-01-15", "unit-confirmation"],
    happened: [["face-self", "2024-03-08", "手机APP"]],
  },
  "qingdao-should-be-back-by-now": {
    policy: "qingdao-2019",
    asOf: "2024-03-10",
    facts: { ...INSTITUTION, status: "suspended" },
    lastCertified: ["2023-01-15", "unit-confirmation"],
    happened: [["face-self", "2024-02-28", "手机APP"]],
  },
  "qingdao-conflict-at-the-unit": {
    policy: "qingdao-2019",
    asOf: "2024-03-10",
    facts: INSTITUTION,
    lastCertified: ["2023-08-15", "unit-confirmation"],
    happened: [
      ["death-hr-database", "2024-02-20", "联网监测", "2024-02-27"],
      ["counter", "2024-03-05", COUNTER],
    ],
  },
};

const WEIHAI: Readonly<Record<string, PageCase>> = {
  "weihai-nothing-announced": {
    policy: "weihai-2017",
    asOf: "2022-03-01",
    lastCertified: ["2021-05-10", "community"],
  },
  "weihai-inside-the-window": {
    policy: "weihai-2017",
    asOf: "2022-05-10",
    window: ["2022-04-01", "2022-06-30"],
    lastCertified: ["2021-05-10", "community"],
  },
  "weihai-certified-in-the-window": {
    policy: "weihai-2017",
    asOf: "2022-05-10",
    window: ["2022-04-01", "2022-06-30"],
    happened: [["community", "2022-04-20", "某社区"]],
  },
  "weihai-after-the-window": {
    policy: "weihai-2017",
    asOf: "2022-07-01",
    window: ["2022-04-01", "2022-06-30"],
    lastCertified: ["2021-05-10", "community"],
  },
  "weihai-in-the-last-year-of-its-rules": {
    policy: "weihai-2017",
    asOf: "2024-09-10",
    window: ["2024-04-01", "2024-06-30"],
    lastCertified: ["2024-05-10", "video"],
  },
  "weihai-paper-too-old": {
    policy: "weihai-2017",
    asOf: "2022-08-01",
    facts: { status: "suspended" },
    window: ["2022-04-01", "2022-06-30"],
    happened: [["consular-certificate", "2021-09-01", "驻外领事馆", "2022-07-20"]],
  },
  "weihai-survivor-remarried": {
    policy: "weihai-2017",
    asOf: "2022-05-10",
    facts: { kind: "survivor-subsidy", relationship: "spouse" },
    lastCertified: ["2022-04-20", "community"],
    happened: [["remarried", "2022-05-02", "某市民政局", "2022-05-09"]],
  },
};

const ZIBO: Readonly<Record<string, PageCase>> = {
  "zibo-certified-this-year": {
    policy: "zibo-2019",
    asOf: "2023-05-10",
    happened: [["video", "2023-04-20", "某社区"]],
  },
  "zibo-pending-in-january": {
    policy: "zibo-2019",
    asOf: "2024-01-10",
    lastCertified: ["2022-05-20", "community"],
  },
  "zibo-death-told-by-the-community": {
    policy: "zibo-2019",
    asOf: "2023-05-10",
    lastCertified: ["2022-05-20", "community"],
    happened: [["death-org-report", "2023-05-06", "某社区居委会"]],
  },
  "zibo-suspended": {
    policy: "zibo-2019",
    asOf: "2024-06-10",
    facts: { status: "suspended" },
    lastCertified: ["2022-05-20", "community"],
  },
};

const ENGLISH: Readonly<Record<string, PageCase>> = Object.fromEntries(
  Object.entries({ ...SICHUAN, ...SHANXI, ...QINGDAO, ...WEIHAI, ...ZIBO })
    .filter(([name]) =>
      [
        "sichuan-eligible-by-train",
        "sichuan-overdue",
        "sichuan-death-record",
        "qingdao-waiting-for-the-fourth",
        "weihai-paper-too-old",
        "zibo-suspended",
      ].includes(name),
    )
    .map(([name, each]) => [`english-${name}`, { ...each, language: "en" as const }]),
);

/** Every case by the name of its golden text. */
export const PAGE_CASES: Readonly<Record<string, PageCase>> = {
  ...SICHUAN,
  ...SHANXI,
  ...QINGDAO,
  ...WEIHAI,
  ...ZIBO,
  ...ENGLISH,
};
