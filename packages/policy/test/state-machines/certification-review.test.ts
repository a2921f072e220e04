// Certifications that wait for review: none, one or two of them, and every command.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { ReviewStep, Submission } from "../../src/case/certification-review.ts";
import { review, submit } from "../../src/case/certification-review.ts";
import { dayAt } from "../../src/civil-date.ts";
import { assertGolden, tableText } from "../golden-table.ts";

const submission = (ref: string): Submission => ({
  kind: "counter",
  occurredOn: dayAt("2024-05-01"),
  submittedOn: dayAt("2024-05-02"),
  ref,
});

const STATES: readonly (readonly Submission[])[] = [
  [],
  [submission("first")],
  [submission("first"), submission("second")],
];

type Command = readonly [
  name: string,
  step: (waiting: readonly Submission[]) => ReviewStep | undefined,
];
const COMMANDS: readonly Command[] = [
  ["submit third", (waiting) => submit(waiting, submission("third"))],
  ["accept", (waiting) => review(waiting, "accept")],
  ["reject", (waiting) => review(waiting, "reject")],
];

const nameOf = (waiting: readonly Submission[]): string =>
  waiting.length === 0 ? "none" : waiting.map(({ ref }) => ref).join(", ");

test("Every state of the review and every command is as the committed table says", () => {
  const rows = STATES.flatMap((waiting) =>
    COMMANDS.map(([name, step]) => {
      const after = step(waiting);
      if (after === undefined) return [nameOf(waiting), name, "(not due)", ""];
      return [nameOf(waiting), name, nameOf(after.waiting), after.accepted?.ref ?? ""];
    }),
  );
  const title = ["Certifications that wait for review, in the order in which they came."];
  assertGolden(
    "certification-review.txt",
    tableText(title, ["waiting", "command", "then waiting", "counts now"], rows),
  );
});

test("What was last submitted is reviewed first, and nothing else is touched", () => {
  const two = [submission("first"), submission("second")];
  assert.deepEqual(review(two, "accept"), { waiting: [two[0]], accepted: two[1] });
  assert.deepEqual(review(two, "reject"), { waiting: [two[0]] });
});
