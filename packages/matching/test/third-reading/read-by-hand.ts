/**
 * The third reading of DOMAIN and FORMATS: `lingdai evaluate` done slowly and plainly, one person
 * and one day at a time, to be held against the product. It must share no code with the product.
 *
 * `basis` is not read: FORMATS leaves its wording to the policy packs.
 */
import { anchorOf, deadlineOf } from "./anchor-by-hand.ts";
import { concludeByHand, decidedBy } from "./conclude-by-hand.ts";
import { dueActions } from "./due-actions.ts";
import { readObservationsByHand, readRosterByHand, isSamePerson } from "./files-by-hand.ts";
import type { FileBooks, Row } from "./files-by-hand.ts";
import { isCovered, signsOf } from "./known-signs.ts";
import type { Case, PolicyId, Window } from "./known-signs.ts";
import { readMapping, readTable, UnusableInput } from "./mapped-table.ts";
import type { NamedFile } from "./mapped-table.ts";
import { isRealDay, wholeMonthsBetween } from "./naive-days.ts";

export { UnusableInput } from "./mapped-table.ts";
export type { NamedFile } from "./mapped-table.ts";
export type { FileBooks, Row } from "./files-by-hand.ts";
export type { PolicyId, Window } from "./known-signs.ts";

/** What `lingdai evaluate` is given. */
export interface ReadingArguments {
  readonly policy: PolicyId;
  readonly asOf: string;
  readonly roster: NamedFile;
  readonly observations: readonly NamedFile[];
  /** The text of each mapping file, in the order given. */
  readonly mappings: readonly string[];
  /** The `conclusions.csv` of the earlier run. */
  readonly previous?: Uint8Array;
  readonly window?: Window;
}

/** The counts of `summary.json`; times and memory are left out. */
export interface SummaryCounts {
  readonly policy: string;
  readonly as_of: string;
  readonly roster: { rows: number; rejected: number; duplicate: number };
  readonly files: Record<string, FileBooks>;
  readonly conclusions: Record<string, number>;
  readonly actions: Record<string, number>;
  readonly bands: Record<string, number>;
}

/** What `lingdai evaluate` writes. */
export interface Tables {
  readonly conclusions: Row[];
  readonly uncertified: Row[];
  readonly rejects: Row[];
  readonly suspicious: Row[];
  /** Only with an earlier run. */
  readonly changes: Row[] | undefined;
  readonly summary: SummaryCounts;
}

/** DOMAIN 4, "in force": first and last day. */
const VALIDITY: Readonly<Record<PolicyId, readonly [string, string]>> = {
  "sichuan-2022": ["2022-12-12", "9999-12-31"],
  "shanxi-2018": ["2018-09-25", "9999-12-31"],
  "qingdao-2019": ["2019-06-05", "9999-12-31"],
  "weihai-2017": ["2018-01-01", "2024-12-31"],
  "zibo-2019": ["2019-05-20", "9999-12-31"],
};

/** FORMATS 3: a day outside the validity and a window for another policy are unusable. */
function refuseUnusable(given: ReadingArguments): void {
  const [from, to] = VALIDITY[given.policy];
  if (!isRealDay(given.asOf) || given.asOf < from || given.asOf > to)
    throw new UnusableInput("as-of");
  if (given.window === undefined) return;
  const { window } = given;
  const isSound = isRealDay(window.from) && isRealDay(window.to) && window.from <= window.to;
  if (given.policy !== "weihai-2017" || !isSound) throw new UnusableInput("window");
}

/** FORMATS 3, `conclusions`: one row of the roster. */
function conclusionRow(one: Case): Row {
  const { row } = one;
  const written = {
    id_number: row["id_number"] ?? "",
    insurance: row["insurance"] ?? "",
    kind: row["kind"] ?? "",
    status: row["status"] ?? "",
  };
  if (!isCovered(one.policy, row))
    return {
      ...written,
      conclusion: "",
      pending_reason: "",
      last_certified_on: "",
      last_certified_by: "",
      deadline: "",
      action: "none",
      due_on: "",
      actions: "",
      decided_by: "",
    };
  const { conclusion, reason } = concludeByHand(one);
  const { sign } = anchorOf(one);
  const due = dueActions(one);
  const [strongest] = due;
  return {
    ...written,
    conclusion,
    pending_reason: reason,
    last_certified_on: sign?.occurred ?? "",
    last_certified_by: sign?.kind ?? "",
    deadline: deadlineOf(one),
    action: strongest?.action ?? "none",
    due_on: strongest?.dueOn ?? "",
    actions: due.map(({ action }) => action).join(";"),
    decided_by: decidedBy(one).join(";"),
  };
}

