// The columns of an exported list, from the schema of its rows: a heading a property, parts of a
// nested one beside each other, codes in the words that people read.

import type { TProperties, TSchema } from "typebox";

import type { Cell, Column } from "../../export/table.ts";
import { labelsOf } from "../civil-dates.ts";

/** A row whose shape its schema says. */
export type AnyRow = Readonly<Record<string, unknown>>;

/** What the schema of a property can say that matters here. */
interface Described {
  readonly title?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly anyOf?: readonly Described[];
  readonly items?: Described;
}

export function columnsOf(properties: TProperties): readonly Column<AnyRow>[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const described = schema as Described;
    if (described.properties !== undefined) {
      const inner = columnsOf(described.properties);
      return inner.map(({ heading, valueOf }) => ({
        heading,
        valueOf: (row: AnyRow) => valueOf(row[name] as AnyRow),
      }));
    }
    const words = wordsOf(described);
    return [{ heading: described.title ?? name, valueOf: (row: AnyRow) => words(row[name]) }];
  });
}

function wordsOf(schema: Described): (value: unknown) => Cell {
  const codes = [schema, ...(schema.anyOf ?? [])].find((each) => each.enum !== undefined)?.enum;
  const labels = codes === undefined ? undefined : labelsOf(codes);
  return (value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === "number") return value;
    if (typeof value === "boolean") return value ? "是" : "否";
    if (Array.isArray(value)) return value.map(String).join("；");
    if (typeof value === "string") return labels?.[value]?.zh ?? value;
    return JSON.stringify(value);
  };
}
