// One row in our own columns: where each field comes from by header and mapping, its cell as read,
// its normalised text and its day. Knows nothing of what makes a row good or bad.

import type { Day } from "@lingdai/policy/batch";

import { UnusableInput } from "../unusable-input.ts";
import { DatePattern, ISO_PATTERN } from "./date-pattern.ts";
import type { Field, Normaliser } from "./fields.ts";
import { DATE_FIELDS, FIELD_NAMES, normaliserOf } from "./fields.ts";
import type { SourceMapping } from "./source-mapping.ts";
import type { SourceRow, TypedCells } from "./source-row.ts";

/** A row as a judge sees it; valid until the next row is loaded. */
export interface RowTexts<F extends Field> {
  readonly line: number;
  /** The cell as read, or the mapping's constant; empty where the file has no such column. */
  readonly asRead: Readonly<Record<F, string>>;
  /** Normalised, in our values. */
  readonly texts: Readonly<Record<F, string>>;
  /** For date columns; undefined where the text is empty or no date. */
  readonly days: Readonly<Record<F, Day | undefined>>;
}

/** Constants and what `values` gives are ours already, so their days are written as ours. */
const OUR_DAYS = new DatePattern(ISO_PATTERN);

/** Stands for the digits that a number cell has lost: with it no number has the form of an ID. */
const LOST_DIGITS = "…";

/** Where the texts of one field come from. */
interface FieldSource<F extends Field> {
  readonly field: F;
  readonly column: number | undefined;
  readonly constant: string | undefined;
  readonly normalise: Normaliser;
  readonly values: ReadonlyMap<string, string> | undefined;
  readonly datePattern: DatePattern | undefined;
}

/** Whether a header and a mapping together supply every one of these fields. */
export function canSupply(
  header: readonly string[],
  { columns, constants }: SourceMapping,
  fields: readonly string[],
): boolean {
  return fields.every(
    (field) => constants.has(field) || header.includes(columns.get(field) ?? field),
  );
}

export interface ColumnPlan<F extends Field> {
  /** The names of the file's columns. */
  readonly header: readonly string[];
  readonly sources: readonly FieldSource<F>[];
  /** Columns of the file that nothing of ours is read from. */
  readonly unknownColumns: readonly string[];
  /** Fields that the mapping looks for in columns which the file does not have. */
  readonly missingColumns: readonly string[];
}

/** Decides where each field comes from; refuses a file that cannot supply a required one. */
export function planColumns<F extends Field>(
  path: string,
  header: readonly string[],
  mapping: SourceMapping,
  fields: readonly F[],
  required: readonly F[],
): ColumnPlan<F> {
  const sources = fields.map((field) => sourceOf(path, header, mapping, field));
  const lacking = sources.filter(
    ({ field, column, constant }) =>
      required.includes(field) && column === undefined && constant === undefined,
  );
  if (lacking.length > 0) {
    const names = lacking.map(({ field }) => nameIn(mapping, field)).join("、");
    const mend = "请补上这些列，或用 --mapping 的 columns、constants 说明";
    throw new UnusableInput(path, `表头缺少必需的列：${names}`, mend);
  }
  const used = new Set(sources.map(({ column }) => column));
  return {
    header,
    sources,
    // A column of ours that a constant beats is known, if unused.
    unknownColumns: header.filter(
      (name, column) => name !== "" && !used.has(column) && !FIELD_NAMES.includes(name),
    ),
    missingColumns: sources
      .filter(
        ({ field, column, constant }) =>
          column === undefined && constant === undefined && mapping.columns.has(field),
      )
      .map(({ field }) => nameIn(mapping, field)),
  };
}

function sourceOf<F extends Field>(
  path: string,
  header: readonly string[],
  mapping: SourceMapping,
  field: F,
): FieldSource<F> {
  const isDay = DATE_FIELDS.includes(field);
  const constant = mapping.constants.get(field);
  if (constant !== undefined) {
    return {
      field,
      column: undefined,
      constant,
      normalise: normaliserOf(field),
      values: undefined,
      datePattern: isDay ? OUR_DAYS : undefined,
    };
  }
  const theirs = mapping.columns.get(field) ?? field;
  const column = header.indexOf(theirs);
  if (column !== -1 && header.includes(theirs, column + 1)) {
    throw new UnusableInput(path, `表头里“${theirs}”出现了不止一次`, "请只留一列");
  }
  return {
    field,
    column: column === -1 ? undefined : column,
    constant: undefined,
    normalise: normaliserOf(field),
    values: mapping.values.get(field),
    datePattern: isDay ? (mapping.dates.get(field) ?? OUR_DAYS) : undefined,
  };
}

function nameIn(mapping: SourceMapping, field: string): string {
  const theirs = mapping.columns.get(field);
  return theirs === undefined ? field : `${field}（映射为“${theirs}”）`;
}

/** Fills the same three records for row after row. */
export class MappedRow<F extends Field> implements RowTexts<F> {
  line = 0;
  readonly asRead: Record<F, string>;
  readonly texts: Record<F, string>;
  readonly days: Record<F, Day | undefined>;
  readonly #sources: readonly FieldSource<F>[];
  /** Days, and the number that must keep its digits. */
  readonly #typedSources: readonly FieldSource<F>[];

  constructor(plan: ColumnPlan<F>) {
    const fields = plan.sources.map(({ field }) => field);
    this.asRead = recordOf(fields, "");
    this.texts = recordOf(fields, "");
    this.days = recordOf<F, Day | undefined>(fields, undefined);
    this.#sources = plan.sources.filter(
      ({ column, constant }) => column !== undefined || constant !== undefined,
    );
    this.#typedSources = this.#sources.filter(
      ({ field, datePattern }) => field === "id_number" || datePattern !== undefined,
    );
    for (const source of plan.sources) {
      if (source.constant !== undefined) this.#take(source, source.constant);
    }
  }

  /** Reads the fields of a readable row. */
  load(row: SourceRow): void {
    this.line = row.line;
    for (const source of this.#sources) {
      if (source.column !== undefined) this.#take(source, row.cell(source.column));
    }
    if (row.typed !== undefined) this.#correct(row.typed);
  }

  /** What a file knows of its cells beyond their texts. */
  #correct(typed: TypedCells): void {
    for (const { field, column, datePattern } of this.#typedSources) {
      if (column === undefined) continue;
      if (datePattern === undefined) {
        if (typed.hasLostDigits(column)) this.texts[field] += LOST_DIGITS;
        continue;
      }
      // A day that the mapping has given another meaning is what the mapping says.
      if (this.texts[field] !== this.asRead[field]) continue;
      this.days[field] = typed.dayOf(column) ?? this.days[field];
    }
  }

  #take(source: FieldSource<F>, asRead: string): void {
    const { field, values, datePattern } = source;
    const theirs = source.normalise(asRead);
    const ours = values?.get(theirs);
    const text = ours ?? theirs;
    this.asRead[field] = asRead;
    this.texts[field] = text;
    if (datePattern === undefined) return;
    const day = ours === undefined ? datePattern.readCell(asRead) : OUR_DAYS.readCell(ours);
    this.days[field] = text === "" ? undefined : day;
  }
}

function recordOf<F extends string, Value>(fields: readonly F[], value: Value): Record<F, Value> {
  return Object.fromEntries(fields.map((field) => [field, value])) as Record<F, Value>;
}
