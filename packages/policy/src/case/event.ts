// Everything that can happen to a case file (the steps of FORMATS section 4), as plain values.

import type { Day } from "../civil-date.ts";
import type { LifeSign, LossSign, SignKind } from "../codes.ts";
import type { CertificationWindow } from "../facts.ts";
import type { Body, EvidenceKind } from "../pack.ts";
import type { AgencyLevel, HighRiskAction } from "./high-risk-approval.ts";

/** Which basic data a person, a unit or a service point renews. */
export type BasicDatum = "phone" | "household" | "residence" | "account";

export type CaseEvent =
  | {
      readonly type: "observe";
      readonly kind: SignKind;
      readonly occurredOn: Day;
      readonly source: string;
      readonly ref: string;
    }
  | {
      readonly type: "certify";
      readonly kind: SignKind;
      readonly occurredOn: Day;
      readonly by?: Body | undefined;
      readonly evidence: readonly EvidenceKind[];
      readonly result: "passed" | "failed";
    }
  | {
      readonly type: "review";
      readonly result: "accept" | "reject";
      /** Which submission; absent: the last. */
      readonly ref?: string | undefined;
    }
  | {
      readonly type: "verify";
      readonly entitlement: number;
      readonly result: "eligible" | "lost" | "unreachable";
      readonly loss?: LossSign | undefined;
      readonly refutes: readonly LossSign[];
      readonly evidence: readonly EvidenceKind[];
      readonly occurredOn?: Day | undefined;
    }
  | {
      readonly type: "confirm-loss";
      readonly entitlement: number;
      readonly kind: LossSign;
      readonly occurredOn?: Day | undefined;
    }
  | { readonly type: "refute-loss" }
  | {
      readonly type: "unit";
      readonly entitlement: number;
      readonly result: "pass" | "fail";
      readonly loss?: LossSign | undefined;
    }
  | {
      readonly type: "maintain";
      readonly renewed: readonly BasicDatum[];
      /** Who keeps the data; left out, whoever answers for the person. */
      readonly by?: Body | undefined;
    }
  | {
      readonly type: "payment";
      readonly entitlement: number;
      readonly result: "failed" | "paid";
      /** The month paid or not, as an integer (`monthIndexOf`). */
      readonly month: number;
    }
  | { readonly type: "object"; readonly entitlement: number }
  | {
      readonly type: "apply";
      readonly entitlement: number;
      readonly action: HighRiskAction;
      readonly wasTerminated: boolean;
    }
  | {
      readonly type: "approve";
      readonly entitlement: number;
      readonly names: readonly string[];
      readonly level?: AgencyLevel | undefined;
    }
  | { readonly type: "announce"; readonly window: CertificationWindow }
  | { readonly type: "public-objection"; readonly entitlement: number }
  | {
      readonly type: "resolve-objection";
      readonly entitlement: number;
      readonly result: "eligible" | "lost";
      readonly loss?: LossSign | undefined;
    }
  | { readonly type: "transfer"; readonly entitlement: number; readonly to: Body }
  | { readonly type: "edit" };

export type CaseEventOf<Type extends CaseEvent["type"]> = Extract<
  CaseEvent,
  { readonly type: Type }
>;

/** The kind of sign that a verification in person is kept as. */
export const VERIFICATION_SIGN: LifeSign = "counter";
