// A policy document as Markdown with tables, for whoever keeps it beside other papers.

import type { Block, PolicyDocument } from "./document-parts.ts";

export function toMarkdown(document: PolicyDocument): string {
  const parts = [
    `# ${escaped(document.title)}`,
    escaped(document.subtitle),
    tableInMarkdown(["", ""], document.head),
    ...document.sections.flatMap(({ title, blocks }) => [
      `## ${escaped(title)}`,
      ...blocks.map(blockInMarkdown),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function blockInMarkdown(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return escaped(block.text);
    case "subheading":
      return `### ${escaped(block.text)}`;
    case "list":
      return block.lines.map((line) => `- ${escaped(line)}`).join("\n");
    case "table":
      return tableInMarkdown(block.columns, block.rows);
  }
}

function tableInMarkdown(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    row(columns),
    row(columns.map(() => "---")),
    ...rows.map((cells) => row(cells.map((cell) => escaped(cell).replaceAll("\n", "<br>")))),
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** What Markdown would take for its own marks. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_|<>#[\]]/g, String.raw`\$&`);
}
