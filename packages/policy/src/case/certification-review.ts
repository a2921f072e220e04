// A certification under review (SC 11): first and second review before an in-person result counts.
//
// submitted  waits; it holds off every suspension for lapse of time (D6). Out: accept, reject.
// accepted   counts from the day it occurred; it arrives with the review.
// rejected   is as if it had never been.
//
// Without a ref a review is of what was last submitted.

import type { Day } from "../civil-date.ts";
import type { LifeSign } from "../codes.ts";

export interface Submission {
  readonly kind: LifeSign;
  readonly occurredOn: Day;
  readonly submittedOn: Day;
  readonly ref: string;
}

export interface ReviewStep {
  readonly waiting: readonly Submission[];
  readonly accepted?: Submission | undefined;
}

export function submit(waiting: readonly Submission[], submission: Submission): ReviewStep {
  return { waiting: [...waiting, submission] };
}

/** Undefined where nothing waits for review. */
export function review(
  waiting: readonly Submission[],
  result: "accept" | "reject",
  ref?: string,
): ReviewStep | undefined {
  const reviewed =
    ref === undefined ? waiting.at(-1) : waiting.find((submission) => submission.ref === ref);
  if (reviewed === undefined) return undefined;
  const rest = waiting.filter((submission) => submission !== reviewed);
  return result === "accept" ? { waiting: rest, accepted: reviewed } : { waiting: rest };
}
