// High-risk actions (高风险业务): resume, back-pay, terminate (SC 29, D8).
//
// none    nothing is asked for.
// open    asked for by a person, or by the engine when somebody is eligible again (D7); waits for
//         initial review, second review and approval by three different people, in order.
//         Fewer than three names leave it open, without effect. Out: approve, withdraw.
// Approved is not kept: the action is carried out and the application is closed.

export const HIGH_RISK_ACTIONS = ["resume", "backpay", "terminate"] as const;
export type HighRiskAction = (typeof HIGH_RISK_ACTIONS)[number];

export type AgencyLevel = "province" | "city" | "county";

export interface Applications {
  readonly open: ReadonlySet<HighRiskAction>;
  /** The one that `approve` signs; without a selection it signs `resume`. */
  readonly selected?: HighRiskAction | undefined;
  /** Whether what is to be resumed had been terminated: the city's business (SC 28). */
  readonly wasTerminated: boolean;
}

export const NO_APPLICATIONS: Applications = { open: new Set(), wasTerminated: false };

const SIGNATURES = 3;

export type ApplicationCommand =
  | { readonly type: "open"; readonly actions: readonly HighRiskAction[] }
  | { readonly type: "select"; readonly action: HighRiskAction; readonly wasTerminated: boolean }
  | { readonly type: "close"; readonly action: HighRiskAction }
  | { readonly type: "withdraw" };

export function stepApplications(
  applications: Applications,
  command: ApplicationCommand,
): Applications {
  switch (command.type) {
    case "open":
      return { ...applications, open: new Set([...applications.open, ...command.actions]) };
    case "select":
      return {
        open: new Set([...applications.open, command.action]),
        selected: command.action,
        wasTerminated: applications.wasTerminated || command.wasTerminated,
      };
    case "close": {
      const open = new Set(applications.open);
      open.delete(command.action);
      return {
        open,
        selected: applications.selected === command.action ? undefined : applications.selected,
        wasTerminated: command.action === "resume" ? false : applications.wasTerminated,
      };
    }
    case "withdraw":
      return NO_APPLICATIONS;
  }
}

export type Signing = "same-person" | "incomplete" | "complete";

/** Three different people, in order: initial review, second review, approval. */
export function judgeSignatures(names: readonly string[]): Signing {
  if (new Set(names).size !== names.length) return "same-person";
  return names.length < SIGNATURES ? "incomplete" : "complete";
}
