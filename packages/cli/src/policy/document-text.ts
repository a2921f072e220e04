// A policy document as plain text for a terminal. A table's row is a paragraph, because Chinese
// and Latin letters do not line up in columns everywhere.

import type { Block, PolicyDocument } from "./document-parts.ts";

export function toText(document: PolicyDocument): string {
  const rule = "=".repeat(60);
  return [
    document.title,
    document.subtitle,
    rule,
    ...document.head.map(([name, value]) => line(document, name, value)),
    ...document.sections.flatMap(({ title, blocks }, at) => [
      "",
      `${at + 1}. ${title}`,
      "-".repeat(60),
      ...blocks.map((block) => blockInText(document, block)),
    ]),
    "",
  ].join("\n");
}

function blockInText(document: PolicyDocument, block: Block): string {
  switch (block.type) {
    case "paragraph":
      return block.text;
    case "subheading":
      return `\n[${block.text}]`;
    case "list":
      return block.lines.map((text) => `- ${text}`).join("\n");
    case "table":
      return block.rows.map((row) => rowInText(document, block.columns, row)).join("\n");
  }
}

/** The first cell is the row's name; the others follow with their columns' names. */
function rowInText(
  document: PolicyDocument,
  columns: readonly string[],
  [first = "", ...cells]: readonly string[],
): string {
  const lines = cells.flatMap((cell, at) => {
    if (cell === "") return [];
    const [head = "", ...more] = cell.split("\n");
    if (more.length === 0) return [`    ${line(document, columns[at + 1] ?? "", head)}`];
    return [
      `    ${line(document, columns[at + 1] ?? "", "")}`,
      ...[head, ...more].map((each) => `      · ${each}`),
    ];
  });
  return [`* ${first}`, ...lines].join("\n");
}

function line({ language }: PolicyDocument, name: string, value: string): string {
  return language === "zh" ? `${name}：${value}` : `${name}: ${value}`.trimEnd();
}
