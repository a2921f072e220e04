// The rows of one observation file, whatever they look like: from the bytes of a record to a judged
// observation, by the same readers and judges as everywhere. This is the way of every row that is
// not plain; it knows nothing of rosters.

import type { Observation, ObservationRules } from "../judge/judge-observation.ts";
import { judgeObservation, laterObservation } from "../judge/judge-observation.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { isRejection } from "../judge/reject-reason.ts";
import type { Encoding } from "../read/cell-text.ts";
import type { CutRow } from "../read/delimited-text.ts";
import type { ObservationField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { MappedRow } from "../read/mapped-row.ts";
import type { OnPieceRow, Piece } from "./text-pieces.ts";
import { TextPieces } from "./text-pieces.ts";

/** What becomes of a record that is a row. Offsets and lines count from the piece's first. */
export interface RowHooks {
  readonly onRow: () => void;
  readonly onReject: (line: number, reason: RejectReason, field: string, value: string) => void;
  /** `ownLine` is the line that the row names itself, where it does. */
  readonly onObservation: (
    start: number,
    line: number,
    observation: Observation,
    ownLine: number | undefined,
  ) => void;
  /** A row that was rejected but will be an observation on a later day. */
  readonly onLater?: ((observation: Observation) => void) | undefined;
}

export class ObservationRows {
  readonly #pieces: TextPieces;
  readonly #mapped: MappedRow<ObservationField>;
  readonly #rules: ObservationRules;
  /** Where a row says itself on which line it stood. */
  readonly #lineColumn: number | undefined;
  /** Of the piece being read. */
  #hooks: RowHooks | undefined;
  readonly #onRow: OnPieceRow = (row, start, line) => {
    if (this.#hooks !== undefined) this.#takeRow(this.#hooks, row, start, line);
  };

  constructor(
    { plan, format }: PlannedFile<ObservationField>,
    encoding: Encoding,
    rules: ObservationRules,
    lineColumn?: number,
  ) {
    this.#lineColumn = lineColumn;
    this.#pieces = new TextPieces(format.delimiter, encoding);
    this.#mapped = new MappedRow(plan);
    this.#rules = rules;
  }

  /** Reads a piece as `TextPieces` does, and judges its rows. */
  readPiece(
    bytes: Buffer,
    from: number,
    to: number,
    isLast: boolean,
    hooks: RowHooks,
  ): Piece | undefined {
    this.#hooks = hooks;
    return this.#pieces.read(bytes, from, to, isLast, this.#onRow);
  }

  #takeRow(hooks: RowHooks, row: CutRow, start: number, line: number): void {
    hooks.onRow();
    if (!row.isReadable) {
      hooks.onReject(line, "unreadable-row", "", "");
      return;
    }
    this.#mapped.load(row);
    const judged = judgeObservation(this.#mapped, this.#rules);
    if (isRejection<ObservationField>(judged)) {
      hooks.onReject(line, judged.reason, judged.field, this.#mapped.asRead[judged.field]);
      if (hooks.onLater === undefined) return;
      const later = laterObservation(this.#mapped, this.#rules, judged);
      if (later !== undefined) hooks.onLater(later);
      return;
    }
    const column = this.#lineColumn;
    const ownLine = column === undefined ? undefined : Number(row.cell(column));
    hooks.onObservation(start, line, judged, ownLine);
  }

  /** The observation whose record begins at `from`. */
  observationAt(bytes: Buffer, from: number, to: number): Observation {
    let found: Observation | undefined;
    this.readPiece(bytes, from, to, true, {
      onRow: () => undefined,
      onReject: () => undefined,
      onObservation: (start, _line, observation) => {
        if (start === 0) found = observation;
      },
    });
    if (found === undefined) throw new Error("a row that was good is not there any more");
    return found;
  }
}
