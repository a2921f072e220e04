// People by document: from type and number to a person's number. Resident IDs lie in one open
// table of integers, since their check character follows from the digits; the few other documents
// lie in a map. Knows only judged numbers, nothing of names or entitlements.

import type { IdType } from "@lingdai/policy/batch";

/**
 * Numbers a slot: the first 8 digits, the next 9, the person's number + 1 (0: free), and two marks that
 * whoever adds a person leaves, so that who asks for a person need not look anywhere else.
 */
export const PERSON_SLOT = 5;
const SLOT = PERSON_SLOT;
/** Slots in use stay below this share, so that searching stays short. */
const FILLED_MAX = 0.75;

/** A table as it is handed to another thread. */
export interface SharedPersonTable {
  readonly slots: SharedArrayBuffer;
  readonly residents: number;
  readonly others: ReadonlyMap<string, number>;
}

export class PersonTable {
  #slots = new Uint32Array(new SharedArrayBuffer(SLOT * 4096 * 4));
  #mask = 4095;
  #residents = 0;
  readonly #others: Map<string, number>;

  constructor(shared?: SharedPersonTable) {
    this.#others = new Map(shared?.others);
    if (shared === undefined) return;
    this.#slots = new Uint32Array(shared.slots);
    this.#mask = this.#slots.length / SLOT - 1;
    this.#residents = shared.residents;
  }

  share(): SharedPersonTable {
    return {
      slots: this.#slots.buffer,
      residents: this.#residents,
      others: this.#others,
    };
  }

  /** The slots, for who looks up many keys at once; a key's search begins at `slotOfKey`. */
  get slots(): Uint32Array {
    return this.#slots;
  }

  /** Where the search for a key begins among the slots. */
  placeOf(high: number, low: number): number {
    return (slotOfKey(high, low) & this.#mask) * SLOT;
  }

  /** Makes room for so many residents. */
  reserve(residents: number): void {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(1, residents) / FILLED_MAX));
    if (slots > this.#mask + 1) this.#resize(slots);
  }

  /** How many people there are; their numbers run from 0. */
  get count(): number {
    return this.#residents + this.#others.size;
  }

  /** The person of that document; undefined where nobody has it. */
  find(idType: IdType, idNumber: string): number | undefined {
    if (idType !== "resident-id") return this.#others.get(`${idType}:${idNumber}`);
    return this.findResident(digitsAt(idNumber, 0, 8), digitsAt(idNumber, 8, 17));
  }

  /** The resident of these 8 and 9 digits. */
  findResident(high: number, low: number): number | undefined {
    const found = this.#slots[this.#slotOf(high, low) + 2] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** The person of that document, a new one where there is none yet. */
  findOrAdd(idType: IdType, idNumber: string): number {
    const known = this.find(idType, idNumber);
    if (known !== undefined) return known;
    if (idType === "resident-id") {
      return this.#addResident(digitsAt(idNumber, 0, 8), digitsAt(idNumber, 8, 17), 0, 0);
    }
    const person = this.count;
    this.#others.set(`${idType}:${idNumber}`, person);
    return person;
  }

  /** The resident of these 8 and 9 digits, a new person with those marks where there is none yet. */
  findOrAddResident(high: number, low: number, mark = 0, furtherMark = 0): number {
    return this.findResident(high, low) ?? this.#addResident(high, low, mark, furtherMark);
  }

  #addResident(high: number, low: number, mark: number, furtherMark: number): number {
    const person = this.count;
    if (this.#residents + 1 > (this.#mask + 1) * FILLED_MAX) this.#resize((this.#mask + 1) * 2);
    this.#residents += 1;
    this.#put(high, low, person, mark, furtherMark);
    return person;
  }

  #put(high: number, low: number, person: number, mark: number, furtherMark: number): void {
    const at = this.#slotOf(high, low);
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.#slots[at + 2] = person + 1;
    this.#slots[at + 3] = mark;
    this.#slots[at + 4] = furtherMark;
  }

  /** Where the key stands, or the free slot where it would. */
  #slotOf(high: number, low: number): number {
    const slots = this.#slots;
    let slot = slotOfKey(high, low) & this.#mask;
    for (;;) {
      const at = slot * SLOT;
      if (slots[at + 2] === 0 || (slots[at] === high && slots[at + 1] === low)) return at;
      slot = (slot + 1) & this.#mask;
    }
  }

  #resize(slots: number): void {
    const old = this.#slots;
    this.#mask = slots - 1;
    // Written before they are read: memory that is first read is given out twice, and the second time
    // every thread is interrupted.
    this.#slots = new Uint32Array(new SharedArrayBuffer(SLOT * slots * 4)).fill(0);
    for (let at = 0; at < old.length; at += SLOT) {
      const person = old[at + 2] ?? 0;
      if (person === 0) continue;
      const [high, low, mark] = [old[at] ?? 0, old[at + 1] ?? 0, old[at + 3] ?? 0];
      this.#put(high, low, person - 1, mark, old[at + 4] ?? 0);
    }
  }
}

function digitsAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

/** Where the search for a key begins, of 2^32: spreads keys that differ in few digits. */
export function slotOfKey(high: number, low: number): number {
  let mixed = Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca77);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae3d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
