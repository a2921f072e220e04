// Where a record ends that may hold quotes: the same states as the record cutter's, without
// keeping any cell. Knows bytes only.

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The byte behind the first line feed at or after `from` that stands outside quotes, where `from`
 * begins a record; -1 where the bytes end before that, and `isInsideQuotes` says how.
 */
export class RecordEnd {
  isInsideQuotes = false;
  readonly #delimiter: number;
  readonly #doubleByte: boolean;

  constructor(delimiter: string, doubleByte: boolean) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#doubleByte = doubleByte;
  }

  find(bytes: Uint8Array, from: number, to: number): number {
    const delimiter = this.#delimiter;
    const doubleByte = this.#doubleByte;
    let isCellStart = true;
    let at = from;
    this.isInsideQuotes = false;
    while (at < to) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE && isCellStart) {
        at = this.#behindQuotes(bytes, at + 1, to);
        if (at === -1) {
          this.isInsideQuotes = true;
          return -1;
        }
        isCellStart = false;
        continue;
      }
      at += 1;
      if (byte === LINE_FEED) return at;
      isCellStart = byte === delimiter || byte === CARRIAGE_RETURN;
      if (doubleByte && isLead(byte) && isTrail(bytes[at] ?? 0)) {
        at += 1;
        isCellStart = false;
      }
    }
    return -1;
  }

  /** The byte behind the closing quote; -1 where there is none. */
  #behindQuotes(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      const byte = bytes[at] ?? 0;
      at += 1;
      if (byte === QUOTE) {
        if (at < to && bytes[at] === QUOTE) at += 1;
        else return at;
      } else if (this.#doubleByte && isLead(byte) && isTrail(bytes[at] ?? 0)) {
        at += 1;
      }
    }
    return -1;
  }
}

function isLead(byte: number): boolean {
  return byte >= 0x81 && byte !== 0xff;
}

function isTrail(byte: number): boolean {
  return byte >= 0x40 && byte !== 0x7f && byte !== 0xff;
}
