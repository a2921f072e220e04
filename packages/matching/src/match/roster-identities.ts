// Who the people of a roster are, so that people of two rosters can be held against each other
// whatever their numbers. Knows no file and no observation.

import { Fingerprint } from "../engine/byte-fingerprint.ts";
import { PERSON_SLOT } from "./person-table.ts";
import type { Roster } from "./roster.ts";

/** Numbers a person: the first 8 digits, the next 9, and the fingerprint of the names on all rows. */
export const IDENTITY_NUMBERS = 4;
/** In place of the digits, of people without a resident ID: they are not compared. */
const NO_RESIDENT = -1;

/** Four numbers a person. */
export function identitiesOf(roster: Roster): Int32Array<SharedArrayBuffer> {
  const { people, personSlots, nameFingerprints } = roster;
  const identities = new Int32Array(new SharedArrayBuffer(people * IDENTITY_NUMBERS * 4));
  for (let person = 0; person < people; person += 1) {
    identities[person * IDENTITY_NUMBERS] = NO_RESIDENT;
  }
  for (let slot = 0; slot < personSlots.length; slot += PERSON_SLOT) {
    const number = personSlots[slot + 2] as number;
    if (number === 0) continue;
    const at = (number - 1) * IDENTITY_NUMBERS;
    identities[at] = personSlots[slot] as number;
    identities[at + 1] = personSlots[slot + 1] as number;
    identities[at + 2] = personSlots[slot + 3] as number;
    identities[at + 3] = nameFingerprints[number - 1] as number;
  }
  addFurtherNames(roster, identities);
  return identities;
}

/** A name agrees with that on any row of a person. */
function addFurtherNames(roster: Roster, identities: Int32Array): void {
  const { rows, texts } = roster;
  const fingerprint = new Fingerprint();
  let met = 0;
  for (let row = 0; row < rows; row += 1) {
    const person = roster.personOf(row);
    // People are numbered by their first rows.
    if (person === met) {
      met += 1;
      continue;
    }
    const at = person * IDENTITY_NUMBERS;
    texts.seek(row);
    fingerprint.take(texts.bytes, texts.nameAt, texts.phoneAt);
    const { low, high } = fingerprint;
    fingerprint.join(identities[at + 2] as number, identities[at + 3] as number, low, high);
    identities[at + 2] = fingerprint.low;
    identities[at + 3] = fingerprint.high;
  }
}

/** By person of earlier identities: the same person of this roster + 1, 0 where none is the same. */
export function samePeople(
  earlier: Int32Array,
  roster: Roster,
  identities: Int32Array,
): Uint32Array {
  const same = new Uint32Array(earlier.length / IDENTITY_NUMBERS);
  for (let before = 0; before < same.length; before += 1) {
    const at = before * IDENTITY_NUMBERS;
    const high = earlier[at] as number;
    if (high === NO_RESIDENT) continue;
    const person = roster.findResident(high, earlier[at + 1] as number);
    if (person === undefined) continue;
    const now = person * IDENTITY_NUMBERS;
    const isNamedAlike =
      identities[now + 2] === earlier[at + 2] && identities[now + 3] === earlier[at + 3];
    if (isNamedAlike) same[before] = person + 1;
  }
  return same;
}
