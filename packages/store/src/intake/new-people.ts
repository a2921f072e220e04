// People who were not in the record before: themselves, what they are paid, and their case files just
// opened, many at a time. Staged by COPY and inserted from there, since COPY itself does not pass
// row-level security; into an empty record straight by COPY (`FirstLoad`). Knows no files and no rules.

import type { ClientBase } from "pg";

import type {
  BenefitKind,
  BenefitStatus,
  Day,
  Incapacity,
  Insurance,
  Relationship,
  SignKind,
} from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";

import type { CopyCell } from "./copy-in.ts";
import { arrayText, copyRows } from "./copy-in.ts";

export interface NewPerson {
  readonly documentKey: Buffer;
  readonly nameKeys: readonly Buffer[];
  readonly sealed: Buffer;
  readonly sex?: string | undefined;
  readonly birthDate?: Day | undefined;
  readonly hasPhone: boolean;
  readonly hasHousehold: boolean;
  readonly hasResidence: boolean;
  readonly householdDivision?: string | undefined;
  readonly residenceDivision?: string | undefined;
  readonly entitlements: readonly NewEntitlement[];
  readonly caseFiles: readonly NewCaseFile[];
}

/** What a roster row grants, and where it stands on the day of the import. */
export interface NewEntitlement {
  readonly policy?: string | undefined;
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
  readonly since: Day;
  readonly monthlyAmount?: string | undefined;
  readonly unitCode?: string | undefined;
  readonly payDivision: string;
  readonly relationship?: Relationship | undefined;
  readonly incapacity?: Incapacity | undefined;
  readonly lastCertifiedOn?: Day | undefined;
  readonly lastCertifiedBy?: SignKind | undefined;
  readonly refutedOn?: Day | undefined;
  readonly status: BenefitStatus;
  readonly stopReason?: string | undefined;
  readonly statusSince?: Day | undefined;
  readonly conclusion?: string | undefined;
  readonly pendingReason?: string | undefined;
  readonly anchorOn?: Day | undefined;
  readonly anchorBy?: string | undefined;
  readonly anchorSource?: string | undefined;
  readonly deadline?: Day | undefined;
  readonly basis: readonly string[];
  readonly decidedBy: readonly string[];
  readonly decidedOn?: Day | undefined;
}

export interface NewCaseFile {
  readonly policy: string;
  readonly openedOn: Day;
  readonly nextDueOn?: Day | undefined;
}

/** The columns of each table in the order in which the rows below give them. */
export const ENTITLEMENT_COLUMNS = `beneficiary_id, number, policy, insurance, kind, since,
  monthly_amount, unit_code, pay_division, residence_division, relationship, incapacity,
  last_certified_on, last_certified_by, refuted_on, opening_status, status, stop_reason,
  status_since, conclusion, pending_reason, anchor_on, anchor_by, anchor_source, deadline, basis,
  decided_by, decided_on`;
const TABLES = [
  [
    "beneficiary",
    `beneficiary_id, document_key, name_keys, sealed, sex, birth_date, has_phone,
      has_household, has_residence, household_division, residence_division`,
  ],
  ["entitlement", ENTITLEMENT_COLUMNS],
  ["case_file", `beneficiary_id, policy, opened_on, next_due_on`],
] as const;
type Table = (typeof TABLES)[number][0];

/** Makes the staging tables of this connection; emptied whenever a transaction ends. */
export async function makeRosterStaging(session: ClientBase): Promise<void> {
  for (const [table, columns] of TABLES) {
    await session.query(`CREATE TEMPORARY TABLE new_${table} ON COMMIT DELETE ROWS AS
      SELECT ${columns} FROM ${table} WITH NO DATA`);
  }
}

