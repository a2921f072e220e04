// Forms filled in from the record: masked, or in full for a reason that somebody gives, in which case
// everybody on the form stands in the audit. Within sight; it knows neither PDF nor workbook.

import { dayOf } from "@lingdai/policy";
import type { BeneficiaryId, PersonalData, Transaction } from "@lingdai/store";
import {
  appendAudit,
  findNoticeFacts,
  findUnit,
  listPeopleOfUnit,
  listTasksOfUnit,
  unmaskPeople,
} from "@lingdai/store";

import { confirmationForm } from "../forms/confirmation-form.ts";
import { isLetterNotice, noticeLetter } from "../forms/notice-letter.ts";
import type { PersonOnForm } from "../forms/person-on-form.ts";
import { inFull, masked } from "../forms/person-on-form.ts";
import type { Letter, TableForm } from "../forms/printed-form.ts";
import { isRegisteredOutside, registrationForm } from "../forms/registration-form.ts";
import { asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

/** The notice whose annexes these forms are. */
const ANNEXES_OF = "shanxi-2018";
const BATCH = 500;

interface Showing {
  /** Why the form must carry numbers and names in full; absent: it is masked. */
  readonly reason?: string | undefined;
}

interface FillingForUnit extends Showing {
  readonly unitCode: string;
  /** More rows than these are refused `too-many-rows`. */
  readonly rowsMax: number;
}

export interface FillingConfirmation extends FillingForUnit {
  readonly year: number;
}

/** SX annex 1: whom the unit was asked to verify in that year. */
export async function fillConfirmationForm(
  desk: Desk,
  actor: Actor,
  { unitCode, year, rowsMax, reason }: FillingConfirmation,
): Promise<TableForm> {
  const form = "SX A1";
  return await filling(desk, actor, { form, unitCode, year }, async (tx) => {
    const rows = await listTasksOfUnit(tx, {
      unitCode,
      policy: ANNEXES_OF,
      from: dayOf(year, 1, 1),
      to: dayOf(year, 12, 31),
      limit: rowsMax + 1,
    });
    if (rows.length > rowsMax) throw new RefusalError("too-many-rows");
    const unit = await unitInSight(tx, actor, unitCode, rows.length);
    const people = await showPeople(desk, tx, rows, { form, reason });
    return confirmationForm(unit, year, people);
  });
}

/** SX annex 2: those of the unit who are registered outside the province. */
export async function fillRegistrationForm(
  desk: Desk,
  actor: Actor,
  { unitCode, rowsMax, reason }: FillingForUnit,
): Promise<TableForm> {
  const form = "SX A2";
  const { keyring } = desk.database;
  return await filling(desk, actor, { form, unitCode }, async (tx) => {
    const outside: Awaited<ReturnType<typeof listPeopleOfUnit>>[number][] = [];
    for (let after = 0; ;) {
      const limit = BATCH;
      const rows = await listPeopleOfUnit(tx, { unitCode, policy: ANNEXES_OF, after, limit });
      outside.push(...rows.filter((row) => isRegisteredOutside(row, keyring.unseal(row.sealed))));
      if (outside.length > rowsMax) throw new RefusalError("too-many-rows");
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) break;
      after = last.beneficiaryId;
    }
    const unit = await unitInSight(tx, actor, unitCode, outside.length);
    return registrationForm(unit, await showPeople(desk, tx, outside, { form, reason }));
  });
}

export interface FillingLetter extends Showing {
  readonly noticeId: number;
}

/** The letter of a suspension, a stop or a resumption; other notices are `not-found`. */
export async function fillNoticeLetter(
  desk: Desk,
  actor: Actor,
  { noticeId, reason }: FillingLetter,
): Promise<Letter> {
  return await filling(desk, actor, { form: "notice", noticeId }, async (tx) => {
    const facts = await findNoticeFacts(tx, noticeId);
    if (facts === undefined || !isLetterNotice(facts.notice)) throw new RefusalError("not-found");
    const form = facts.notice;
    const [shown] = await showPeople(desk, tx, [facts], { form, reason });
    if (shown === undefined) throw new RefusalError("not-found");
    await appendAudit(tx, [
      { action: "print-letter", beneficiaryId: facts.beneficiaryId, detail: { noticeId } },
    ]);
    return noticeLetter(facts.notice, facts, shown.person);
  });
}

/** A form is a way of taking a list along; whoever may not export fills none in. */
async function filling<Form extends TableForm | Letter>(
  desk: Desk,
  actor: Actor,
  detail: Readonly<Record<string, unknown>>,
  fill: (tx: Transaction) => Promise<Form>,
): Promise<Form> {
  return await asAttempt(desk, actor, { action: "export-list", detail }, async (tx) => {
    const form = await fill(tx);
    const rows = form.sort === "table" ? form.rows.length : 1;
    await appendAudit(tx, [{ action: "fill-form", detail: { ...detail, rows } }]);
    return form;
  });
}

/** A unit is a public fact; a form of one is made where people of it are in sight, or it is one's own. */
async function unitInSight(tx: Transaction, actor: Actor, unitCode: string, rows: number) {
  const unit = await findUnit(tx, unitCode);
  const { level, place } = actor;
  const isOwn = level === "unit" ? unitCode === place : unit?.division?.startsWith(place) === true;
  if (unit === undefined || (rows === 0 && !isOwn)) throw new RefusalError("not-found");
  return { unitCode, unitName: unit.name };
}

interface SealedRow {
  readonly beneficiaryId: BeneficiaryId;
  readonly sealed: Buffer;
}

async function showPeople<Row extends SealedRow>(
  { database: { keyring } }: Desk,
  tx: Transaction,
  rows: readonly Row[],
  { form, reason }: Showing & { readonly form: string },
): Promise<readonly { readonly row: Row; readonly person: PersonOnForm }[]> {
  if (reason === undefined) {
    return rows.map((row) => ({ row, person: masked(keyring.unseal(row.sealed)) }));
  }
  const people: PersonalData[] = [];
  for (let at = 0; at < rows.length; at += BATCH) {
    const some = await unmaskPeople(tx, keyring, rows.slice(at, at + BATCH), { reason, form });
    if (some === "no-reason") throw new RefusalError("reason-needed");
    people.push(...some);
  }
  return rows.flatMap((row, at) => {
    const person = people[at];
    return person === undefined ? [] : [{ row, person: inFull(person) }];
  });
}
