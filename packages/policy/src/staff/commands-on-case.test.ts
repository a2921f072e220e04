// Which command is offered to whom in which state of a case: one table, worked out from the clauses by
// hand, that knows nothing of how the code decides.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { EntitlementAtHand, Worker } from "./commands-on-case.ts";
import { commandsOnEntitlement, commandsOnPerson } from "./commands-on-case.ts";
import type { Command } from "./permitted-commands.ts";

const WORKERS = {
  admin: { role: "admin", level: "county" },
  clerk: { role: "clerk", level: "county" },
  reviewer: { role: "reviewer", level: "county" },
  approver: { role: "approver", level: "county" },
  street: { role: "clerk", level: "township" },
  unit: { role: "unit-clerk", level: "unit" },
} as const satisfies Record<string, Worker>;
type Who = keyof typeof WORKERS;

const PAYING: EntitlementAtHand = {
  status: "paying",
  isLocked: false,
  taskBody: undefined,
  openApplications: [],
};
const SUSPENDED: EntitlementAtHand = { ...PAYING, status: "suspended" };

function signed(signatures: number, signedBy: "me" | "others"): EntitlementAtHand {
  return { ...SUSPENDED, openApplications: [{ signatures, signedBy }] };
}

/** The columns of the table, from left to right. */
const STATES: readonly (readonly [string, EntitlementAtHand])[] = [
  ["paying", PAYING],
  ["a task with the service point", { ...PAYING, taskBody: "service-point" }],
  ["a task with the unit", { ...PAYING, taskBody: "unit" }],
  ["a task with the agency", { ...PAYING, taskBody: "agency" }],
  ["suspended", SUSPENDED],
  ["stopped", { ...PAYING, status: "stopped" }],
  ["stopped for death, locked", { ...PAYING, status: "stopped", isLocked: true }],
  ["terminated", { ...PAYING, status: "terminated" }],
  ["an application that nobody has signed", signed(0, "others")],
  ["signed once, by somebody else", signed(1, "others")],
  ["signed once, by me", signed(1, "me")],
  ["signed twice, by others", signed(2, "others")],
  ["signed twice, once by me", signed(2, "me")],
];

const AGENCY: readonly Who[] = ["clerk", "reviewer", "approver"];
const ALWAYS = "+++++++++++++";

/** A command, whom it is for, and in which states (+) they are offered it. Nobody else ever is. */
const TABLE: readonly (readonly [Command, readonly Who[], string])[] = [
  // SC 15, 21; SX 3.1; ZB 4.2: the body that has the task verifies; the agency may in its place (D9).
  ["verify", AGENCY, ".+++........."],
  ["verify", ["street"], ".+..........."],
  ["verify", ["unit"], "..+.........."],
  ["take-task", AGENCY, ".+++........."],
  ["take-task", ["street"], ".+..........."],
  ["take-task", ["unit"], "..+.........."],
  // A unit gives its tasks to nobody; an overdue one moves by itself (D9).
  ["transfer-task", AGENCY, ".+++........."],
  ["transfer-task", ["street"], ".+..........."],
  // SC 25: the agency confirms; on a stopped row it replaces the reason (D2).
  ["confirm-loss", AGENCY, ALWAYS],
  // QD 3.2, A11: the unit decides, at any time.
  ["unit-decide", ["unit"], ALWAYS],
  // SC 36: nothing is edited while a death locks the file.
  ["change-grant", AGENCY, "++++++.++++++"],
  ["record-payment", AGENCY, ALWAYS],
  // D10: an objection is accepted while suspended or stopped, under the lock of a death too (D11).
  ["object", [...AGENCY, "street", "unit"], "....+++.+++++"],
  // D8: each asks for what its kind allows; under the lock back-pay and termination still are (D11).
  ["apply", AGENCY, ALWAYS],
  // QD A11: also the unit; what is terminated is not terminated again.
  ["apply-terminate", [...AGENCY, "unit"], "+++++++.+++++"],
  // SC 29: three people in order; whoever signs first what nobody asked for asks for it.
  ["sign-1", AGENCY, "+++++++++...."],
  ["sign-2", ["reviewer", "approver"], ".........+..."],
  ["sign-3", ["approver"], "...........+."],
  // WH 7.1, 10: objections come in at agencies and service points, and are decided by reviewers.
  ["object-publicly", [...AGENCY, "street"], ALWAYS],
  ["resolve-objection", ["reviewer", "approver"], ALWAYS],
  // SC 32, D12: what is tracked was stopped.
  ["close-tracking", ["reviewer", "approver"], ".....++......"],
];

const everybody = Object.keys(WORKERS) as Who[];

for (const [at, [state, entitlement]] of STATES.entries()) {
  test(`${state}: each is offered what the clauses give them, and no more`, () => {
    for (const who of everybody) {
      const expected = TABLE.filter(
        ([, whom, states]) => whom.includes(who) && states[at] === "+",
      ).map(([command]) => command);
      const offered = commandsOnEntitlement(WORKERS[who], entitlement);
      assert.deepEqual([...offered].toSorted(), expected.toSorted(), who);
    }
  });
}

test("Every row of the table speaks of every state", () => {
  for (const [command, , states] of TABLE) assert.equal(states.length, STATES.length, command);
});

/** On a person: whom, and whether under the lock of a death too (D11: certify, refute; SC 36: no edit). */
const ON_PERSON: readonly (readonly [Command, readonly Who[], "always" | "unless locked"])[] = [
  ["certify", [...AGENCY, "street", "unit"], "always"],
  ["refute-loss", AGENCY, "always"],
  ["maintain", [...AGENCY, "street", "unit"], "unless locked"],
  ["change-record", [...AGENCY, "street", "unit"], "unless locked"],
];

for (const isLocked of [false, true]) {
  test(`A person ${isLocked ? "with one benefit locked by a death" : "whom no death locks"}: what is offered`, () => {
    for (const who of everybody) {
      const expected = ON_PERSON.filter(
        ([, whom, when]) => whom.includes(who) && (when === "always" || !isLocked),
      ).map(([command]) => command);
      const offered = commandsOnPerson(WORKERS[who], [PAYING, { ...PAYING, isLocked }]);
      assert.deepEqual([...offered].toSorted(), expected.toSorted(), who);
    }
  });
}
