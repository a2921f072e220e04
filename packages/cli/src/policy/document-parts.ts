// What a policy document is made of before it becomes text, Markdown or HTML, and how words are
// chosen in one of the two languages. Knows no policy.

import type { Label } from "@lingdai/policy";

export type Language = "zh" | "en";

/** Gives a label's words in the document's language. */
export type Say = (label: Label) => string;

export type Block =
  | { readonly type: "paragraph"; readonly text: string }
  | { readonly type: "subheading"; readonly text: string }
  | { readonly type: "list"; readonly lines: readonly string[] }
  | {
      readonly type: "table";
      readonly columns: readonly string[];
      /** A line break inside a cell separates entries of a list. */
      readonly rows: readonly (readonly string[])[];
    };

export interface Section {
  /** Stable, for links into the document. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface PolicyDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  /** Name and value, shown at the head. */
  readonly head: readonly (readonly [string, string])[];
  /** The word above the table of contents. */
  readonly contents: string;
  readonly sections: readonly Section[];
}

export function paragraph(text: string): Block {
  return { type: "paragraph", text };
}

export function subheading(text: string): Block {
  return { type: "subheading", text };
}

export function bullets(lines: readonly string[]): Block {
  return { type: "list", lines };
}

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): Block {
  return { type: "table", columns, rows };
}

export function sayIn(language: Language): Say {
  return (label) => label[language];
}

/** Words in a row, with the language's own comma. */
export function enumerate(language: Language, words: readonly string[]): string {
  return words.join(language === "zh" ? "、" : ", ");
}

/** Names with the same answer share a row. */
export function groupedRows(
  language: Language,
  rows: readonly (readonly [name: string, answer: string])[],
): readonly (readonly string[])[] {
  const namesByAnswer = new Map<string, string[]>();
  for (const [name, answer] of rows) {
    namesByAnswer.set(answer, [...(namesByAnswer.get(answer) ?? []), name]);
  }
  return [...namesByAnswer].map(([answer, names]) => [enumerate(language, names), answer]);
}
