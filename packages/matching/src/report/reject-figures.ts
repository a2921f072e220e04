// What `rejects` adds up to: by reason, in which columns, and where the first one stands, so that
// somebody can go and look. The values themselves are never kept: they may be anybody's number.

import type { FileFigures } from "../write/summary.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import type { RunRow } from "./run-table.ts";

export const REJECT_COLUMNS = ["file", "line", "reason", "field"] as const;

const REJECT_REASONS = [
  "unreadable-row",
  "missing-field",
  "bad-id-format",
  "bad-birth-date-in-id",
  "bad-id-checksum",
  "unknown-kind",
  "bad-date",
  "future-date",
] as const satisfies readonly RejectReason[];

export interface RejectFiguresOfReason {
  rows: number;
  /** Rows by the column that gave the reason; empty for an unreadable row. */
  readonly fields: Map<string, number>;
  readonly first: { readonly file: string; readonly line: number };
}

export interface RejectFigures {
  readonly rows: number;
  readonly byReason: ReadonlyMap<RejectReason, RejectFiguresOfReason>;
  /** The roster's own rejects: what the observation files' figures leave over. */
  readonly ofRoster: ReadonlyMap<RejectReason, number>;
}

export class RejectCount {
  #rows = 0;
  readonly #byReason = new Map<RejectReason, RejectFiguresOfReason>();

  add(row: RunRow<(typeof REJECT_COLUMNS)[number]>): void {
    const text = row.cell("reason");
    const reason = REJECT_REASONS.find((known) => known === text);
    if (reason === undefined) throw row.refuse("reason");
    this.#rows += 1;
    const first = { file: row.cell("file"), line: row.count("line") };
    const fields = new Map<string, number>();
    const figures = this.#byReason.get(reason) ?? { rows: 0, fields, first };
    figures.rows += 1;
    const field = row.cell("field");
    figures.fields.set(field, (figures.fields.get(field) ?? 0) + 1);
    this.#byReason.set(reason, figures);
  }

  figures(files: Iterable<FileFigures>): RejectFigures {
    const ofRoster = new Map([...this.#byReason].map(([reason, { rows }]) => [reason, rows]));
    for (const { rejected } of files) {
      for (const reason of REJECT_REASONS) {
        const left = (ofRoster.get(reason) ?? 0) - (rejected[reason] ?? 0);
        if (left > 0) ofRoster.set(reason, left);
        else ofRoster.delete(reason);
      }
    }
    return { rows: this.#rows, byReason: this.#byReason, ofRoster };
  }
}
