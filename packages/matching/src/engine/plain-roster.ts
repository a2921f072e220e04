// Roster rows straight from their bytes, where every byte means exactly what it says; the others go
// through the readers and judges of texts. Knows no file.

import type { Day } from "@lingdai/policy/batch";
import { NO_DAY as NONE } from "@lingdai/policy/batch";

import type { KeyedRow } from "../match/roster-part.ts";
import type { RosterField } from "../read/fields.ts";
import type { ColumnPlan } from "../read/mapped-row.ts";
import { CellScan } from "./cell-scan.ts";
import * as cells from "./plain-cells.ts";
import type { KeptField, TextField } from "./roster-cells.ts";
import * as fields from "./roster-cells.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { DAY_BYTES, ID_BYTES, NOT_PLAIN, beginsPlain, endsPlain, plainDay } = cells;
const { AS_CODE, AS_DAY, CODES, FORM, PAYING, PlainPerson, SKIP, TEXT_ROLES } = fields;
const { ID, NAME, SEX, PHONE, RESIDENCE, UNIT_CODE, UNIT_NAME, INSURANCE, KIND, SINCE } = fields;
const { PAY, STATUS, LAST_ON, LAST_BY, REFUTED, RELATIONSHIP, INCAPACITY } = fields;
const NO_DAY = NONE;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SEXES = [undefined, "male", "female"] as const;

/** Reads one row after the other into itself. */
export class PlainRoster implements KeyedRow {
  view: DataView = new DataView(new ArrayBuffer(0));
  high = 0;
  low = 0;
  idAt = 0;
  birthDate = 0;
  nameLow = 0;
  nameHigh = 0;
  readonly #asOf: Day;
  readonly #delimiter: number;
  readonly #roles: Uint8Array;
  readonly #cell: CellScan;
  readonly #person: InstanceType<typeof PlainPerson>;
  // By field, for those that the file has not: no text, no code, no day.
  readonly #starts = new Int32Array(SKIP + 1);
  readonly #ends = new Int32Array(SKIP + 1);
  readonly #numbers = Int32Array.from({ length: SKIP + 1 }, (_, field) =>
    FORM[field] === AS_DAY ? NO_DAY : 0,
  );

  private constructor(asOf: Day, delimiter: number, roles: Uint8Array) {
    this.#asOf = asOf;
    this.#delimiter = delimiter;
    this.#roles = roles;
    this.#cell = new CellScan(delimiter);
    this.#person = new PlainPerson(asOf);
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
    const roles = delimiter < 0x80 ? fields.rosterRoles(plan, further) : undefined;
    return roles && new PlainRoster(asOf, delimiter, roles);
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
    return this.#numbers[role] as number;
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
    const person = this.#person;
    if (!person.read(view, at)) return false;
    this.high = person.high;
    this.low = person.low;
    this.birthDate = person.birthDate;
    this.idAt = at;
    return true;
  }
}
