// A page as plain text, for a terminal or a sheet of paper. Knows nothing of what it says.

import type { Page, PageSection, Sentence } from "./page.ts";

/** The page in lines: a heading, then every section with its sentences. */
export function renderPage(page: Page): string {
  const lines = [page.heading, ""];
  for (const section of page.sections) lines.push(...renderSection(section), "");
  return `${lines.join("\n").trimEnd()}\n`;
}

function renderSection({ id, title, sentences }: PageSection): readonly string[] {
  let steps = 0;
  const lines = sentences.map((sentence) => {
    if (sentence.form === "step") steps += 1;
    else steps = 0;
    return renderSentence(sentence, steps);
  });
  // Who is greeted needs no title above the greeting.
  return id === "person" ? lines : [`【${title}】`, ...lines];
}

function renderSentence({ text, form }: Sentence, steps: number): string {
  switch (form) {
    case "plain":
      return text;
    case "step":
      return `  ${steps}. ${text}`;
    case "point":
      return `  · ${text}`;
  }
}
