// Every benefit status, with each reason and lock that it can have, and every command.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Benefit, BenefitCommand } from "../../src/case/benefit.ts";
import { stepBenefit } from "../../src/case/benefit.ts";
import { dayAt } from "../../src/civil-date.ts";
import { BENEFIT_STATUSES, STOP_REASONS } from "../../src/codes.ts";
import type { BenefitStatus, LossSign, StopReason } from "../../src/codes.ts";
import { assertGolden, tableText } from "../golden-table.ts";

const BEFORE = dayAt("2024-01-01");
const TODAY = dayAt("2024-05-06");

const benefit = (
  status: BenefitStatus,
  reason?: StopReason,
  isDeathLocked = reason === "death",
): Benefit => ({ status, reason, changedOn: BEFORE, cites: ["X 1"], isDeathLocked });

const REASONS = Object.keys(STOP_REASONS) as StopReason[];

const STATES: readonly Benefit[] = [
  benefit("paying"),
  ...(["suspended", "stopped"] as const).flatMap((status) => [
    ...REASONS.map((reason) => benefit(status, reason)),
    benefit(status, "death", false), // The loss was refuted: no lock any more.
    benefit(status, "not-certified", true), // Replaced reason, still locked.
  ]),
  benefit("terminated", "not-certified"),
  benefit("terminated", "death"),
];

/** One reason that locks and one that does not; the others differ from the latter in name only. */
const COMMANDED: readonly (readonly [StopReason, LossSign | undefined])[] = [
  ["death", "death-cremation"],
  ["not-certified", undefined],
];

const COMMANDS: readonly BenefitCommand[] = [
  ...(["suspend", "stop"] as const).flatMap((type) =>
    COMMANDED.map(([reason, lossKind]): BenefitCommand => ({
      type,
      on: TODAY,
      reason,
      lossKind,
      cites: ["X 2"],
    })),
  ),
  { type: "resume", on: TODAY, cites: ["X 3"] },
  { type: "terminate", on: TODAY, cites: ["X 4"] },
  { type: "lock" },
  { type: "unlock" },
];

function nameOf({ status, reason, isDeathLocked }: Benefit): string {
  return [status, reason, isDeathLocked ? "locked" : undefined]
    .filter((part) => part !== undefined)
    .join(" ");
}

const nameOfCommand = (command: BenefitCommand): string =>
  "reason" in command ? `${command.type} ${command.reason}` : command.type;

const everyPair = STATES.flatMap((state) => COMMANDS.map((command) => ({ state, command })));

test("Every status and every command of a benefit is as the committed table says", () => {
  const rows = everyPair.map(({ state, command }) => {
    const { benefit: after, notice } = stepBenefit(state, command);
    const outcome = after === state ? "(nothing)" : nameOf(after);
    return [nameOf(state), nameOfCommand(command), outcome, notice ?? ""];
  });
  const title = ["The benefit status: what each command makes of it, and who is told."];
  assertGolden(
    "benefit.txt",
    tableText(title, ["status reason lock", "command", "becomes", "notice"], rows),
  );
});

test("The states of the table are every status there is", () => {
  const found = new Set(STATES.map(({ status }) => status));
  assert.deepEqual([...found].toSorted(), Object.keys(BENEFIT_STATUSES).toSorted());
});

test("A suspended or stopped benefit has a reason, a paid one has none, a terminated one keeps its last", () => {
  for (const { state, command } of everyPair) {
    const after = stepBenefit(state, command).benefit;
    if (after.status === "terminated") assert.equal(after.reason, state.reason);
    else assert.equal(after.reason === undefined, after.status === "paying");
  }
});

test("Whenever the status changes, the day and the clauses of the command stand behind it", () => {
  for (const { state, command } of everyPair) {
    const after = stepBenefit(state, command).benefit;
    if (after.status === state.status || !("cites" in command)) continue;
    assert.equal(after.changedOn, TODAY);
    assert.deepEqual(after.cites, command.cites);
  }
});

test("Only a refutation or payment being back takes off the death lock", () => {
  for (const { state, command } of everyPair.filter((pair) => pair.state.isDeathLocked)) {
    const after = stepBenefit(state, command).benefit;
    const isTakenOff = command.type === "unlock" || command.type === "resume";
    assert.equal(after.isDeathLocked, !isTakenOff, `${nameOf(state)}, ${nameOfCommand(command)}`);
  }
});

test("A paid benefit is never locked", () => {
  for (const { state, command } of everyPair) {
    const after = stepBenefit(state, command).benefit;
    if (after.status === "paying") assert.equal(after.isDeathLocked, false, nameOfCommand(command));
  }
});

test("Nothing but a command to resume makes a benefit paid, and nothing stops a terminated one", () => {
  for (const { state, command } of everyPair) {
    const { status } = stepBenefit(state, command).benefit;
    if (state.status !== "paying" && command.type !== "resume") assert.notEqual(status, "paying");
    if (state.status === "terminated" && command.type !== "resume") {
      assert.equal(status, "terminated");
    }
  }
});

test("A command that changes nothing tells nobody", () => {
  for (const { state, command } of everyPair) {
    const { benefit: after, notice } = stepBenefit(state, command);
    if (after.status === state.status) assert.equal(notice, undefined);
  }
});
