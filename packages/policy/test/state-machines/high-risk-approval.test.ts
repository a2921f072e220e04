// Every state of the high-risk applications that any commands lead to, and every command.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import type { ApplicationCommand, Applications } from "../../src/case/high-risk-approval.ts";
import {
  HIGH_RISK_ACTIONS,
  NO_APPLICATIONS,
  judgeSignatures,
  stepApplications,
} from "../../src/case/high-risk-approval.ts";
import { assertGolden, tableText } from "../golden-table.ts";
import { seeded } from "../seed.ts";

const COMMANDS: readonly (readonly [string, ApplicationCommand])[] = [
  ["open resume, backpay", { type: "open", actions: ["resume", "backpay"] }],
  ...HIGH_RISK_ACTIONS.map(
    (action) =>
      [`ask ${action}`, { type: "select", action, wasTerminated: false } as const] as const,
  ),
  ["ask resume (terminated)", { type: "select", action: "resume", wasTerminated: true }],
  ...HIGH_RISK_ACTIONS.map(
    (action) => [`carried out ${action}`, { type: "close", action } as const] as const,
  ),
  ["withdraw", { type: "withdraw" }],
];

function nameOf({ open, selected, wasTerminated }: Applications): string {
  const names = HIGH_RISK_ACTIONS.filter((action) => open.has(action)).map((action) =>
    action === selected ? `*${action}` : action,
  );
  const stray = selected !== undefined && !open.has(selected) ? [`*${selected} not open`] : [];
  const all = [...names, ...stray, ...(wasTerminated ? ["(had been terminated)"] : [])];
  return all.length === 0 ? "none" : all.join(" ");
}

/** All states that some sequence of commands leads to, the shortest ways first. */
function everyState(): readonly Applications[] {
  const found = new Map([[nameOf(NO_APPLICATIONS), NO_APPLICATIONS]]);
  for (const state of found.values()) {
    for (const [, command] of COMMANDS) {
      const next = stepApplications(state, command);
      if (!found.has(nameOf(next))) found.set(nameOf(next), next); // Walked in its turn.
    }
  }
  return [...found.values()];
}

test("Every state of the applications and every command is as the committed table says", () => {
  const rows = everyState().flatMap((state) =>
    COMMANDS.map(([name, command]) => {
      const after = nameOf(stepApplications(state, command));
      return [nameOf(state), name, after === nameOf(state) ? "(nothing)" : after];
    }),
  );
  const title = ["High-risk applications that are open; `*` marks the one that is signed next."];
  assertGolden("high-risk-approval.txt", tableText(title, ["open", "command", "becomes"], rows));
});

test("The application that is signed next is always an open one", () => {
  for (const { open, selected } of everyState()) {
    assert.ok(selected === undefined || open.has(selected));
  }
});

test("Signatures are judged as the committed table says", () => {
  const someNames = ["", "a", "a a", "a b", "a b a", "a b c", "c b a", "a b c d", "a b c a"];
  const rows = someNames.map((names) => [
    names === "" ? "(nobody)" : names,
    judgeSignatures(names.split(" ").filter((name) => name !== "")),
  ]);
  assertGolden(
    "signatures.txt",
    tableText(["Who signed, and what that makes."], ["names", "signing"], rows),
  );
});

test("However often one person or two persons sign, the signatures are never complete", (t) => {
  const names = fc.array(fc.constantFrom("a", "b"), { maxLength: 6 });
  fc.assert(
    fc.property(names, (given) => {
      assert.notEqual(judgeSignatures(given), "complete");
    }),
    seeded(t, 200),
  );
});
