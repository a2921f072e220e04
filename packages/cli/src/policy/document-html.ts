// A policy document as one HTML page that opens without a network and prints well. On a narrow
// screen each row of a table becomes a card, so every cell carries its column's name.

import type { Block, PolicyDocument } from "./document-parts.ts";
import { PAGE_STYLE } from "./page-style.ts";

export function toHtml(document: PolicyDocument): string {
  const { language, title, subtitle, contents, head, sections } = document;
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p class="instrument">${escaped(subtitle)}</p>
<dl>
${head.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${worded(value)}</dd></div>`).join("\n")}
</dl>
</header>
<nav aria-label="${escaped(contents)}">
<h2>${escaped(contents)}</h2>
<ol>
${sections.map((section) => `<li><a href="#${section.id}">${escaped(section.title)}</a></li>`).join("\n")}
</ol>
</nav>
<main>
${sections
  .map(
    (section) =>
      `<section id="${section.id}">\n<h2>${escaped(section.title)}</h2>\n${section.blocks.map(blockInHtml).join("\n")}\n</section>`,
  )
  .join("\n")}
</main>
</body>
</html>
`;
}

function blockInHtml(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return `<p>${worded(block.text)}</p>`;
    case "subheading":
      return `<h3>${worded(block.text)}</h3>`;
    case "list":
      return block.lines.length === 0
        ? ""
        : `<ul>${block.lines.map((line) => `<li>${worded(line)}</li>`).join("")}</ul>`;
    case "table":
      return tableInHtml(block.columns, block.rows);
  }
}

function tableInHtml(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const names = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join("");
  const body = rows.map(
    (cells) =>
      `<tr>${cells.map((cell, at) => cellInHtml(cell, at, columns[at] ?? "")).join("")}</tr>`,
  );
  return `<table class="columns-${columns.length}">\n<thead><tr>${names}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>`;
}

function cellInHtml(cell: string, at: number, column: string): string {
  const lines = cell.split("\n");
  const inside =
    lines.length === 1
      ? worded(cell)
      : `<ul>${lines.map((line) => `<li>${worded(line)}</li>`).join("")}</ul>`;
  if (at === 0) return `<th scope="row">${inside}</th>`;
  return `<td data-column="${escaped(column)}">${inside}</td>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const DAY_OR_MONTH = /\b\d{4}-\d{2}(?:-\d{2})?\b/g;

/** Dates do not break at the end of a line. */
function worded(text: string): string {
  return escaped(text).replaceAll(DAY_OR_MONTH, "<time>$&</time>");
}
