/**
 * Where two versions of one table differ, with the freedoms that FORMATS leaves: the order of rows
 * and of `decided_by` is free, and `basis` is not looked at. It must not know who wrote which.
 */
import type { Row } from "./files-by-hand.ts";

/** Rows that only one side has. */
export interface RowsApart {
  readonly onlyLeft: Row[];
  readonly onlyRight: Row[];
}

/** The row without what is free. */
function bound(row: Row): Row {
  const { basis: _basis, ...rest } = row;
  const deciding = rest["decided_by"];
  if (deciding === undefined) return rest;
  return { ...rest, decided_by: deciding.split(";").toSorted().join(";") };
}

function written(row: Row): string {
  return JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Takes equal rows away in pairs; what is left over stands on one side only. */
export function rowsApart(left: readonly Row[], right: readonly Row[]): RowsApart {
  const waiting = new Map<string, Row[]>();
  for (const row of right.map((one) => bound(one)))
    waiting.set(written(row), [...(waiting.get(written(row)) ?? []), row]);
  const onlyLeft: Row[] = [];
  for (const row of left.map((one) => bound(one)))
    if (waiting.get(written(row))?.pop() === undefined) onlyLeft.push(row);
  return { onlyLeft, onlyRight: [...waiting.values()].flat() };
}

/** A written CSV table as rows by its header. */
export function rowsOf(records: readonly { readonly cells: readonly string[] }[]): Row[] {
  const [header, ...rest] = records;
  return rest.map((record) =>
    Object.fromEntries(
      (header?.cells ?? []).map((column, place) => [column, record.cells[place] ?? ""]),
    ),
  );
}
