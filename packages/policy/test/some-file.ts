// Builders of facts, grants and case files with valid defaults: a test states only what it is
// about. Nobody in them exists.

import { openCaseFile } from "../src/case/case-file.ts";
import type { CaseFile, Grant, PersonData } from "../src/case/case-file.ts";
import { dayAt } from "../src/civil-date.ts";
import type { EntitlementFacts } from "../src/facts.ts";
import type { Pack } from "../src/pack.ts";
import { findPack } from "../src/packs/index.ts";
import { coveredGrants } from "./some-facts.ts";

/** A shipped pack; a name that no pack has is a defect of the test. */
export function getPack(id: string): Pack {
  const pack = findPack(id);
  if (pack === undefined) throw new RangeError(`no such pack: ${id}`);
  return pack;
}

export function aPerson(person: Partial<PersonData> = {}): PersonData {
  return {
    birthDate: dayAt("1950-03-07"),
    hasPhone: true,
    hasHousehold: true,
    hasResidence: true,
    ...person,
  };
}

/** An entitlement of the first sort that the pack covers, paid since 2015, by a unit. */
export function aGrant(pack: Pack, grant: Partial<Grant> = {}): Grant {
  const [first] = coveredGrants(pack);
  if (first === undefined) throw new RangeError(`${pack.id} covers nothing`);
  const [insurance, kind] = first;
  return { insurance, kind, since: dayAt("2015-03-20"), hasUnit: true, ...grant };
}

/** A file opened on that day for one person with one entitlement. */
export function aCaseFile(
  pack: Pack,
  openedOn: string,
  given: { readonly person?: Partial<PersonData>; readonly grant?: Partial<Grant> } = {},
): CaseFile {
  return openCaseFile(aPerson(given.person), [aGrant(pack, given.grant)], dayAt(openedOn));
}

export function someEntitlement(facts: Partial<EntitlementFacts> = {}): EntitlementFacts {
  return {
    insurance: "enterprise-pension",
    kind: "retirement-pension",
    since: dayAt("2015-03-20"),
    status: "paying",
    hasPhone: true,
    hasUnit: true,
    hasResidence: true,
    ...facts,
  };
}
