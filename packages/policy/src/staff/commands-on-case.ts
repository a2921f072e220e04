// Which commands a page offers on a person and on an entitlement: those that the table permits, less
// those that the state of the case would refuse whatever was given with them. What is offered may
// still be refused for what is given; what is not offered is refused.

import type { BenefitStatus } from "../codes.ts";
import type { Body } from "../pack.ts";
import type { Command, WorkLevel, WorkRole } from "./permitted-commands.ts";
import { permittedCommands } from "./permitted-commands.ts";

export interface Worker {
  readonly role: WorkRole;
  readonly level: WorkLevel;
}

/** What of an entitlement decides. */
export interface EntitlementAtHand {
  readonly status: BenefitStatus;
  readonly isLocked: boolean;
  /** With whom its open task lies, if there is one. */
  readonly taskBody: Body | undefined;
  /** Of each open application: how many have signed, and whether the worker is among them. */
  readonly openApplications: readonly {
    readonly signatures: number;
    readonly signedBy: "me" | "others";
  }[];
}

const ON_PERSON: ReadonlySet<Command> = new Set<Command>([
  "certify",
  "refute-loss",
  "maintain",
  "change-record",
]);

export function commandsOnPerson(
  { role, level }: Worker,
  entitlements: readonly EntitlementAtHand[],
): readonly Command[] {
  const isLocked = entitlements.some((each) => each.isLocked);
  return permittedCommands(role, level).filter(
    (command) => ON_PERSON.has(command) && !(isLocked && EDITS.has(command)),
  );
}

/** SC 36: after a death the record is not edited. */
const EDITS: ReadonlySet<Command> = new Set<Command>(["maintain", "change-record", "change-grant"]);

type Condition = (at: EntitlementAtHand, level: WorkLevel) => boolean;

const always: Condition = () => true;

/** A task is its own body's to work on, and any agency's. */
const hasOwnTask: Condition = ({ taskBody }, level) => {
  const own = bodyOfLevel(level);
  return taskBody !== undefined && (taskBody === own || own === "agency");
};

/** Somebody else has given the signature before it. */
const mayAddSignature =
  (before: number): Condition =>
  ({ openApplications }) =>
    openApplications.some(
      ({ signatures, signedBy }) => signatures === before && signedBy === "others",
    );

/** The commands that are given on an entitlement, and when. */
const ON_ENTITLEMENT: Readonly<Partial<Record<Command, Condition>>> = {
  verify: hasOwnTask,
  "take-task": hasOwnTask,
  "transfer-task": hasOwnTask,
  "confirm-loss": always,
  "unit-decide": always,
  "change-grant": ({ isLocked }) => !isLocked,
  "record-payment": always,
  object: ({ status }) => status === "suspended" || status === "stopped",
  apply: always,
  "apply-terminate": ({ status }) => status !== "terminated",
  // Whoever signs what nobody asked for yet asks for it.
  "sign-1": (at, level) => at.openApplications.length === 0 || mayAddSignature(0)(at, level),
  "sign-2": mayAddSignature(1),
  "sign-3": mayAddSignature(2),
  "object-publicly": always,
  "resolve-objection": always,
  "close-tracking": ({ status }) => status === "stopped",
};

export function commandsOnEntitlement(
  { role, level }: Worker,
  entitlement: EntitlementAtHand,
): readonly Command[] {
  return permittedCommands(role, level).filter(
    (command) => ON_ENTITLEMENT[command]?.(entitlement, level) ?? false,
  );
}

/** What the case calls whoever works at a level. */
export function bodyOfLevel(level: WorkLevel): Body {
  if (level === "unit") return "unit";
  return level === "township" || level === "village" ? "service-point" : "agency";
}
