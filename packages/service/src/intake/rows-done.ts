// How far the reading of a file is, told at its first row and once a second while the rows themselves
// are not seen yet. The reading never waits for it.

import type { Database } from "@lingdai/store";
import { noteRowsDone } from "@lingdai/store";

const TELL_EVERY_MS = 1000;

export class RowsDone {
  readonly #database: Database;
  readonly #sourceFileId: number;
  #rows = 0;
  #toldAt = 0;
  #telling: Promise<void> | undefined;

  constructor(database: Database, sourceFileId: number) {
    this.#database = database;
    this.#sourceFileId = sourceFileId;
  }

  readonly onRows = (rows: number): void => {
    this.#rows += rows;
    if (this.#telling !== undefined || Date.now() - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = Date.now();
    this.#telling = noteRowsDone(this.#database, this.#sourceFileId, this.#rows)
      // The next one tells it; where the database is away the reading itself hears of it.
      .catch(() => {})
      .finally(() => {
        this.#telling = undefined;
      });
  };

  /** Resolves when nothing is being told any more. */
  async end(): Promise<void> {
    await this.#telling;
  }
}
