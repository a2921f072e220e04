// What a long run tells while it works. Knows nothing of terminals; who listens decides how to show it.

export type Stage = "roster" | "observations" | "previous" | "conclusions";

export interface Progress {
  readonly stage: Stage;
  /** Bytes while files are read, roster rows while conclusions are drawn. */
  readonly done: number;
  readonly total: number;
  /** Rows of this stage so far. */
  readonly rows: number;
  /** The file being read. */
  readonly file?: string;
}

export type OnProgress = (progress: Progress) => void;
