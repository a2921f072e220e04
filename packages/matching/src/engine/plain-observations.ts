// Observation rows straight from their bytes, into a batch that is then matched together. A row is
// plain where each of its bytes means exactly what it says; whatever is doubtful is not, and nothing
// of it is taken. One pass over the bytes: cells are told apart and fingerprinted at once.
// Knows neither roster nor file.

import { SIGN_NUMBERS } from "@lingdai/policy/batch";

import type { ObservationRules } from "../judge/judge-observation.ts";
import { ByteCodes } from "./byte-codes.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import type { CellPlan } from "./cell-plan.ts";
import { CellScan } from "./cell-scan.ts";
import {
  ARRIVED_ON,
  DAY_BYTES,
  ID_BYTES,
  ID_NUMBER,
  ID_TYPE,
  KIND,
  NAME,
  NOT_PLAIN,
  OCCURRED_ON,
  PlainId,
  REF,
  SKIP,
  SOURCE,
  beginsPlain,
  endsPlain,
  plainDay,
} from "./plain-cells.ts";
import { SOURCE_ELSEWHERE } from "./run-setup.ts";

export const SIGN_CODES = new ByteCodes(SIGN_NUMBERS.codes);
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
export const ID_TYPES = new ByteCodes(["resident-id"]);

/** Rows that are matched together: the memory then answers all their questions at once. */
export const BATCH = 256;

/** Numbers a row of a batch: as many bytes as the processor's cache fetches at once. */
export const ROW = 16;
/** Where in a row's numbers stands what. The digits of the ID: */
export const HIGH = 0;
export const LOW = 1;
/** The fingerprints of the name and of the reference: */
export const NAME_LOW = 2;
export const NAME_HIGH = 3;
export const REF_LOW = 4;
export const REF_HIGH = 5;
export const SIGN = 6;
export const OCCURRED = 7;
export const ARRIVED = 8;
/** Where the row begins in its block, and on which line of it. */
export const START = 9;
export const LINE = 10;
/** Bytes from there to its source, + 1; `SOURCE_ELSEWHERE` where its texts must be looked for. */
export const SOURCE_AT = 11;
/** The arrival that the row states; `NOT_PLAIN` where it states none. */
export const STATED = 12;
/** Where its name, source and reference stand behind its beginning (`placed`); 0 where that is not told. */
export const NAME_PLACE = 13;
export const SOURCE_PLACE = 14;
export const REF_PLACE = 15;
/** Bits of the length in a place: a row that is longer tells none. */
export const LENGTH_BITS = 15;

/** A cell of a row by its beginning and length. */
function placed(from: number, start: number, end: number): number {
  return ((start - from) << LENGTH_BITS) | (end - start);
}

/** What is known of each row of a batch before its person is looked up. */
export class RowBatch {
  held = 0;
  readonly numbers = new Int32Array(BATCH * ROW);
}

