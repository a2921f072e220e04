// Every verification task - none, or one for each reason and body - and every command.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { TaskCommand, VerificationTask } from "../../src/case/verification-task.ts";
import { TASK_REASONS, stepTask } from "../../src/case/verification-task.ts";
import { dayAt, formatDay } from "../../src/civil-date.ts";
import type { Body } from "../../src/pack.ts";
import { assertGolden, tableText } from "../golden-table.ts";

const BODIES: readonly Body[] = ["service-point", "unit", "agency"];
const OPENED = dayAt("2023-10-31");
const DUE = dayAt("2024-01-31");

const STATES: readonly (VerificationTask | undefined)[] = [
  undefined,
  ...TASK_REASONS.flatMap((reason) =>
    BODIES.map((to): VerificationTask => ({ reason, to, openedOn: OPENED, dueOn: DUE })),
  ),
];

const COMMANDS: readonly (readonly [string, TaskCommand])[] = [
  [
    "open conflict unit",
    {
      type: "open",
      task: {
        reason: "conflict",
        to: "unit",
        openedOn: dayAt("2024-01-15"),
        dueOn: dayAt("2024-04-15"),
      },
    },
  ],
  ...BODIES.map(
    (to) => [`move to ${to}`, { type: "move", to, dueOn: dayAt("2024-03-01") } as const] as const,
  ),
  ["run of the due date", { type: "nightly-run", on: DUE }],
  ["run of the day after", { type: "nightly-run", on: DUE + 1 }],
  ["close", { type: "close" }],
];

const nameOf = (task: VerificationTask | undefined): string =>
  task === undefined ? "none" : `${task.reason}, ${task.to}, due ${formatDay(task.dueOn)}`;

const everyPair = STATES.flatMap((state) =>
  COMMANDS.map(([name, command]) => ({ state, name, command })),
);

test("Every task and every command is as the committed table says", () => {
  const rows = everyPair.map(({ state, name, command }) => {
    const { task, isNews } = stepTask(state, command);
    return [nameOf(state), name, task === state ? "(nothing)" : nameOf(task), isNews ? "told" : ""];
  });
  const title = [
    `The verification task, opened ${formatDay(OPENED)}, due ${formatDay(DUE)}.`,
    "`told`: the body to which it goes gets a task-notice.",
  ];
  assertGolden("verification-task.txt", tableText(title, ["task", "command", "becomes", ""], rows));
});

test("A task is moved to the agency in the run of the day after its due date, due a month on", () => {
  for (const { state, command } of everyPair) {
    if (state === undefined || command.type !== "nightly-run") continue;
    const { task, isNews } = stepTask(state, command);
    const isMoved = command.on > state.dueOn && state.to !== "agency";
    assert.equal(isNews, isMoved);
    assert.equal(task?.to, isMoved ? "agency" : state.to);
    assert.equal(task?.dueOn, isMoved ? dayAt("2024-03-01") : DUE);
  }
});

test("Moving and escalating keep the reason and the day on which the task was opened", () => {
  for (const { state, command } of everyPair) {
    if (state === undefined || command.type === "open" || command.type === "close") continue;
    const { task } = stepTask(state, command);
    assert.equal(task?.reason, state.reason);
    assert.equal(task?.openedOn, state.openedOn);
  }
});

test("Nobody is told of a task that stays where it is", () => {
  for (const { state, command } of everyPair) {
    const { task, isNews } = stepTask(state, command);
    if (task === state || task === undefined) assert.equal(isNews, false);
  }
});
