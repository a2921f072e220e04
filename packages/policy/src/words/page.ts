// The shape of one person's page about one entitlement: sections of short sentences that a terminal,
// a letter or a web page can show. Knows neither rules nor any wording.

import type { Day } from "../civil-date.ts";
import type { SignKind } from "../codes.ts";
import type { Evaluation } from "../evaluation.ts";
import type { Citation } from "../pack.ts";
import type { Sign } from "../sign.ts";

export type Language = "zh" | "en";

/** In the order in which a page shows them: what matters to the reader first. */
export const SECTION_IDS = [
  "person",
  "conclusion",
  "next",
  "remedy",
  "known",
  "ignored",
  "clause",
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

export interface Sentence {
  readonly text: string;
  /** `step`: one of several ways or steps, to be numbered; `point`: one of a list. */
  readonly form: "plain" | "step" | "point";
  /** The clauses that stand behind what the sentence says; empty where nothing is decided. */
  readonly cites: readonly Citation[];
}

export interface PageSection {
  readonly id: SectionId;
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

/** Why the files' own checks set a record aside before any rule saw it. */
export type SetAsideReason =
  | "missing-field"
  | "bad-id-format"
  | "bad-birth-date-in-id"
  | "bad-id-checksum"
  | "unknown-kind"
  | "bad-date"
  | "future-date"
  | "duplicate"
  | "name-mismatch";

/** A record about the person that the reader of the files set aside; what is unknown is absent. */
export interface SetAsideRecord {
  readonly reason: SetAsideReason;
  readonly kind?: SignKind | undefined;
  readonly occurredOn?: Day | undefined;
  readonly source?: string | undefined;
}

/** What a record was good for. */
export type RecordUse =
  | "decides"
  | "counts"
  /** Something newer is known already. */
  | "older"
  | "method-not-accepted"
  | "paper-too-old"
  /** It counts from a later day (QD 1.4). */
  | "waiting"
  | "other-benefit"
  | "unknown-here"
  | "refuted"
  | "ended"
  | "says-nothing"
  /** It does not speak against a loss on file, and cannot outweigh it either (D1). */
  | "not-enough"
  | SetAsideReason;

/** One record with what became of it; the objects are those that the caller handed over. */
export interface PageRecord {
  readonly use: RecordUse;
  readonly sign?: Sign | undefined;
  readonly setAside?: SetAsideRecord | undefined;
  /** The day from which a waiting record counts. */
  readonly countsOn?: Day | undefined;
}

/** Everything about one entitlement of one person on one day, in one language. */
export interface Page {
  readonly language: Language;
  /** The benefit in everyday words. */
  readonly heading: string;
  readonly sections: readonly PageSection[];
  /** The answer that the page words, as the batch writes it. */
  readonly evaluation: Evaluation;
  /** Every record that was handed over, in date order. */
  readonly records: readonly PageRecord[];
}
