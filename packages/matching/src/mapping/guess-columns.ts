// Which column of a supplier's file is probably which of ours, by its name and by what its cells look
// like. Guesses for a person to confirm. Knows a sample, no file.

import type { Field } from "../read/fields.ts";
import { DATE_FIELDS, OBSERVATION_FIELDS, ROSTER_FIELDS } from "../read/fields.ts";
import type { DateForm } from "./cell-contents.ts";
import {
  dateFormOf,
  distinctValues,
  isUnique,
  shareOf,
  shareOfNames,
  shareOfResidentIds,
} from "./cell-contents.ts";
import { rankOfName } from "./known-names.ts";
import type { FileSort } from "./known-words.ts";
import { codeOfWord } from "./known-words.ts";
import type { FileSample, SampleColumn } from "./sample-file.ts";

export interface ColumnGuess {
  readonly field: Field;
  readonly column: SampleColumn;
  /** Why, for the person who confirms it. */
  readonly because: string;
  /** For days only; undefined where no pattern fits. */
  readonly dates?: DateForm | undefined;
}

const ROSTER_HINTS: readonly Field[] = [
  "insurance",
  "since",
  "status",
  "monthly_amount",
  "last_certified_on",
  "unit_code",
  "unit_name",
  "relationship",
];
const OBSERVATION_HINTS: readonly Field[] = ["occurred_on", "source", "ref", "arrived_on"];

/** Fewer different words than this may be codes. */
const WORDS_MAX = 60;

/** Whether the header is more that of a roster or more that of observations. */
export function guessSort(header: readonly string[]): FileSort {
  const hits = (fields: readonly Field[]): number =>
    fields.filter((field) => header.some((name) => rankOfName(field, name) !== undefined)).length;
  return hits(ROSTER_HINTS) > hits(OBSERVATION_HINTS) ? "roster" : "observations";
}

/** One guess a field at most, in the order of our columns; no column serves two fields. */
export function guessColumns(sample: FileSample, sort: FileSort): readonly ColumnGuess[] {
  const fields: readonly Field[] = sort === "roster" ? ROSTER_FIELDS : OBSERVATION_FIELDS;
  const guesses = new Map<Field, ColumnGuess>();
  const isFree = (column: SampleColumn): boolean =>
    column.name !== "" && ![...guesses.values()].some((guess) => guess.column === column);
  const take = (field: Field, column: SampleColumn | undefined, because: string): void => {
    if (column === undefined) return;
    const dates = DATE_FIELDS.includes(field) ? dateFormOf(column) : undefined;
    guesses.set(field, { field, column, because, dates });
  };
  const free = (): readonly SampleColumn[] => sample.columns.filter(isFree);

  const number = guessNumber(sample.columns);
  take("id_number", number, number === undefined ? "" : describeNumbers(number));
  for (const field of fields) {
    if (!guesses.has(field)) take(field, bestNamed(field, free(), sample.rows), "按列名");
  }
  if (!guesses.has("name")) {
    take(
      "name",
      free().find((column) => shareOfNames(column) > 0.8),
      "按内容：像姓名",
    );
  }
  if (sort === "observations") {
    if (!guesses.has("occurred_on")) {
      const dated = free().find((column) => (dateFormOf(column)?.share ?? 0) > 0.8);
      take("occurred_on", dated, "按内容：唯一像日期的列，请核对");
    }
    if (!guesses.has("kind")) {
      take(
        "kind",
        free().find((column) => hasKnownWords(column, sort, "kind")),
        "按内容：像信息类别",
      );
    }
    if (!guesses.has("ref")) {
      // A moment may well differ from row to row; it is no reference.
      const unique = free().find(
        (column) => isUnique(column, sample.rows) && dateFormOf(column) === undefined,
      );
      take("ref", unique, "按内容：各行不同；若只在本文件内不重复，请换成来源方的流水号");
    }
  }
  return fields.flatMap((field) => guesses.get(field) ?? []);
}

/** The column of document numbers: the best name among those that hold IDs, else whoever holds them. */
function guessNumber(columns: readonly SampleColumn[]): SampleColumn | undefined {
  const holding = columns.filter((column) => shareOfResidentIds(column) > 0.5);
  return bestNamed("id_number", holding, 0) ?? holding[0] ?? bestNamed("id_number", columns, 0);
}

function describeNumbers(column: SampleColumn): string {
  const good = Math.round(shareOfResidentIds(column) * 100);
  return `${good}% 是完好的身份证号`;
}

/** The column with the best of the known names; days should look like days, references differ. */
function bestNamed(
  field: Field,
  columns: readonly SampleColumn[],
  rows: number,
): SampleColumn | undefined {
  const penalty = (column: SampleColumn): number => {
    if (DATE_FIELDS.includes(field)) return dateFormOf(column) === undefined ? 100 : 0;
    return field === "ref" && !isUnique(column, rows) ? 100 : 0;
  };
  return columns
    .flatMap((column) => {
      const rank = rankOfName(field, column.name);
      return rank === undefined ? [] : [{ column, cost: rank + penalty(column) }];
    })
    .toSorted((a, b) => a.cost - b.cost)[0]?.column;
}

function hasKnownWords(column: SampleColumn, sort: FileSort, field: Field): boolean {
  if (distinctValues(column).length > WORDS_MAX) return false;
  return shareOf(column.values, (value) => codeOfWord(sort, field, value) !== undefined) > 0.5;
}
