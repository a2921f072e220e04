// Basic data change: the person's own, or what was granted (WH 6, DOMAIN section 5 "Roster"). The
// file is brought in line with the record and what follows is drawn at once. Entitlements keep
// their numbers; one that ends is terminated, never taken out.

import type { Day } from "../civil-date.ts";
import type { Pack } from "../pack.ts";
import type { EventOutcome } from "./apply-event.ts";
import type { CaseFile, Grant, PersonData } from "./case-file.ts";
import { isInForce, openEntitlement } from "./case-file.ts";
import { draftOf, finish } from "./draft.ts";
import { settleAll } from "./settle.ts";

/** What the record says from now on; grants beyond those on file are new entitlements. */
export interface Amendment {
  readonly person: PersonData;
  readonly grants: readonly Grant[];
}

/** Refused while a death locks the file (SC 36, D11). */
export function amendFile(
  pack: Pack,
  file: CaseFile,
  { person, grants }: Amendment,
  day: Day,
): EventOutcome {
  if (file.entitlements.some(({ benefit }) => benefit.isDeathLocked)) {
    return { file, notices: file.entitlements.map(() => []), refused: "locked" };
  }
  const entitlements = grants.map((grant, number) => {
    const known = file.entitlements[number];
    return known === undefined ? openEntitlement(grant, day) : { ...known, grant };
  });
  const draft = draftOf(pack, { ...file, person, entitlements }, day);
  if (isInForce(pack, day)) settleAll(draft);
  return finish(draft);
}
