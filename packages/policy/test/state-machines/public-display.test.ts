// The public display and objections to it: every state and every command, on both sides of the
// last day of the display.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { DisplayCommand, PublicDisplay } from "../../src/case/public-display.ts";
import { stepDisplay } from "../../src/case/public-display.ts";
import { dayAt, formatDay } from "../../src/civil-date.ts";
import { assertGolden, tableText } from "../golden-table.ts";

const RULES = { kinds: new Set(["community"] as const), days: 7, suspendAfterWorkingDays: 3 };
const UNTIL = dayAt("2023-09-27");

const STATES: readonly PublicDisplay[] = [
  { state: "none" },
  { state: "displayed", untilOn: UNTIL },
  ...[false, true].map((hasSuspended): PublicDisplay => ({
    state: "objected",
    objectedOn: dayAt("2023-09-22"),
    suspendOn: dayAt("2023-09-27"),
    hasSuspended,
  })),
];

const COMMANDS: readonly DisplayCommand[] = [
  { type: "show", on: UNTIL },
  { type: "object", on: UNTIL - 7 },
  { type: "object", on: UNTIL },
  { type: "object", on: UNTIL + 1 },
  { type: "suspended" },
  { type: "resolve" },
];

function nameOf(display: PublicDisplay): string {
  switch (display.state) {
    case "none":
      return "none";
    case "displayed":
      return `displayed until ${formatDay(display.untilOn)}`;
    case "objected":
      return [
        `objected ${formatDay(display.objectedOn)}`,
        `${display.hasSuspended ? "suspended" : "suspends"} ${formatDay(display.suspendOn)}`,
      ].join(", ");
  }
}

const nameOfCommand = (command: DisplayCommand): string =>
  "on" in command ? `${command.type} on ${formatDay(command.on)}` : command.type;

test("Every state of the display and every command is as the committed table says", () => {
  const rows = STATES.flatMap((state) =>
    COMMANDS.map((command) => {
      const after = stepDisplay(RULES, state, command);
      const outcome = after === undefined ? "(not due)" : nameOf(after);
      return [nameOf(state), nameOfCommand(command), outcome];
    }),
  );
  const title = [
    "The public display of a community result (seven days) and objections to it.",
    "The third working day leaps over the Mid-Autumn and National Day holidays of 2023.",
  ];
  assertGolden("public-display.txt", tableText(title, ["display", "command", "becomes"], rows));
});

test("An objection stays until somebody resolves it", () => {
  for (const state of STATES.filter((each) => each.state === "objected")) {
    for (const command of COMMANDS.filter(({ type }) => type !== "resolve")) {
      assert.equal((stepDisplay(RULES, state, command) ?? state).state, "objected");
    }
    assert.deepEqual(stepDisplay(RULES, state, { type: "resolve" }), { state: "none" });
  }
});
