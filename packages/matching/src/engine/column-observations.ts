// Observation rows straight from the columns of a row group, into a batch that is then matched
// together. What an entry of a dictionary means is asked once a group, so most cells of a row are a
// look-up. A row is plain under the very conditions of `PlainObservations`; of another nothing is
// taken. Knows neither roster nor file.

import type { ObservationRules } from "../judge/judge-observation.ts";
import type { ColumnTexts } from "../read/parquet/column-texts.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import type { CellPlan } from "./cell-plan.ts";
import type { GroupReader } from "./group-reader.ts";
import * as cells from "./plain-cells.ts";
import type { RowBatch } from "./row-batch.ts";
import * as numbered from "./row-batch.ts";
import { SOURCE_ELSEWHERE as ELSEWHERE } from "./run-setup.ts";
import type { CellReading } from "./column-meanings.ts";
import { Meanings, Prints } from "./column-meanings.ts";
import { TextScan } from "./text-scan.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { ARRIVED_ON, ID_NUMBER, ID_TYPE, KIND, NAME, OCCURRED_ON, REF, SOURCE } = cells;
const { DAY_BYTES, ID_BYTES, NOT_PLAIN, SIGN_CODES, TYPE_CODES, PlainId, plainDay } = cells;
const { ROW, HIGH, LOW, NAME_LOW, NAME_HIGH, REF_LOW, REF_HIGH, SIGN, OCCURRED } = numbered;
const { ARRIVED, START, LINE, SOURCE_AT, STATED, NAME_PLACE } = numbered;
const SOURCE_ELSEWHERE = ELSEWHERE;

/** The code of an empty type of document: that of a resident. */
const EMPTY = 1;
/** Later than every day. */
const NO_ARRIVAL = 0x7fff_ffff;

export class ColumnObservations {
  readonly #reader: GroupReader;
  readonly #plan: CellPlan;
  /** By role: the place of its column; -1 where there is none. */
  readonly #places: readonly number[];
  readonly #rules: ObservationRules;
  readonly #batch: RowBatch;
  readonly #rowBits: number;
  readonly #id = new PlainId();
  readonly #fingerprint = new Fingerprint();
  readonly #name = new Prints("anyhow");
  readonly #source = new Prints("plain");
  readonly #ref = new Prints("plain");
  readonly #kinds: Meanings;
  readonly #types: Meanings;
  readonly #occurred: Meanings;
  readonly #arrived: Meanings;
  #ids: ColumnTexts | undefined;

  constructor(
    reader: GroupReader,
    plan: CellPlan,
    rules: ObservationRules,
    batch: RowBatch,
    rowBits: number,
  ) {
    this.#reader = reader;
    this.#plan = plan;
    this.#places = Array.from({ length: ARRIVED_ON + 1 }, (_, role) => plan.roles.indexOf(role));
    this.#rules = rules;
    this.#batch = batch;
    this.#rowBits = rowBits;
    const scan = new TextScan();
    const { meanings } = plan;
    /** What a mapping makes of the cells of a role, else what they say. */
    const mapped = (role: number, otherwise: CellReading): Meanings => {
      const meaning = meanings[role];
      if (meaning === undefined) return new Meanings(otherwise);
      return new Meanings(({ bytes }, start, end) =>
        meaning.of(bytes.toString("utf8", start, end)),
      );
    };
    this.#kinds = mapped(KIND, ({ bytes, view }, start, end) => {
      scan.take(bytes, view, start, end);
      return SIGN_CODES.find(scan.low, scan.high);
    });
    this.#types = mapped(ID_TYPE, ({ bytes, view }, start, end) => {
      if (start === end) return EMPTY;
      scan.take(bytes, view, start, end);
      return TYPE_CODES.find(scan.low, scan.high);
    });
    const plainDayOf: CellReading = ({ view }, start, end) =>
      end - start === DAY_BYTES ? plainDay(view, start) : NOT_PLAIN;
    this.#occurred = mapped(OCCURRED_ON, plainDayOf);
    const arrival = meanings[ARRIVED_ON];
    // An empty cell states nothing; a day that is none lies beyond every as-of date.
    this.#arrived = new Meanings((column, start, end) => {
      if (start === end) return NOT_PLAIN;
      const day =
        arrival === undefined
          ? plainDayOf(column, start, end)
          : arrival.of(column.bytes.toString("utf8", start, end));
      return day === NOT_PLAIN ? NO_ARRIVAL : day;
    });
  }

  /** Turns to the group that the reader has opened. */
  open(): void {
    const columnOf = (role: number): ColumnTexts | undefined => {
      const place = this.#places[role] ?? -1;
      return place === -1 ? undefined : this.#reader.column(place);
    };
    this.#ids = columnOf(ID_NUMBER);
    this.#name.open(columnOf(NAME));
    this.#source.open(columnOf(SOURCE));
    this.#ref.open(columnOf(REF));
    this.#kinds.open(columnOf(KIND));
    this.#occurred.open(columnOf(OCCURRED_ON));
    this.#types.open(columnOf(ID_TYPE));
    this.#arrived.open(columnOf(ARRIVED_ON));
  }

  /** Takes a row into the batch; false where it is not plain and nothing was taken. */
  read(row: number): boolean {
    const ids = this.#ids;
    if (ids === undefined) return false;
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const idAt = ids.startOf(row);
    if (ids.endOf(idAt) - idAt !== ID_BYTES || !this.#id.read(ids.view, idAt)) return false;
    const plan = this.#plan;
    const kind = this.#kinds.at(row, plan.kind);
    const occurredOn = this.#occurred.at(row, plan.occurredOn);
    if (kind === 0 || occurredOn === NOT_PLAIN || occurredOn > asOf) return false;
    if (this.#types.at(row, EMPTY) === 0) return false;
    if (!this.#name.read(row) || !this.#ref.read(row)) return false;
    if (plan.source === undefined && !this.#source.read(row)) return false;
    const stated = this.#arrived.at(row, plan.arrivedOn);
    if (stated !== NOT_PLAIN && (stated > asOf || occurredOn > stated)) return false;
    const unstated = arrivesWhenItOccurs ? occurredOn : asOf;
    const fingerprint = this.#fingerprint;
    const source = plan.source ?? this.#source;
    fingerprint.join(source.low, source.high, this.#ref.low, this.#ref.high);
    const batch = this.#batch;
    const { numbers } = batch;
    const at = batch.held * ROW;
    numbers[at + HIGH] = this.#id.high;
    numbers[at + LOW] = this.#id.low;
    numbers[at + NAME_LOW] = this.#name.low;
    numbers[at + NAME_HIGH] = this.#name.high;
    numbers[at + REF_LOW] = fingerprint.low;
    numbers[at + REF_HIGH] = fingerprint.high;
    numbers[at + SIGN] = kind;
    numbers[at + OCCURRED] = occurredOn;
    numbers[at + ARRIVED] = stated === NOT_PLAIN ? unstated : stated;
    numbers[at + STATED] = stated;
    numbers[at + START] = row << this.#rowBits;
    numbers[at + LINE] = row;
    numbers[at + SOURCE_AT] = SOURCE_ELSEWHERE;
    numbers[at + NAME_PLACE] = 0;
    batch.held += 1;
    return true;
  }
}
