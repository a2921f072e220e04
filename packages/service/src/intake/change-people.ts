// People of a roster whom the record knows: what differs is changed, in the record and in their cases.
// Reading: a roster says what was granted and how to reach somebody; whether payment is held is the
// record's to say, and `terminated` asks for the termination that three people must sign (D8). A
// benefit that a roster does not name goes on: a file of one county knows nothing of another's. The
// policy of a benefit stays the one that it came in under. While a death locks a file nothing of it is
// edited (SC 36, D11). A roster says that something changed, not when: its day counts as the day of the
// change and of its report (WH 6), which is never late.

import { foldName } from "@lingdai/matching";
import type { Grant, PersonData } from "@lingdai/policy";
import { addWorkingDays, isSameValue } from "@lingdai/policy";
import type {
  ChangedPerson,
  IntakeSession,
  Keyring,
  KnownEntitlement,
  KnownPerson,
  LoadedCase,
  LoadedEntitlement,
  NewEntitlement,
  PersonalData,
} from "@lingdai/store";
import {
  addReportedChanges,
  beneficiaryIdOf,
  changePerson,
  loadCases,
  saveCases,
} from "@lingdai/store";

import type { CaseStep } from "../cases/step-case.ts";
import { stepBeginner } from "../cases/step-cases.ts";
import { collect, noWrites } from "../cases/step-writes.ts";
import type { KeyedPerson, Newcomers } from "./add-new-people.ts";
import { caseFilesFor, entitlementFrom } from "./add-new-people.ts";
import { REPORT_WITHIN_WORKING_DAYS } from "../use-cases/change-record.ts";
import { factsAbout } from "./roster-person.ts";
import type { RosterFacts } from "./roster-person.ts";

export interface ChangeCounts {
  readonly changedPeople: number;
  readonly newEntitlements: number;
  /** Benefits whose termination the file asks for. */
  readonly endedEntitlements: number;
  /** People whose data a death locks: the file says something new about them, without effect. */
  readonly lockedPeople: number;
}

export type KnownKeyedPerson = KeyedPerson & { readonly known: KnownPerson };

/** Who opens envelopes too. */
export interface Acquaintances extends Newcomers {
  readonly keyring: Keyring;
}

interface Change {
  readonly person: ChangedPerson;
  /** Numbers of entitlements that the file calls terminated. */
  readonly ended: readonly number[];
  /** What the file says otherwise, by name. */
  readonly fields: readonly string[];
}

/** Changes whoever differs and steps their cases, in the caller's transaction. */
export async function changePeople(
  session: IntakeSession,
  people: readonly KnownKeyedPerson[],
  newcomers: Acquaintances,
): Promise<ChangeCounts> {
  const changes = people
    .map((person) => differenceOf(person, newcomers))
    .filter((change) => change !== undefined);
  const counts = { changedPeople: 0, newEntitlements: 0, endedEntitlements: 0, lockedPeople: 0 };
  if (changes.length === 0) return counts;
  const ids = changes.map(({ person }) => beneficiaryIdOf(person.beneficiaryId));
  const loaded = await loadCases(session, ids, newcomers.day);
  const casesOf = Map.groupBy(loaded, ({ beneficiaryId }) => Number(beneficiaryId));
  const begin = await stepBeginner(session, loaded, newcomers.day, () => []);
  const writes = noWrites();
  const reported: { readonly beneficiaryId: number; readonly fields: readonly string[] }[] = [];
  for (const change of changes) {
    const { person, fields } = change;
    const steps = (casesOf.get(person.beneficiaryId) ?? []).map(begin);
    if (steps.some((step) => amend(step, person) === "locked")) {
      counts.lockedPeople += 1;
      continue;
    }
    await changePerson(session, person);
    reported.push({ beneficiaryId: person.beneficiaryId, fields });
    counts.changedPeople += 1;
    counts.newEntitlements += person.added.length;
    for (const step of steps) {
      counts.endedEntitlements += askForTermination(step, change.ended);
      collect(writes, step.finish());
    }
  }
  if (writes.files.length > 0) await saveCases(session, writes);
  const { day } = newcomers;
  await addReportedChanges(session, reported, day, addWorkingDays(day, REPORT_WITHIN_WORKING_DAYS));
  return counts;
}

/** Brings one case in line with what the record says from now on. */
function amend(step: CaseStep, person: ChangedPerson): "locked" | "amended" {
  const { pack, entitlements } = step.loaded;
  const known = step.file.entitlements.map(({ grant }, at): Grant => {
    const number = entitlements[at]?.number;
    const changed = person.changed.find((each) => each.number === number);
    return changed === undefined ? grant : { ...grant, ...grantFrom(changed) };
  });
  const added = person.added.filter(({ policy }) => policy === pack.id);
  const data: PersonData = {
    birthDate: person.birthDate ?? undefined,
    hasPhone: person.hasPhone,
    hasHousehold: person.hasHousehold,
    hasResidence: person.hasResidence,
  };
  const grants = [...known, ...added.map((each) => ({ ...grantFrom(each), ...openingOf(each) }))];
  const refusal = step.amend({ person: data, grants }, added.map(loadedFrom));
  return refusal === undefined ? "amended" : "locked";
}

/** What a row of the record grants; how it was when taken over is not for a later roster to say. */
function grantFrom(row: NewEntitlement): Grant {
  const { insurance, kind, since, relationship, incapacity, lastCertifiedOn: on } = row;
  return {
    insurance,
    kind,
    since,
    relationship,
    incapacity,
    hasUnit: row.unitCode !== undefined,
    lastCertified: on === undefined ? undefined : { on, by: row.lastCertifiedBy },
  };
}

function openingOf({ status, refutedOn }: NewEntitlement): Partial<Grant> {
  return { refutedOn, openingStatus: status === "paying" ? undefined : status };
}

