// What a list is, said once: its filters, its rows with their headings, its order, and how a page is
// read. The page route and the export route both follow from it (`list-routes.ts`).

import type { Command, Day } from "@lingdai/policy";
import type { SignedIn, Transaction } from "@lingdai/store";
import type { Static, TObject, TProperties } from "typebox";

import type { CursorOf, CursorShape } from "./cursor.ts";

export interface PageRequest<Filters extends TProperties, Shape extends CursorShape> {
  readonly staff: SignedIn;
  readonly asOf: Day;
  readonly filters: Static<TObject<Filters>>;
  readonly after: CursorOf<Shape> | undefined;
  readonly limit: number;
}

export interface ListedRow<Row extends TProperties> {
  readonly row: Static<TObject<Row>>;
  /** Its place in the order of the list. */
  readonly cursor: readonly (number | string)[];
}

export interface List<
  Filters extends TProperties,
  Row extends TProperties,
  Shape extends CursorShape,
> {
  readonly path: string;
  /** In the names of its operations: `Tasks` makes `listTasks` and `exportTasks`. */
  readonly name: string;
  readonly summary: string;
  readonly tag: string;
  /** What one must be permitted to do to read it; absent: whoever works here. */
  readonly command?: Command | undefined;
  /** `facts` are public and leave no audit; of `people` every look is kept. */
  readonly about: "people" | "facts";
  readonly filters: Filters;
  /** Each property with the title that heads its column. */
  readonly row: Row;
  readonly order: Shape;
  readonly read: (
    tx: Transaction,
    request: PageRequest<Filters, Shape>,
  ) => Promise<readonly ListedRow<Row>[]>;
}

/** Keeps the exact types of a list's parts. */
export function defineList<
  Filters extends TProperties,
  Row extends TProperties,
  const Shape extends CursorShape,
>(list: List<Filters, Row, Shape>): List<Filters, Row, Shape> {
  return list;
}