/** FORMATS 3: 10-11, 12-23, 24-35, 36-47, 48-59, 60 and more months. */
function bandOf(months: number): string {
  if (months < 12) return "10-12m";
  return ["1-2y", "2-3y", "3-4y", "4-5y"][Math.floor(months / 12) - 1] ?? "5y+";
}

/** FORMATS 3, `uncertified`: covered, neither terminated nor lost, ten months since the anchor. */
function uncertifiedRow(one: Case): Row | undefined {
  const { row } = one;
  if (!isCovered(one.policy, row) || row["status"] === "terminated") return undefined;
  if (concludeByHand(one).conclusion === "lost") return undefined;
  const anchor = anchorOf(one);
  const months = wholeMonthsBetween(anchor.day, one.asOf);
  if (months < 10) return undefined;
  const columns = "pay_division residence_division insurance kind id_number name phone".split(" ");
  return {
    band: bandOf(months),
    ...Object.fromEntries(columns.map((column) => [column, row[column] ?? ""])),
    last_certified_on: anchor.sign?.occurred ?? "",
    months_since: String(months),
  };
}

/** FORMATS 3, `changes`: where conclusion or action differ, or a row is on one side only. */
function changedRows(rows: readonly Row[], bytes: Uint8Array): Row[] {
  const keys = ["id_number", "insurance", "kind"];
  const before = readTable(
    { name: "conclusions.csv", bytes },
    [],
    [...keys, "conclusion", "action"],
    keys,
  ).map((read) => read.normal);
  const isSameRow = (one: Row, other: Readonly<Row>): boolean =>
    keys.every((key) => one[key] === other[key]);
  const changed: Row[] = [];
  const add = (key: Readonly<Row>, old: Readonly<Row> | undefined, now: Row | undefined): void => {
    changed.push({
      id_number: key["id_number"] ?? "",
      insurance: key["insurance"] ?? "",
      kind: key["kind"] ?? "",
      old_conclusion: old?.["conclusion"] ?? "",
      new_conclusion: now?.["conclusion"] ?? "",
      old_action: old?.["action"] ?? "",
      new_action: now?.["action"] ?? "",
    });
  };
  for (const row of rows) {
    const old = before.find((other) => isSameRow(row, other));
    const differs =
      old === undefined ||
      old["conclusion"] !== row["conclusion"] ||
      old["action"] !== row["action"];
    if (differs) add(row, old, row);
  }
  for (const old of before) if (!rows.some((row) => isSameRow(row, old))) add(old, old, undefined);
  return changed;
}

function counted(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? ""] = (counts[value ?? ""] ?? 0) + 1;
  return counts;
}

/** Reads everything and answers with the five tables and the summary's counts. */
export function readByHand(given: ReadingArguments): Tables {
  refuseUnusable(given);
  const { policy, asOf } = given;
  const mappings = given.mappings.map((text) => readMapping(text));
  const roster = readRosterByHand(given.roster, mappings, asOf);
  const seen = readObservationsByHand(given.observations, mappings, roster.accepted, asOf);
  const cases = roster.accepted.map((row): Case => {
    const own = seen.accepted.filter((observation) => isSamePerson(observation, row));
    return { policy, asOf, window: given.window, row, signs: signsOf(policy, row, own, asOf) };
  });
  const conclusions = cases.map((one) => conclusionRow(one));
  const uncertified = cases
    .map((one) => uncertifiedRow(one))
    .filter((row): row is Row => row !== undefined);
  return {
    conclusions,
    uncertified,
    rejects: [...roster.rejects, ...seen.rejects],
    suspicious: seen.suspicious,
    changes: given.previous === undefined ? undefined : changedRows(conclusions, given.previous),
    summary: {
      policy,
      as_of: asOf,
      roster: roster.books,
      files: seen.books,
      conclusions: counted(conclusions.map((row) => row["conclusion"])),
      actions: counted(conclusions.map((row) => row["action"])),
      bands: counted(uncertified.map((row) => row["band"])),
    },
  };
}
