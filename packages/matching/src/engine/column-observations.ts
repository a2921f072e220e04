// Observation rows straight from the columns of a row group, into a batch that is then matched
// together: column by column, each in a short loop of its own, which the compiler knows by heart soon.
// What an entry of a dictionary means is asked once a group, so most cells are a look-up. A row is
// plain under the very conditions of `PlainObservations`. Knows neither roster nor file.

import type { ObservationRules } from "../judge/judge-observation.ts";
import type { ColumnTexts } from "../read/parquet/column-texts.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import type { CellPlan } from "./cell-plan.ts";
import type { GroupReader } from "./group-reader.ts";
import type { TextKernel } from "./kernel/text-kernel.ts";
import * as kernel from "./kernel/text-kernel.ts";
import * as cells from "./plain-cells.ts";
import type { RowBatch } from "./row-batch.ts";
import * as numbered from "./row-batch.ts";
import { SOURCE_ELSEWHERE as ELSEWHERE } from "./run-setup.ts";
import type { CellReading, Places } from "./column-meanings.ts";
import { Meanings, Prints, plainFrom } from "./column-meanings.ts";
import { TextScan } from "./text-scan.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { ARRIVED_ON, ID_NUMBER, ID_TYPE, KIND, NAME, OCCURRED_ON, REF, SOURCE } = cells;
const { DAY_BYTES, ID_BYTES, NOT_PLAIN, SIGN_CODES, TYPE_CODES, PlainId, plainDay } = cells;
const { BATCH, ROW, HIGH, LOW, NAME_LOW, REF_LOW, REF_HIGH, SIGN, OCCURRED } = numbered;
const { ARRIVED, START, LINE, SOURCE_AT, STATED, NAME_PLACE } = numbered;
const { IS_ID, TEXT_NUMBERS } = kernel;
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
  readonly #texts: TextKernel;
  readonly #name: Prints;
  readonly #source: Prints;
  readonly #ref: Prints;
  readonly #kinds: Meanings;
  readonly #types: Meanings;
  readonly #occurred: Meanings;
  readonly #arrived: Meanings;
  #ids: ColumnTexts | undefined;
  /** By place in the batch: whether the row is not plain, its type of document, its source. */
  readonly #areOdd = new Uint8Array(BATCH);
  readonly #typeOf = new Int32Array(BATCH);
  readonly #sourceOf: Int32Array;

  constructor(
    reader: GroupReader,
    plan: CellPlan,
    rules: ObservationRules,
    batch: RowBatch,
    rowBits: number,
    texts: TextKernel,
  ) {
    this.#texts = texts;
    this.#name = new Prints(texts, "anyhow");
    this.#source = new Prints(texts, "plain");
    this.#ref = new Prints(texts, "plain");
    this.#reader = reader;
    this.#plan = plan;
    this.#places = Array.from({ length: ARRIVED_ON + 1 }, (_, role) => plan.roles.indexOf(role));
    this.#rules = rules;
    this.#batch = batch;
    this.#rowBits = rowBits;
    const { low, high } = plan.source ?? { low: 0, high: 0 };
    this.#sourceOf = Int32Array.from({ length: 2 * BATCH }, (_, at) => (at % 2 === 0 ? low : high));
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

  /** Takes rows into the batch, each at its place behind `from`, whether it is plain or not. */
  take(from: number, to: number): void {
    const areOdd = this.#areOdd.fill(0);
    const { numbers } = this.#batch;
    const plan = this.#plan;
    const inRow = (at: number): Places => ({ numbers, at, step: ROW });
    this.#takeIds(from, to);
    this.#name.put(from, to, inRow(NAME_LOW), areOdd);
    this.#kinds.put(from, to, plan.kind, inRow(SIGN));
    this.#occurred.put(from, to, plan.occurredOn, inRow(OCCURRED));
    this.#arrived.put(from, to, plan.arrivedOn, inRow(STATED));
    this.#ref.put(from, to, inRow(REF_LOW), areOdd);
    this.#types.put(from, to, EMPTY, { numbers: this.#typeOf, at: 0, step: 1 });
    if (plan.source === undefined) {
      this.#source.put(from, to, { numbers: this.#sourceOf, at: 0, step: 2 }, areOdd);
    }
    this.#judge(from, to);
  }

  /** How many rows from the one at that place on are plain, one behind the other. */
  plainFrom(place: number, end: number): number {
    return plainFrom(this.#areOdd, place, end);
  }

  #takeIds(from: number, to: number): void {
    const areOdd = this.#areOdd;
    const ids = this.#ids;
    if (ids === undefined) {
      areOdd.fill(1);
      return;
    }
    const { numbers } = this.#batch;
    if (this.#texts.identify(ids, from, to)) {
      const { said } = this.#texts;
      for (
        let row = 0, text = 0, at = 0;
        row < to - from;
        row += 1, text += TEXT_NUMBERS, at += ROW
      ) {
        numbers[at + LOW] = said[text] as number;
        numbers[at + HIGH] = said[text + 1] as number;
        if (said[text + 2] !== IS_ID) areOdd[row] = 1;
      }
      return;
    }
    const { view, places, entryStarts } = ids;
    const id = this.#id;
    for (let row = from, at = 0; row < to; row += 1, at += ROW) {
      const place = places[row] as number;
      const start = place < 0 ? (entryStarts[~place] as number) : place;
      if (ids.endOf(start) - start !== ID_BYTES || !id.read(view, start)) areOdd[row - from] = 1;
      numbers[at + HIGH] = id.high;
      numbers[at + LOW] = id.low;
    }
  }

  /** Marks the rows that are odd for what their cells mean together, and completes the others. */
  #judge(from: number, to: number): void {
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const { numbers } = this.#batch;
    const areOdd = this.#areOdd;
    const types = this.#typeOf;
    const sources = this.#sourceOf;
    const fingerprint = this.#fingerprint;
    for (let place = 0, at = 0; place < to - from; place += 1, at += ROW) {
      const occurredOn = numbers[at + OCCURRED] as number;
      const stated = numbers[at + STATED] as number;
      const isMeant = numbers[at + SIGN] !== 0 && occurredOn !== NOT_PLAIN && types[place] !== 0;
      const isBefore = stated === NOT_PLAIN || (stated <= asOf && occurredOn <= stated);
      if (!isMeant || occurredOn > asOf || !isBefore) areOdd[place] = 1;
      const unstated = arrivesWhenItOccurs ? occurredOn : asOf;
      numbers[at + ARRIVED] = stated === NOT_PLAIN ? unstated : stated;
      fingerprint.join(
        sources[place * 2] as number,
        sources[place * 2 + 1] as number,
        numbers[at + REF_LOW] as number,
        numbers[at + REF_HIGH] as number,
      );
      numbers[at + REF_LOW] = fingerprint.low;
      numbers[at + REF_HIGH] = fingerprint.high;
      numbers[at + START] = (from + place) << this.#rowBits;
      numbers[at + LINE] = from + place;
      numbers[at + SOURCE_AT] = SOURCE_ELSEWHERE;
      numbers[at + NAME_PLACE] = 0;
    }
  }
}
