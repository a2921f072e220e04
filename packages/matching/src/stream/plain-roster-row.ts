// One row of a stretch that was read from its bytes, field by field. Knows no file and no policy.

import type { PlainRoster } from "../engine/plain-roster.ts";
import type { TextField } from "../engine/roster-cells.ts";
import { ID, SEX, TEXT_ROLES } from "../engine/roster-cells.ts";
import { KEY_NUMBERS } from "../match/roster-part.ts";

const SEXES = [undefined, "male", "female"] as const;

/** Good until the next row. */
export class PlainRosterRow {
  readonly #stretch: PlainRoster;
  /** Which row of the stretch. */
  at = 0;

  constructor(stretch: PlainRoster) {
    this.#stretch = stretch;
  }

  /** The text of a field that is one, as the row has it; empty where the file has no such column. */
  text(bytes: Buffer, field: TextField): string {
    const { starts, ends } = this.#stretch.textsOf(TEXT_ROLES[field]);
    const [start, end] = [starts[this.at] as number, ends[this.at] as number];
    return start === end ? "" : bytes.toString("utf8", start, end);
  }

  /** As normalised: the check character is a capital. */
  idNumber(bytes: Buffer): string {
    const { starts, ends } = this.#stretch.textsOf(ID);
    const asWritten = bytes.toString("latin1", starts[this.at], ends[this.at]);
    return asWritten.endsWith("x") ? `${asWritten.slice(0, -1)}X` : asWritten;
  }

  /** The first 8 digits of the number. */
  get high(): number {
    return this.#stretch.keys[this.at * KEY_NUMBERS] as number;
  }

  /** The next 9. */
  get low(): number {
    return this.#stretch.keys[this.at * KEY_NUMBERS + 1] as number;
  }

  get sex(): "male" | "female" | undefined {
    return SEXES[this.#stretch.numbersOf(SEX)[this.at] as number];
  }

  get birthDate(): number {
    return this.#stretch.birthDate[this.at] as number;
  }

  get insurance(): number {
    return this.#stretch.insurance[this.at] as number;
  }

  get kind(): number {
    return this.#stretch.kind[this.at] as number;
  }

  get status(): number {
    return this.#stretch.status[this.at] as number;
  }

  get lastCertifiedBy(): number {
    return this.#stretch.lastCertifiedBy[this.at] as number;
  }

  get relationship(): number {
    return this.#stretch.relationship[this.at] as number;
  }

  get incapacity(): number {
    return this.#stretch.incapacity[this.at] as number;
  }

  get since(): number {
    return this.#stretch.since[this.at] as number;
  }

  get lastCertifiedOn(): number {
    return this.#stretch.lastCertifiedOn[this.at] as number;
  }

  get refutedOn(): number {
    return this.#stretch.refutedOn[this.at] as number;
  }

  get hasUnit(): number {
    return this.#stretch.hasUnit[this.at] as number;
  }
}
