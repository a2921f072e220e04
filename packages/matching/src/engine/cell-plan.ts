// What the cells of an observation file mean where a mapping has a say: which column is which field,
// how codes and days are told, and what is the same for all rows. What a mapping makes of a text is
// asked of the readers of texts, once for each text. Knows no file.

import type { Day } from "@lingdai/policy/batch";
import { SIGN_NUMBERS } from "@lingdai/policy/batch";

import { DatePattern, ISO_PATTERN } from "../read/date-pattern.ts";
import type { ObservationField } from "../read/fields.ts";
import { normaliseCell } from "../read/fields.ts";
import type { ColumnPlan } from "../read/mapped-row.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import {
  ARRIVED_ON,
  ID_TYPE,
  KIND,
  NOT_PLAIN,
  OCCURRED_ON,
  ROLES,
  ROLE_OF,
  SKIP,
} from "./plain-cells.ts";

/** Texts that are remembered: few codes and days stand in many rows. */
const PLACES = 4096;
/** The code of an empty type of document, and of that of residents. */
const RESIDENT = 1;
const OUR_DAYS = new DatePattern(ISO_PATTERN);

type Sources = ColumnPlan<ObservationField>["sources"];

export interface CellPlan {
  /** By column: the role of its cells. */
  readonly roles: Uint8Array;
  /** By role: what a mapping makes of its cells; undefined where they mean what they say. */
  readonly meanings: readonly (CellMeaning | undefined)[];
  /** What is the same for all rows; a kind of 0 and days `NOT_PLAIN` where nothing is. */
  readonly kind: number;
  readonly occurredOn: Day;
  readonly arrivedOn: Day;
  readonly source: { readonly low: number; readonly high: number } | undefined;
  /** Whether all cells mean what they say, so that texts may be taken from where they stand. */
  readonly isAsWritten: boolean;
}

/** What texts mean as numbers, remembered under their fingerprints. */
export class CellMeaning {
  readonly of: (asRead: string) => number;
  readonly #isKnown = new Uint8Array(PLACES);
  readonly #low = new Int32Array(PLACES);
  readonly #high = new Int32Array(PLACES);
  readonly #numbers = new Int32Array(PLACES);

  constructor(of: (asRead: string) => number) {
    this.of = of;
  }

  /** The number of the text that stands there, whose fingerprint has been taken. */
  find(low: number, high: number, bytes: Buffer, from: number, to: number): number {
    const place = (high ^ low) & (PLACES - 1);
    const isHere =
      this.#isKnown[place] === 1 && this.#low[place] === low && this.#high[place] === high;
    if (isHere) return this.#numbers[place] as number;
    const number = this.of(bytes.toString("utf8", from, to));
    this.#isKnown[place] = 1;
    this.#low[place] = low;
    this.#high[place] = high;
    this.#numbers[place] = number;
    return number;
  }
}

/** How cells are read; undefined where a mapping does more than is known here. */
export function cellPlanOf(
  { sources }: ColumnPlan<ObservationField>,
  delimiter: string,
): CellPlan | undefined {
  // A delimiter of several bytes is no byte that could be looked for.
  if (delimiter.charCodeAt(0) >= 0x80) return undefined;
  const roles = rolesOfColumns(sources);
  if (roles === undefined) return undefined;
  const meanings: (CellMeaning | undefined)[] = Array.from({ length: ROLES }, () => undefined);
  const constants: Partial<Record<ObservationField, string>> = {};
  for (const source of sources) {
    const { field, constant, values } = source;
    if (constant !== undefined) constants[field] = normaliseCell(field, constant);
    else if (isSaidOtherwise(source)) meanings[ROLE_OF[field]] = meaningOf(source);
    // Other texts than those of codes and days are taken from where they stand, and an empty cell is
    // taken for nothing.
    const isMeant = meanings[ROLE_OF[field]] !== undefined && values?.has("") !== true;
    if (values !== undefined && !isMeant) return undefined;
  }
  const { id_number: id, name, ref, id_type: idType = "", source, kind = "" } = constants;
  if (id !== undefined || name !== undefined || ref !== undefined) return undefined;
  const kindNumber = numberOfKind(kind);
  const isResident = idType === "" || idType === "resident-id";
  if (!isResident || source === "" || (kindNumber === 0 && "kind" in constants)) return undefined;
  const occurredOn = dayOf(constants.occurred_on);
  if (occurredOn === NOT_PLAIN && "occurred_on" in constants) return undefined;
  const arrivedOn = dayOf(constants.arrived_on);
  if (arrivedOn === NOT_PLAIN && (constants.arrived_on ?? "") !== "") return undefined;
  const hasMeaning = meanings.some((meaning) => meaning !== undefined);
  return {
    roles,
    meanings,
    kind: kindNumber,
    occurredOn,
    arrivedOn,
    source: source === undefined ? undefined : fingerprintOf(source),
    isAsWritten: !hasMeaning && Object.keys(constants).length === 0,
  };
}

function rolesOfColumns(sources: Sources): Uint8Array | undefined {
  const last = Math.max(...sources.map(({ column }) => column ?? 0));
  const roles = new Uint8Array(last + 1);
  for (const { field, column } of sources) {
    if (column === undefined) continue;
    // One column for two fields is somebody else's puzzle.
    if (roles[column] !== SKIP) return undefined;
    roles[column] = ROLE_OF[field];
  }
  return roles;
}

function isSaidOtherwise({ values, datePattern }: Sources[number]): boolean {
  const isOurDay = datePattern === undefined || datePattern.pattern === ISO_PATTERN;
  return values !== undefined || !isOurDay;
}

/** As `MappedRow` takes a cell. */
function meaningOf({ field, values, datePattern }: Sources[number]): CellMeaning | undefined {
  const ours = (asRead: string): string | undefined => values?.get(normaliseCell(field, asRead));
  switch (ROLE_OF[field]) {
    case KIND:
      return new CellMeaning((cell) => numberOfKind(ours(cell) ?? normaliseCell(field, cell)));
    case ID_TYPE:
      return new CellMeaning((cell) => {
        const type = ours(cell) ?? normaliseCell(field, cell);
        return type === "" || type === "resident-id" ? RESIDENT : 0;
      });
    case OCCURRED_ON:
    case ARRIVED_ON:
      return new CellMeaning((cell) => {
        const known = ours(cell);
        const day = known === undefined ? datePattern?.readCell(cell) : OUR_DAYS.readCell(known);
        return day ?? NOT_PLAIN;
      });
    default:
      return undefined;
  }
}

function numberOfKind(text: string): number {
  return SIGN_NUMBERS.codes.findIndex((code) => code === text) + 1;
}

function dayOf(text: string | undefined): Day {
  return text === undefined ? NOT_PLAIN : (OUR_DAYS.readCell(text) ?? NOT_PLAIN);
}

function fingerprintOf(text: string): { readonly low: number; readonly high: number } {
  const fingerprint = new Fingerprint();
  const bytes = Buffer.from(text);
  fingerprint.take(bytes, 0, bytes.length);
  const { low, high } = fingerprint;
  return { low, high };
}
