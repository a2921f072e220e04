// Who may do what: one table of commands by role and level. The use cases judge by it, and pages show
// the buttons that it permits. Whose people they are is another question: row-level security's.

/** What people in an agency, a service point or a unit work as. */
export type WorkRole = "admin" | "clerk" | "reviewer" | "approver" | "unit-clerk";
export type WorkLevel = "province" | "city" | "county" | "township" | "village" | "unit";

interface Permission {
  readonly roles: readonly WorkRole[];
  readonly levels: readonly WorkLevel[];
}

const AGENCIES = ["province", "city", "county"] as const;
const SERVICE_POINTS = ["township", "village"] as const;
const ALL_BUT_UNITS = [...AGENCIES, ...SERVICE_POINTS] as const;
const EVERYWHERE = [...ALL_BUT_UNITS, "unit"] as const;
const DESK: readonly WorkRole[] = ["clerk", "reviewer", "approver"];
const DESK_AND_UNIT: readonly WorkRole[] = [...DESK, "unit-clerk"];

export const COMMANDS = {
  /** A certification in person or on paper (SC 11, WH 7, ZB 3). */
  certify: { roles: DESK_AND_UNIT, levels: EVERYWHERE },
  "first-review": { roles: DESK, levels: ALL_BUT_UNITS },
  "second-review": { roles: ["reviewer", "approver"], levels: AGENCIES },
  /** The result of the open task, by the body that it lies with. */
  verify: { roles: DESK_AND_UNIT, levels: EVERYWHERE },
  "take-task": { roles: DESK_AND_UNIT, levels: EVERYWHERE },
  "transfer-task": { roles: DESK, levels: ALL_BUT_UNITS },
  /** SC 25: a loss is confirmed, or found wrong, by an agency. */
  "confirm-loss": { roles: DESK, levels: AGENCIES },
  "refute-loss": { roles: DESK, levels: AGENCIES },
  /** QD 3.2: the unit decides. */
  "unit-decide": { roles: ["unit-clerk"], levels: ["unit"] },
  /** WH 6: basic data by the unit, a service point or the agency. */
  maintain: { roles: DESK_AND_UNIT, levels: EVERYWHERE },
  "change-record": { roles: DESK_AND_UNIT, levels: EVERYWHERE },
  /** Reading: where money goes is the paying agency's to change, whoever reports it. */
  "change-account": { roles: DESK, levels: AGENCIES },
  "change-grant": { roles: DESK, levels: AGENCIES },
  "record-payment": { roles: DESK, levels: AGENCIES },
  object: { roles: DESK_AND_UNIT, levels: EVERYWHERE },
  apply: { roles: DESK, levels: AGENCIES },
  /** QD A11: a unit's termination is an application that the agency signs. */
  "apply-terminate": { roles: DESK_AND_UNIT, levels: [...AGENCIES, "unit"] },
  /** SC 29: initial review, second review, approval. */
  "sign-1": { roles: DESK, levels: AGENCIES },
  "sign-2": { roles: ["reviewer", "approver"], levels: AGENCIES },
  "sign-3": { roles: ["approver"], levels: AGENCIES },
  "announce-window": { roles: ["approver"], levels: AGENCIES },
  "hold-clock": { roles: ["reviewer", "approver"], levels: AGENCIES },
  "object-publicly": { roles: DESK, levels: ALL_BUT_UNITS },
  "resolve-objection": { roles: ["reviewer", "approver"], levels: AGENCIES },
  /** SC 22: a death list a month, from units and service points. */
  "file-death-list": { roles: DESK_AND_UNIT, levels: [...SERVICE_POINTS, "unit"] },
  "answer-feedback": { roles: DESK, levels: AGENCIES },
  "acknowledge-retraction": { roles: DESK, levels: AGENCIES },
  /** D16: a notice that reached nobody is a person's task. */
  "handle-undeliverable": { roles: DESK_AND_UNIT, levels: EVERYWHERE },
  /** Whoever is told of a loss hears of it when it was wrong (SC 27). */
  "share-losses": { roles: DESK, levels: AGENCIES },
  "close-payment-incident": { roles: DESK, levels: AGENCIES },
  "close-tracking": { roles: ["reviewer", "approver"], levels: AGENCIES },
  /** ZB 3.1, WH 5: whoever comes to a counter anywhere is never refused. */
  "receive-walk-in": { roles: DESK, levels: ALL_BUT_UNITS },
  /** Rosters and observation files, for what the bringer's place pays (SC 9). */
  "bring-file": { roles: DESK, levels: AGENCIES },
  /** Rows of sources that nobody could use, or whose name is not the person's. */
  "handle-rejected-row": { roles: DESK, levels: AGENCIES },
  "judge-suspicious-row": { roles: DESK, levels: AGENCIES },
  /** Lists as files, masked. */
  "export-list": { roles: DESK_AND_UNIT, levels: EVERYWHERE },
  "read-audit": { roles: ["admin", "approver"], levels: AGENCIES },
  "manage-staff": { roles: ["admin"], levels: AGENCIES },
} as const satisfies Record<string, Permission>;
export type Command = keyof typeof COMMANDS;

/** Whether a role at a level may do it, to whoever is in their sight. */
export function mayDo(command: Command, role: WorkRole, level: WorkLevel): boolean {
  const { roles, levels }: Permission = COMMANDS[command];
  return roles.includes(role) && levels.includes(level);
}

/** The commands of a role at a level, in the order of the table. */
export function permittedCommands(role: WorkRole, level: WorkLevel): readonly Command[] {
  return (Object.keys(COMMANDS) as Command[]).filter((command) => mayDo(command, role, level));
}
