// A section of a report: a heading, one sentence that says it all, then figures and tables.

import type { Markup, Part } from "./markup.ts";
import { markup } from "./markup.ts";

export interface SectionWords {
  /** The anchor of links to it. */
  readonly id: string;
  readonly title: string;
  /** What somebody takes away who reads nothing else here. */
  readonly lead: string;
}

export function section({ id, title, lead }: SectionWords, content: Part): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}</h2>
    <p class="lead">${lead}</p>
    ${content}
  </section> `;
}

/** Long tables that most people do not need are folded away; paper shows them open. */
export function folded(summary: string, content: Markup): Markup {
  return markup`<details>
    <summary>${summary}</summary>
    ${content}
  </details>`;
}
