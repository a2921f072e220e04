// Roster rows straight from their bytes or from the columns of a row group, where every byte means
// exactly what it says; the others go through the readers and judges of texts. Knows no file.

import type { Day } from "@lingdai/policy/batch";
import {
  BENEFIT_KIND_NUMBERS,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  LIFE_SIGNS,
  NO_DAY as NONE,
  RELATIONSHIP_NUMBERS,
  STATUS_NUMBERS,
  birthDateIn,
  faultOfIdNumber,
} from "@lingdai/policy/batch";

import type { KeyedRow } from "../match/roster-part.ts";
import { ISO_PATTERN } from "../read/date-pattern.ts";
import type { RosterField } from "../read/fields.ts";
import type { ColumnPlan } from "../read/mapped-row.ts";
import type { ColumnTexts } from "../read/parquet/column-texts.ts";
import { ByteCodes } from "./byte-codes.ts";
import { PIECE_SLACK as SLACK, putWords } from "./byte-lines.ts";
import { CellScan } from "./cell-scan.ts";
import { Meanings, Prints } from "./column-meanings.ts";
import type { GroupReader } from "./group-reader.ts";
import * as cells from "./plain-cells.ts";
import { TextScan } from "./text-scan.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { BIRTHS, DAY_BYTES, ID_BYTES, NOT_PLAIN, PlainId } = cells;
const { beginsPlain, birthPlace, endsPlain, plainDay } = cells;
const PIECE_SLACK = SLACK;
const NO_DAY = NONE;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** What the batch reads of a roster. */
const JUDGED: readonly RosterField[] = [
  "id_number",
  "id_type",
  "name",
  "sex",
  "birth_date",
  "phone",
  "residence_division",
  "unit_code",
  "unit_name",
  "insurance",
  "kind",
  "since",
  "pay_division",
  "status",
  "last_certified_on",
  "last_certified_by",
  "refuted_on",
  "relationship",
  "incapacity",
];
/** What nobody judges and only a record keeps. */
const KEPT = [
  "household_division",
  "household_address",
  "residence_address",
  "monthly_amount",
] as const satisfies readonly RosterField[];
/** All of them, numbered. */
const FIELDS: readonly RosterField[] = [...JUDGED, ...KEPT];
const [ID, TYPE, NAME, SEX, BIRTH, PHONE, RESIDENCE, UNIT_CODE, UNIT_NAME] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const;
const [INSURANCE, KIND, SINCE, PAY, STATUS, LAST_ON, LAST_BY, REFUTED, RELATIONSHIP, INCAPACITY] = [
  9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
] as const;
/** Behind these two the cells of columns that are not ours. */
const SKIP = FIELDS.length;

/** By field: the codes that its cells may hold; a cell that is neither empty nor a code is not plain. */
const CODES: readonly (ByteCodes | undefined)[] = (() => {
  const codes: (ByteCodes | undefined)[] = FIELDS.map(() => undefined);
  codes[TYPE] = new ByteCodes(["resident-id"]);
  codes[SEX] = new ByteCodes(["male", "female"]);
  codes[INSURANCE] = new ByteCodes(INSURANCE_NUMBERS.codes);
  codes[KIND] = new ByteCodes(BENEFIT_KIND_NUMBERS.codes);
  codes[STATUS] = new ByteCodes(STATUS_NUMBERS.codes);
  codes[LAST_BY] = new ByteCodes(Object.keys(LIFE_SIGNS));
  codes[RELATIONSHIP] = new ByteCodes(RELATIONSHIP_NUMBERS.codes);
  codes[INCAPACITY] = new ByteCodes(INCAPACITY_NUMBERS.codes);
  return codes;
})();
const DAYS: ReadonlySet<number> = new Set([BIRTH, SINCE, LAST_ON, REFUTED]);
const PAYING = STATUS_NUMBERS.numberOf("paying");
const SEXES = [undefined, "male", "female"] as const;

/** How the cells of a field are read. */
const AS_TEXT = 0;
const AS_CODE = 1;
const AS_DAY = 2;
const FORM = Uint8Array.from({ length: SKIP + 1 }, (_, field) =>
  CODES[field] === undefined ? (DAYS.has(field) ? AS_DAY : AS_TEXT) : AS_CODE,
);

export type KeptField = (typeof KEPT)[number];
export const KEPT_FIELDS: readonly KeptField[] = KEPT;
type TextField =
  KeptField | "name" | "phone" | "residence_division" | "unit_code" | "unit_name" | "pay_division";
