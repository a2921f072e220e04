// Loads cases for a step, locked until the transaction ends, and saves what the steps made of them:
// one round trip each for any number of cases. A case out of the viewer's sight does not exist.

import type { ClientBase } from "pg";

import type {
  BenefitKind,
  BenefitStatus,
  CaseFile,
  CertificationWindow,
  ClockHold,
  Day,
  Grant,
  Incapacity,
  Insurance,
  Pack,
  PersonData,
  Relationship,
  SignKind,
  Start,
  StoredCaseFile,
} from "@lingdai/policy";
import { findPack, formatDay, restoreCaseFile, untouchedCaseFile } from "@lingdai/policy";

import type { BeneficiaryId } from "../database/ids.ts";
import type { CaseWrites, Projection } from "./case-writes.ts";

/** A person's case under one policy, as a step finds it. */
export interface LoadedCase {
  readonly beneficiaryId: BeneficiaryId;
  readonly pack: Pack;
  readonly version: number;
  readonly nextDueOn: Day | undefined;
  readonly file: CaseFile;
  /** What the file would be had nothing happened: only what differs from it is saved. */
  readonly untouched: CaseFile;
  /** Whether somebody decided something today: what is observed now then has a place after it. */
  readonly hasEventToday: boolean;
  readonly entitlements: readonly LoadedEntitlement[];
}

export interface LoadedEntitlement {
  /** Its number among all entitlements of the person; its place in the file is its index. */
  readonly number: number;
  readonly unitCode: string | undefined;
  readonly payDivision: string;
  readonly shown: Projection;
}

type Nullable<Row> = { readonly [Key in keyof Row]: Row[Key] | null };

interface EntitlementRow
  extends
    Nullable<Omit<Projection, "status" | "basis" | "decidedBy" | "isLocked">>,
    Pick<Projection, "status" | "basis" | "decidedBy" | "isLocked"> {
  readonly number: number;
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
  readonly since: Day;
  readonly unitCode: string | null;
  readonly payDivision: string;
  readonly relationship: Relationship | null;
  readonly incapacity: Incapacity | null;
  readonly lastCertifiedOn: Day | null;
  readonly lastCertifiedBy: SignKind | null;
  readonly refutedOn: Day | null;
  readonly openingStatus: BenefitStatus;
}

interface CaseRow {
  readonly beneficiaryId: BeneficiaryId;
  readonly policy: string;
  readonly version: number;
  readonly openedOn: Day;
  readonly nextDueOn: Day | null;
  readonly start: Start | null;
  readonly file: StoredCaseFile | null;
  readonly hasEventToday: boolean;
  readonly person: Omit<PersonData, "birthDate"> & { readonly birthDate: Day | null };
  readonly entitlements: readonly EntitlementRow[] | null;
  readonly windows: readonly Nullable<CertificationWindow>[];
  readonly holds: readonly (Omit<ClockHold, "until"> & { readonly until: Day | null })[];
}

/** The cases of these people, locked, in the order of their keys. */
export async function loadCases(
  session: ClientBase,
  people: readonly BeneficiaryId[],
  day: Day,
): Promise<readonly LoadedCase[]> {
  const { rows } = await session.query<CaseRow>(`SELECT * FROM cases_for_step($1, $2)`, [
    people,
    day,
  ]);
  return rows.map(caseOf);
}

/** Saves the steps of loaded cases; another version than the loaded one refuses the whole. */
export async function saveCases(session: ClientBase, writes: CaseWrites): Promise<void> {
  await session.query(`SELECT save_cases($1)`, [JSON.stringify(writes)]);
  if (writes.displays.length === 0) return;
  await session.query(`SELECT save_displays($1)`, [JSON.stringify(writes.displays)]);
}

/**
 * People whose cases are due on that day or before, locked, skipping whom another run has in hand.
 * The person's row is what is locked first everywhere, so no two steps wait for each other.
 * Served by index case_file_due.
 */
export async function takeDuePeople(
  session: ClientBase,
  day: Day,
  peopleMax: number,
  except: readonly BeneficiaryId[] = [],
): Promise<readonly BeneficiaryId[]> {
  const { rows } = await session.query<{ readonly id: BeneficiaryId }>(
    `SELECT person.beneficiary_id AS id
     FROM case_file JOIN beneficiary AS person USING (beneficiary_id)
     WHERE next_due_on <= $1 AND beneficiary_id <> ALL ($3)
     ORDER BY next_due_on, beneficiary_id LIMIT $2 FOR NO KEY UPDATE OF person SKIP LOCKED`,
    [formatDay(day), peopleMax, except],
  );
  return [...new Set(rows.map(({ id }) => id))];
}

/** Whether anybody is due still, in another run's hands included. */
export async function isAnybodyDue(
  session: ClientBase,
  day: Day,
  except: readonly BeneficiaryId[] = [],
): Promise<boolean> {
  const { rows } = await session.query<{ readonly due: boolean }>(
    `SELECT EXISTS (SELECT FROM case_file
       WHERE next_due_on <= $1 AND beneficiary_id <> ALL ($2)) AS due`,
    [formatDay(day), except],
  );
  return rows[0]?.due ?? false;
}

function caseOf(row: CaseRow): LoadedCase {
  const pack = findPack(row.policy);
  if (pack === undefined) throw new RangeError(`no such policy: ${row.policy}`);
  const rows = row.entitlements ?? [];
  const untouched: CaseFile = {
    ...untouchedCaseFile(
      pack,
      { ...row.person, birthDate: row.person.birthDate ?? undefined },
      rows.map(grantOf),
      row.openedOn,
      row.start ?? "running",
    ),
    windows: row.windows.map((window) => absent(window) as CertificationWindow),
    holds: row.holds.map((hold) => absent(hold) as ClockHold),
  };
  return {
    beneficiaryId: Number(row.beneficiaryId) as BeneficiaryId,
    pack,
    version: row.version,
    nextDueOn: row.nextDueOn ?? undefined,
    file: restoreCaseFile(row.file, untouched),
    untouched,
    hasEventToday: row.hasEventToday,
    entitlements: rows.map((each) => ({
      number: each.number,
      unitCode: each.unitCode ?? undefined,
      payDivision: each.payDivision,
      shown: shownOf(each),
    })),
  };
}

function grantOf(row: EntitlementRow): Grant {
  const { insurance, kind, since, lastCertifiedOn: on, lastCertifiedBy: by } = row;
  return {
    insurance,
    kind,
    since,
    hasUnit: row.unitCode !== null,
    relationship: row.relationship ?? undefined,
    incapacity: row.incapacity ?? undefined,
    lastCertified: on === null ? undefined : { on, by: by ?? undefined },
    refutedOn: row.refutedOn ?? undefined,
    openingStatus: row.openingStatus === "paying" ? undefined : row.openingStatus,
  };
}

function shownOf(row: EntitlementRow): Projection {
  return {
    status: row.status,
    stopReason: row.stopReason ?? undefined,
    statusSince: row.statusSince ?? undefined,
    conclusion: row.conclusion ?? undefined,
    pendingReason: row.pendingReason ?? undefined,
    anchorOn: row.anchorOn ?? undefined,
    anchorBy: row.anchorBy ?? undefined,
    anchorSource: row.anchorSource ?? undefined,
    deadline: row.deadline ?? undefined,
    basis: row.basis,
    decidedBy: row.decidedBy,
    isLocked: row.isLocked,
  };
}

/** What JSON calls null is absent. */
function absent(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
