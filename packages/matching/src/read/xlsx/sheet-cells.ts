// The cells of a worksheet's part, in rows, as they lie in the file. Knows where cells stand, not
// what they say.

import { damaged } from "./zip-parts.ts";
import { CELL_CHARACTERS_MAX } from "./shared-texts.ts";
import type { SheetRow } from "./sheet-row.ts";
import type { XmlHandlers } from "./xml-events.ts";

const ROWS_MAX = 1_048_576;
const COLUMNS_MAX = 16_384;

/** Turns the events of a worksheet into rows; `onRow` gets the same row, filled anew. */
export class SheetCells implements XmlHandlers {
  /** Ranges of merged cells; only their first cells hold a value. */
  mergedRanges = 0;
  readonly #path: string;
  readonly #row: SheetRow;
  readonly #onRow: () => void;
  #line = 0;
  #column = -1;
  #isInRow = false;
  #isInCell = false;
  #type = "n";
  #format = 0;
  #hasFormula = false;
  #value: string | undefined;
  /** Which element's text is being collected: that of `v`, or of a `t` within `is`. */
  #isInValue = false;
  #isInPhonetic = false;

  constructor(path: string, row: SheetRow, onRow: () => void) {
    this.#path = path;
    this.#row = row;
    this.#onRow = onRow;
  }

  readonly onOpen = (name: string, attributes: Readonly<Record<string, string>>): void => {
    switch (name) {
      case "row":
        this.#beginRow(attributes["r"]);
        break;
      case "c":
        if (this.#isInRow) this.#beginCell(attributes);
        break;
      case "v":
      case "t":
        if (!this.#isInCell || this.#isInPhonetic) break;
        this.#isInValue = true;
        this.#value ??= "";
        break;
      case "f":
        this.#hasFormula = true;
        break;
      case "rPh":
        this.#isInPhonetic = true;
        break;
      case "mergeCell":
        this.mergedRanges += 1;
        break;
      default:
    }
  };

  readonly onText = (text: string): void => {
    if (!this.#isInValue) return;
    this.#value = (this.#value ?? "") + text;
    if (this.#value.length > CELL_CHARACTERS_MAX) throw damaged(this.#path, "有过长的单元格");
  };

  readonly onClose = (name: string): void => {
    switch (name) {
      case "v":
      case "t":
        this.#isInValue = false;
        break;
      case "rPh":
        this.#isInPhonetic = false;
        break;
      case "c":
        if (this.#isInCell) this.#endCell();
        break;
      case "row":
        if (this.#isInRow) this.#endRow();
        break;
      default:
    }
  };

  #beginRow(number: string | undefined): void {
    const line = number === undefined ? this.#line + 1 : Number(number);
    if (!Number.isInteger(line) || line <= this.#line || line > ROWS_MAX) {
      throw damaged(this.#path, `工作表里第 ${this.#line} 行之后的行号“${number ?? ""}”不对`);
    }
    this.#line = line;
    this.#column = -1;
    this.#isInRow = true;
    this.#row.begin(line);
  }

  #endRow(): void {
    this.#isInRow = false;
    this.#row.end();
    this.#onRow();
  }

  #beginCell(attributes: Readonly<Record<string, string>>): void {
    const { r: reference, t: type = "n", s: format = "0" } = attributes;
    const column = reference === undefined ? this.#column + 1 : columnOf(reference);
    if (column === undefined || column <= this.#column || column >= COLUMNS_MAX) {
      throw damaged(this.#path, `第 ${this.#line} 行的单元格位置“${reference ?? ""}”不对`);
    }
    this.#column = column;
    this.#isInCell = true;
    this.#type = type;
    this.#format = Number(format);
    this.#hasFormula = false;
    this.#value = undefined;
  }

  #endCell(): void {
    this.#isInCell = false;
    const value = this.#value;
    const hasFormula = this.#hasFormula;
    if (value === undefined && !hasFormula) return;
    this.#row.put(this.#column, { type: this.#type, format: this.#format, value, hasFormula });
  }
}

/** `A7` is column 0, `AB7` column 27. */
function columnOf(reference: string): number | undefined {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 0x40;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return at === 0 || at > 3 ? undefined : column - 1;
}
