// What `conclusions` adds up to: the three lists, what is due and why, how people were certified,
// when deadlines come, which sources decided. Counts only; it keeps nothing that names a person.

import type { Conclusion, Day, Insurance, LifeSign, PendingReason } from "@lingdai/policy";
import {
  BENEFIT_STATUSES,
  CONCLUSIONS,
  INSURANCES,
  LIFE_SIGNS,
  PENDING_REASONS,
  addMonths,
  isCodeOf,
  monthIndexOf,
} from "@lingdai/policy";

import { BoundedGroups } from "./bounded-groups.ts";
import type { Effort } from "./certification-effort.ts";
import { effortOf } from "./certification-effort.ts";
import type { RunRow } from "./run-table.ts";

export const CONCLUSION_COLUMNS = [
  "insurance",
  "conclusion",
  "pending_reason",
  "last_certified_on",
  "last_certified_by",
  "deadline",
  "status",
  "action",
  "due_on",
  "decided_by",
] as const;

/** Rows by conclusion, and those that the policy does not cover. */
export type ListCounts = Record<Conclusion | "not-covered", number>;

/** Why something is due; `eligible` stands for reminders and failed payments. */
export type Cause = "lost" | PendingReason | "eligible";

export const ACTIONS = ["suspend", "verify", "remind"] as const;
export type DueAction = (typeof ACTIONS)[number];

/** Rows for which something is due. */
export interface Pile {
  rows: number;
  /** The longest overdue of them. */
  oldestDueOn: Day | undefined;
  /** Those that fell due more than three months before the as-of date. */
  longOverdue: number;
}

/** Deadlines of benefits that are paid, in one month. */
export interface MonthOfDeadlines {
  eligible: number;
  pending: number;
}

/** For which rows a source's record, or the roster, was the deciding one. */
export interface SourceFigures {
  eligible: number;
  lost: number;
  conflict: number;
  /** The latest day on which something occurred that certified somebody. */
  newestOn: Day | undefined;
}

/** `none`: the grant was the proof so far; `unknown`: the roster names the day, not the method. */
export type EffortOrNone = Effort | "unknown" | "none";

export interface ConclusionFigures {
  readonly lists: ListCounts;
  readonly byInsurance: ReadonlyMap<Insurance, ListCounts>;
  readonly pending: Readonly<Record<PendingReason, number>>;
  readonly due: Readonly<Record<Cause, Readonly<Record<DueAction, Pile>>>>;
  /** Eligible, and yet not paid: to be resumed, or the account to be mended. */
  readonly eligibleUnpaid: { readonly suspended: number; readonly stopped: number };
  /** Eligible rows by who had to do something for the certification at the anchor. */
  readonly efforts: Readonly<Record<EffortOrNone, number>>;
  readonly certifiedBy: ReadonlyMap<LifeSign, number>;
  /** Deadlines from the as-of date on, by month index. */
  readonly deadlines: ReadonlyMap<number, MonthOfDeadlines>;
  /** Deadlines before the as-of date. */
  readonly overdue: Readonly<MonthOfDeadlines>;
  readonly sources: ReadonlyMap<string, SourceFigures>;
  readonly roster: SourceFigures;
}

