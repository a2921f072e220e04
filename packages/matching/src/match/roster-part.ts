// The good rows of one block of a roster, before it is known who stood on the roster already: rows
// in columns, and the document and name of each as numbers. Knows no other block.

import {
  BENEFIT_KIND_NUMBERS,
  ID_TYPES,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  NO_DAY,
  RELATIONSHIP_NUMBERS,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
} from "@lingdai/policy/batch";

import { Fingerprint } from "../engine/byte-fingerprint.ts";
import { PIECE_SLACK } from "../engine/byte-lines.ts";
import type { RosterEntry } from "../judge/judge-roster-row.ts";
import type { SharedColumn } from "./growing-column.ts";
import { GrowingColumn } from "./growing-column.ts";
import type { RosterRow, RosterStretch, SharedColumns } from "./roster-columns.ts";
import { RosterColumns } from "./roster-columns.ts";

/** A row with its document and name: of a resident the first 8 and the next 9 digits. */
export interface KeyedRow extends RosterRow {
  /** Negative for other documents: their type is then `ID_TYPES[-1 - high]`. */
  readonly high: number;
  readonly low: number;
  /** The fingerprint of the name as written. */
  readonly nameLow: number;
  readonly nameHigh: number;
}

/** The same of some rows; `keys`: as a part keeps them. */
export interface KeyedStretch extends RosterStretch {
  readonly keys: Int32Array;
}

/** A part as it is handed to another thread. */
export interface SharedPart {
  readonly columns: SharedColumns;
  readonly keys: SharedColumn;
  /** [0] 1 as soon as the rows have been joined to the roster. */
  readonly joined: SharedArrayBuffer;
}

/** Numbers a row in the column of keys. */
export const KEY_NUMBERS = 4;

export class RosterPart {
  readonly columns: RosterColumns;
  /** Document and name of each row: high, low, name low, name high. */
  readonly keys: GrowingColumn<Int32Array>;
  readonly #joined: Int32Array<SharedArrayBuffer>;

  constructor(shared?: SharedPart) {
    this.columns = new RosterColumns(shared?.columns);
    this.keys = new GrowingColumn<Int32Array>(Int32Array, shared?.keys);
    this.#joined = new Int32Array(shared?.joined ?? new SharedArrayBuffer(4));
  }

  share(): SharedPart {
    const { buffer: joined } = this.#joined;
    return { columns: this.columns.share(), keys: this.keys.share(), joined };
  }

  /** Nobody needs the rows here any more. */
  endJoining(): void {
    Atomics.store(this.#joined, 0, 1);
  }

  get isJoined(): boolean {
    return Atomics.load(this.#joined, 0) === 1;
  }

  /** Makes it an empty part in the same memory. */
  clear(): void {
    this.keys.clear();
    this.columns.clear();
    Atomics.store(this.#joined, 0, 0);
  }

  /** Makes room for about so many rows, so that adding them copies nothing. */
  reserve(rows: number, textBytes: number): void {
    this.keys.reserve(rows * KEY_NUMBERS);
    this.columns.reserve(rows, textBytes);
  }

  push(row: KeyedRow): void {
    this.keys.push(row.high);
    this.keys.push(row.low);
    this.keys.push(row.nameLow);
    this.keys.push(row.nameHigh);
    this.columns.push(row);
  }

  /** Adds the rows `from` to before `to` of a stretch. */
  pushAll(stretch: KeyedStretch, from: number, to: number): void {
    this.keys.pushAll(stretch.keys, from * KEY_NUMBERS, to * KEY_NUMBERS);
    this.columns.pushAll(stretch, from, to);
  }
}

const FINGERPRINT = new Fingerprint();

/** A judged row as numbers and bytes. */
export function keyedRow(entry: RosterEntry): KeyedRow {
  const { idType, idNumber, name, phone, residenceDivision, payDivision } = entry;
  const texts = [idNumber, name, phone, residenceDivision, payDivision].map((text) =>
    Buffer.from(text),
  );
  const ends: number[] = [];
  for (const text of texts) ends.push((ends.at(-1) ?? 0) + text.length);
  const [idEnd = 0, nameEnd = 0, phoneEnd = 0, residenceEnd = 0, payEnd = 0] = ends;
  const bytes = Buffer.concat(texts, payEnd + PIECE_SLACK);
  FINGERPRINT.take(bytes, idEnd, nameEnd);
  const isResident = idType === "resident-id";
  return {
    high: isResident ? Number(idNumber.slice(0, 8)) : -1 - ID_TYPES.indexOf(idType),
    low: isResident ? Number(idNumber.slice(8, 17)) : 0,
    nameLow: FINGERPRINT.low,
    nameHigh: FINGERPRINT.high,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    idAt: 0,
    idEnd,
    nameAt: idEnd,
    nameEnd,
    phoneAt: nameEnd,
    phoneEnd,
    residenceAt: phoneEnd,
    residenceEnd,
    payAt: residenceEnd,
    payEnd,
    insurance: INSURANCE_NUMBERS.numberOf(entry.insurance),
    kind: BENEFIT_KIND_NUMBERS.numberOf(entry.kind),
    status: STATUS_NUMBERS.numberOf(entry.status),
    lastCertifiedBy: SIGN_NUMBERS.numberOf(entry.lastCertifiedBy),
    relationship: RELATIONSHIP_NUMBERS.numberOf(entry.relationship),
    incapacity: INCAPACITY_NUMBERS.numberOf(entry.incapacity),
    since: entry.since,
    birthDate: entry.birthDate ?? NO_DAY,
    lastCertifiedOn: entry.lastCertifiedOn ?? NO_DAY,
    refutedOn: entry.refutedOn ?? NO_DAY,
    hasUnit: entry.hasUnit ? 1 : 0,
  };
}
