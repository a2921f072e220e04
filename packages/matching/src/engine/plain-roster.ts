// Roster rows straight from their bytes, where every byte means exactly what it says; the others go
// through the readers and judges of texts. Knows no file.

import type { Day } from "@lingdai/policy";
import {
  BENEFIT_KIND_NUMBERS,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  LIFE_SIGNS,
  NO_DAY,
  RELATIONSHIP_NUMBERS,
  STATUS_NUMBERS,
  birthDateIn,
  faultOfIdNumber,
} from "@lingdai/policy";

import type { PlainRosterRow } from "../match/roster.ts";
import type { RosterField } from "../read/fields.ts";
import type { ColumnPlan } from "../read/mapped-row.ts";
import { ISO_PATTERN } from "../read/date-pattern.ts";
import { ByteCodes } from "./byte-codes.ts";
import { NOT_PLAIN, PlainId, beginsPlain, endsPlain, isSame, plainDay } from "./plain-cells.ts";

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** What we read of a roster, numbered; the rest is not looked at. */
const FIELDS: readonly RosterField[] = [
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
const [ID, TYPE, NAME, SEX, BIRTH, PHONE, RESIDENCE, UNIT_CODE, UNIT_NAME] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const;
const [INSURANCE, KIND, SINCE, PAY, STATUS, LAST_ON, LAST_BY, REFUTED, RELATIONSHIP, INCAPACITY] = [
  9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
] as const;
/** Behind these two the cells of columns that are not ours. */
const SKIP = FIELDS.length;

const RESIDENT_ID = Buffer.from("resident-id");
const SEXES = new ByteCodes(["male", "female"]);
const INSURANCES = new ByteCodes(INSURANCE_NUMBERS.codes);
const KINDS = new ByteCodes(BENEFIT_KIND_NUMBERS.codes);
const STATUSES = new ByteCodes(STATUS_NUMBERS.codes);
const SIGNS = new ByteCodes(Object.keys(LIFE_SIGNS));
const RELATIONSHIPS = new ByteCodes(RELATIONSHIP_NUMBERS.codes);
const INCAPACITIES = new ByteCodes(INCAPACITY_NUMBERS.codes);
const PAYING = STATUS_NUMBERS.numberOf("paying");

/** Reads one row after the other into itself. */
export class PlainRoster implements PlainRosterRow {
  bytes: Uint8Array = new Uint8Array(0);
  high = 0;
  low = 0;
  check = 0;
  idAt = 0;
  nameAt = 0;
  nameEnd = 0;
  phoneAt = 0;
  phoneEnd = 0;
  residenceAt = 0;
  residenceEnd = 0;
  payAt = 0;
  payEnd = 0;
  insurance = 0;
  kind = 0;
  status = 0;
  lastCertifiedBy = 0;
  relationship = 0;
  incapacity = 0;
  since = 0;
  birthDate = 0;
  lastCertifiedOn = 0;
  refutedOn = 0;
  hasUnit = 0;
  readonly #asOf: Day;
  readonly #delimiter: number;
  readonly #roles: Uint8Array;
  readonly #starts = new Int32Array(SKIP + 1);
  readonly #ends = new Int32Array(SKIP + 1);
  readonly #id = new PlainId();
  /** Birth dates in numbers that are good until the as-of date, by their eight digits. */
  readonly #births = new Map<number, Day>();

  private constructor(asOf: Day, delimiter: number, roles: Uint8Array) {
    this.#asOf = asOf;
    this.#delimiter = delimiter;
    this.#roles = roles;
  }

  /** A reader for files of that plan; undefined where a mapping changes what cells say. */
  static for(plan: ColumnPlan<RosterField>, delimiter: number, asOf: Day): PlainRoster | undefined {
    const last = Math.max(...plan.sources.map(({ column }) => column ?? 0));
    const roles = new Uint8Array(last + 1).fill(SKIP);
    for (const { field, column, constant, values, datePattern } of plan.sources) {
      const isPlainDay = datePattern === undefined || datePattern.pattern === ISO_PATTERN;
      if (constant !== undefined || values !== undefined || !isPlainDay) return undefined;
      const role = FIELDS.indexOf(field);
      if (column === undefined || role === -1) continue;
      if (roles[column] !== SKIP) return undefined;
      roles[column] = role;
    }
    return new PlainRoster(asOf, delimiter, roles);
  }

  /** Reads the row at `from`; the byte behind its line feed, or 0 where it is not plain. */
  read(bytes: Uint8Array, from: number, nextReturn: number): number {
    const starts = this.#starts.fill(0);
    const ends = this.#ends.fill(0);
    const roles = this.#roles;
    const delimiter = this.#delimiter;
    let at = from;
    for (let column = 0; ; column += 1) {
      const start = at;
      let byte = bytes[at] as number;
      if (byte === QUOTE) return 0;
      while (byte !== delimiter && byte !== LINE_FEED) {
        at += 1;
        byte = bytes[at] as number;
      }
      const role = column < roles.length ? (roles[column] as number) : SKIP;
      starts[role] = start;
      ends[role] = at;
      if (byte === LINE_FEED) break;
      at += 1;
    }
    if (nextReturn < at) {
      if (nextReturn !== at - 1) return 0;
      for (let role = 0; role < SKIP; role += 1) if (ends[role] === at) ends[role] = at - 1;
    }
    this.bytes = bytes;
    const isPlain = this.#readPerson(bytes) && this.#readTexts(bytes) && this.#readCodes(bytes);
    return isPlain && this.#readDays(bytes) ? at + 1 : 0;
  }

  #readPerson(bytes: Uint8Array): boolean {
    const idAt = this.#starts[ID] as number;
    if (!this.#id.read(bytes, idAt, this.#ends[ID] as number)) return false;
    if (!this.#isEmpty(TYPE)) {
      const end = this.#ends[TYPE] as number;
      if (!isSame(bytes, this.#starts[TYPE] as number, end, RESIDENT_ID)) return false;
    }
    this.high = this.#id.high;
    this.low = this.#id.low;
    this.idAt = idAt;
    const check = bytes[idAt + 17] as number;
    this.check = check === 0x78 ? 0x58 : check;
    // The two last of the first eight digits and the six first of the others.
    const birth = (this.high % 100) * 1_000_000 + Math.floor(this.low / 1000);
    const born = this.#births.get(birth) ?? this.#judgeBirth(bytes, birth);
    this.birthDate = born;
    return born !== NO_DAY;
  }

  #judgeBirth(bytes: Uint8Array, birth: number): Day {
    const text = Buffer.from(bytes.subarray(this.idAt, this.idAt + 18)).toString("latin1");
    const idNumber = text.replace("x", "X");
    if (faultOfIdNumber(idNumber, "resident-id", this.#asOf) !== undefined) return NO_DAY;
    const born = birthDateIn(idNumber) ?? NO_DAY;
    this.#births.set(birth, born);
    return born;
  }

  #readTexts(bytes: Uint8Array): boolean {
    if (this.#isEmpty(NAME) || !this.#isTrimmed(bytes, NAME)) return false;
    for (const role of [PHONE, RESIDENCE, PAY, UNIT_CODE, UNIT_NAME] as const) {
      if (!this.#isEmpty(role) && !this.#isTrimmed(bytes, role)) return false;
    }
    this.nameAt = this.#starts[NAME] as number;
    this.nameEnd = this.#ends[NAME] as number;
    this.phoneAt = this.#starts[PHONE] as number;
    this.phoneEnd = this.#ends[PHONE] as number;
    this.residenceAt = this.#starts[RESIDENCE] as number;
    this.residenceEnd = this.#ends[RESIDENCE] as number;
    this.payAt = this.#starts[PAY] as number;
    this.payEnd = this.#ends[PAY] as number;
    this.hasUnit = this.#isEmpty(UNIT_CODE) && this.#isEmpty(UNIT_NAME) ? 0 : 1;
    return true;
  }

  #readCodes(bytes: Uint8Array): boolean {
    this.insurance = this.#code(bytes, INSURANCE, INSURANCES);
    this.kind = this.#code(bytes, KIND, KINDS);
    if (this.insurance === 0 || this.kind === 0) return false;
    this.status = this.#isEmpty(STATUS) ? PAYING : this.#code(bytes, STATUS, STATUSES);
    this.lastCertifiedBy = this.#code(bytes, LAST_BY, SIGNS);
    this.relationship = this.#code(bytes, RELATIONSHIP, RELATIONSHIPS);
    this.incapacity = this.#code(bytes, INCAPACITY, INCAPACITIES);
    return (
      this.status !== 0 &&
      (this.lastCertifiedBy !== 0 || this.#isEmpty(LAST_BY)) &&
      (this.relationship !== 0 || this.#isEmpty(RELATIONSHIP)) &&
      (this.incapacity !== 0 || this.#isEmpty(INCAPACITY)) &&
      (this.#isEmpty(SEX) || this.#code(bytes, SEX, SEXES) !== 0)
    );
  }

  #readDays(bytes: Uint8Array): boolean {
    if (!this.#isEmpty(BIRTH) && this.#day(bytes, BIRTH) === NOT_PLAIN) return false;
    this.since = this.#day(bytes, SINCE);
    if (this.since === NOT_PLAIN) return false;
    this.lastCertifiedOn = this.#isEmpty(LAST_ON) ? NO_DAY : this.#day(bytes, LAST_ON);
    this.refutedOn = this.#isEmpty(REFUTED) ? NO_DAY : this.#day(bytes, REFUTED);
    if (this.lastCertifiedOn === NOT_PLAIN && !this.#isEmpty(LAST_ON)) return false;
    if (this.refutedOn === NOT_PLAIN && !this.#isEmpty(REFUTED)) return false;
    return this.lastCertifiedOn <= this.#asOf && this.refutedOn <= this.#asOf;
  }

  #isEmpty(role: number): boolean {
    return this.#starts[role] === this.#ends[role];
  }

  #isTrimmed(bytes: Uint8Array, role: number): boolean {
    const start = this.#starts[role] as number;
    return (
      beginsPlain(bytes[start] as number) && endsPlain(bytes, start, this.#ends[role] as number)
    );
  }

  #code(bytes: Uint8Array, role: number, codes: ByteCodes): number {
    return codes.find(bytes, this.#starts[role] as number, this.#ends[role] as number);
  }

  #day(bytes: Uint8Array, role: number): Day {
    return plainDay(bytes, this.#starts[role] as number, this.#ends[role] as number);
  }
}
