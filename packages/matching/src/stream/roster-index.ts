// Who has several rows in a roster file, learnt block by block before anybody is handed out: so that
// everybody else can be taken as they come, on any thread. Knows no texts.

import type { IdType } from "@lingdai/policy";

import { PersonTable } from "../match/person-table.ts";
import { HeldPeople } from "./held-people.ts";
import type { RosterBlockReader } from "./roster-blocks.ts";

/** The accepted rows of one block by their documents: plain values, for whichever thread. */
export interface IndexedBlock {
  readonly rows: number;
  readonly lines: number;
  /** Of each accepted row the first 8 and the next 9 digits of a resident; -1 for other documents. */
  readonly keys: Int32Array<ArrayBuffer>;
  readonly others: readonly (readonly [idType: IdType, idNumber: string])[];
}

/** What whoever hands out the people of a block must know. */
export interface PlannedBlock {
  readonly firstLine: number;
  /** By accepted row: 1 where its person has others and is held back. */
  readonly isHeld: Uint8Array<ArrayBuffer>;
  /** How many are not. */
  readonly people: number;
}

const NOBODY = -1;
const FIRST_ROWS = 4096;

/** Reads a block for its documents alone. */
export function indexBlock(reader: RosterBlockReader, index: number): IndexedBlock {
  let keys = new Int32Array(FIRST_ROWS * 2);
  let at = 0;
  const others: (readonly [IdType, string])[] = [];
  const add = (high: number, low: number): void => {
    if (at === keys.length) {
      const larger = new Int32Array(keys.length * 2);
      larger.set(keys);
      keys = larger;
    }
    keys[at] = high;
    keys[at + 1] = low;
    at += 2;
  };
  const counted = reader.read(index, 0, {
    onPlain: ({ high, low }) => {
      add(high, low);
      return true;
    },
    onLine: ({ entry: { idType, idNumber } }) => {
      if (idType === "resident-id") {
        add(Number(idNumber.slice(0, 8)), Number(idNumber.slice(8, 17)));
        return;
      }
      add(NOBODY, NOBODY);
      others.push([idType, idNumber]);
    },
    onReject: () => {},
  });
  return { ...counted, keys: keys.slice(0, at), others };
}

export class RosterIndex {
  readonly #people = new PersonTable();
  readonly #furtherRows = new Map<number, number>();
  /** By block: the person of each accepted row. */
  readonly #persons: Uint32Array[] = [];
  readonly #firstLines: number[] = [];
  #line: number;
  rows = 0;

  constructor(firstLine: number) {
    this.#line = firstLine;
  }

  /** Takes the next block; they come in the order of the file. */
  add({ rows, lines, keys, others }: IndexedBlock): void {
    const persons = new Uint32Array(keys.length / 2);
    let other = 0;
    for (let row = 0; row < persons.length; row += 1) {
      const known = this.#people.count;
      const high = keys[row * 2] ?? NOBODY;
      const low = keys[row * 2 + 1] ?? NOBODY;
      const document = high === NOBODY ? others[other] : undefined;
      if (document !== undefined) other += 1;
      const person =
        document === undefined
          ? this.#people.findOrAddResident(high, low)
          : this.#people.findOrAdd(...document);
      if (person < known) this.#furtherRows.set(person, (this.#furtherRows.get(person) ?? 0) + 1);
      persons[row] = person;
    }
    this.#persons.push(persons);
    this.#firstLines.push(this.#line);
    this.#line += lines;
    this.rows += rows;
  }

  /** All blocks being in: each with who of it is held back. */
  plan(): { readonly blocks: readonly PlannedBlock[]; readonly held: HeldPeople } {
    const hasSeveral = new Uint8Array(this.#people.count);
    for (const person of this.#furtherRows.keys()) hasSeveral[person] = 1;
    const blocks = this.#persons.map((persons, index) => {
      const isHeld = Uint8Array.from(persons, (person) => hasSeveral[person] ?? 0);
      const heldRows = isHeld.reduce((sum, each) => sum + each, 0);
      const firstLine = this.#firstLines[index] ?? 0;
      return { firstLine, isHeld, people: persons.length - heldRows };
    });
    return { blocks, held: new HeldPeople(this.#people, this.#furtherRows) };
  }
}
