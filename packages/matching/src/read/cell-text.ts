// From the bytes of a cell to its text: the encodings that a mapping may name, which bytes each of
// them knows, and quotes. Knows neither files nor columns.

import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

export const ENCODINGS = ["utf-8", "gb18030", "gbk"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What the first bytes of a file say about it. */
export type ByteOrderMark =
  { readonly encoding: Encoding; readonly bytes: number } | { readonly unsupported: string };

const MARKS: readonly (readonly [readonly number[], ByteOrderMark])[] = [
  [[0xef, 0xbb, 0xbf], { encoding: "utf-8", bytes: 3 }],
  [[0x84, 0x31, 0x95, 0x33], { encoding: "gb18030", bytes: 4 }],
  [[0xff, 0xfe, 0x00, 0x00], { unsupported: "UTF-32" }],
  [[0x00, 0x00, 0xfe, 0xff], { unsupported: "UTF-32" }],
  [[0xff, 0xfe], { unsupported: "UTF-16" }],
  [[0xfe, 0xff], { unsupported: "UTF-16" }],
];

/** The byte order mark with which a file begins, if it does. */
export function findByteOrderMark(head: Buffer): ByteOrderMark | undefined {
  const found = MARKS.find(
    ([bytes]) => head.length >= bytes.length && bytes.every((byte, at) => head[at] === byte),
  );
  return found?.[1];
}

export function isDoubleByte(encoding: Encoding): boolean {
  return encoding !== "utf-8";
}

/** GB18030 writes the first plane with lead bytes below this one, the others from it on. */
const FIRST_LEAD_BEYOND = 0x90;

/** What stands in place of bytes that UTF-8 does not know; it may also stand there itself. */
const REPLACEMENT = "\ufffd";

/**
 * Decodes bytes of one encoding, all cells of a record at once: asking the platform costs more than the
 * bytes of a cell.
 */
export class CellDecoder {
  readonly #encoding: Encoding;
  readonly #decoder: TextDecoder | undefined;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    // The BOM is kept: wherever it stands, it is a blank around the field, no bad byte.
    this.#decoder = isDoubleByte(encoding)
      ? new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
      : undefined;
  }

  /** Whether the encoding knows all of these bytes. */
  knows(bytes: Buffer, start: number, end: number): boolean {
    return isAscii(bytes, start, end) || this.findText(bytes, start, end) !== undefined;
  }

  /** The text of some bytes; undefined where the encoding does not know all of them. */
  findText(bytes: Buffer, start: number, end: number): string | undefined {
    if (this.#decoder === undefined) {
      const text = bytes.toString("utf8", start, end);
      const isKnown = !text.includes(REPLACEMENT) || isUtf8(bytes.subarray(start, end));
      return isKnown ? text : undefined;
    }
    if (isAscii(bytes, start, end)) return bytes.toString("latin1", start, end);
    const part = bytes.subarray(start, end);
    try {
      const text = this.#decoder.decode(part);
      return hasOnlyItsOwnForms(part, this.#encoding) ? text : undefined;
    } catch {
      return undefined;
    }
  }

  /** How long the text of some bytes is that the encoding knows, without taking it. */
  lengthOfText(bytes: Buffer, start: number, end: number): number {
    const isDouble = this.#decoder !== undefined;
    let length = end - start;
    for (let at = start; at < end;) {
      const byte = bytes[at] as number;
      const size = byte < 0x80 ? 1 : isDouble ? sizeInGb(bytes, at) : sizeInUtf8(byte);
      // Only characters beyond the first plane take two places.
      const isBeyond = size === 4 && (!isDouble || byte >= FIRST_LEAD_BEYOND);
      length -= isBeyond ? 2 : size - 1;
      at += size;
    }
    return length;
  }
}

/** The bytes of a character that begins with this one, behind ASCII. */
function sizeInUtf8(lead: number): number {
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** The bytes of the character that begins at `at`, behind ASCII. */
function sizeInGb(bytes: Buffer, at: number): number {
  return (bytes[at + 1] ?? 0) >= 0x40 ? 2 : 4;
}

/** The content of a cell as written: without its quotes, doubled ones made single. */
export function unquote(raw: string): string {
  if (!raw.startsWith('"')) return raw;
  let content = "";
  let from = 1;
  for (;;) {
    const quote = raw.indexOf('"', from);
    if (quote === -1) return content + raw.slice(from);
    content += raw.slice(from, quote);
    // A single quote closes; whatever follows it is content as it stands.
    if (raw[quote + 1] !== '"') return content + raw.slice(quote + 1);
    content += '"';
    from = quote + 2;
  }
}

/**
 * The platform reads more than the two standards know: a lone 0x80 as a euro sign, and characters of
 * four bytes, which are GB18030's, in GBK too. Only for bytes that the platform could decode.
 */
function hasOnlyItsOwnForms(bytes: Buffer, encoding: Encoding): boolean {
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    const size = byte < 0x80 ? 1 : sizeInGb(bytes, at);
    if (byte === 0x80 || (size === 4 && encoding === "gbk")) return false;
    at += size;
  }
  return true;
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if ((bytes[at] ?? 0) > 0x7f) return false;
  }
  return true;
}
