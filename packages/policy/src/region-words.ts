// What a page needs to know of a region besides its pack: how its clauses are numbered, what each
// means in everyday words, and which phone apps certify there. Wording only, never a rule.

import type { Label } from "./codes.ts";
import type { Citation } from "./citation.ts";

/** Numbered by articles (第七条) or by parts (第三部分第（一）项). */
export type CitationForm = "article" | "part";

export interface RegionWords {
  readonly citationForm: CitationForm;
  /** When everyday records certify the year, where that is not all the year round. */
  readonly season?: Label;
  /** What `A3` is: the third annex, or the third step of the only one. */
  readonly annexes: "annexes" | "steps";
  /** Names of the apps that the regulation knows. */
  readonly apps: readonly string[];
  readonly clauses: Readonly<Partial<Record<Citation, Label>>>;
}
