// Whether lines that DuckDB has put together from cells say what the cells said: as many delimiters
// and line feeds as there must be, and no byte that would end a line elsewhere. Four bytes a step;
// quotes are set here, as nearly no cell needs any. Knows bytes only.

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const EACH_BYTE = 0x0101_0101;
const HIGH_BITS = 0x8080_8080;
/** Bytes below this are looked at one by one: control characters, blanks, quotes. */
const LOOKED_AT = (QUOTE + 1) * EACH_BYTE;

export class LineCheck {
  readonly #delimiter: number;
  readonly #cells: number;
  #delimiters = 0;
  #lineFeeds = 0;
  #quotes = 0;
  /** Bytes that no cell of a line may hold: zeros and carriage returns. */
  #strangers = 0;

  constructor(delimiter: number, cells: number) {
    this.#delimiter = delimiter;
    this.#cells = cells;
  }

  /** The lines, with quotes where a cell needs them; undefined where a cell cannot stand in a line. */
  checked(bytes: Buffer, lines: number): Buffer | undefined {
    this.#count(bytes);
    const isWhole =
      this.#strangers === 0 &&
      this.#lineFeeds === lines &&
      this.#delimiters === lines * (this.#cells - 1);
    if (!isWhole) return undefined;
    return this.#quotes === 0 ? bytes : this.#quoted(bytes);
  }

  #count(bytes: Buffer): void {
    this.#delimiters = 0;
    this.#lineFeeds = 0;
    this.#quotes = 0;
    this.#strangers = 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const whole = bytes.length & -4;
    for (let at = 0; at < whole; at += 4) {
      const word = view.getInt32(at, true);
      if (((word - LOOKED_AT) & ~word & HIGH_BITS) === 0) continue;
      this.#look(word & 0xff);
      this.#look((word >>> 8) & 0xff);
      this.#look((word >>> 16) & 0xff);
      this.#look(word >>> 24);
    }
    for (let at = whole; at < bytes.length; at += 1) this.#look(view.getUint8(at));
  }

  #look(byte: number): void {
    if (byte > QUOTE) return;
    if (byte === this.#delimiter) this.#delimiters += 1;
    else if (byte === LINE_FEED) this.#lineFeeds += 1;
    else if (byte === QUOTE) this.#quotes += 1;
    else if (byte === 0 || byte === CARRIAGE_RETURN) this.#strangers += 1;
  }

  /** A quote means something in text only where a cell begins with it, but nobody counts on that. */
  #quoted(bytes: Buffer): Buffer {
    const delimiter = String.fromCharCode(this.#delimiter);
    const lines = bytes.toString("latin1").split("\n");
    const quoted = lines.map((line) =>
      line.includes('"') ? line.split(delimiter).map(quotedCell).join(delimiter) : line,
    );
    return Buffer.from(quoted.join("\n"), "latin1");
  }
}

function quotedCell(cell: string): string {
  return cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}
