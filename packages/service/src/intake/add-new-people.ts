// People of a roster who are new to the record: sealed, indexed, and with their cases opened as of the
// day of the import. Everything that costs time is done before the database is asked to wait.

import type { RosterLine, RosterPerson } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import type {
  IntakeSession,
  Keyring,
  NewCaseFile,
  NewEntitlement,
  NewPerson,
} from "@lingdai/store";
import { addPeople } from "@lingdai/store";

import type { BlindKeys } from "./blind-keys.ts";
import type { Regions } from "./regions.ts";
import type { RosterFacts } from "./roster-person.ts";
import { amountOf, factsAbout, grantOf, payDivisionOf, unitOf } from "./roster-person.ts";

export interface Newcomers {
  readonly keyring: Keyring;
  readonly keys: BlindKeys;
  readonly regions: Regions;
  readonly day: Day;
}

export type KeyedPerson = RosterPerson & { readonly documentKey: Buffer };

export async function addNewPeople(
  session: IntakeSession,
  people: readonly KeyedPerson[],
  newcomers: Newcomers,
): Promise<void> {
  await addPeople(
    session,
    people.map((person) => newPersonFrom(person, newcomers)),
  );
}

/** A person as the record keeps them from the day of the import on. */
export function newPersonFrom(person: KeyedPerson, newcomers: Newcomers): NewPerson {
  const facts = factsAbout(person);
  const { personal, ...known } = facts;
  return {
    ...known,
    documentKey: person.documentKey,
    nameKeys: uniqueKeys(personal.names.map((name) => newcomers.keys.nameKey(name))),
    sealed: newcomers.keyring.seal(personal),
    entitlements: person.lines.map((line) => entitlementFrom(line, facts, newcomers)),
    caseFiles: caseFilesFor(person, facts, newcomers),
  };
}

/** What a row grants, and where it stands on the day of the import. */
export function entitlementFrom(
  line: RosterLine,
  facts: RosterFacts,
  { regions, day }: Newcomers,
): NewEntitlement {
  const { entry } = line;
  const payDivision = payDivisionOf(line, facts);
  const region = regions.regionOf(payDivision);
  const granted = {
    insurance: entry.insurance,
    kind: entry.kind,
    since: entry.since,
    monthlyAmount: amountOf(line),
    unitCode: unitOf(line)?.code,
    payDivision,
    relationship: entry.relationship,
    incapacity: entry.incapacity,
    lastCertifiedOn: entry.lastCertifiedOn,
    lastCertifiedBy: entry.lastCertifiedBy,
    refutedOn: entry.refutedOn,
    status: entry.status,
  };
  if (region === undefined) return { ...granted, basis: [], decidedBy: [] };
  const { openedOn, standings } = regions.openingOn(region, day);
  const { standing } = standings.of(grantOf(line), facts.birthDate);
  return {
    ...granted,
    policy: region.pack.id,
    conclusion: standing?.conclusion,
    pendingReason: standing?.pendingReason,
    anchorOn: standing?.anchorOn,
    anchorBy: standing?.anchorBy,
    anchorSource: standing?.anchorSource,
    deadline: standing?.deadline,
    basis: standing?.basis ?? [],
    decidedBy: standing?.decidedBy ?? [],
    decidedOn: standing === undefined ? undefined : openedOn,
  };
}

/** A case a policy, due when the first of its entitlements is. */
export function caseFilesFor(
  { lines }: RosterPerson,
  facts: RosterFacts,
  { regions, day }: Newcomers,
): readonly NewCaseFile[] {
  const caseFiles = new Map<string, NewCaseFile>();
  for (const line of lines) {
    const region = regions.regionOf(payDivisionOf(line, facts));
    if (region === undefined) continue;
    const policy = region.pack.id;
    const { openedOn, standings } = regions.openingOn(region, day);
    const { nextDueOn } = standings.of(grantOf(line), facts.birthDate);
    const known = caseFiles.get(policy)?.nextDueOn;
    const soonest = Math.min(known ?? Infinity, nextDueOn ?? Infinity);
    caseFiles.set(policy, {
      policy,
      openedOn,
      nextDueOn: Number.isFinite(soonest) ? soonest : undefined,
    });
  }
  return [...caseFiles.values()];
}

function uniqueKeys(keys: readonly Buffer[]): readonly Buffer[] {
  return keys.filter((key, at) => keys.findIndex((other) => other.equals(key)) === at);
}
