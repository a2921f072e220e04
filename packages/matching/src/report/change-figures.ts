// What `changes` adds up to: from which list to which, since the run before. Counts only.

import type { Conclusion } from "@lingdai/policy";
import { CONCLUSIONS, isCodeOf } from "@lingdai/policy";

import type { RunRow } from "./run-table.ts";

export const CHANGE_COLUMNS = [
  "old_conclusion",
  "new_conclusion",
  "old_action",
  "new_action",
] as const;

/** Where a row stood in one of the two runs; `absent`: not on that run's roster. */
export const PLACES = ["eligible", "pending", "lost", "not-covered", "absent"] as const;
export type Place = Conclusion | "not-covered" | "absent";

export interface ChangeFigures {
  readonly rows: number;
  /** Rows by where they stood and where they stand. */
  readonly moves: Readonly<Record<Place, Readonly<Record<Place, number>>>>;
  /** Rows whose conclusion is the same and whose due action is another. */
  readonly actionOnly: number;
}

export class ChangeCount {
  #rows = 0;
  #actionOnly = 0;
  readonly #moves: Record<Place, Record<Place, number>> = {
    eligible: nowhere(),
    pending: nowhere(),
    lost: nowhere(),
    "not-covered": nowhere(),
    absent: nowhere(),
  };

  add(row: RunRow<(typeof CHANGE_COLUMNS)[number]>): void {
    const before = placeOf(row, "old_conclusion", "old_action");
    const after = placeOf(row, "new_conclusion", "new_action");
    this.#rows += 1;
    if (before === after) this.#actionOnly += 1;
    else this.#moves[before][after] += 1;
  }

  figures(): ChangeFigures {
    return { rows: this.#rows, moves: this.#moves, actionOnly: this.#actionOnly };
  }
}

type ChangeColumn = (typeof CHANGE_COLUMNS)[number];

function placeOf(row: RunRow<ChangeColumn>, conclusion: ChangeColumn, action: ChangeColumn): Place {
  const text = row.cell(conclusion);
  if (isCodeOf(CONCLUSIONS, text)) return text;
  if (text !== "") throw row.refuse(conclusion);
  return row.cell(action) === "" ? "absent" : "not-covered";
}

function nowhere(): Record<Place, number> {
  return { eligible: 0, pending: 0, lost: 0, "not-covered": 0, absent: 0 };
}
