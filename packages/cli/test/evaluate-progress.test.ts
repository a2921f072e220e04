// The line that a long run draws on a terminal: how far, how fast, how long still.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ProgressLine, describeProgress } from "../src/verbs/evaluate-progress.ts";

const HALF = { stage: "observations", done: 50, total: 100, rows: 3000, file: "obs.csv" } as const;

/** A screen that remembers what was drawn, and a clock that the test moves. */
function aScreen(isTTY: boolean): {
  readonly drawn: string[];
  readonly clock: { now: number };
  readonly line: ProgressLine;
} {
  const drawn: string[] = [];
  const clock = { now: 0 };
  const screen = { isTTY, write: (text: string) => drawn.push(text) };
  return { drawn, clock, line: new ProgressLine(screen, () => clock.now) };
}

test("Nothing is drawn where nobody watches", () => {
  const { drawn, line } = aScreen(false);
  line.show(HALF);
  line.clear();
  assert.deepEqual(drawn, []);
});

test("On a terminal the line is drawn over the last one, a few times a second, and removed", () => {
  const { drawn, clock, line } = aScreen(true);
  line.show({ ...HALF, done: 1 });
  clock.now = 100;
  line.show({ ...HALF, done: 2 });
  clock.now = 300;
  line.show(HALF);
  line.clear();
  line.clear();
  assert.equal(drawn.length, 3);
  assert.match(drawn[1] ?? "", /^\r\u001b\[K读观测 50%/);
  assert.equal(drawn[2], "\r\u001b[K");
});

test("The rate and the time left follow from the time that the stage has taken", () => {
  assert.equal(describeProgress(HALF, 90), "读观测 50%  obs.csv  33 行/秒  约剩 1:30");
});

test("A stage that has just begun promises nothing", () => {
  const begun = { stage: "roster", done: 0, total: 100, rows: 0 } as const;
  assert.equal(describeProgress(begun, 0), "读名册 0%");
});

test("A new stage starts its own clock", () => {
  const { drawn, clock, line } = aScreen(true);
  line.show(HALF);
  clock.now = 10_000;
  line.show({ stage: "conclusions", done: 1, total: 2, rows: 10 });
  clock.now = 12_000;
  line.show({ stage: "conclusions", done: 1, total: 2, rows: 10 });
  assert.match(drawn.at(-1) ?? "", /下结论 50% {2}5 行\/秒 {2}约剩 0:02/);
});
