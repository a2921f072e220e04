// People of a roster who are new to the record: sealed, indexed, and with their cases opened as of the
// day of the import. Everything that costs time is done before the database is asked to wait.

import type { RosterLine, RosterPerson } from "@lingdai/matching";
import type { Day, Grant } from "@lingdai/policy";
import type { IntakeSession, NewCaseFile, NewEntitlement, NewPerson, Sealer } from "@lingdai/store";
import { addPeople } from "@lingdai/store";

import type { BlindKeys } from "./blind-keys.ts";
import type { Region, Regions } from "./regions.ts";
import type { RosterFacts } from "./roster-person.ts";
import { amountOf, factsAbout, grantOf, payDivisionOf, unitOf } from "./roster-person.ts";

/** By which rules, and as of which day, cases are opened. */
export interface Opening {
  readonly regions: Regions;
  readonly day: Day;
}

export interface Newcomers extends Opening {
  readonly sealer: Pick<Sealer, "seal">;
  readonly keys: BlindKeys;
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
    sealed: newcomers.sealer.seal(personal),
    entitlements: person.lines.map((line) => entitlementFrom(line, facts, newcomers)),
    caseFiles: caseFilesFor(person, facts, newcomers),
  };
}

/** What a row grants, and where it stands on the day of the import. */
export function entitlementFrom(
  line: RosterLine,
  facts: RosterFacts,
  newcomers: Opening,
): NewEntitlement {
  const { entry } = line;
  const payDivision = payDivisionOf(line, facts);
  const region = newcomers.regions.regionOf(payDivision);
  const { standing } = openingOf(grantOf(line), facts.birthDate, region, newcomers);
  return {
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
    ...standing,
  };
}

type Standing = Pick<
  NewEntitlement,
  | "policy"
  | "conclusion"
  | "pendingReason"
  | "anchorOn"
  | "anchorBy"
  | "anchorSource"
  | "deadline"
  | "basis"
  | "decidedBy"
  | "decidedOn"
>;

/** Where an entitlement stands when its case is opened, and the case; no case where no region pays. */
export function openingOf(
  grant: Grant,
  birthDate: Day | undefined,
  region: Region | undefined,
  { regions, day }: Opening,
): { readonly standing: Standing; readonly caseFile: NewCaseFile | undefined } {
  if (region === undefined) return { standing: NOWHERE, caseFile: undefined };
  const policy = region.pack.id;
  const { openedOn, standings } = regions.openingOn(region, day);
  const { standing, nextDueOn } = standings.of(grant, birthDate);
  return {
    standing: {
      policy,
      conclusion: standing?.conclusion,
      pendingReason: standing?.pendingReason,
      anchorOn: standing?.anchorOn,
      anchorBy: standing?.anchorBy,
      anchorSource: standing?.anchorSource,
      deadline: standing?.deadline,
      basis: standing?.basis ?? [],
      decidedBy: standing?.decidedBy ?? [],
      decidedOn: standing === undefined ? undefined : openedOn,
    },
    caseFile: { policy, openedOn, nextDueOn },
  };
}

const NOWHERE: Standing = { basis: [], decidedBy: [] };

/** A case a policy, due when the first of its entitlements is. */
export function caseFilesFor(
  { lines }: RosterPerson,
  facts: RosterFacts,
  newcomers: Opening,
): readonly NewCaseFile[] {
  const caseFiles = new Map<string, NewCaseFile>();
  for (const line of lines) {
    const region = newcomers.regions.regionOf(payDivisionOf(line, facts));
    const { caseFile } = openingOf(grantOf(line), facts.birthDate, region, newcomers);
    if (caseFile === undefined) continue;
    const known = caseFiles.get(caseFile.policy)?.nextDueOn;
    const soonest = Math.min(known ?? Infinity, caseFile.nextDueOn ?? Infinity);
    caseFiles.set(caseFile.policy, {
      ...caseFile,
      nextDueOn: Number.isFinite(soonest) ? soonest : undefined,
    });
  }
  return [...caseFiles.values()];
}

function uniqueKeys(keys: readonly Buffer[]): readonly Buffer[] {
  return keys.filter((key, at) => keys.findIndex((other) => other.equals(key)) === at);
}
