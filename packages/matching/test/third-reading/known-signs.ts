/**
 * A row's signs as one policy sees them: what is a life sign, what is a loss, when each arrived.
 * It must not know deadlines or actions.
 */
import { birthDateInNumber } from "./identity-number.ts";
import type { Row } from "./files-by-hand.ts";
import { DEATH_KINDS, LIFE_KINDS, PAPER_KINDS, QINGDAO_WAITING_KINDS } from "./known-codes.ts";
import { addDays, addMonths, firstOfNextMonth, partsOf, dayOf } from "./naive-days.ts";

/** The five policies. */
export type PolicyId =
  "sichuan-2022" | "shanxi-2018" | "qingdao-2019" | "weihai-2017" | "zibo-2019";

/** An announced window (weihai). */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** One known sign of a person; the roster's certification is one of its own row. */
export interface Sign {
  readonly kind: string;
  readonly occurred: string;
  /** The day from which it counts. */
  readonly arrived: string;
  readonly source: string;
  readonly ref: string;
  readonly fromRoster: boolean;
}

/** Everything that is asked about one row. */
export interface Case {
  readonly policy: PolicyId;
  readonly asOf: string;
  readonly window: Window | undefined;
  readonly row: Row;
  /** All of the person's signs, those that still wait included. */
  readonly signs: readonly Sign[];
}

/**
 * FORMATS 2: an arrival that is not given is the as-of date, in qingdao the day of occurrence.
 * DOMAIN, Qingdao and D1: a data sign arrives on the 4th of the month after.
 */
function countsFrom(policy: PolicyId, observation: Row, asOf: string): string {
  const given = observation["arrived_on"] ?? "";
  if (policy !== "qingdao-2019") return given === "" ? asOf : given;
  const arrived = given === "" ? (observation["occurred_on"] ?? "") : given;
  if (!QINGDAO_WAITING_KINDS.includes(observation["kind"] ?? "")) return arrived;
  return addDays(firstOfNextMonth(arrived), 3);
}

/** FORMATS 1 and DOMAIN D1: the roster's certification speaks for its row and arrived that day. */
export function signsOf(
  policy: PolicyId,
  row: Row,
  observations: readonly Row[],
  asOf: string,
): Sign[] {
  const signs = observations.map((observation) => ({
    kind: observation["kind"] ?? "",
    occurred: observation["occurred_on"] ?? "",
    arrived: countsFrom(policy, observation, asOf),
    source: observation["source"] ?? "",
    ref: observation["ref"] ?? "",
    fromRoster: false,
  }));
  const certified = row["last_certified_on"] ?? "";
  if (certified === "") return signs;
  const kind = row["last_certified_by"] ?? "";
  return [
    ...signs,
    { kind, occurred: certified, arrived: certified, source: "", ref: "", fromRoster: true },
  ];
}

/** DOMAIN, Coverage: which rows a policy is about. */
export function isCovered(policy: PolicyId, row: Row): boolean {
  const insurance = row["insurance"] ?? "";
  const kind = row["kind"] ?? "";
  const pensions = ["enterprise-pension", "institution-pension", "resident-pension"];
  switch (policy) {
    case "sichuan-2022":
      return insurance === "work-injury"
        ? ["disability-allowance", "nursing-fee", "dependant-pension"].includes(kind)
        : pensions.includes(insurance);
    case "shanxi-2018":
      return (
        ["enterprise-pension", "institution-pension"].includes(insurance) &&
        ["retirement-pension", "veteran-cadre-pension"].includes(kind)
      );
    case "qingdao-2019":
      return (
        insurance === "institution-pension" &&
        ["retirement-pension", "veteran-cadre-pension", "survivor-subsidy"].includes(kind)
      );
    case "weihai-2017":
      return !["employee-medical", "resident-medical"].includes(insurance);
    case "zibo-2019":
      return (
        insurance === "enterprise-pension" &&
        ["retirement-pension", "survivor-subsidy"].includes(kind)
      );
  }
}

/**
 * Whether a sign certifies at all. FORMATS 3: the roster's own counts whatever its kind. DOMAIN 2:
 * all policies accept every method but qingdao `proxy`; `info-maintenance` only in qingdao.
 * FORMATS 3: weihai papers that arrived more than 6 months after their date have no effect.
 */
export function isLifeSign(policy: PolicyId, sign: Sign): boolean {
  if (sign.fromRoster) return true;
  if (!LIFE_KINDS.includes(sign.kind)) return false;
  if (sign.kind === "proxy" && policy === "qingdao-2019") return false;
  if (sign.kind === "info-maintenance") return policy === "qingdao-2019";
  if (policy === "weihai-2017" && PAPER_KINDS.includes(sign.kind))
    return sign.arrived <= addMonths(sign.occurred, 6);
  return true;
}

/** DOMAIN D4: whether the dependant's relationship is one of those that grow up. */
function isYoungRelation(row: Row): boolean {
  return ["child", "grandchild", "sibling"].includes(row["relationship"] ?? "");
}

/** DOMAIN D3, D4, Shanxi: whether a loss of this kind means anything for this row. */
export function lossConcernsRow(policy: PolicyId, row: Row, kind: string): boolean {
  const benefit = row["kind"] ?? "";
  const relationship = row["relationship"] ?? "";
  const isDependantsBenefit =
    benefit === "dependant-pension" || (policy === "weihai-2017" && benefit === "survivor-subsidy");
  if (DEATH_KINDS.includes(kind)) return true;
  switch (kind) {
    case "missing":
      return policy !== "shanxi-2018";
    case "missing-court-declared":
    case "other-loss":
      return true;
    case "imprisonment":
      return !(
        row["insurance"] === "work-injury" &&
        ["disability-allowance", "nursing-fee"].includes(benefit)
      );
    case "remarried":
      return isDependantsBenefit && relationship === "spouse";
    case "adopted":
    case "employed":
    case "enlisted":
      return (
        isDependantsBenefit &&
        (policy === "weihai-2017" ? relationship !== "" : isYoungRelation(row))
      );
    default:
      // `came-of-age` in a file is known and without effect; everything else is no loss.
      return false;
  }
}

/** DOMAIN D4: the 18th birthday; who was born on 29 February has it on 1 March of a common year. */
export function eighteenthBirthday(row: Row): string | undefined {
  const born =
    row["id_type"] === "resident-id"
      ? birthDateInNumber(row["id_number"] ?? "")
      : (row["birth_date"] ?? "");
  if (born === "") return undefined;
  const { year, month, day } = partsOf(born);
  // Eighteen years after a leap year there is never one.
  return month === 2 && day === 29 ? dayOf(year + 18, 3, 1) : dayOf(year + 18, month, day);
}

/** DOMAIN D4: what the 18th birthday means for a row on a day. */
export function ageStanding(row: Row, day: string): "came-of-age" | "incapacity-unknown" | "none" {
  if (row["kind"] !== "dependant-pension" || !isYoungRelation(row)) return "none";
  const birthday = eighteenthBirthday(row);
  if (birthday === undefined || birthday > day || row["incapacity"] === "full") return "none";
  return row["incapacity"] === "" ? "incapacity-unknown" : "came-of-age";
}
