// Where the rows that a state had kept ended in a run, as `summary.json` tells it. Knows only counts.

export interface StateFigures {
  readonly rows: number;
  readonly accepted: number;
  readonly not_on_roster: number;
  readonly suspicious: number;
  /** They repeat an earlier row of the state. */
  readonly duplicate: number;
  /** Of a day after the as-of date. */
  readonly waiting: number;
}
