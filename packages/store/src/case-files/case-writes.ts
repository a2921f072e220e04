// What a step of one or of many cases writes: the rows of `save_cases` (0010), as plain values. Days
// are integers here, for they travel as JSON. Knows no rule: whoever steps the case says what
// changed.

import type {
  BenefitStatus,
  Body,
  Citation,
  Conclusion,
  Day,
  HighRiskAction,
  LossSign,
  Notice,
  PendingReason,
  StopReason,
  StoredCaseFile,
  TaskReason,
} from "@lingdai/policy";

import type { AuditEntry } from "../audit/append-audit.ts";
import type { BeneficiaryId } from "../database/ids.ts";

interface OfEntitlement {
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
}

export interface FileWrite {
  readonly beneficiaryId: BeneficiaryId;
  readonly policy: string;
  readonly expectedVersion: number;
  readonly version: number;
  readonly nextDueOn: Day | undefined;
  readonly file: StoredCaseFile | undefined;
}

/** Where an entitlement stands, as lists and dashboards read it. */
export interface Projection {
  readonly status: BenefitStatus;
  readonly stopReason?: StopReason | undefined;
  readonly statusSince?: Day | undefined;
  readonly conclusion?: Conclusion | undefined;
  readonly pendingReason?: PendingReason | undefined;
  readonly anchorOn?: Day | undefined;
  readonly anchorBy?: string | undefined;
  readonly anchorSource?: string | undefined;
  readonly deadline?: Day | undefined;
  readonly basis: readonly Citation[];
  readonly decidedBy: readonly string[];
  readonly isLocked: boolean;
}

export interface EntitlementWrite extends OfEntitlement, Projection {
  readonly decidedOn: Day;
}

export type ConclusionWrite = OfEntitlement &
  Pick<
    Projection,
    "conclusion" | "pendingReason" | "deadline" | "anchorOn" | "basis" | "decidedBy"
  > & { readonly decidedOn: Day };

export interface StatusWrite extends OfEntitlement {
  readonly changedOn: Day;
  readonly status: BenefitStatus;
  readonly stopReason: StopReason | undefined;
  readonly lossKind: LossSign | undefined;
  readonly cites: readonly Citation[];
}

export type TaskOutcome = "eligible" | "lost" | "unreachable" | "replaced" | "no-longer-due";

/** `replace` closes the open task and opens another. Rounds are carried out one after the other. */
export interface TaskWrite extends OfEntitlement {
  readonly round: number;
  readonly onDay: Day;
  readonly change: "open" | "move" | "replace" | "close";
  readonly outcome?: TaskOutcome | undefined;
  readonly reason?: TaskReason | undefined;
  readonly body?: Body | undefined;
  readonly openedOn?: Day | undefined;
  readonly dueOn?: Day | undefined;
}

export interface NoticeWrite extends OfEntitlement {
  readonly notice: Notice;
  readonly issuedOn: Day;
}

export interface EventWrite {
  readonly beneficiaryId: BeneficiaryId;
  readonly policy: string;
  readonly version: number;
  readonly day: Day;
  readonly event: unknown;
  /** The file's place in the order of knowing when the event came. */
  readonly sequence: number;
  readonly factsBefore?: unknown;
}

export interface ApplicationWrite extends OfEntitlement {
  readonly action: HighRiskAction;
  /** Which one changes: there may be one that waits for its day and one that asks anew. Absent: a new one. */
  readonly was?: "open" | "signed" | undefined;
  readonly state: "open" | "signed" | "carried-out" | "withdrawn";
  readonly onDay: Day;
  readonly wasTerminated?: boolean | undefined;
  /** Whether a member of staff asked for it, and not the engine (D7). */
  readonly byPerson?: boolean | undefined;
}

export interface InstructionWrite extends OfEntitlement {
  readonly instruction: "suspend" | "stop" | "resume" | "back-pay" | "terminate";
  readonly effectiveOn: Day;
  /** The first days of the months paid back. */
  readonly months?: readonly Day[] | undefined;
  readonly stopReason?: StopReason | undefined;
  readonly lossKind?: LossSign | undefined;
  readonly unsignedCause?: "lapse-made-good" | "objection-resolved" | undefined;
}

export interface PersonWrite {
  readonly beneficiaryId: BeneficiaryId;
  readonly hasPhone: boolean;
  readonly hasHousehold: boolean;
  readonly hasResidence: boolean;
}

/** A loss that somebody found wrong, or one that its source told again afterwards (SC 9, 27). */
export interface WrongLossWrite {
  readonly beneficiaryId: BeneficiaryId;
  readonly change: "refuted" | "told-again";
  readonly lossKind: LossSign;
  readonly occurredOn: Day;
  readonly onDay: Day;
  /** Absent where a person put it on record: nobody outside has anything to correct. */
  readonly source?: string | undefined;
  readonly ref?: string | undefined;
}

/** A result put up for the public, objected to, or the objection resolved (WH 7.1). */
export type DisplayWrite = OfEntitlement & { readonly onDay: Day } & (
    | { readonly change: "show"; readonly untilOn: Day }
    | { readonly change: "object"; readonly suspendOn: Day }
    | { readonly change: "resolve"; readonly outcome: "eligible" | "lost" }
  );

/** All that any number of steps writes, saved in one round trip, two where results are displayed. */
export interface CaseWrites {
  readonly files: readonly FileWrite[];
  readonly entitlements: readonly EntitlementWrite[];
  readonly conclusions: readonly ConclusionWrite[];
  readonly statuses: readonly StatusWrite[];
  readonly tasks: readonly TaskWrite[];
  readonly notices: readonly NoticeWrite[];
  readonly events: readonly EventWrite[];
  readonly applications: readonly ApplicationWrite[];
  readonly instructions: readonly InstructionWrite[];
  readonly wrongLosses: readonly WrongLossWrite[];
  readonly displays: readonly DisplayWrite[];
  readonly people: readonly PersonWrite[];
  readonly audit: readonly AuditEntry[];
}
