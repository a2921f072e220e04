// Whoever comes to a counter anywhere (ZB 3.1, WH 5): with the full number and the name the clerk sees
// region and conclusion, nothing else. A clerk who looks up more people than come to a counter in an
// hour is told to wait: the exception to sight is no way of trying numbers.

import type { IdType } from "@lingdai/policy";
import { foldName } from "@lingdai/matching";
import type { WalkIn } from "@lingdai/store";
import { countWalkInsWithinHour, lookUpWalkIn, namesOfDivisions } from "@lingdai/store";

import { asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

/** More people than anybody serves in an hour. */
export const WALK_INS_AN_HOUR = 60;

export interface ReceivingWalkIn {
  readonly idType: IdType;
  /** As normalised on reading. */
  readonly idNumber: string;
  readonly name: string;
}

export interface ReceivedWalkIn extends WalkIn {
  /** Of the paying divisions, where they are known. */
  readonly divisionNames: ReadonlyMap<string, string>;
}

/** Refused `not-found` where number and name fit nobody, whichever of the two is wrong. */
export async function receiveWalkIn(
  desk: Desk,
  actor: Actor,
  { idType, idNumber, name }: ReceivingWalkIn,
): Promise<ReceivedWalkIn> {
  const { keyring } = desk.database;
  const found = await asAttempt(desk, actor, { action: "receive-walk-in" }, async (tx) => {
    // Looks are kept also where they found nobody, so this counts them all.
    if ((await countWalkInsWithinHour(tx)) >= WALK_INS_AN_HOUR) throw new RefusalError("too-many");
    const walkIn = await lookUpWalkIn(tx, {
      documentKey: keyring.documentKey(idType, idNumber),
      nameKey: keyring.nameKey(foldName(name)),
    });
    if (walkIn === undefined) return undefined;
    const divisions = walkIn.benefits.map(({ payDivision }) => payDivision);
    return { ...walkIn, divisionNames: await namesOfDivisions(tx, divisions) };
  });
  // Outside the transaction: the look that found nobody stays on record.
  if (found === undefined) throw new RefusalError("not-found");
  return found;
}
