// One event of every sort, with all that any region asks for it, so that what refuses it is the
// state of the case and nothing else. Knows no rule.

import type { CaseEvent } from "../src/case/event.ts";
import type { HighRiskAction } from "../src/case/high-risk-approval.ts";
import type { Day } from "../src/civil-date.ts";
import { addMonths, monthIndexOf } from "../src/civil-date.ts";
import type { LifeSign, LossSign, SignKind } from "../src/codes.ts";
import type { EvidenceKind, Pack } from "../src/pack.ts";

export const ALL_EVIDENCE: readonly EvidenceKind[] = [
  "photo",
  "video",
  "id-card",
  "mandate",
  "document",
];
export const THREE_NAMES = ["Chu Shen", "Fu He", "Shen He"] as const;

export const observe = (kind: SignKind, occurredOn: Day, ref: string): CaseEvent => ({
  type: "observe",
  kind,
  occurredOn,
  source: "source",
  ref,
});

export const certify = (kind: LifeSign, occurredOn: Day): CaseEvent => ({
  type: "certify",
  kind,
  occurredOn,
  by: "agency",
  evidence: ALL_EVIDENCE,
  result: "passed",
});

export const verify = (
  result: "eligible" | "lost" | "unreachable",
  refutes: readonly LossSign[] = [],
): CaseEvent => ({ type: "verify", entitlement: 0, result, refutes, evidence: ALL_EVIDENCE });

export const confirmLoss = (kind: LossSign, occurredOn: Day): CaseEvent => ({
  type: "confirm-loss",
  entitlement: 0,
  kind,
  occurredOn,
});

export const apply = (action: HighRiskAction): CaseEvent => ({
  type: "apply",
  entitlement: 0,
  action,
  wasTerminated: false,
});

export const approve = (names: readonly string[] = THREE_NAMES): CaseEvent => ({
  type: "approve",
  entitlement: 0,
  names,
  level: "city",
});

/** A window that can still be announced on that day. */
export const announce = (day: Day): CaseEvent => ({
  type: "announce",
  window: { from: day + 20, to: addMonths(day, 2), frequencyMonths: 12 },
});

/** Every sort of event that a region knows, by name, as it would come on that day. */
export function everyEvent(pack: Pack, day: Day): readonly (readonly [string, CaseEvent])[] {
  const failed = { ...certify("counter", day), result: "failed" } as CaseEvent;
  const knowsFailures = pack.failedCertificationSuspendsAfterWorkingDays !== undefined;
  return [
    ["observe face-self", observe("face-self", day, "E1")],
    ["observe rail-travel", observe("rail-travel", day, "E2")],
    ["observe death-cremation", observe("death-cremation", day - 10, "E3")],
    ["observe imprisonment", observe("imprisonment", day - 10, "E4")],
    ["observe released", observe("released", day, "E5")],
    ["certify counter", certify("counter", day)],
    ...(knowsFailures ? [["certify failed", failed] as const] : []),
    ["review accept", { type: "review", result: "accept" }],
    ["review reject", { type: "review", result: "reject" }],
    ["verify eligible", verify("eligible")],
    ["verify lost", verify("lost")],
    ["verify unreachable", verify("unreachable")],
    ["confirm-loss death", confirmLoss("death-cremation", day - 10)],
    ["confirm-loss imprisonment", confirmLoss("imprisonment", day - 10)],
    ["refute-loss", { type: "refute-loss" }],
    ["unit pass", { type: "unit", entitlement: 0, result: "pass" }],
    ["unit fail", { type: "unit", entitlement: 0, result: "fail" }],
    [
      "unit fail, death",
      { type: "unit", entitlement: 0, result: "fail", loss: "death-org-report" },
    ],
    ["maintain phone", { type: "maintain", renewed: ["phone"] }],
    ["maintain account", { type: "maintain", renewed: ["account"] }],
    [
      "payment failed",
      { type: "payment", entitlement: 0, result: "failed", month: monthIndexOf(day) },
    ],
    ["payment paid", { type: "payment", entitlement: 0, result: "paid", month: monthIndexOf(day) }],
    ["object", { type: "object", entitlement: 0 }],
    ["apply resume", apply("resume")],
    ["apply backpay", apply("backpay")],
    ["apply terminate", apply("terminate")],
    ["approve by three", approve()],
    ["approve by two", approve(["Chu Shen", "Fu He"])],
    ["approve by one thrice", approve(["Chu Shen", "Chu Shen", "Chu Shen"])],
    ["announce", announce(day)],
    ["public-objection", { type: "public-objection", entitlement: 0 }],
    ["resolve eligible", { type: "resolve-objection", entitlement: 0, result: "eligible" }],
    ["edit", { type: "edit" }],
  ];
}
