// Tables of what a state machine does, committed as text and held against what it does now.
// A change of behaviour shows as a changed line that somebody has read. To write them anew:
//
//   LINGDAI_WRITE_GOLDEN=1 npm test -- packages/policy state-machines
//
// and read the difference before committing it. It must not know what the tables are about.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("./golden/", import.meta.url);
const IS_WRITING = process.env["LINGDAI_WRITE_GOLDEN"] === "1";

/** A table as text: columns aligned, the first row over a rule. */
export function tableText(
  title: readonly string[],
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = header.map((cell, column) =>
    Math.max(...[cell, ...rows.map((row) => row[column] ?? "")].map((each) => each.length)),
  );
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => (cells[column] ?? "").padEnd(width))
      .join(" | ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("-|-");
  return `${[...title.map((each) => `# ${each}`), "", line(header), rule, ...rows.map(line)].join("\n")}\n`;
}

/** Fails with the first line that differs from the committed table. */
export function assertGolden(name: string, text: string): void {
  const file = new URL(name, FOLDER);
  if (IS_WRITING) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, text);
    return;
  }
  const committed = readFileSync(file, "utf8").split("\n");
  const found = text.split("\n");
  const at = found.findIndex((line, row) => line !== committed[row]);
  const isSame = at === -1 && committed.length === found.length;
  assert.ok(
    isSame,
    `${name}, line ${at + 1}\n  committed: ${committed[at] ?? "(nothing)"}\n  now:       ${found[at] ?? "(nothing)"}`,
  );
}