const TEXT_ROLES: Readonly<Record<TextField, number>> = {
  name: NAME,
  phone: PHONE,
  residence_division: RESIDENCE,
  unit_code: UNIT_CODE,
  unit_name: UNIT_NAME,
  pay_division: PAY,
  household_division: JUDGED.length,
  household_address: JUDGED.length + 1,
  residence_address: JUDGED.length + 2,
  monthly_amount: JUDGED.length + 3,
};

function isAmong(fields: readonly string[], field: string): boolean {
  return fields.includes(field);
}

/** What is no code and no day, in columns. */
const ODD = 0x7fff_ffff;
/** Numbers a row of a stretch: the code or day of each field. */
const ROW_NUMBERS = SKIP + 1;
/** Rows whose codes and days are read column by column: few enough to stay near the processor. */
const STRETCH = 128;
/** The texts of one plain row of a row group; a longer one is not plain. */
const TEXTS_BYTES = 4096;

/** A column of the row group that is being read; texts have prints, the others meanings. */
interface RosterColumn {
  readonly role: number;
  readonly column: ColumnTexts;
  readonly meanings: Meanings;
  readonly prints: Prints;
}

/** Reads one row after the other into itself: either all from bytes or all from columns. */
export class PlainRoster implements KeyedRow {
  view: DataView = new DataView(new ArrayBuffer(0));
  high = 0;
  low = 0;
  check = 0;
  idAt = 0;
  birthDate = 0;
  nameLow = 0;
  nameHigh = 0;
  readonly #asOf: Day;
  readonly #delimiter: number;
  readonly #roles: Uint8Array;
  readonly #cell: CellScan;
  readonly #id = new PlainId();
  // By field, for those that the file has not: no text, no code, no day.
  readonly #starts = new Int32Array(SKIP + 1);
  readonly #ends = new Int32Array(SKIP + 1);
  /** Codes and days of some rows; `#numbersAt` is where those of the row that was read begin. */
  readonly #numbers = Int32Array.from({ length: STRETCH * ROW_NUMBERS }, (_, at) =>
    FORM[at % ROW_NUMBERS] === AS_DAY ? NO_DAY : 0,
  );
  #numbersAt = 0;
  /** Birth dates in numbers that are good until the as-of date, by their places. */
  readonly #births = new Int32Array(BIRTHS).fill(NO_DAY);

  /** How the cells of a row group are read. */
  #textColumns: readonly RosterColumn[] = [];
  #numberColumns: readonly RosterColumn[] = [];
  /** The rows of the group whose codes and days are at hand. */
  #stretchFrom = 0;
  #stretchTo = 0;
  #rowsOfGroup = 0;
  readonly #isOdd = new Uint8Array(STRETCH);
  /** The texts of one row of a row group. */
  readonly #texts = Buffer.alloc(TEXTS_BYTES);
  readonly #textsView = new DataView(this.#texts.buffer, this.#texts.byteOffset, TEXTS_BYTES);
  readonly #scan = new TextScan();

  private constructor(asOf: Day, delimiter: number, roles: Uint8Array) {
    this.#asOf = asOf;
    this.#delimiter = delimiter;
    this.#roles = roles;
    this.#cell = new CellScan(delimiter);
  }

  /**
   * A reader for files of that plan; undefined where a mapping changes what cells say. `further`: fields
   * that nobody judges, to be read too.
   */
  static for(
    plan: ColumnPlan<RosterField>,
    delimiter: number,
    asOf: Day,
    further: readonly KeptField[] = [],
  ): PlainRoster | undefined {
    if (delimiter >= 0x80) return undefined;
    const last = Math.max(...plan.sources.map(({ column }) => column ?? 0));
    const roles = new Uint8Array(last + 1).fill(SKIP);
    for (const { field, column, constant, values, datePattern } of plan.sources) {
      const isPlainDay = datePattern === undefined || datePattern.pattern === ISO_PATTERN;
      if (constant !== undefined || values !== undefined || !isPlainDay) return undefined;
      const role = FIELDS.indexOf(field);
      const isLeftOut = (KEPT as readonly string[]).includes(field) && !isAmong(further, field);
      if (column === undefined || role === -1 || isLeftOut) continue;
      if (roles[column] !== SKIP) return undefined;
      roles[column] = role;
    }
    return new PlainRoster(asOf, delimiter, roles);
  }

  /** Reads the row at `from`; the byte behind its line end, or 0 where it is not plain. */
  read(bytes: Uint8Array, view: DataView, from: number): number {
    const roles = this.#roles;
    const delimiter = this.#delimiter;
    const cell = this.#cell;
    const columns = roles.length;
    let at = from;
    for (let column = 0; ; column += 1) {
      const role = column < columns ? (roles[column] as number) : SKIP;
      const start = at;
      if (role === ID) {
        if (!this.#readPerson(view, at)) return 0;
        at += ID_BYTES;
      } else if (FORM[role] === AS_DAY) {
        const isEmpty = bytes[at] === delimiter || (bytes[at] as number) < 0x20;
        const day = isEmpty ? NO_DAY : plainDay(view, at);
        if (day === NOT_PLAIN && !isEmpty) return 0;
        this.#numbers[role] = day;
        if (!isEmpty) at += DAY_BYTES;
      } else {
        const first = bytes[at] as number;
        const isEmpty = first === delimiter || first < 0x20;
        if (first === QUOTE) return 0;
        if (!isEmpty) at = cell.scan(view, at);
        if (FORM[role] === AS_CODE) {
          const code = isEmpty ? 0 : (CODES[role]?.find(cell.low, cell.high) ?? 0);
          if (code === 0 && !isEmpty) return 0;
          this.#numbers[role] = code;
        } else if (role !== SKIP) {
          if (!isEmpty && !(beginsPlain(first) && endsPlain(bytes, start, at))) return 0;
          this.#starts[role] = start;
          this.#ends[role] = at;
          if (role === NAME) {
            this.nameLow = cell.low;
            this.nameHigh = cell.high;
          }
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
    this.view = view;
    return this.#isGood() ? at : 0;
  }

  /** Turns to the row group that the reader has opened. */
  open(groups: GroupReader): void {
    const columns = [...this.#roles].flatMap((role, place) =>
      role === SKIP ? [] : [this.#columnOf(role, groups.column(place))],
    );
    this.#textColumns = columns.filter(({ role }) => FORM[role] === AS_TEXT);
    this.#numberColumns = columns.filter(({ role }) => FORM[role] !== AS_TEXT);
    this.#stretchTo = 0;
    this.#rowsOfGroup = groups.rows;
  }

  /** Reads a row of the group; false where it is not plain. Rows come in their order. */
  readRow(row: number): boolean {
    if (row >= this.#stretchTo) this.#readStretch(row);
    const inStretch = row - this.#stretchFrom;
    if (this.#isOdd[inStretch] === 1) return false;
    this.#numbersAt = inStretch * ROW_NUMBERS;
    const columns = this.#textColumns;
    let at = 0;
    for (let next = 0; next < columns.length; next += 1) {
      const { role, prints, column } = columns[next] as RosterColumn;
      const start = column.startOf(row);
      const length = column.endOf(start) - start;
      if (role === ID ? length !== ID_BYTES : length > 0 && !prints.read(row)) return false;
      if (at + length + PIECE_SLACK > TEXTS_BYTES) return false;
      putWords(this.#textsView, at, column.view, start, start + length);
      if (role === ID && !this.#readPerson(this.#textsView, at)) return false;
      if (role === NAME) {
        this.nameLow = prints.low;
        this.nameHigh = prints.high;
      }
      this.#starts[role] = at;
      at += length;
      this.#ends[role] = at;
    }
    this.view = this.#textsView;
    return this.#isGood();
  }

  /** Column by column: the memory gives out one column after the other much faster than all by turns. */
  #readStretch(from: number): void {
    this.#stretchFrom = from;
    this.#stretchTo = Math.min(from + STRETCH, this.#rowsOfGroup);
    const rows = this.#stretchTo - from;
    const numbers = this.#numbers;
    const isOdd = this.#isOdd.fill(0);
    for (const { role, meanings } of this.#numberColumns) {
      for (let row = 0, at = role; row < rows; row += 1, at += ROW_NUMBERS) {
        const number = meanings.at(from + row, 0);
        numbers[at] = number;
        if (number === ODD) isOdd[row] = 1;
      }
    }
  }

  #columnOf(role: number, column: ColumnTexts): RosterColumn {
    const scan = this.#scan;
    const meanings = new Meanings(({ bytes, view }, start, end) => {
      if (FORM[role] === AS_DAY) {
        if (start === end) return NO_DAY;
        const day = end - start === DAY_BYTES ? plainDay(view, start) : NOT_PLAIN;
        return day === NOT_PLAIN ? ODD : day;
      }
      if (start === end) return 0;
      scan.take(bytes, view, start, end);
      return CODES[role]?.find(scan.low, scan.high) || ODD;
    });
    const prints = new Prints("plain");
    if (FORM[role] === AS_TEXT) prints.open(column);
    else meanings.open(column);
    return { role, column, meanings, prints };
  }

  /** Whether the fields that a row must have are there, and no day is to come that may not be. */
  #isGood(): boolean {
    if (this.nameAt === this.nameEnd || this.insurance === 0 || this.kind === 0) return false;
    if (this.since === NO_DAY) return false;
    return this.lastCertifiedOn <= this.#asOf && this.refutedOn <= this.#asOf;
  }

  /** The text of a field that is one, as the row has it; empty where the file has no such column. */
  text(bytes: Buffer, field: TextField): string {
    const role = TEXT_ROLES[field];
    const [start, end] = [this.#starts[role] as number, this.#ends[role] as number];
    return start === end ? "" : bytes.toString("utf8", start, end);
  }

  /** As normalised: the check character is a capital. */
  idNumber(bytes: Buffer): string {
    const asWritten = bytes.toString("latin1", this.idAt, this.idAt + ID_BYTES);
    return asWritten.endsWith("x") ? `${asWritten.slice(0, -1)}X` : asWritten;
  }

  get sex(): "male" | "female" | undefined {
    return SEXES[this.#numberOf(SEX)];
  }

  get idEnd(): number {
    return this.idAt + ID_BYTES;
  }

  get nameAt(): number {
    return this.#starts[NAME] as number;
  }

  get nameEnd(): number {
    return this.#ends[NAME] as number;
  }

  get phoneAt(): number {
    return this.#starts[PHONE] as number;
  }

  get phoneEnd(): number {
    return this.#ends[PHONE] as number;
  }

  get residenceAt(): number {
    return this.#starts[RESIDENCE] as number;
  }

  get residenceEnd(): number {
    return this.#ends[RESIDENCE] as number;
  }

  get payAt(): number {
    return this.#starts[PAY] as number;
  }

  get payEnd(): number {
    return this.#ends[PAY] as number;
  }

  #numberOf(role: number): number {
    return this.#numbers[this.#numbersAt + role] as number;
  }

  get insurance(): number {
    return this.#numberOf(INSURANCE);
  }

  get kind(): number {
    return this.#numberOf(KIND);
  }

  get status(): number {
    return this.#numberOf(STATUS) || PAYING;
  }

  get lastCertifiedBy(): number {
    return this.#numberOf(LAST_BY);
  }

  get relationship(): number {
    return this.#numberOf(RELATIONSHIP);
  }

  get incapacity(): number {
    return this.#numberOf(INCAPACITY);
  }

  get since(): number {
    return this.#numberOf(SINCE);
  }

  get lastCertifiedOn(): number {
    return this.#numberOf(LAST_ON);
  }

  get refutedOn(): number {
    return this.#numberOf(REFUTED);
  }

  get hasUnit(): number {
    const isCoded = this.#starts[UNIT_CODE] !== this.#ends[UNIT_CODE];
    return isCoded || this.#starts[UNIT_NAME] !== this.#ends[UNIT_NAME] ? 1 : 0;
  }

  #readPerson(view: DataView, at: number): boolean {
    const id = this.#id;
    if (!id.read(view, at)) return false;
    this.high = id.high;
    this.low = id.low;
    this.check = id.check;
    this.idAt = at;
    const birth = birthPlace(id.high, id.low);
    if (birth === -1) return false;
    const known = this.#births[birth] as number;
    this.birthDate = known === NO_DAY ? this.#judgeBirth(birth) : known;
    return this.birthDate !== NO_DAY;
  }

  #judgeBirth(birth: number): Day {
    const first17 = String(this.high).padStart(8, "0") + String(this.low).padStart(9, "0");
    const idNumber = first17 + String.fromCharCode(this.check);
    if (faultOfIdNumber(idNumber, "resident-id", this.#asOf) !== undefined) return NO_DAY;
    const born = birthDateIn(idNumber) ?? NO_DAY;
    this.#births[birth] = born;
    return born;
  }
}
