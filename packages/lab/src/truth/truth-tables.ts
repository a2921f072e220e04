// The truth, for whoever wants to know how good a conclusion was: where everybody is at the end,
// what really happened, and which rows in the sources are false or flawed. No evaluation reads it.

import { join } from "node:path";

import type { Day, SignKind } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";

import type { LifeCourse } from "../life/life-course.ts";
import { isAlive, isInPrison, isMissing, placeOf } from "../life/life-course.ts";
import type { Person } from "../people/person.ts";
import type { OnFlawedRow, RowFlaw } from "../sources/observation-files.ts";
import { TextFile } from "../write/text-file.ts";

const PEOPLE_COLUMNS =
  "id_number,id_type,name,sex,birth_date,state,died_on,concealed,whereabouts,phone,homonym_of";
const EVENT_COLUMNS = "id_number,event,occurred_on,kind,source,ref,detail";

export class TruthTables {
  readonly #people: TextFile;
  readonly #events: TextFile;
  readonly #asOf: Day;

  constructor(folder: string, asOf: Day) {
    this.#people = new TextFile(join(folder, "people.csv"));
    this.#events = new TextFile(join(folder, "events.csv"));
    this.#people.add(`${PEOPLE_COLUMNS}\n`);
    this.#events.add(`${EVENT_COLUMNS}\n`);
    this.#asOf = asOf;
  }

  /** How the person is on the last day. */
  addPerson(person: Person, life: LifeCourse, homonymOf: string): void {
    const { idNumber, idType, name, sex, birthDate } = person;
    const phone = life.newPhone ?? person.phone;
    const whereabouts = placeOf(person, life, this.#asOf);
    this.#people.add(
      `${idNumber},${idType},${name},${sex},${formatDay(birthDate)},${stateOf(life, this.#asOf)},${dayCell(life.diedOn)},${life.isConcealed ? "yes" : ""},${whereabouts},${phone},${homonymOf}\n`,
    );
  }

  /** What happened in the person's life. */
  addLife(person: Person, life: LifeCourse): void {
    const add = (event: string, on: Day | undefined, detail = ""): void => {
      if (on === undefined) return;
      this.#events.add(`${person.idNumber},${event},${formatDay(on)},,,,${detail}\n`);
    };
    add("died", life.diedOn, life.diedInHospital ? "in-hospital" : "");
    if (life.isConcealed) add("death-concealed", life.diedOn, life.isCardUsed ? "card-used" : "");
    add("jailed", life.jailedOn);
    add("released", life.releasedOn);
    add("missing", life.missingOn);
    add("returned", life.returnedOn);
    add("declared-by-court", life.declaredByCourt?.on, life.declaredByCourt?.kind);
    if (life.dependantLoss !== undefined) add(life.dependantLoss.kind, life.dependantLoss.on);
    add("moved", life.movedOn, life.movedTo);
    add("phone-changed", life.phoneChangedOn, life.newPhone);
    add("account-broken", life.accountBrokenOn, `${life.accountBrokenMonths} months`);
  }

  /** A row that is false, or not as it was meant. */
  readonly addFlawedRow: OnFlawedRow = (person, { happening, source, ref, flaw }) => {
    const { on, kind } = happening;
    const { event, detail } = eventOf(flaw);
    // The name of one source holds a comma.
    const cell = source.includes(",") ? `"${source}"` : source;
    this.#events.add(
      `${person.idNumber},${event},${formatDay(on)},${kind satisfies SignKind},${cell},${ref},${detail}\n`,
    );
  };

  finish(): void {
    this.#people.finish();
    this.#events.finish();
  }
}

/** Whose slip it was, and which. */
function eventOf(flaw: RowFlaw): { event: string; detail: string } {
  switch (flaw) {
    case "card-misuse":
    case "late-bill":
    case "homonym":
    case "date-disagrees":
    case "contradiction":
      return { event: flaw, detail: "" };
    case "wrong-person":
    case "name-mistyped":
    case "number-mistyped":
    case "date-mistyped":
    case "unknown-code":
    case "field-missing":
    case "character-lost":
      return { event: "clerk-error", detail: flaw };
  }
}

function stateOf(life: LifeCourse, day: Day): "alive" | "dead" | "imprisoned" | "missing" {
  if (!isAlive(life, day)) return "dead";
  if (isInPrison(life, day)) return "imprisoned";
  return isMissing(life, day) ? "missing" : "alive";
}

function dayCell(day: Day | undefined): string {
  return day === undefined ? "" : formatDay(day);
}
