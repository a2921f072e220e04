// The slots of the open table of residents: what stands where in their bits. Four slots fill a line
// of the processor's cache, so that none stands in two of them: a table of millions is asked at
// random, and each line is a wait. Knows neither how a table grows nor what names are.
//
// Numbers a slot, from the lowest bit:
//   [0] the last 9 of the 17 digits of an ID, packed (26 bits); 6 bits of the name
//   [1] the first 8 digits, packed (22 bits); 10 bits of the name
//   [2] 32 bits of the name
//   [3] the person's number + 1, 0 in a free slot (27 bits); 5 bits of the name
//
// Digits are packed, not hashed: two IDs are never the same to a slot. They fit where a date may stand
// in them: a month below 16, a day below 32, a year of 1800 to 2199. An ID that does not fit has its
// place beside the slots. Of the fingerprint of a name, two numbers, stand the second and the lowest
// 21 bits of the first: 53 bits.

/** Numbers a slot. */
export const PERSON_SLOT = 4;
/** More people have no numbers that a slot could hold. */
export const PEOPLE_MAX = 2 ** 27 - 1;
/** In place of a person's number. */
export const NOBODY = -1;
/** In place of packed digits, of those that do not fit. */
const NO_LOW = 2 ** 26 - 1;
const NO_HIGH = 2 ** 22 - 1;
const PERSON = 2 ** 27 - 1;
const NAME_LOW = 2 ** 21 - 1;

const FIRST_CENTURY = 18;
const CENTURIES = 4;
const MONTHS = 16;
/** Of days of a month, and of the people born on each. */
const BIRTHS_A_MONTH = 32 * 1000;

// Whole numbers throughout: what is divided is cut off at once, so that the compiler multiplies.

/** Packs the first 8 digits: the division and the century. */
export function packHigh(high: number): number {
  const division = (high / 100) | 0;
  const century = (high - division * 100 - FIRST_CENTURY) | 0;
  return century >>> 0 < CENTURIES ? division * CENTURIES + century : NO_HIGH;
}

/** Packs the next 9: the rest of the birth date, and who of those born on it. */
export function packLow(low: number): number {
  const yearAndMonth = (low / 100_000) | 0;
  const year = (yearAndMonth / 100) | 0;
  const month = (yearAndMonth - year * 100) | 0;
  const inMonth = (low - Math.imul(yearAndMonth, 100_000)) | 0;
  if (month >= MONTHS || inMonth >= BIRTHS_A_MONTH) return NO_LOW;
  return (Math.imul(year * MONTHS + month, BIRTHS_A_MONTH) + inMonth) | 0;
}

/** Whether a slot can hold what was packed. */
export function fitsSlot(packedHigh: number, packedLow: number): boolean {
  return packedHigh !== NO_HIGH && packedLow !== NO_LOW;
}

/** A table has a power of two of slots. */
function maskOf(slots: Int32Array): number {
  // To the compiler the length of an array may be more than an integer of its own.
  return (slots.length | 0) - 1;
}

/** Where the search for packed digits begins among the slots: spreads those that differ little. */
export function placeOfKey(packedHigh: number, packedLow: number, slots: Int32Array): number {
  let mixed = Math.imul(packedHigh, 0x9e3779b1) ^ Math.imul(packedLow, 0x85ebca77);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae3d);
  mixed ^= mixed >>> 13;
  return Math.imul(mixed, PERSON_SLOT) & maskOf(slots);
}

/** From where the search begins: the slot with the packed digits, or the free one where they would be. */
export function searchSlots(
  slots: Int32Array,
  from: number,
  packedHigh: number,
  packedLow: number,
): number {
  const mask = maskOf(slots);
  let place = from;
  for (;;) {
    const isFound =
      (((slots[place] as number) ^ packedLow) & NO_LOW) === 0 &&
      (((slots[place + 1] as number) ^ packedHigh) & NO_HIGH) === 0;
    // An ID of nothing but zeros would look like a free slot, and need not be told from one.
    if (isFound || ((slots[place + 3] as number) & PERSON) === 0) return place;
    place = (place + PERSON_SLOT) & mask;
  }
}

/**
 * Asks for the slots at which searches begin, and does nothing else meanwhile: the memory then
 * fetches as many side by side as it can. What is given back is of no use, but must not be left out
 * by the compiler.
 */
export function touchSlots(
  slots: Int32Array,
  places: Int32Array,
  first: number,
  last: number,
): number {
  const mask = maskOf(slots);
  let touched = 0;
  for (let at = first; at < last; at += 1) {
    const place = places[at] as number;
    // Many a search goes on a slot or two, which may be in the next line.
    touched ^= (slots[place] as number) ^ (slots[(place + 2 * PERSON_SLOT) & mask] as number);
  }
  return touched;
}

/** Fills a free slot. */
export function fillSlot(
  slots: Int32Array,
  place: number,
  packedHigh: number,
  packedLow: number,
  person: number,
  nameLow: number,
  nameHigh: number,
): void {
  slots[place] = packedLow | (nameLow << 26);
  slots[place + 1] = packedHigh | ((nameLow >>> 6) << 22);
  slots[place + 2] = nameHigh;
  slots[place + 3] = (person + 1) | ((nameLow >>> 16) << 27);
}

/** The person in a slot; `NOBODY` in a free one. */
export function personAt(slots: Int32Array, place: number): number {
  return ((slots[place + 3] as number) & PERSON) - 1;
}

export function packedHighAt(slots: Int32Array, place: number): number {
  return (slots[place + 1] as number) & NO_HIGH;
}

export function packedLowAt(slots: Int32Array, place: number): number {
  return (slots[place] as number) & NO_LOW;
}

/** What a slot holds of the first number of a name's fingerprint. */
export function nameLowAt(slots: Int32Array, place: number): number {
  return (
    ((slots[place] as number) >>> 26) |
    (((slots[place + 1] as number) >>> 22) << 6) |
    (((slots[place + 3] as number) >>> 27) << 16)
  );
}

/** The second number of a name's fingerprint. */
export function nameHighAt(slots: Int32Array, place: number): number {
  return slots[place + 2] as number;
}

/** Whether the name in a slot has this fingerprint. */
export function isNameAt(
  slots: Int32Array,
  place: number,
  nameLow: number,
  nameHigh: number,
): boolean {
  return slots[place + 2] === nameHigh && nameLowAt(slots, place) === (nameLow & NAME_LOW);
}
