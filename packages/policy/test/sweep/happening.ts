// Works a sketch out into an event on its day, and finds the day. Knows no rule: what a clerk does
// next is read off the file.

import type { CaseFile } from "../../src/case/case-file.ts";
import type { CaseEvent } from "../../src/case/event.ts";
import { nextDueOn } from "../../src/case/next-due.ts";
import type { Day } from "../../src/civil-date.ts";
import { firstOfNextMonth, monthIndexOf } from "../../src/civil-date.ts";
import type { Pack } from "../../src/pack.ts";
import { ALL_EVIDENCE, THREE_NAMES } from "../some-events.ts";
import type { Sketch, Wait } from "./some-life.ts";

const WAIT_DAYS_MAX = 400;

/** The day on which a waiting ends: never before today, never more than a good year on. */
export function dayAfterWaiting(pack: Pack, file: CaseFile, day: Day, wait: Wait): Day {
  switch (wait.until) {
    case "days":
      return day + wait.days;
    case "first-of-month":
      return firstOfNextMonth(day);
    case "due": {
      const due = nextDueOn(pack, file, day) ?? day;
      return Math.min(Math.max(due + wait.beside, day), day + WAIT_DAYS_MAX);
    }
  }
}

/** The events of a sketch on that day; a clerk may find nothing to do. */
export function eventsOf(
  sketch: Sketch,
  file: CaseFile,
  day: Day,
  signers: readonly string[],
): readonly CaseEvent[] {
  switch (sketch.type) {
    case "observe":
      return [
        {
          type: "observe",
          kind: sketch.kind,
          occurredOn: day - sketch.daysAgo,
          source: "source",
          ref: `R${sketch.ref}`,
        },
      ];
    case "certify":
      return [
        {
          type: "certify",
          kind: sketch.kind,
          occurredOn: day - sketch.daysAgo,
          evidence: sketch.evidence,
          result: sketch.result,
        },
      ];
    case "verify": {
      const { daysAgo, ...verify } = sketch;
      return [{ ...verify, occurredOn: daysAgo === undefined ? undefined : day - daysAgo }];
    }
    case "confirm-loss": {
      const { daysAgo, ...loss } = sketch;
      return [{ ...loss, occurredOn: daysAgo === undefined ? undefined : day - daysAgo }];
    }
    case "payment": {
      const { monthsAgo, ...payment } = sketch;
      return [{ ...payment, month: monthIndexOf(day) - monthsAgo }];
    }
    case "announce": {
      const from = day + sketch.daysAhead;
      const { groups, frequencyMonths } = sketch;
      return [
        {
          type: "announce",
          window: { from, to: from + sketch.length, groups, frequencyMonths },
        },
      ];
    }
    case "next-step":
      return nextStep(sketch.result, file, signers);
    case "review":
    case "refute-loss":
    case "unit":
    case "maintain":
    case "object":
    case "apply":
    case "approve":
    case "public-objection":
    case "resolve-objection":
    case "edit":
      return [sketch];
  }
}

function nextStep(
  result: "eligible" | "lost" | "unreachable",
  file: CaseFile,
  signers: readonly string[],
): readonly CaseEvent[] {
  if (file.submissions.length > 0) return [{ type: "review", result: "accept" }];
  const names = THREE_NAMES.map((name, at) => signers[at] ?? name).slice(0, signers.length);
  for (const [entitlement, { task, applications, benefit }] of file.entitlements.entries()) {
    const sign: CaseEvent = { type: "approve", entitlement, names, level: "city" };
    if (applications.open.has("resume")) return [{ ...apply(entitlement, "resume") }, sign];
    if (applications.open.has("backpay")) return [{ ...apply(entitlement, "backpay") }, sign];
    if (task !== undefined) {
      return [{ type: "verify", entitlement, result, refutes: [], evidence: ALL_EVIDENCE }];
    }
    if (benefit.status === "stopped") return [apply(entitlement, "terminate"), sign];
  }
  return [];
}

function apply(entitlement: number, action: "resume" | "backpay" | "terminate"): CaseEvent {
  return { type: "apply", entitlement, action, wasTerminated: false };
}
