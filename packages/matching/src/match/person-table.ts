// People by document: from type and number to a person's number. Resident IDs lie in one open
// table of slots, since their check character follows from the digits; the few other documents, and
// the IDs that no slot can hold, lie in a map. Knows only judged numbers, nothing of names or
// entitlements.

import type { IdType } from "@lingdai/policy/batch";

import { UnusableInput } from "../unusable-input.ts";
import * as personSlots from "./person-slots.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { NOBODY, PEOPLE_MAX, PERSON_SLOT, fillSlot, fitsSlot, packHigh, packLow } = personSlots;
const { packedHighAt, packedLowAt, personAt, placeOfKey, searchSlots } = personSlots;

const FIRST_SLOTS = 4096;
/** Slots in use stay below this share, so that searching stays short. */
const FILLED_MAX = 0.75;

/** A table as it is handed to another thread. */
export interface SharedPersonTable {
  readonly slots: SharedArrayBuffer;
  readonly residents: number;
  readonly others: ReadonlyMap<string, number>;
}

export class PersonTable {
  #slots = new Int32Array(new SharedArrayBuffer(FIRST_SLOTS * PERSON_SLOT * 4));
  #residents = 0;
  readonly #others: Map<string, number>;

  constructor(shared?: SharedPersonTable) {
    this.#others = new Map(shared?.others);
    if (shared === undefined) return;
    this.#slots = new Int32Array(shared.slots);
    this.#residents = shared.residents;
  }

  share(): SharedPersonTable {
    return {
      slots: this.#slots.buffer,
      residents: this.#residents,
      others: this.#others,
    };
  }

  /** The slots, for who looks up many residents at once. */
  get slots(): Int32Array {
    return this.#slots;
  }

  /** Makes room for so many residents. */
  reserve(residents: number): void {
    const needed = Math.min(Math.max(1, residents), PEOPLE_MAX) / FILLED_MAX;
    const slots = 2 ** Math.ceil(Math.log2(needed));
    if (slots > this.#slots.length / PERSON_SLOT) this.#resize(slots);
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
    const packedHigh = packHigh(high);
    const packedLow = packLow(low);
    if (fitsSlot(packedHigh, packedLow)) return this.findPacked(packedHigh, packedLow);
    return this.#others.get(asideKey(high, low));
  }

  /** The resident of these digits as a slot holds them. */
  findPacked(packedHigh: number, packedLow: number): number | undefined {
    const slots = this.#slots;
    const person = personAt(slots, placeOf(slots, packedHigh, packedLow));
    return person === NOBODY ? undefined : person;
  }

  /** The person of that document, a new one where there is none yet. */
  findOrAdd(idType: IdType, idNumber: string): number {
    if (idType !== "resident-id") return this.#findOrAddOther(`${idType}:${idNumber}`);
    return this.findOrAddResident(digitsAt(idNumber, 0, 8), digitsAt(idNumber, 8, 17));
  }

  /**
   * The resident of these 8 and 9 digits, a new person where there is none yet: then with the
   * fingerprint of the name, so that who asks for a person need not look anywhere else.
   */
  findOrAddResident(high: number, low: number, nameLow = 0, nameHigh = 0): number {
    const packedHigh = packHigh(high);
    const packedLow = packLow(low);
    if (!fitsSlot(packedHigh, packedLow)) return this.#findOrAddOther(asideKey(high, low));
    const place = placeOf(this.#slots, packedHigh, packedLow);
    const known = personAt(this.#slots, place);
    if (known !== NOBODY) return known;
    const person = this.count;
    if (person >= PEOPLE_MAX) throw tooManyPeople();
    fillSlot(this.#slots, place, packedHigh, packedLow, person, nameLow, nameHigh);
    this.#residents += 1;
    const slots = this.#slots.length / PERSON_SLOT;
    if (this.#residents > slots * FILLED_MAX) this.#resize(slots * 2);
    return person;
  }

  #findOrAddOther(key: string): number {
    const known = this.#others.get(key);
    if (known !== undefined) return known;
    const person = this.count;
    this.#others.set(key, person);
    return person;
  }

  #resize(slots: number): void {
    const old = this.#slots;
    // Written before they are read: memory that is first read is given out twice, and the second time
    // every thread is interrupted.
    const larger = new Int32Array(new SharedArrayBuffer(PERSON_SLOT * slots * 4)).fill(0);
    for (let at = 0; at < old.length; at += PERSON_SLOT) {
      if (personAt(old, at) === NOBODY) continue;
      const place = placeOf(larger, packedHighAt(old, at), packedLowAt(old, at));
      for (let each = 0; each < PERSON_SLOT; each += 1) {
        larger[place + each] = old[at + each] as number;
      }
    }
    this.#slots = larger;
  }
}

/** Where packed digits stand, or the free slot where they would. */
function placeOf(slots: Int32Array, packedHigh: number, packedLow: number): number {
  return searchSlots(slots, placeOfKey(packedHigh, packedLow, slots), packedHigh, packedLow);
}

/** The key among other documents of an ID that no slot can hold. */
function asideKey(high: number, low: number): string {
  return `resident-id:${high}:${low}`;
}

function tooManyPeople(): UnusableInput {
  const wrong = `一次运行最多记下 ${PEOPLE_MAX} 个身份证号码，文件里的更多`;
  return new UnusableInput("证件号码", wrong, "请分成几次运行");
}

function digitsAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}
