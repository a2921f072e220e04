/**
 * A file through its source mapping: which of their columns is which of ours (FORMATS 2, "Real
 * files differ"). It must not know which values are good.
 */
import { parse } from "yaml";
import { withoutBlanksAndNarrow, withoutOuterBlanks } from "./cleaned-cell.ts";
import { readRecords } from "./delimited-records.ts";
import { isRealDay, dayOf } from "./naive-days.ts";

/** A file as it is handed in. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The keys that a source mapping may have. */
export interface SourceMapping {
  readonly files?: readonly string[];
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly columns?: Readonly<Record<string, string>>;
  readonly dates?: Readonly<Record<string, string>>;
  /** YAML may read a bare number where text is meant. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  readonly constants?: Readonly<Record<string, string | number>>;
}

/** One row: the cell as read and the normalised text, both by our column names. */
export interface MappedRow {
  readonly line: number;
  readonly readable: boolean;
  readonly asRead: Readonly<Record<string, string>>;
  readonly normal: Readonly<Record<string, string>>;
}

/** An argument or a file that cannot be used: the run ends with exit 2. */
export class UnusableInput extends Error {}

/** Reads the mapping's YAML. */
export function readMapping(text: string): SourceMapping {
  return parse(text) as SourceMapping;
}

/** Patterns are compared with base names; `*` is any run of characters, `?` any one. */
function fits(pattern: string, name: string): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return name === "";
  const remaining = rest.join("");
  if (first === "*") {
    for (let skip = 0; skip <= name.length; skip += 1)
      if (fits(remaining, name.slice(skip))) return true;
    return false;
  }
  return (
    name !== "" && (first === "?" || first === name.charAt(0)) && fits(remaining, name.slice(1))
  );
}

/** FORMATS 2: of several fitting mappings the last given applies. */
export function mappingFor(name: string, mappings: readonly SourceMapping[]): SourceMapping {
  return (
    mappings.findLast((mapping) => (mapping.files ?? []).some((pattern) => fits(pattern, name))) ??
    {}
  );
}

/** FORMATS 2: in numbers, number types, kinds and dates blanks go and full width becomes ASCII. */
const SQUEEZED = `id_number id_type kind occurred_on arrived_on birth_date since last_certified_on
  refuted_on`.split(/\s+/);

/**
 * FORMATS 2: a date in the pattern that the mapping names becomes ours; a single M or D stands for
 * one or two digits. What does not fit stays as it is and is a bad date later.
 */
export function dayByPattern(text: string, pattern: string): string {
  const places: string[] = [];
  let expression = "";
  let rest = pattern;
  while (rest !== "") {
    const token = ["YYYY", "MM", "DD", "M", "D"].find((one) => rest.startsWith(one));
    if (token === undefined) {
      expression += rest.charAt(0).replace(/[.*+?^${}()|[\]\\/]/, String.raw`\$&`);
      rest = rest.slice(1);
    } else {
      places.push(token.charAt(0));
      expression +=
        token === "YYYY" ? String.raw`(\d{4})` : token.length === 2 ? "(\\d\\d)" : "(\\d\\d?)";
      rest = rest.slice(token.length);
    }
  }
  const found = new RegExp(`^${expression}$`).exec(text);
  if (found === null) return `not ${pattern}`;
  const part = (letter: string): number => Number(found[places.indexOf(letter) + 1]);
  const day = dayOf(part("Y"), part("M"), part("D"));
  return isRealDay(day) ? day : `not real ${text}`;
}

/** One cell of theirs as our normalised text: their value, then our pattern of dates. */
function normalised(column: string, cell: string, mapping: SourceMapping): string {
  const outer = withoutOuterBlanks(cell);
  const squeezed = SQUEEZED.includes(column) ? withoutBlanksAndNarrow(outer) : outer;
  const values = mapping.values?.[column] ?? {};
  if (outer in values) return String(values[outer]);
  if (squeezed in values) return String(values[squeezed]);
  const pattern = mapping.dates?.[column];
  return pattern !== undefined && squeezed !== "" ? dayByPattern(squeezed, pattern) : squeezed;
}

/**
 * Reads a whole file. A constant beats a column; a short row has empty cells; a line whose cells are
 * all blank is no row. Without a required column and without a constant the file cannot be read.
 */
export function readTable(
  file: NamedFile,
  mappings: readonly SourceMapping[],
  columns: readonly string[],
  required: readonly string[],
): MappedRow[] {
  const mapping = mappingFor(file.name, mappings);
  const records = readRecords(file.bytes, mapping.encoding ?? "utf-8", mapping.delimiter ?? ",");
  const header = (records[0]?.cells ?? []).map((cell) => withoutOuterBlanks(cell));
  const placeOf = (column: string): number => header.indexOf(mapping.columns?.[column] ?? column);
  for (const column of required)
    if (placeOf(column) === -1 && mapping.constants?.[column] === undefined)
      throw new UnusableInput(`${file.name}: ${column}`);
  const rows: MappedRow[] = [];
  for (const record of records.slice(1)) {
    if (record.readable && record.cells.every((cell) => withoutOuterBlanks(cell) === "")) continue;
    const asRead: Record<string, string> = {};
    const normal: Record<string, string> = {};
    for (const column of columns) {
      const constant = mapping.constants?.[column];
      const cell = String(constant ?? record.cells[placeOf(column)] ?? "");
      asRead[column] = cell;
      normal[column] =
        constant === undefined ? normalised(column, cell, mapping) : normalised(column, cell, {});
    }
    rows.push({ line: record.line, readable: record.readable, asRead, normal });
  }
  return rows;
}
