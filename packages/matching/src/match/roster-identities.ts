// Who the people of a roster are, so that people of two rosters can be held against each other
// whatever their numbers. Knows no file and no observation.

import { Fingerprint } from "../engine/byte-fingerprint.ts";
import * as personSlots from "./person-slots.ts";
import type { Roster } from "./roster.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { NOBODY, PERSON_SLOT, nameHighAt, nameLowAt } = personSlots;
const { packedHighAt, packedLowAt, personAt } = personSlots;

/** Numbers a person: the digits of the ID, packed, and the fingerprint of the names on all rows. */
export const IDENTITY_NUMBERS = 4;
/** In place of the digits, of people without a slot: they are not compared. */
const NO_SLOT = -1;

/** Four numbers a person. */
export function identitiesOf(roster: Roster): Int32Array<SharedArrayBuffer> {
  const { people, personSlots: slots } = roster;
  const identities = new Int32Array(new SharedArrayBuffer(people * IDENTITY_NUMBERS * 4));
  for (let person = 0; person < people; person += 1) {
    identities[person * IDENTITY_NUMBERS] = NO_SLOT;
  }
  for (let place = 0; place < slots.length; place += PERSON_SLOT) {
    const person = personAt(slots, place);
    if (person === NOBODY) continue;
    const at = person * IDENTITY_NUMBERS;
    identities[at] = packedHighAt(slots, place);
    identities[at + 1] = packedLowAt(slots, place);
    identities[at + 2] = nameLowAt(slots, place);
    identities[at + 3] = nameHighAt(slots, place);
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
    const packedHigh = earlier[at] as number;
    if (packedHigh === NO_SLOT) continue;
    const person = roster.findPacked(packedHigh, earlier[at + 1] as number);
    if (person === undefined) continue;
    const now = person * IDENTITY_NUMBERS;
    const isNamedAlike =
      identities[now + 2] === earlier[at + 2] && identities[now + 3] === earlier[at + 3];
    if (isNamedAlike) same[before] = person + 1;
  }
  return same;
}
