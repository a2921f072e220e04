// People and rejected rows of a roster on their way in: one batch is written while the next is read.
// Knows neither what a batch is written to nor what it means.

import type { RosterPerson } from "@lingdai/matching";
import type { RejectedRow } from "@lingdai/store";

export interface RosterBatch {
  readonly people: readonly RosterPerson[];
  readonly rejects: readonly RejectedRow[];
}

export class RosterBatches {
  readonly #write: (batch: RosterBatch) => Promise<void>;
  #people: RosterPerson[] = [];
  #rejects: RejectedRow[] = [];
  #toSkip: number;
  #written: Promise<void> = Promise.resolve();

  /** `toSkip`: how many people of the file are in already. */
  constructor(write: (batch: RosterBatch) => Promise<void>, toSkip = 0) {
    this.#write = write;
    this.#toSkip = toSkip;
  }

  add(person: RosterPerson): void {
    if (this.#toSkip > 0) this.#toSkip -= 1;
    else this.#people.push(person);
  }

  addRejected(row: RejectedRow): void {
    this.#rejects.push(row);
  }

  /** Waits for the batch before; what has been read since is then written behind the reader. */
  async whenReady(): Promise<void> {
    await this.#written;
    const [people, rejects] = [this.#people, this.#rejects];
    this.#people = [];
    this.#rejects = [];
    if (people.length === 0 && rejects.length === 0) return;
    this.#written = this.#write({ people, rejects });
    // A failure is told by the next wait; until then it is nobody's.
    this.#written.catch(() => {});
  }

  /** Resolves once everything is written. */
  async end(): Promise<void> {
    await this.whenReady();
    await this.#written;
  }
}
