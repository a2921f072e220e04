import assert from "node:assert/strict";
import { test } from "node:test";

import type { EntitlementView } from "../case/view.ts";
import { dayAt, monthIndexOf } from "../civil-date.ts";
import { differences } from "./differences.ts";
import type { Expected } from "./scenario.ts";

const VIEW: EntitlementView = {
  conclusion: "pending",
  pendingReason: "no-sign",
  deadline: dayAt("2024-06-30"),
  status: "suspended",
  stopReason: "not-certified",
  task: {
    reason: "no-sign",
    to: "agency",
    openedOn: dayAt("2024-07-01"),
    dueOn: dayAt("2024-08-15"),
  },
  basis: ["SC 13.2", "SC 24"],
  isLocked: false,
  band: "1-2y",
  backpayMonths: ["2024-07-01", "2024-08-01"].map((day) => monthIndexOf(dayAt(day))),
};

/** The keys in which the view differs from what is expected. */
const wrong = (expected: Expected): readonly string[] =>
  differences(expected, VIEW, ["task-notice"], "not-due").map(({ key }) => key);

test("What is not named is not compared", () => {
  assert.deepEqual(wrong({}), []);
});

test("Each named key is compared, and only those that differ are reported", () => {
  const right: Expected = {
    conclusion: "pending",
    pendingReason: "no-sign",
    deadline: "2024-06-30",
    status: "suspended",
    stopReason: "not-certified",
    locked: false,
    band: "1-2y",
    refused: "not-due",
  };
  assert.deepEqual(wrong(right), []);
  const other: Expected = {
    conclusion: "eligible",
    pendingReason: "conflict",
    deadline: "2024-07-01",
    status: "paying",
    stopReason: "death",
    locked: true,
    band: "none",
    refused: false,
  };
  assert.deepEqual([...wrong(other)].toSorted(), Object.keys(other).toSorted());
});

test("Of a task only the named half is compared; `none` is no task at all", () => {
  assert.deepEqual(wrong({ task: { to: "agency" } }), []);
  assert.deepEqual(wrong({ task: { due: "2024-08-15" } }), []);
  assert.deepEqual(wrong({ task: { to: "unit", due: "2024-08-15" } }), ["task"]);
  assert.deepEqual(wrong({ task: { due: "2024-08-16" } }), ["task"]);
  assert.deepEqual(wrong({ task: "none" }), ["task"]);
  const { task: _left, ...idle } = VIEW;
  assert.deepEqual(differences({ task: "none" }, idle, [], undefined), []);
  assert.equal(differences({ task: { to: "agency" } }, idle, [], undefined).length, 1);
});

test("SC 13 is met by SC 13.2, but SC 1 is not met by SC 13, nor SC 2 by SC 24", () => {
  assert.deepEqual(wrong({ basis: ["SC 13", "SC 24"] }), []);
  assert.deepEqual(wrong({ basis: ["SC 13.2"] }), []);
  assert.deepEqual(wrong({ basis: ["SC 1"] }), ["basis"]);
  assert.deepEqual(wrong({ basis: ["SC 2"] }), ["basis"]);
  assert.deepEqual(wrong({ basis: ["SC 24", "SC 25"] }), ["basis"]);
});

test("Notices are exactly those that were issued, in their order", () => {
  assert.deepEqual(wrong({ notices: ["task-notice"] }), []);
  assert.deepEqual(wrong({ notices: [] }), ["notices"]);
  assert.deepEqual(wrong({ notices: ["task-notice", "stop-notice"] }), ["notices"]);
});

test("Months owed are compared by number or by name", () => {
  assert.deepEqual(wrong({ backpayMonths: 2 }), []);
  assert.deepEqual(wrong({ backpayMonths: 1 }), ["backpayMonths"]);
  assert.deepEqual(wrong({ backpayMonths: ["2024-07", "2024-08"] }), []);
  assert.deepEqual(wrong({ backpayMonths: ["2024-08", "2024-07"] }), ["backpayMonths"]);
  assert.deepEqual(wrong({ backpayMonths: [] }), ["backpayMonths"]);
});
