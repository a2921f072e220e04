// What a printed form is, whoever prints it: texts in their places. PDF and workbook are drawn from the
// same form; it knows neither, nor where its texts come from.

export type PrintedForm = TableForm | Letter;

/** A table that a unit fills in and hands in, on pages as wide as they need to be. */
export interface TableForm {
  readonly sort: "table";
  /** Which annex it is; stands at the top left. */
  readonly mark: string;
  readonly title: string;
  /** What stands above the table, from left to right. */
  readonly heads: readonly string[];
  readonly columns: readonly FormColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
  /** Who answers for it: what is written below the table, from left to right. */
  readonly feet: readonly string[];
}

export interface FormColumn {
  readonly heading: string;
  /** Neighbours with the same one stand below a common heading. */
  readonly group?: string;
  /** The number by which the form's notes name it. */
  readonly number?: number;
  /** Its share of the width. */
  readonly width: number;
  readonly align?: "left";
}

/** A letter to one person, with the slip that proves its delivery. */
export interface Letter {
  readonly sort: "letter";
  readonly title: string;
  readonly number: string;
  readonly salutation: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Who writes, and when. */
  readonly signature: readonly string[];
  readonly slip: { readonly title: string; readonly lines: readonly string[] };
}

/** A heading of a table, and how far it reaches. */
export interface Heading {
  readonly text: string;
  readonly at: number;
  readonly across: number;
  readonly down: number;
}

/** The lines of headings from the top: groups above their columns, then numbers where there are any. */
export function headingLines(columns: readonly FormColumn[]): readonly (readonly Heading[])[] {
  const hasGroups = columns.some(({ group }) => group !== undefined);
  const upper: Heading[] = [];
  const lower: Heading[] = [];
  for (const [at, { heading, group }] of columns.entries()) {
    if (group === undefined) {
      upper.push({ text: heading, at, across: 1, down: hasGroups ? 2 : 1 });
      continue;
    }
    lower.push({ text: heading, at, across: 1, down: 1 });
    const isFirst = columns[at - 1]?.group !== group;
    const across = columns.filter((each) => each.group === group).length;
    if (isFirst) upper.push({ text: group, at, across, down: 1 });
  }
  const numbers = columns.map(({ number }, at) => ({
    text: number === undefined ? "" : String(number),
    at,
    across: 1,
    down: 1,
  }));
  const isNumbered = columns.some(({ number }) => number !== undefined);
  return [upper, ...(hasGroups ? [lower] : []), ...(isNumbered ? [numbers] : [])];
}
