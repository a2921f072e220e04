// Tells a first row of data from a header. Knows what document numbers look like, no files.

import { UnusableInput } from "../unusable-input.ts";
import { shareOfResidentIds } from "./cell-contents.ts";

/** A first row with a person's number in it is no header: nobody could say which column is which. */
export function refuseMissingHeader(path: string, header: readonly string[]): void {
  const asColumns = header.map((name) => ({ name: "", values: [name], hasDateCells: false }));
  if (!asColumns.some((column) => shareOfResidentIds(column) === 1)) return;
  throw new UnusableInput(path, "第一行就是数据，没有表头", "请在第一行写上列名");
}