export class ConclusionCount {
  readonly #longOverdueBefore: Day;
  readonly #asOf: Day;
  readonly #lists = noRows();
  readonly #byInsurance = new Map<Insurance, ListCounts>();
  readonly #pending: Record<PendingReason, number> = {
    conflict: 0,
    "incapacity-unknown": 0,
    "no-sign": 0,
  };
  readonly #due: Record<Cause, Record<DueAction, Pile>> = {
    lost: nothingDue(),
    conflict: nothingDue(),
    "incapacity-unknown": nothingDue(),
    "no-sign": nothingDue(),
    eligible: nothingDue(),
  };
  readonly #unpaid = { suspended: 0, stopped: 0 };
  readonly #efforts: Record<EffortOrNone, number> = {
    silent: 0,
    phone: 0,
    met: 0,
    paper: 0,
    unknown: 0,
    none: 0,
  };
  readonly #certifiedBy = new Map<LifeSign, number>();
  readonly #deadlines = new Map<number, MonthOfDeadlines>();
  readonly #overdue: MonthOfDeadlines = { eligible: 0, pending: 0 };
  readonly #sources = new BoundedGroups<SourceFigures>(noDecisions);
  readonly #roster = noDecisions();

  constructor(asOf: Day) {
    this.#asOf = asOf;
    this.#longOverdueBefore = addMonths(asOf, -3);
  }

  add(row: RunRow<(typeof CONCLUSION_COLUMNS)[number]>): void {
    const insurance = row.cell("insurance");
    if (!isCodeOf(INSURANCES, insurance)) throw row.refuse("insurance");
    const conclusion = row.cell("conclusion");
    const ofInsurance = this.#byInsurance.get(insurance) ?? noRows();
    this.#byInsurance.set(insurance, ofInsurance);
    if (conclusion === "") {
      this.#lists["not-covered"] += 1;
      ofInsurance["not-covered"] += 1;
      return;
    }
    if (!isCodeOf(CONCLUSIONS, conclusion)) throw row.refuse("conclusion");
    this.#lists[conclusion] += 1;
    ofInsurance[conclusion] += 1;
    const cause = this.#causeOf(conclusion, row);
    if (conclusion === "pending") this.#pending[cause as PendingReason] += 1;
    this.#addDuty(cause, row);
    if (conclusion === "eligible") this.#addCertification(row);
    this.#addStatus(conclusion, row);
    this.#addDecision(cause, row);
  }

  figures(): ConclusionFigures {
    return {
      lists: this.#lists,
      byInsurance: this.#byInsurance,
      pending: this.#pending,
      due: this.#due,
      eligibleUnpaid: this.#unpaid,
      efforts: this.#efforts,
      certifiedBy: this.#certifiedBy,
      deadlines: this.#deadlines,
      overdue: this.#overdue,
      sources: this.#sources.toMap(),
      roster: this.#roster,
    };
  }

  #causeOf(conclusion: Conclusion, row: RunRow<"pending_reason">): Cause {
    if (conclusion !== "pending") return conclusion;
    const reason = row.cell("pending_reason");
    if (!isCodeOf(PENDING_REASONS, reason)) throw row.refuse("pending_reason");
    return reason;
  }

  #addDuty(cause: Cause, row: RunRow<"action" | "due_on">): void {
    const action = row.cell("action");
    if (action === "none") return;
    const due = ACTIONS.find((known) => known === action);
    const dueOn = row.day("due_on");
    if (due === undefined || dueOn === undefined) throw row.refuse("action");
    const pile = this.#due[cause][due];
    pile.rows += 1;
    pile.oldestDueOn = Math.min(dueOn, pile.oldestDueOn ?? dueOn);
    if (dueOn < this.#longOverdueBefore) pile.longOverdue += 1;
  }

  #addCertification(row: RunRow<"last_certified_by" | "last_certified_on">): void {
    const kind = row.cell("last_certified_by");
    if (!isCodeOf(LIFE_SIGNS, kind)) {
      if (kind !== "") throw row.refuse("last_certified_by");
      this.#efforts[row.cell("last_certified_on") === "" ? "none" : "unknown"] += 1;
      return;
    }
    this.#efforts[effortOf(kind)] += 1;
    this.#certifiedBy.set(kind, (this.#certifiedBy.get(kind) ?? 0) + 1);
  }

  #addStatus(conclusion: Conclusion, row: RunRow<"status" | "deadline">): void {
    const status = row.cell("status");
    if (!isCodeOf(BENEFIT_STATUSES, status)) throw row.refuse("status");
    if (conclusion === "eligible" && (status === "suspended" || status === "stopped")) {
      this.#unpaid[status] += 1;
    }
    const deadline = row.day("deadline");
    if (status !== "paying" || conclusion === "lost" || deadline === undefined) return;
    if (deadline < this.#asOf) {
      this.#overdue[conclusion] += 1;
      return;
    }
    const month = monthIndexOf(deadline);
    const counts = this.#deadlines.get(month) ?? { eligible: 0, pending: 0 };
    counts[conclusion] += 1;
    this.#deadlines.set(month, counts);
  }

  #addDecision(cause: Cause, row: RunRow<"decided_by" | "last_certified_on">): void {
    const decidedBy = row.cell("decided_by");
    if (decidedBy === "") return;
    if (cause === "eligible") {
      const figures = this.#deciding(decidedBy);
      figures.eligible += 1;
      const on = row.day("last_certified_on");
      if (on !== undefined) figures.newestOn = Math.max(on, figures.newestOn ?? on);
    } else if (cause === "lost") {
      this.#deciding(decidedBy).lost += 1;
    } else {
      for (const record of recordsOf(decidedBy)) this.#deciding(record).conflict += 1;
    }
  }

  /** The figures of the source in `source:ref`; only the roster is named without a reference. */
  #deciding(record: string): SourceFigures {
    if (record === "roster") return this.#roster;
    const colon = record.indexOf(":");
    return this.#sources.at(colon === -1 ? record : record.slice(0, colon));
  }
}

/**
 * The two records of a conflict. References may hold semicolons and colons too, so the second record
 * is taken to begin behind the last semicolon after which a source can stand.
 */
function recordsOf(decidedBy: string): readonly string[] {
  const pieces = decidedBy.split(";");
  const second = pieces.findLastIndex((piece) => piece.includes(":") || piece === "roster");
  if (second <= 0) return [decidedBy];
  return [pieces.slice(0, second).join(";"), pieces.slice(second).join(";")];
}

function noRows(): ListCounts {
  return { eligible: 0, lost: 0, pending: 0, "not-covered": 0 };
}

function nothingDue(): Record<DueAction, Pile> {
  const empty = (): Pile => ({ rows: 0, oldestDueOn: undefined, longOverdue: 0 });
  return { suspend: empty(), verify: empty(), remind: empty() };
}

function noDecisions(): SourceFigures {
  return { eligible: 0, lost: 0, conflict: 0, newestOn: undefined };
}
