// The figures of one run (`summary.json`, FORMATS section 3) and the books that must balance.
// Knows only counts.

import type { FileCounts } from "../engine/file-counts.ts";
import type { RosterCounts } from "../match/read-roster.ts";
import type { StateFigures } from "../state/state-figures.ts";

export interface FileFigures {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly not_on_roster: number;
  readonly duplicate: number;
  readonly suspicious: number;
}

/** Exactly what is written; the keys are those of FORMATS. */
export interface Summary {
  readonly policy: string;
  readonly as_of: string;
  /** With `--sample`: about one person in so many was evaluated, and all figures are theirs. */
  readonly sample?: { readonly one_in: number };
  readonly roster: RosterCounts;
  readonly files: Readonly<Record<string, FileFigures>>;
  /** With `--state`: where the rows kept from earlier runs ended in this one. */
  readonly state?: StateFigures;
  /** By conclusion; the empty one counts the rows that the policy does not cover. */
  readonly conclusions: Readonly<Record<string, number>>;
  readonly actions: Readonly<Record<string, number>>;
  readonly bands: Readonly<Record<string, number>>;
  readonly seconds: Readonly<Record<string, number>>;
  /** Roster and observation rows a second of the whole run. */
  readonly rows_per_second: number;
  readonly peak_memory_mb: number;
}

export function figuresOf(counts: FileCounts): FileFigures {
  return {
    rows: counts.rows,
    accepted: counts.accepted,
    rejected: counts.rejected,
    not_on_roster: counts.notOnRoster,
    duplicate: counts.duplicate,
    suspicious: counts.suspicious,
  };
}

/** Adds up how often each text came, share by share, in the order of the texts. */
export function tallied(
  shares: readonly ReadonlyMap<string, number>[],
): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const share of shares) {
    for (const [text, rows] of share) counts.set(text, (counts.get(text) ?? 0) + rows);
  }
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function totalOf(shares: readonly ReadonlyMap<string, number>[]): number {
  return sum(shares.flatMap((share) => [...share.values()]));
}

/**
 * The books of a run: every row ended in exactly one place, everything accepted was folded, every
 * accepted roster row was concluded. A run whose books do not balance is a defect.
 */
export function assertBooks(
  summary: Pick<Summary, "roster" | "files" | "state">,
  folded: number,
  rosterRows: number,
  concluded: number,
): void {
  const { rows, rejected, duplicate, not_sampled: notSampled = 0 } = summary.roster;
  balance("名册", rows, rosterRows + rejected + duplicate + notSampled);
  balance("结论", rosterRows, concluded);
  for (const [name, file] of Object.entries(summary.files)) {
    const elsewhere = file.not_on_roster + file.duplicate + file.suspicious;
    balance(name, file.rows, file.accepted + sum(Object.values(file.rejected)) + elsewhere);
  }
  const { state } = summary;
  if (state !== undefined) {
    const { rows: kept, ...ended } = state;
    balance("状态", kept, sum(Object.values(ended)));
  }
  const accepted = sum(Object.values(summary.files).map((file) => file.accepted));
  balance("合并", accepted + (state?.accepted ?? 0), folded);
}

function balance(book: string, left: number, right: number): void {
  if (left !== right) throw new Error(`账目不平（${book}）：${left} ≠ ${right}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
