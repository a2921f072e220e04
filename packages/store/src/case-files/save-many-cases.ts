// Saves the steps of very many cases at once: what every step writes goes by COPY and in one statement
// a table, what few of them write by the door that all steps use. Jobs only: the worker's role may
// write these tables, and the connection keeps its staging tables. Knows no rule.

import type { ClientBase } from "pg";

import { CopyBytes } from "../intake/copy-bytes.ts";
import { copyBytes } from "../intake/copy-in.ts";
import type { CaseWrites } from "./case-writes.ts";
import { saveCases } from "./cases-for-step.ts";
import type { PassedTask } from "./passed-tasks.ts";
import { tellPassedTasks } from "./passed-tasks.ts";

const MAKE = `
  CREATE TEMPORARY TABLE IF NOT EXISTS saved_file (
    beneficiary_id bigint, policy text, expected_version integer, version integer,
    next_due_on date, file jsonb
  ) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS saved_standing (
    beneficiary_id bigint, number smallint, status text, stop_reason text, status_since date,
    conclusion text, pending_reason text, anchor_on date, anchor_by text, anchor_source text,
    deadline date, basis text[], decided_by text[], decided_on date, is_locked boolean
  ) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS saved_conclusion (
    beneficiary_id bigint, number smallint, decided_on date, conclusion text, pending_reason text,
    deadline date, anchor_on date, basis text[], decided_by text[]
  ) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS saved_task (
    place integer, beneficiary_id bigint, number smallint, reason text, body text, opened_on date,
    due_on date, closed_on date, outcome text
  ) ON COMMIT DELETE ROWS`;

const FILES = `
  UPDATE case_file
  SET file = saved.file, next_due_on = saved.next_due_on, version = saved.version
  FROM saved_file AS saved
  WHERE case_file.beneficiary_id = saved.beneficiary_id AND case_file.policy = saved.policy
    AND case_file.version = saved.expected_version`;

const STANDINGS = `
  UPDATE entitlement
  SET status = saved.status, stop_reason = saved.stop_reason, status_since = saved.status_since,
    conclusion = saved.conclusion, pending_reason = saved.pending_reason,
    anchor_on = saved.anchor_on, anchor_by = saved.anchor_by, anchor_source = saved.anchor_source,
    deadline = saved.deadline, basis = saved.basis, decided_by = saved.decided_by,
    decided_on = saved.decided_on, is_locked = saved.is_locked
  FROM saved_standing AS saved
  WHERE entitlement.beneficiary_id = saved.beneficiary_id AND entitlement.number = saved.number`;

const CONCLUSIONS = `
  INSERT INTO conclusion_history (beneficiary_id, number, decided_on, conclusion, pending_reason,
    deadline, anchor_on, basis, decided_by)
  SELECT beneficiary_id, number, decided_on, conclusion, pending_reason, deadline, anchor_on, basis,
    decided_by
  FROM saved_conclusion`;

const PASSED_TASKS = `
  INSERT INTO verification_task (beneficiary_id, number, reason, body, opened_on, due_on, closed_on,
    outcome, pay_division, residence_division, unit_code)
  SELECT beneficiary_id, number, reason, body, opened_on, due_on, closed_on, outcome, pay_division,
    residence_division, unit_code
  FROM saved_task JOIN entitlement USING (beneficiary_id, number) ORDER BY place`;

/** What `saveCases` saves; another version than the loaded one refuses the whole. */
export async function saveManyCases(session: ClientBase, writes: CaseWrites): Promise<void> {
  const { files, entitlements, conclusions, tasks, ...others } = writes;
  const { passed, left } = tellPassedTasks(tasks);
  await session.query(MAKE);
  await copyBytes(session, "saved_file", bytesOfFiles(writes));
  const { rowCount } = await session.query(FILES);
  if (rowCount !== files.length) throw new StaleCase();
  if (entitlements.length > 0) {
    await copyBytes(session, "saved_standing", bytesOfStandings(writes));
    await session.query(STANDINGS);
  }
  if (conclusions.length > 0) {
    await copyBytes(session, "saved_conclusion", bytesOfConclusions(writes));
    await session.query(CONCLUSIONS);
  }
  if (passed.length > 0) {
    await copyBytes(session, "saved_task", bytesOfTasks(passed));
    await session.query(PASSED_TASKS);
  }
  const rest = { ...others, tasks: left };
  if (Object.values(rest).every((rows) => rows.length === 0)) return;
  await saveCases(session, { files: [], entitlements: [], conclusions: [], ...rest });
}

/** Somebody else has stepped one of the cases since it was loaded. */
class StaleCase extends Error {
  /** As the database says it: whoever tries again may succeed. */
  readonly code = "40001";

  constructor() {
    super("stale case version");
    this.name = "StaleCase";
  }
}

function bytesOfFiles({ files }: CaseWrites): Uint8Array {
  const row = new CopyBytes();
  for (const each of files) {
    row.row(6);
    row.bigint(each.beneficiaryId);
    row.text(each.policy);
    row.integer(each.expectedVersion);
    row.integer(each.version);
    row.day(each.nextDueOn);
    row.json(each.file);
  }
  return row.take();
}

function bytesOfStandings({ entitlements }: CaseWrites): Uint8Array {
  const row = new CopyBytes();
  for (const each of entitlements) {
    row.row(15);
    row.bigint(each.beneficiaryId);
    row.smallint(each.number);
    row.text(each.status);
    row.text(each.stopReason);
    row.day(each.statusSince);
    row.text(each.conclusion);
    row.text(each.pendingReason);
    row.day(each.anchorOn);
    row.text(each.anchorBy);
    row.text(each.anchorSource);
    row.day(each.deadline);
    row.texts(each.basis);
    row.texts(each.decidedBy);
    row.day(each.decidedOn);
    row.flag(each.isLocked);
  }
  return row.take();
}

function bytesOfConclusions({ conclusions }: CaseWrites): Uint8Array {
  const row = new CopyBytes();
  for (const each of conclusions) {
    row.row(9);
    row.bigint(each.beneficiaryId);
    row.smallint(each.number);
    row.day(each.decidedOn);
    row.text(each.conclusion);
    row.text(each.pendingReason);
    row.day(each.deadline);
    row.day(each.anchorOn);
    row.texts(each.basis);
    row.texts(each.decidedBy);
  }
  return row.take();
}

function bytesOfTasks(tasks: readonly PassedTask[]): Uint8Array {
  const row = new CopyBytes();
  for (const [place, each] of tasks.entries()) {
    row.row(9);
    row.integer(place);
    row.bigint(each.beneficiaryId);
    row.smallint(each.number);
    row.text(each.reason);
    row.text(each.body);
    row.day(each.openedOn);
    row.day(each.dueOn);
    row.day(each.closedOn);
    row.text(each.outcome);
  }
  return row.take();
}
