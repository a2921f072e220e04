// How far a file reaches that a member of staff brought: to benefits that their agency's place pays.
// Whatever else stands in it is refused, row by row. Reading: a person of whom the record knows no
// benefit in that place is not theirs to change, and a benefit that is paid elsewhere is not moved here
// by a file; the agency above both may bring such a row. A file from the command line reaches everywhere.

import type { RosterLine, RosterPerson } from "@lingdai/matching";
import { UnusableInput } from "@lingdai/matching";
import type { IntakeSession, RejectedRow, StaffId } from "@lingdai/store";
import { findAgencyOf } from "@lingdai/store";

import type { KnownKeyedPerson } from "./change-people.ts";
import { factsAbout, payDivisionOf } from "./roster-person.ts";

/** Leading digits of a division; empty for everywhere. */
export type Reach = string;

/** Throws `UnusableInput` where whoever brought it works for no agency, or no longer. */
export async function reachOf(
  session: IntakeSession,
  broughtBy: StaffId | undefined,
): Promise<Reach> {
  if (broughtBy === undefined) return "";
  const place = await findAgencyOf(session, broughtBy);
  if (place !== undefined) return place;
  throw new UnusableInput(`账号 ${broughtBy}`, "不能送文件", "只有在岗的经办机构人员可以");
}

export interface Reached<Person> {
  /** Undefined where nothing of theirs is in reach. */
  readonly own: Person | undefined;
  readonly refused: readonly RejectedRow[];
}

/** By who pays, as the rows say. */
export function withinReach(person: RosterPerson, reach: Reach): Reached<RosterPerson> {
  const facts = factsAbout(person);
  return split(person, (line) => payDivisionOf(line, facts).startsWith(reach));
}

/** By who pays as the record knows it: for people whom it knows. */
export function knownWithinReach(
  person: KnownKeyedPerson,
  reach: Reach,
): Reached<KnownKeyedPerson> {
  const { entitlements } = person.known;
  const isTheirs = entitlements.some(({ payDivision }) => payDivision.startsWith(reach));
  return split(person, ({ entry }) => {
    const same = entitlements.find(
      ({ insurance, kind }) => insurance === entry.insurance && kind === entry.kind,
    );
    return isTheirs && (same === undefined || same.payDivision.startsWith(reach));
  });
}

function split<Person extends RosterPerson>(
  person: Person,
  isOwn: (line: RosterLine) => boolean,
): Reached<Person> {
  const lines = person.lines.filter(isOwn);
  const refused = person.lines
    .filter((line) => !isOwn(line))
    .map(({ line }) => ({ line, reason: "outside-place", field: "pay_division" }));
  return { own: lines.length === 0 ? undefined : { ...person, lines }, refused };
}
