// Memory in which observation rows are read. Knows no instruction.

import { SIGN_CODES, TYPE_CODES } from "../plain-cells.ts";
import { BATCH, ROW } from "../row-batch.ts";
import { COMMON, KernelMemory, OWN_SETTINGS, SETTINGS, layOut } from "./kernel-memory.ts";
import { MEANT_ROLES } from "./reader-form.ts";

export const ROW_BYTES = ROW * 4;
/** Of a cell that a mapping gives its meaning: its fingerprint, and where in the block it stands. */
export const MEANT_CELL = 4;
export const MEANT_CELL_BYTES = MEANT_CELL * 4;
export const MEANT_ROW = MEANT_ROLES.length * MEANT_CELL;
export const MEANT_ROW_BYTES = MEANT_ROW * 4;

export const OBSERVATIONS = layOut(COMMON.end, {
  signs: SIGN_CODES.table.byteLength,
  types: TYPE_CODES.table.byteLength,
  rows: BATCH * ROW_BYTES,
  meant: BATCH * MEANT_ROW_BYTES,
});

export const OBSERVATION_SETTINGS = {
  ...SETTINGS,
  /** 1 where a sign whose arrival is not stated arrived when it occurred, 0 where on the as-of date. */
  arrivesWhenItOccurs: OWN_SETTINGS,
  // What is the same for all rows where no column says it.
  kind: OWN_SETTINGS + 4,
  occurredOn: OWN_SETTINGS + 8,
  arrivedOn: OWN_SETTINGS + 12,
  sourceLow: OWN_SETTINGS + 16,
  sourceHigh: OWN_SETTINGS + 20,
} as const;

export class ObservationMemory extends KernelMemory {
  /** The rows of a batch. */
  readonly rows = this.numbersAt(OBSERVATIONS.rows, BATCH * ROW);
  /** Of each row the cells of `MEANT_ROLES`. */
  readonly meant = this.numbersAt(OBSERVATIONS.meant, BATCH * MEANT_ROW);

  constructor(blockBytes: number) {
    super(OBSERVATIONS, blockBytes);
    this.put(OBSERVATIONS.signs, SIGN_CODES.table);
    this.put(OBSERVATIONS.types, TYPE_CODES.table);
  }
}