export class PlainObservations {
  readonly #plan: CellPlan;
  readonly #roles: Uint8Array;
  readonly #delimiter: number;
  readonly #rules: ObservationRules;
  readonly #batch: RowBatch;
  readonly #cell: CellScan;
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
    this.#cell = new CellScan(delimiter);
    this.#isNamedInOnePlace =
      plan.source === undefined && roles.indexOf(REF) === roles.indexOf(SOURCE) + 1;
  }

  /**
   * Takes a row whose every cell is plain into the batch, and gives the byte behind its line end;
   * 0 where it is not plain and nothing was taken.
   */
  read(bytes: Buffer, view: DataView, from: number, line: number): number {
    const roles = this.#roles;
    const delimiter = this.#delimiter;
    const cell = this.#cell;
    const { asOf } = this.#rules;
    const batch = this.#batch;
    const { numbers } = batch;
    const row = batch.held * ROW;
    const columns = roles.length;
    let at = from;
    const { meanings, isAsWritten } = this.#plan;
    let { kind, occurredOn, arrivedOn } = this.#plan;
    let sourceAt = 0;
    let sourceLow = this.#plan.source?.low ?? 0;
    let sourceHigh = this.#plan.source?.high ?? 0;
    let refLow = 0;
    let refHigh = 0;
    let namePlace = 0;
    let sourcePlace = 0;
    let refPlace = 0;
    for (let column = 0; ; column += 1) {
      const role = column < columns ? (roles[column] as number) : SKIP;
      if (role === ID_NUMBER) {
        if (!this.#id.read(view, at)) return 0;
        at += ID_BYTES;
      } else if (role === OCCURRED_ON && (isAsWritten || meanings[OCCURRED_ON] === undefined)) {
        occurredOn = plainDay(view, at);
        if (occurredOn === NOT_PLAIN || occurredOn > asOf) return 0;
        at += DAY_BYTES;
      } else {
        const first = bytes[at] as number;
        if (first === QUOTE) return 0;
        const start = at;
        at = cell.scan(view, at);
        if (role === NAME) {
          if (at === start || !beginsPlain(first)) return 0;
          numbers[row + NAME_LOW] = cell.low;
          numbers[row + NAME_HIGH] = cell.high;
          namePlace = placed(from, start, at);
        } else if (!isAsWritten && meanings[role] !== undefined) {
          const { low, high } = cell;
          const number = meanings[role].find(low, high, bytes, start, at);
          if (role === KIND) kind = number;
          else if (role === OCCURRED_ON) occurredOn = number;
          else if (role === ARRIVED_ON && at !== start) {
            if (number === NOT_PLAIN) return 0;
            arrivedOn = number;
          } else if (role === ID_TYPE && number === 0) return 0;
        } else if (role === KIND) {
          kind = SIGN_CODES.find(cell.low, cell.high);
          if (kind === 0) return 0;
        } else if (role === SOURCE) {
          if (at === start || !beginsPlain(first) || !endsPlain(bytes, start, at)) return 0;
          sourceAt = start - from;
          sourceLow = cell.low;
          sourceHigh = cell.high;
          sourcePlace = placed(from, start, at);
        } else if (role === REF) {
          if (at === start || !beginsPlain(first) || !endsPlain(bytes, start, at)) return 0;
          refLow = cell.low;
          refHigh = cell.high;
          refPlace = placed(from, start, at);
        } else if (role === ID_TYPE) {
          if (at !== start && ID_TYPES.find(cell.low, cell.high) === 0) return 0;
        } else if (role === ARRIVED_ON && at !== start) {
          if (at !== start + DAY_BYTES) return 0;
          arrivedOn = plainDay(view, start);
          if (arrivedOn === NOT_PLAIN || arrivedOn > asOf) return 0;
        }
      }
      const stop = bytes[at] as number;
      at += 1;
      if (stop === delimiter) continue;
      if (stop === CARRIAGE_RETURN && bytes[at] === LINE_FEED) at += 1;
      else if (stop !== LINE_FEED) return 0;
      // A short row leaves the fields of its last columns empty.
      if (column < columns - 1) return 0;
      break;
    }
    // What a mapping says has not been judged yet.
    if (!isAsWritten) {
      if (kind === 0 || occurredOn === NOT_PLAIN || occurredOn > asOf || arrivedOn > asOf) return 0;
    }
    numbers[row + STATED] = arrivedOn;
    if (arrivedOn === NOT_PLAIN) arrivedOn = this.#rules.arrivesWhenItOccurs ? occurredOn : asOf;
    else if (occurredOn > arrivedOn) return 0;
    const fingerprint = this.#fingerprint;
    fingerprint.join(sourceLow, sourceHigh, refLow, refHigh);
    numbers[row + HIGH] = this.#id.high;
    numbers[row + LOW] = this.#id.low;
    numbers[row + REF_LOW] = fingerprint.low;
    numbers[row + REF_HIGH] = fingerprint.high;
    numbers[row + SIGN] = kind;
    numbers[row + OCCURRED] = occurredOn;
    numbers[row + ARRIVED] = arrivedOn;
    numbers[row + START] = from;
    numbers[row + LINE] = line;
    const isHere = this.#isNamedInOnePlace && sourceAt + 1 < SOURCE_ELSEWHERE;
    numbers[row + SOURCE_AT] = isHere ? sourceAt + 1 : SOURCE_ELSEWHERE;
    const isNear = at - from < 2 ** LENGTH_BITS;
    numbers[row + NAME_PLACE] = isNear ? namePlace : 0;
    numbers[row + SOURCE_PLACE] = sourcePlace;
    numbers[row + REF_PLACE] = refPlace;
    batch.held += 1;
    return at;
  }
}
