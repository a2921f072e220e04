// Observation rows straight from their bytes, into a batch that is then matched together. A row is
// plain where each of its bytes means exactly what it says; whatever is doubtful is not, and nothing
// of it is taken. Bytes are read by instructions compiled for the columns of the file; what a mapping
// says of cells is looked up here. Knows neither roster nor file.

import type { ObservationRules } from "../judge/judge-observation.ts";
import type { CellMeaning, CellPlan } from "./cell-plan.ts";
import type { FillRows } from "./kernel/kernel-memory.ts";
import type { ObservationMemory } from "./kernel/observation-memory.ts";
import * as layout from "./kernel/observation-memory.ts";
import { MEANT_ROLES, meantRoles } from "./kernel/reader-form.ts";
import type { CompiledModule } from "./kernel/web-assembly.ts";
import { functionsIn } from "./kernel/web-assembly.ts";
import { ARRIVED_ON, KIND, NOT_PLAIN, OCCURRED_ON } from "./plain-cells.ts";
import type { RowBatch } from "./row-batch.ts";
import { ARRIVED, OCCURRED, ROW, SIGN, START, STATED } from "./row-batch.ts";

const { MEANT_CELL, MEANT_ROW, OBSERVATION_SETTINGS: SETTINGS } = layout;

/** A cell that a mapping gives its meaning, and its place among those of a row. */
interface MeantCell {
  readonly role: number;
  readonly place: number;
  readonly meaning: CellMeaning;
}

export class PlainObservations {
  readonly #plan: CellPlan;
  readonly #rules: ObservationRules;
  readonly #memory: ObservationMemory;
  readonly #batch: RowBatch;
  readonly #fill: FillRows;
  readonly #meant: readonly MeantCell[];

  /** The batch must lie in the memory, into which whoever calls reads blocks. */
  constructor(
    plan: CellPlan,
    rules: ObservationRules,
    reader: CompiledModule,
    memory: ObservationMemory,
    batch: RowBatch,
  ) {
    this.#plan = plan;
    this.#rules = rules;
    this.#memory = memory;
    this.#batch = batch;
    this.#fill = functionsIn(memory.memory, reader)["fill"] as FillRows;
    this.#meant = meantRoles(plan).flatMap((role) => {
      const meaning = plan.meanings[role];
      return meaning ? [{ role, place: MEANT_ROLES.indexOf(role) * MEANT_CELL, meaning }] : [];
    });
  }

  /**
   * Takes rows whose every cell is plain into the batch, from the one at `from` of the block on, until
   * the batch is full or the bytes end at `to`. Gives the byte behind the last row taken: one that is
   * not plain stands there, and nothing of it was taken.
   */
  fill(from: number, to: number, firstLine: number): number {
    const batch = this.#batch;
    const before = batch.held;
    const memory = this.#memory;
    this.#say(before);
    const { blockAt } = memory;
    const end = this.#fill(blockAt + from, blockAt + to, batch.room, firstLine - before);
    batch.held = memory.get(SETTINGS.held);
    if (this.#meant.length > 0) {
      for (let row = before; row < batch.held; row += 1) {
        if (this.#mean(row)) continue;
        batch.held = row;
        return batch.numbers[row * ROW + START] as number;
      }
    }
    return end - blockAt;
  }

  /** Other files of the thread are read in the same memory. */
  #say(held: number): void {
    const { kind, occurredOn, arrivedOn, source } = this.#plan;
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const memory = this.#memory;
    memory.set(SETTINGS.asOf, asOf);
    memory.set(SETTINGS.arrivesWhenItOccurs, arrivesWhenItOccurs ? 1 : 0);
    memory.set(SETTINGS.kind, kind);
    memory.set(SETTINGS.occurredOn, occurredOn);
    memory.set(SETTINGS.arrivedOn, arrivedOn);
    memory.set(SETTINGS.sourceLow, source?.low ?? 0);
    memory.set(SETTINGS.sourceHigh, source?.high ?? 0);
    memory.set(SETTINGS.held, held);
  }

  /** Puts down what the cells of a row mean, as a mapping says; false where it is not plain then. */
  #mean(row: number): boolean {
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const { numbers } = this.#batch;
    const at = row * ROW;
    const { meant, block } = this.#memory;
    for (const { role, place, meaning } of this.#meant) {
      const cell = row * MEANT_ROW + place;
      const start = meant[cell + 2] as number;
      const end = meant[cell + 3] as number;
      // An arrival that is not stated has no meaning.
      if (role === ARRIVED_ON && start === end) continue;
      const [low, high] = [meant[cell] as number, meant[cell + 1] as number];
      const number = meaning.find(low, high, block, start, end);
      if (role === KIND) numbers[at + SIGN] = number;
      else if (role === OCCURRED_ON) numbers[at + OCCURRED] = number;
      else if (role === ARRIVED_ON) {
        if (number === NOT_PLAIN) return false;
        numbers[at + STATED] = number;
      } else if (number === 0) return false;
    }
    const occurredOn = numbers[at + OCCURRED] as number;
    const statedOn = numbers[at + STATED] as number;
    if (numbers[at + SIGN] === 0 || occurredOn === NOT_PLAIN) return false;
    if (occurredOn > asOf || statedOn > asOf) return false;
    if (statedOn !== NOT_PLAIN && occurredOn > statedOn) return false;
    const unstated = arrivesWhenItOccurs ? occurredOn : asOf;
    numbers[at + ARRIVED] = statedOn === NOT_PLAIN ? unstated : statedOn;
    return true;
  }
}
