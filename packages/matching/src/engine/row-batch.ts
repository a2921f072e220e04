// What is known of some rows whose people are looked up together: where in a batch's numbers stands
// what. Knows neither how rows are read nor what becomes of them.

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

/** What is known of each row of a batch before its person is looked up. */
export class RowBatch {
  held = 0;
  /** How many rows it takes. */
  readonly room: number;
  readonly numbers: Int32Array;

  constructor(room = BATCH, numbers: Int32Array = new Int32Array(room * ROW)) {
    this.room = room;
    this.numbers = numbers;
  }
}
