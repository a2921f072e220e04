// The benefit status (待遇状态).
//
// paying      paid every month. Out: suspend, stop (a person confirmed a loss), terminate.
// suspended   payment waits; `reason` says why. Out: resume, stop, terminate.
// stopped     a person confirmed a loss, or nobody objected in time. Out: resume, terminate;
//             a loss confirmed now replaces the reason.
// terminated  the relation has ended. Out: resume (city level only for pensions, SC 28).
//
// Invariants: `reason` is set exactly while the benefit is suspended or stopped (a terminated one
// keeps its last). The death lock (SC 36) is set by a suspension or stop for death, and by another
// death on such a row; it is taken off only by a refutation or by payment being back.

import type { Day } from "../civil-date.ts";
import type { BenefitStatus, LossSign, StopReason } from "../codes.ts";
import type { Citation } from "../pack.ts";
import type { Notice } from "./notice.ts";

export interface Benefit {
  readonly status: BenefitStatus;
  readonly reason?: StopReason | undefined;
  /** The loss sign behind the reason, as its detail. */
  readonly lossKind?: LossSign | undefined;
  /** The day of the last change of status. */
  readonly changedOn: Day;
  /** The clauses behind the last change of status. */
  readonly cites: readonly Citation[];
  readonly isDeathLocked: boolean;
}

export type BenefitCommand =
  | {
      readonly type: "suspend" | "stop";
      readonly on: Day;
      readonly reason: StopReason;
      readonly lossKind?: LossSign | undefined;
      readonly cites: readonly Citation[];
    }
  | { readonly type: "resume" | "terminate"; readonly on: Day; readonly cites: readonly Citation[] }
  | { readonly type: "lock" | "unlock" };

export interface BenefitStep {
  readonly benefit: Benefit;
  readonly notice?: Notice;
}

/** A command that the status does not allow changes nothing and tells nobody. */
export function stepBenefit(benefit: Benefit, command: BenefitCommand): BenefitStep {
  switch (command.type) {
    case "suspend":
      if (benefit.status !== "paying") return { benefit };
      return { benefit: held(benefit, "suspended", command), notice: "suspension-notice" };
    case "stop":
      if (benefit.status === "terminated") return { benefit };
      // Already stopped: the reason is replaced without a second notice (D2).
      if (benefit.status === "stopped") return { benefit: held(benefit, "stopped", command) };
      return { benefit: held(benefit, "stopped", command), notice: "stop-notice" };
    case "resume":
      if (benefit.status === "paying") return { benefit };
      return {
        benefit: {
          status: "paying",
          changedOn: command.on,
          cites: command.cites,
          isDeathLocked: false,
        },
        notice: "resume-notice",
      };
    case "terminate":
      if (benefit.status === "terminated") return { benefit };
      return {
        benefit: {
          ...benefit,
          status: "terminated",
          changedOn: command.on,
          cites: command.cites,
        },
      };
    case "lock":
      if (benefit.status === "paying") return { benefit };
      return { benefit: { ...benefit, isDeathLocked: true } };
    case "unlock":
      return { benefit: { ...benefit, isDeathLocked: false } };
  }
}

function held(
  benefit: Benefit,
  status: "suspended" | "stopped",
  command: Extract<BenefitCommand, { readonly reason: StopReason }>,
): Benefit {
  return {
    status,
    reason: command.reason,
    lossKind: command.lossKind,
    changedOn: command.on,
    cites: command.cites,
    isDeathLocked: benefit.isDeathLocked || command.reason === "death",
  };
}
