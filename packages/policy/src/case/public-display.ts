// The public display of community results and objections to them (WH 7.1, 10).
//
// none       nothing is shown.
// displayed  the public may object until the last day of the display. Out: object, time.
// objected   payment is suspended on the third working day unless resolved before; whether it was
//            this objection that suspended is kept, for only that suspension ends with it.
//            Out: resolve for the person (payment is back at once, back-paid), or against.
//
// Invariant: an objection stays until somebody resolves it, however long that takes.

import type { Day } from "../civil-date.ts";
import type { DisplayRules } from "../pack.ts";
import { addWorkingDays } from "../working-days.ts";

export type PublicDisplay =
  | { readonly state: "none" }
  | { readonly state: "displayed"; readonly untilOn: Day }
  | {
      readonly state: "objected";
      readonly objectedOn: Day;
      readonly suspendOn: Day;
      readonly hasSuspended: boolean;
    };

export type DisplayCommand =
  | { readonly type: "show"; readonly on: Day }
  | { readonly type: "object"; readonly on: Day }
  | { readonly type: "suspended" }
  | { readonly type: "resolve" };

/** Whether an objection that nobody has resolved holds payment back. */
export function isHeldByObjection(display: PublicDisplay): boolean {
  return display.state === "objected" && display.hasSuspended;
}

/** Undefined where the command is not due. */
export function stepDisplay(
  rules: DisplayRules,
  display: PublicDisplay,
  command: DisplayCommand,
): PublicDisplay | undefined {
  switch (command.type) {
    case "show":
      // A new result does not wipe out an objection that nobody has resolved.
      if (display.state === "objected") return display;
      return { state: "displayed", untilOn: command.on + rules.days };
    case "object":
      if (display.state !== "displayed" || command.on > display.untilOn) return undefined;
      return {
        state: "objected",
        objectedOn: command.on,
        suspendOn: addWorkingDays(command.on, rules.suspendAfterWorkingDays),
        hasSuspended: false,
      };
    case "suspended":
      return display.state === "objected" ? { ...display, hasSuspended: true } : undefined;
    case "resolve":
      return display.state === "objected" ? { state: "none" } : undefined;
  }
}
