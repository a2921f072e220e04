// Roster rows straight from their bytes, a stretch of them at a time, where every byte means exactly
// what it says; the others go through the readers and judges of texts. Bytes are read by instructions
// compiled for the columns of the file (`RosterCode`). Knows no file.

import type { Day } from "@lingdai/policy/batch";

import { FlatStretch, STRETCH } from "./flat-stretch.ts";
import type { FillRows } from "./kernel/kernel-memory.ts";
import type { RosterMemory } from "./kernel/roster-memory.ts";
import { ROSTER_SETTINGS as SETTINGS } from "./kernel/roster-memory.ts";
import type { CompiledModule } from "./kernel/web-assembly.ts";
import { functionsIn } from "./kernel/web-assembly.ts";
import { PlainPerson } from "./roster-cells.ts";

export class PlainRoster extends FlatStretch {
  /** How many rows were read. */
  rows = 0;
  /** Where each row begins, and behind the last of them where it ends. */
  readonly begins: Int32Array;
  readonly #memory: RosterMemory;
  readonly #fill: FillRows;
  readonly #person: PlainPerson;
  readonly #block: DataView;

  /** Whoever calls reads blocks into the memory. */
  constructor(asOf: Day, reader: CompiledModule, memory: RosterMemory) {
    super(memory);
    const { block, births } = memory;
    this.begins = memory.begins;
    this.#memory = memory;
    this.#fill = functionsIn(memory.memory, reader)["fill"] as FillRows;
    this.#person = new PlainPerson(asOf, births);
    this.#block = new DataView(block.buffer, block.byteOffset, block.length);
    for (const cell of this.texts) cell.view = this.#block;
    memory.set(SETTINGS.asOf, asOf);
  }

  /**
   * Reads rows whose every cell is plain, from the one at `from` of the block on, until the stretch is
   * full or the bytes end at `to`. Gives the byte behind the last row read: one that is not plain stands
   * there.
   */
  fill(from: number, to: number): number {
    const memory = this.#memory;
    const { blockAt } = memory;
    this.rows = 0;
    this.begins[0] = from;
    for (let at = from; ;) {
      memory.set(SETTINGS.held, this.rows);
      memory.set(SETTINGS.unjudged, 0);
      at = this.#fill(blockAt + at, blockAt + to, STRETCH, 0) - blockAt;
      this.rows = memory.get(SETTINGS.held);
      const unjudged = memory.get(SETTINGS.unjudged);
      // Each birth date is judged once, and known from then on where it is good.
      if (unjudged === 0 || !this.#person.read(this.#block, unjudged - 1)) return at;
    }
  }
}
