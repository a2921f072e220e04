// Writes what the sources hear into their monthly files, each in its supplier's shape and with its
// dirt. A row stands in the file of the month in which it arrived; what arrives after the last
// month is in no file. Tells the truth tables which rows are not what they seem.

import type { Day, IdType } from "@lingdai/policy";
import { formatDay, firstDayOfMonthIndex, monthIndexOf } from "@lingdai/policy";
import { join } from "node:path";

import type { Chance } from "../chance.ts";
import type { Person } from "../people/person.ts";
import type { Setting } from "../setting.ts";
import type { Happening } from "../signs/happening.ts";
import { isInGbk } from "../write/gb18030.ts";
import { TextFile } from "../write/text-file.ts";
import { drawOutsider } from "./outsiders.ts";
import type { RowCells, Slip } from "./slips.ts";
import { drawSlip, slip } from "./slips.ts";
import type { SourceShape } from "./source-shapes.ts";
import {
  DOCUMENT_WORDS,
  SOURCE_SHAPES,
  findShapeFor,
  takesOtherDocuments,
} from "./source-shapes.ts";
import { DateWriter, writtenName, writtenNumber } from "./written-cells.ts";

/** Why a row is not simply the truth about the person whose number it bears. */
export type RowFlaw =
  Exclude<Happening["cause"], "genuine"> | Slip | "character-lost" | "contradiction";

/** Told of every row that has a flaw. */
export type OnFlawedRow = (
  person: Person,
  row: { happening: Happening; source: string; ref: string; flaw: RowFlaw },
) => void;

/** A supplier's files, one a month. */
interface Supplier {
  readonly shape: SourceShape;
  readonly name: string;
  readonly dates: DateWriter;
  readonly months: readonly MonthFile[];
}

interface MonthFile {
  readonly name: string;
  readonly file: TextFile;
  rows: number;
}

/** Whom a row is about. */
interface Bearer {
  readonly idType: IdType;
  readonly idNumber: string;
  readonly name: string;
}

export class ObservationFiles {
  readonly #setting: Setting;
  readonly #suppliers: ReadonlyMap<SourceShape, Supplier>;
  readonly #firstMonth: number;
  readonly #onFlaw: OnFlawedRow;

  constructor(setting: Setting, folder: string, onFlaw: OnFlawedRow) {
    this.#setting = setting;
    this.#firstMonth = monthIndexOf(setting.from);
    this.#onFlaw = onFlaw;
    this.#suppliers = new Map(
      SOURCE_SHAPES.map((shape) => [shape, beginFiles(setting, folder, shape)]),
    );
  }

  /** Writes the rows about one person; `chance` is the person's own stream for rows. */
  write(person: Person, happenings: readonly Happening[], chance: Chance): void {
    const refs = new References(person.index);
    for (const happening of happenings) this.#writeOne(person, happening, chance, refs);
  }

  /** Writes what is left; resolves the rows by file name. */
  finish(): ReadonlyMap<string, number> {
    const rows = new Map<string, number>();
    for (const { months } of this.#suppliers.values()) {
      for (const month of months) {
        month.file.finish();
        rows.set(month.name, month.rows);
      }
    }
    return rows;
  }

  #writeOne(person: Person, happening: Happening, chance: Chance, refs: References): void {
    const { rates } = this.#setting;
    const shape = findShapeFor(happening.kind);
    const supplier = shape === undefined ? undefined : this.#suppliers.get(shape);
    if (supplier === undefined) return;
    const arrivedOn = this.#arrivalOf(happening, supplier, chance);
    const ref = refs.next(supplier.shape.prefix);
    const { suppliers } = rates;
    const isRepeated = chance.happens(suppliers.repeatedRow);
    const isSentAgain = chance.happens(suppliers.sentAgain);
    const isContradicted = chance.happens(suppliers.contradicting);
    const hasOutsider = chance.happens(suppliers.outsiders);
    if (person.idType !== "resident-id" && !takesOtherDocuments(supplier.shape)) return;
    const month = this.#monthOf(arrivedOn);
    const file = supplier.months[month];
    if (file === undefined) return;
    const row = this.#rowOf(person, happening, arrivedOn, supplier, ref, chance);
    add(file, row);
    if (isRepeated) add(file, row);
    const next = supplier.months[month + 1];
    if (isSentAgain && next !== undefined) add(next, row);
    if (isContradicted) {
      const other = { ...happening, on: happening.on - chance.between(1, 20) };
      const otherRef = refs.next(supplier.shape.prefix);
      add(file, this.#plainRow(person, other, arrivedOn, supplier, otherRef, chance));
      this.#tell(person, other, supplier, otherRef, "contradiction");
    }
    if (hasOutsider) {
      const outsider = drawOutsider(this.#setting, chance, happening.on);
      const otherRef = refs.next(supplier.shape.prefix);
      add(file, this.#plainRow(outsider, happening, arrivedOn, supplier, otherRef, chance));
    }
  }

  #monthOf(day: Day): number {
    return day > this.#setting.asOf ? -1 : monthIndexOf(day) - this.#firstMonth;
  }

  #arrivalOf({ on, arrivesOn }: Happening, { shape }: Supplier, chance: Chance): Day {
    const { suppliers, delays } = this.#setting.rates;
    const usual = arrivesOn ?? on + Math.floor(chance.waiting(delays[shape.id]));
    return chance.happens(suppliers.late)
      ? usual + Math.floor(chance.waiting(suppliers.lateDays))
      : usual;
  }

  /** A row with all that may happen to it. */
  #rowOf(
    person: Person,
    happening: Happening,
    arrivedOn: Day,
    supplier: Supplier,
    ref: string,
    chance: Chance,
  ): string {
    const { rates } = this.#setting;
    const { shape, dates } = supplier;
    const { isTyped } = shape;
    const isResident = person.idType === "resident-id";
    const cells: RowCells = {
      idNumber: person.idNumber,
      name: happening.name ?? person.name,
      kind: shape.codes?.[happening.kind] ?? happening.kind,
      occurredOn: dates.write(happening.on),
    };
    if (happening.cause !== "genuine") {
      this.#tell(person, happening, supplier, ref, happening.cause);
    }
    const slipped = drawSlip(chance, rates.cells, shape);
    if (slipped === undefined) {
      const hands = { isResident, isTyped };
      cells.idNumber = writtenNumber(chance, cells.idNumber, rates.cells, hands);
      cells.name = writtenName(chance, cells.name, rates.cells, isTyped);
    } else {
      slip(chance, slipped, cells, shape, happening.on);
      this.#tell(person, happening, supplier, ref, slipped);
    }
    if (shape.encoding === "gbk" && !isInGbk(cells.name)) {
      this.#tell(person, happening, supplier, ref, "character-lost");
    }
    return lineOf(supplier, cells, person.idType, dates.write(arrivedOn), ref, chance);
  }

  /** A row without slips. */
  #plainRow(
    { idType, idNumber, name }: Bearer,
    { kind, on }: Happening,
    arrivedOn: Day,
    supplier: Supplier,
    ref: string,
    chance: Chance,
  ): string {
    const { shape, dates } = supplier;
    const occurredOn = dates.write(on);
    const cells = { idNumber, name, kind: shape.codes?.[kind] ?? kind, occurredOn };
    return lineOf(supplier, cells, idType, dates.write(arrivedOn), ref, chance);
  }

  #tell(
    person: Person,
    happening: Happening,
    { name }: Supplier,
    ref: string,
    flaw: RowFlaw,
  ): void {
    this.#onFlaw(person, { happening, source: name, ref, flaw });
  }
}

