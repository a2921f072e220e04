// Observation rows straight from their bytes, into a batch that is then matched together. A row is
// plain where each of its bytes means exactly what it says; whatever is doubtful is not, and nothing
// of it is taken. One pass over the bytes: cells are told apart and fingerprinted at once.
// Knows neither roster nor file.

import type { ObservationRules } from "../judge/judge-observation.ts";
import * as fingerprints from "./byte-fingerprint.ts";
import type { CellPlan } from "./cell-plan.ts";
import { bitsBefore, bytesBefore, endsIn, inEachByte } from "./cell-scan.ts";
import * as cells from "./plain-cells.ts";
import type { RowBatch } from "./row-batch.ts";
import * as numbered from "./row-batch.ts";
import { SOURCE_ELSEWHERE as ELSEWHERE } from "./run-setup.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { FIRST_LANE, SECOND_LANE, Fingerprint, mixedFirst, mixedSecond } = fingerprints;
const { SKIP, ID_NUMBER, ID_TYPE, NAME, KIND, OCCURRED_ON, SOURCE, REF, ARRIVED_ON } = cells;
const {
  SIGN_CODES,
  TYPE_CODES,
  DAY_BYTES,
  ID_BYTES,
  NOT_PLAIN,
  PlainId,
  beginsPlain,
  endsPlain,
  plainDay,
} = cells;
const { ROW, HIGH, LOW, NAME_LOW, NAME_HIGH, REF_LOW, REF_HIGH } = numbered;
const { SIGN, OCCURRED, ARRIVED, START, LINE, SOURCE_AT, STATED } = numbered;
const { NAME_PLACE, SOURCE_PLACE, REF_PLACE, LENGTH_BITS } = numbered;
const SOURCE_ELSEWHERE = ELSEWHERE;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export class PlainObservations {
  readonly #plan: CellPlan;
  readonly #roles: Uint8Array;
  readonly #delimiter: number;
  readonly #rules: ObservationRules;
  readonly #batch: RowBatch;
  readonly #id = new PlainId();
  readonly #fingerprint = new Fingerprint();
  /** Whether source and reference stand side by side, so that one place tells both. */
  readonly #isNamedInOnePlace: boolean;

  constructor(plan: CellPlan, delimiter: number, rules: ObservationRules, batch: RowBatch) {
    const { roles } = plan;
    this.#plan = plan;
    this.#roles = roles;
    this.#delimiter = delimiter;
    this.#rules = rules;
    this.#batch = batch;
    this.#isNamedInOnePlace =
      plan.source === undefined && roles.indexOf(REF) === roles.indexOf(SOURCE) + 1;
  }

  /**
   * Takes rows whose every cell is plain into the batch, from the one at `from` on, until the batch is
   * full or the bytes end at `to`. Gives the byte behind the last row taken: one that is not plain
   * stands there, and nothing of it was taken. Many rows a call, for a call costs a third of a row.
   */
  fill(bytes: Buffer, view: DataView, from: number, to: number, firstLine: number): number {
    const { meanings, isAsWritten, source } = this.#plan;
    const kindOfAll = this.#plan.kind | 0;
    const occurredOfAll = this.#plan.occurredOn | 0;
    const arrivedOfAll = this.#plan.arrivedOn | 0;
    const sourceLowOfAll = (source?.low ?? 0) | 0;
    const sourceHighOfAll = (source?.high ?? 0) | 0;
    const asOf = this.#rules.asOf | 0;
    const { arrivesWhenItOccurs } = this.#rules;
    const roles = this.#roles;
    const columns = roles.length;
    const delimiter = this.#delimiter | 0;
    const delimiters = inEachByte(delimiter);
    const id = this.#id;
    const fingerprint = this.#fingerprint;
    const isNamedInOnePlace = this.#isNamedInOnePlace;
    const batch = this.#batch;
    const { numbers, room } = batch;
    const unread = firstLine - batch.held;
    let at = from | 0;
    for (let held = batch.held; held < room && at < to; held += 1) {
      const row = held * ROW;
      const begin = at;
      let kind = kindOfAll;
      let occurredOn = occurredOfAll;
      let arrivedOn = arrivedOfAll;
      let sourceAt = 0;
      let sourceLow = sourceLowOfAll;
      let sourceHigh = sourceHighOfAll;
      let refLow = 0;
      let refHigh = 0;
      let namePlace = 0;
      let sourcePlace = 0;
      let refPlace = 0;
      for (let column = 0; ; column += 1) {
        const role = column < columns ? (roles[column] as number) : SKIP;
        if (role === ID_NUMBER) {
          if (!id.read(view, at)) return begin;
          at += ID_BYTES;
        } else if (role === OCCURRED_ON && (isAsWritten || meanings[OCCURRED_ON] === undefined)) {
          occurredOn = plainDay(view, at);
          if (occurredOn === NOT_PLAIN || occurredOn > asOf) return begin;
          at += DAY_BYTES;
        } else {
          // As `CellScan` does: the end of the cell and its fingerprint.
          const start = at;
          let word = view.getInt32(at, true);
          const first = word & 0xff;
          if (first === QUOTE) return begin;
          let low = FIRST_LANE;
          let high = SECOND_LANE;
          let ends = endsIn(word, delimiters);
          while (ends === 0) {
            low = mixedFirst(low, high, word);
            high = mixedSecond(low, high, word);
            at += 4;
            word = view.getInt32(at, true);
            ends = endsIn(word, delimiters);
          }
          const rest = word & bitsBefore(ends);
          low = mixedFirst(low, high, rest);
          high = mixedSecond(low, high, rest);
          at += bytesBefore(ends);
          low ^= at - start;
          if (role === NAME) {
            if (at === start || !beginsPlain(first)) return begin;
            numbers[row + NAME_LOW] = low;
            numbers[row + NAME_HIGH] = high;
            namePlace = placed(begin, start, at);
          } else if (!isAsWritten && meanings[role] !== undefined) {
            const number = meanings[role].find(low, high, bytes, start, at);
            if (role === KIND) kind = number;
            else if (role === OCCURRED_ON) occurredOn = number;
            else if (role === ARRIVED_ON && at !== start) {
              if (number === NOT_PLAIN) return begin;
              arrivedOn = number;
            } else if (role === ID_TYPE && number === 0) return begin;
          } else if (role === KIND) {
            kind = SIGN_CODES.find(low, high);
            if (kind === 0) return begin;
          } else if (role === SOURCE) {
            if (at === start || !beginsPlain(first) || !endsPlain(bytes, start, at)) return begin;
            sourceAt = start - begin;
            sourceLow = low;
            sourceHigh = high;
            sourcePlace = placed(begin, start, at);
          } else if (role === REF) {
            if (at === start || !beginsPlain(first) || !endsPlain(bytes, start, at)) return begin;
            refLow = low;
            refHigh = high;
            refPlace = placed(begin, start, at);
          } else if (role === ID_TYPE) {
            if (at !== start && TYPE_CODES.find(low, high) === 0) return begin;
          } else if (role === ARRIVED_ON && at !== start) {
            if (at !== start + DAY_BYTES) return begin;
            arrivedOn = plainDay(view, start);
            if (arrivedOn === NOT_PLAIN || arrivedOn > asOf) return begin;
          }
        }
        const stop = bytes[at] as number;
        at += 1;
        if (stop === delimiter) continue;
        if (stop === CARRIAGE_RETURN && bytes[at] === LINE_FEED) at += 1;
        else if (stop !== LINE_FEED) return begin;
        // A short row leaves the fields of its last columns empty.
        if (column < columns - 1) return begin;
        break;
      }
      // What a mapping says has not been judged yet.
      if (!isAsWritten) {
        const isJudged = kind !== 0 && occurredOn !== NOT_PLAIN;
        if (!isJudged || occurredOn > asOf || arrivedOn > asOf) return begin;
      }
      numbers[row + STATED] = arrivedOn;
      if (arrivedOn === NOT_PLAIN) arrivedOn = arrivesWhenItOccurs ? occurredOn : asOf;
      else if (occurredOn > arrivedOn) return begin;
      fingerprint.join(sourceLow, sourceHigh, refLow, refHigh);
      numbers[row + HIGH] = id.high;
      numbers[row + LOW] = id.low;
      numbers[row + REF_LOW] = fingerprint.low;
      numbers[row + REF_HIGH] = fingerprint.high;
      numbers[row + SIGN] = kind;
      numbers[row + OCCURRED] = occurredOn;
      numbers[row + ARRIVED] = arrivedOn;
      numbers[row + START] = begin;
      numbers[row + LINE] = unread + held;
      const isHere = isNamedInOnePlace && sourceAt + 1 < SOURCE_ELSEWHERE;
      numbers[row + SOURCE_AT] = isHere ? sourceAt + 1 : SOURCE_ELSEWHERE;
      const isNear = at - begin < 2 ** LENGTH_BITS;
      numbers[row + NAME_PLACE] = isNear ? namePlace : 0;
      numbers[row + SOURCE_PLACE] = sourcePlace;
      numbers[row + REF_PLACE] = refPlace;
      batch.held = held + 1;
    }
    return at;
  }
}

/** A cell of a row by its beginning and length. */
function placed(from: number, start: number, end: number): number {
  return ((start - from) << LENGTH_BITS) | (end - start);
}
