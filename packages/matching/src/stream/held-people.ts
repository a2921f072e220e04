// Who has several rows in a roster file, held back until the last of them has come, in whatever order
// rows arrive: a person is handed out whole, with the rows in the order of the file. Knows no file.

import type { RosterEntry } from "../judge/judge-roster-row.ts";
import type { PersonTable } from "../match/person-table.ts";
import type { RosterLine, RosterPerson } from "./roster-person.ts";

export class HeldPeople {
  readonly #people: PersonTable;
  /** By person of several rows: how many there are besides the first. */
  readonly #furtherRows: ReadonlyMap<number, number>;
  readonly #held = new Map<number, RosterLine[]>();
  /** Rows that repeat an insurance and kind which their document has already. */
  duplicate = 0;

  constructor(people: PersonTable, furtherRows: ReadonlyMap<number, number>) {
    this.#people = people;
    this.#furtherRows = furtherRows;
  }

  /** Takes a row; the person, where it was the last one. */
  take(line: RosterLine): RosterPerson | undefined {
    const { idType, idNumber } = line.entry;
    const person = this.#people.find(idType, idNumber);
    const further = person === undefined ? undefined : this.#furtherRows.get(person);
    if (person === undefined || further === undefined) return { idType, idNumber, lines: [line] };
    const lines = this.#held.get(person) ?? [];
    lines.push(line);
    if (lines.length <= further) {
      this.#held.set(person, lines);
      return undefined;
    }
    this.#held.delete(person);
    return { idType, idNumber, lines: this.#firstOfEach(lines) };
  }

  #firstOfEach(lines: readonly RosterLine[]): readonly RosterLine[] {
    const kept: RosterLine[] = [];
    for (const line of lines.toSorted((left, right) => left.line - right.line)) {
      if (kept.some((earlier) => isSameEntitlement(earlier.entry, line.entry))) this.duplicate += 1;
      else kept.push(line);
    }
    return kept;
  }
}

function isSameEntitlement(left: RosterEntry, right: RosterEntry): boolean {
  return left.insurance === right.insurance && left.kind === right.kind;
}
