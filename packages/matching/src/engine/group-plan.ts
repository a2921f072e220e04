// Whether a Parquet file is read by its row groups, and how: its rows are lines of text then, U+001F
// between cells, which hold the columns that are asked for and no others. What cannot be told that
// way is left to the database. Knows no rows.

import { DatePattern, ISO_PATTERN } from "../read/date-pattern.ts";
import type { Field } from "../read/fields.ts";
import { InputFile } from "../read/file-blocks.ts";
import type { PlannedFile } from "../read/input-files.ts";
import type { RowGroup } from "../read/parquet/row-groups.ts";
import { findRowGroups } from "../read/parquet/row-groups.ts";
import { couldBeBomb } from "../read/unfolding-limit.ts";
import { CELL_DELIMITER } from "./group-reader.ts";
import { KEPT_FIELDS } from "./roster-cells.ts";

/** A file as its row groups are read: a cell of a line is the place of its column among the chunks. */
export interface PlannedGroups<F extends Field> extends PlannedFile<F> {
  readonly groups: readonly RowGroup[];
}

/** Plans the reading by row groups; undefined where the file is not read so. */
export function planGroups<F extends Field>(file: PlannedFile<F>): PlannedGroups<F> | undefined {
  if (file.format.kind !== "parquet") return undefined;
  const asked = file.plan.sources.map((source) =>
    isNeverJudged(source.field) ? { ...source, column: undefined } : source,
  );
  const columns = [...new Set(asked.flatMap(({ column }) => column ?? []))];
  const groups = groupsOf(file.path, columns);
  if (groups === undefined) return undefined;
  const days = new DatePattern(ISO_PATTERN);
  const isDay = columns.map((_, at) => groups.some(({ chunks }) => chunks[at]?.form === "day"));
  const sources = asked.map((source) => {
    if (source.column === undefined) return source;
    const column = columns.indexOf(source.column);
    // A day is its day, whatever pattern the texts of its column follow.
    const isOurDay = source.datePattern !== undefined && isDay[column] === true;
    return { ...source, column, datePattern: isOurDay ? days : source.datePattern };
  });
  const format = { encoding: "utf-8", delimiter: CELL_DELIMITER } as const;
  return { ...file, format, plan: { ...file.plan, sources }, groups };
}

/** The same plan again, of a file that has been planned so before. */
export function getGroups<F extends Field>(file: PlannedFile<F>): PlannedGroups<F> {
  const planned = planGroups(file);
  if (planned === undefined) throw new Error(`${file.path} has changed while it was read`);
  return planned;
}

/** Columns of a roster that no judge looks at and no table shows. */
function isNeverJudged(field: Field): boolean {
  return KEPT_FIELDS.some((kept) => kept === field);
}

function groupsOf(path: string, columns: readonly number[]): readonly RowGroup[] | undefined {
  const input = new InputFile(path);
  try {
    const groups = findRowGroups(input, columns);
    const rows = groups?.reduce((sum, group) => sum + group.rows, 0) ?? 0;
    return couldBeBomb(rows * columns.length, input.bytes) ? undefined : groups;
  } finally {
    input.close();
  }
}