/** References that no other row of the same source bears. */
class References {
  readonly #person: string;
  #count = 0;

  constructor(index: number) {
    this.#person = String(index).padStart(8, "0");
  }

  next(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#person}${String(this.#count).padStart(4, "0")}`;
  }
}

function add(month: MonthFile, row: string): void {
  month.file.add(row);
  month.rows += 1;
}

function beginFiles(setting: Setting, folder: string, shape: SourceShape): Supplier {
  const first = monthIndexOf(setting.from);
  const header = shape.columns.map(([name]) => name).join(shape.delimiter) + shape.lineEnd;
  const months = Array.from({ length: setting.months }, (_, at) => {
    const month = formatDay(firstDayOfMonthIndex(first + at))
      .slice(0, 7)
      .replace("-", "");
    const name = `${shape.stem}-${month}.${shape.extension}`;
    const file = new TextFile(join(folder, name), shape.encoding, shape.hasMark ? "\uFEFF" : "");
    file.add(header);
    return { name, file, rows: 0 };
  });
  const name = shape.supplier ?? setting.area.app;
  return { shape, name, dates: new DateWriter(shape.datePattern), months };
}

const REMARKS = [
  "",
  "",
  "",
  "",
  "",
  "",
  "本人到场",
  "家属陪同",
  "代办,已核验",
  '称"下月搬家"',
  "附\n照片",
];
const CHANNELS = ["android", "android", "ios", "wechat"];

function lineOf(
  { shape, name }: Supplier,
  cells: RowCells,
  idType: IdType,
  arrivedOn: string,
  ref: string,
  chance: Chance,
): string {
  const { delimiter } = shape;
  let line = "";
  for (const [at, [, meaning]] of shape.columns.entries()) {
    if (at > 0) line += delimiter;
    switch (meaning) {
      case "id_number":
        line += cells.idNumber;
        break;
      case "name":
        // Some programs quote every text that somebody typed.
        line += shape.isTyped && chance.happens(0.1) ? `"${cells.name}"` : cells.name;
        break;
      case "kind":
        line += cells.kind;
        break;
      case "occurred_on":
        line += cells.occurredOn;
        break;
      case "arrived_on":
        line += arrivedOn;
        break;
      case "ref":
        line += ref;
        break;
      case "source":
        line += quotedWhereNeeded(name, delimiter);
        break;
      case "id_type":
        line += idTypeCell(shape, idType);
        break;
      case "remark":
        line += remarkCell(shape, chance);
        break;
      case "place-code":
        line += String(1000 + chance.below(400));
        break;
    }
  }
  return line + shape.lineEnd;
}

/** Ours leave the usual document unsaid. */
function idTypeCell({ isOurShape }: SourceShape, idType: IdType): string {
  if (!isOurShape) return DOCUMENT_WORDS[idType];
  return idType === "resident-id" ? "" : idType;
}

function remarkCell({ isOurShape, isTyped, delimiter }: SourceShape, chance: Chance): string {
  if (isOurShape) return chance.pick(CHANNELS);
  return isTyped ? quotedWhereNeeded(chance.pick(REMARKS), delimiter) : "代发养老金";
}

function quotedWhereNeeded(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