/** A row that is new to the record: nothing has been concluded about it. */
function loadedFrom(row: NewEntitlement & { readonly number: number }): LoadedEntitlement {
  return {
    number: row.number,
    unitCode: row.unitCode,
    payDivision: row.payDivision,
    shown: { status: row.status, basis: [], decidedBy: [], isLocked: false },
  };
}

/** Opens the applications that are not open yet; resolves with how many the rules allowed. */
function askForTermination(step: CaseStep, ended: readonly number[]): number {
  const rows: LoadedCase["entitlements"] = step.loaded.entitlements;
  const asked = ended.filter((number) => {
    const entitlement = rows.findIndex((row) => row.number === number);
    const open = step.file.entitlements[entitlement]?.applications.open;
    if (open === undefined || open.has("terminate")) return false;
    const event = {
      type: "apply",
      entitlement,
      action: "terminate",
      wasTerminated: false,
    } as const;
    return step.take(event) === undefined;
  });
  return asked.length;
}

/** What the file says anew about somebody; undefined where nothing differs. */
function differenceOf(
  { known, ...person }: KnownKeyedPerson,
  newcomers: Acquaintances,
): Change | undefined {
  const before = newcomers.keyring.unseal(known.sealed);
  const facts = factsAbout(person);
  const after = merged(before, facts);
  const rows = person.lines.map((line) => {
    const granted = entitlementFrom(line, facts, newcomers);
    const same = known.entitlements.find(
      ({ insurance, kind }) => insurance === granted.insurance && kind === granted.kind,
    );
    return { granted, same };
  });
  const nextNumber = Math.max(-1, ...known.entitlements.map(({ number }) => number)) + 1;
  const added = rows
    .filter(({ same }) => same === undefined)
    .map(({ granted }, at) => ({ ...granted, ...NOT_CONCLUDED, number: nextNumber + at }));
  const changed = rows.flatMap(({ granted, same }) =>
    same === undefined || isSameGrant(granted, same)
      ? []
      : [{ ...granted, ...certificationOf(granted, same), number: same.number }],
  );
  const ended = rows.flatMap(({ granted, same }) =>
    same !== undefined && granted.status === "terminated" && same.status !== "terminated"
      ? [same.number]
      : [],
  );
  const own = {
    sex: facts.sex ?? known.sex,
    birthDate: facts.birthDate ?? known.birthDate,
    householdDivision: facts.householdDivision ?? known.householdDivision,
    residenceDivision: facts.residenceDivision ?? known.residenceDivision,
  };
  const fields = [
    ...differing(before, after, SEALED_FIELDS),
    ...differing(known, own, ["sex", "birthDate", "householdDivision", "residenceDivision"]),
    ...(added.length + changed.length + ended.length > 0 ? ["grants"] : []),
  ];
  if (fields.length === 0) return undefined;
  return {
    ended,
    fields,
    person: {
      ...own,
      beneficiaryId: known.beneficiaryId,
      nameKeys: nameKeysOf(newcomers.keyring, after),
      sealed: newcomers.sealer.seal(after),
      hasPhone: after.phone !== undefined,
      hasHousehold: own.householdDivision !== null || after.householdAddress !== undefined,
      hasResidence: own.residenceDivision !== null,
      changed,
      added,
      caseFiles: caseFilesFor(person, facts, newcomers),
    },
  };
}

const SEALED_FIELDS = ["names", "phone", "householdAddress", "residenceAddress"] as const;

function differing<Field extends string>(
  before: Readonly<Partial<Record<Field, unknown>>>,
  after: Readonly<Partial<Record<Field, unknown>>>,
  fields: readonly Field[],
): readonly Field[] {
  return fields.filter((field) => !isSameValue(before[field], after[field]));
}

/** A benefit that is new to a known person is concluded with the rest of the case. */
const NOT_CONCLUDED = {
  conclusion: undefined,
  pendingReason: undefined,
  anchorOn: undefined,
  anchorBy: undefined,
  anchorSource: undefined,
  deadline: undefined,
  basis: [],
  decidedBy: [],
  decidedOn: undefined,
} satisfies Partial<NewEntitlement>;

/** What the roster leaves empty stays; a name that it gives is the first, earlier ones stay known. */
function merged(before: PersonalData, { personal }: RosterFacts): PersonalData {
  return { ...before, ...personal, names: [...new Set([...personal.names, ...before.names])] };
}

function nameKeysOf(keyring: Keyring, { names }: PersonalData): readonly Buffer[] {
  return [...new Set(names.map(foldName))].map((name) => keyring.nameKey(name));
}

function isSameGrant(granted: NewEntitlement, known: KnownEntitlement): boolean {
  return (
    granted.since === known.since &&
    Number(granted.monthlyAmount ?? -1) === Number(known.monthlyAmount ?? -1) &&
    (granted.unitCode ?? null) === known.unitCode &&
    granted.payDivision === known.payDivision &&
    (granted.relationship ?? null) === known.relationship &&
    (granted.incapacity ?? null) === known.incapacity &&
    !isCertifiedLater(granted, known)
  );
}

/** A roster that is behind takes no certification away. */
function certificationOf(
  granted: NewEntitlement,
  known: KnownEntitlement,
): Partial<NewEntitlement> {
  if (isCertifiedLater(granted, known)) return {};
  const { lastCertifiedOn: on, lastCertifiedBy: by } = known;
  return { lastCertifiedOn: on ?? undefined, lastCertifiedBy: by ?? undefined };
}

function isCertifiedLater(granted: NewEntitlement, known: KnownEntitlement): boolean {
  return (granted.lastCertifiedOn ?? -Infinity) > (known.lastCertifiedOn ?? -Infinity);
}