/** Adds people in one transaction of the caller's; resolves with their numbers, in their order. */
export async function addPeople(
  session: ClientBase,
  people: readonly NewPerson[],
): Promise<readonly number[]> {
  if (people.length === 0) return [];
  const ids = await reserveNumbers(session, people.length);
  const rows = rowsOf(people, ids);
  for (const [table, columns] of TABLES) {
    await copyRows(session, `new_${table} (${columns})`, rows[table]);
    await session.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM new_${table}`);
  }
  return ids;
}

/**
 * Everybody into a record in which nobody is, in one transaction of the caller's: without indexes and
 * counts on the way (0019-first-load.sql), which `finish` brings back. Nobody else looks meanwhile.
 */
export class FirstLoad {
  readonly #session: ClientBase;
  #nextId: number;

  private constructor(session: ClientBase, nextId: number) {
    this.#session = session;
    this.#nextId = nextId;
  }

  /** Undefined where somebody is in the record: nothing is changed then. */
  static async begin(session: ClientBase): Promise<FirstLoad | undefined> {
    const { rows } = await session.query<{ nextId: number | null }>(
      `SELECT begin_first_load() AS "nextId"`,
    );
    const nextId = rows[0]?.nextId ?? undefined;
    return nextId === undefined ? undefined : new FirstLoad(session, nextId);
  }

  async add(people: readonly NewPerson[]): Promise<void> {
    const first = this.#nextId;
    this.#nextId += people.length;
    const rows = rowsOf(
      people,
      people.map((_, at) => first + at),
    );
    for (const [table, columns] of TABLES) {
      // Frozen: whoever reads these rows first need not ask again whether they were committed.
      await copyRows(this.#session, `${table} (${columns})`, rows[table], "FREEZE");
    }
  }

  async finish(): Promise<void> {
    await this.#session.query("SELECT finish_first_load()");
  }
}

type Rows = Record<Table, (readonly CopyCell[])[]>;

function rowsOf(people: readonly NewPerson[], ids: readonly number[]): Rows {
  const rows: Rows = { beneficiary: [], entitlement: [], case_file: [] };
  for (const [at, person] of people.entries()) {
    const id = ids[at];
    rows.beneficiary.push(beneficiaryRow(id, person));
    for (const [number, entitlement] of person.entitlements.entries()) {
      rows.entitlement.push(entitlementRow(id, number, person.residenceDivision, entitlement));
    }
    for (const { policy, openedOn, nextDueOn } of person.caseFiles) {
      rows.case_file.push([id, policy, dayCell(openedOn), dayCell(nextDueOn)]);
    }
  }
  return rows;
}

async function reserveNumbers(session: ClientBase, count: number): Promise<readonly number[]> {
  const { rows } = await session.query<{ id: number }>(
    `SELECT nextval('beneficiary_beneficiary_id_seq') AS id FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ id }) => id);
}

function beneficiaryRow(id: number | undefined, person: NewPerson): readonly CopyCell[] {
  return [
    id,
    person.documentKey,
    arrayText(person.nameKeys),
    person.sealed,
    person.sex,
    dayCell(person.birthDate),
    flag(person.hasPhone),
    flag(person.hasHousehold),
    flag(person.hasResidence),
    person.householdDivision,
    person.residenceDivision,
  ];
}

/** One entitlement as its table takes it. */
export function entitlementRow(
  beneficiaryId: number | undefined,
  number: number,
  residenceDivision: string | undefined,
  entitlement: NewEntitlement,
): readonly CopyCell[] {
  return [
    beneficiaryId,
    number,
    entitlement.policy,
    entitlement.insurance,
    entitlement.kind,
    dayCell(entitlement.since),
    entitlement.monthlyAmount,
    entitlement.unitCode,
    entitlement.payDivision,
    residenceDivision,
    entitlement.relationship,
    entitlement.incapacity,
    dayCell(entitlement.lastCertifiedOn),
    entitlement.lastCertifiedBy,
    dayCell(entitlement.refutedOn),
    entitlement.status,
    entitlement.status,
    entitlement.stopReason,
    dayCell(entitlement.statusSince),
    entitlement.conclusion,
    entitlement.pendingReason,
    dayCell(entitlement.anchorOn),
    entitlement.anchorBy,
    entitlement.anchorSource,
    dayCell(entitlement.deadline),
    arrayText(entitlement.basis),
    arrayText(entitlement.decidedBy),
    dayCell(entitlement.decidedOn),
  ];
}

function flag(holds: boolean): string {
  return holds ? "t" : "f";
}

function dayCell(day: Day | undefined): string | undefined {
  return day === undefined ? undefined : formatDay(day);
}
