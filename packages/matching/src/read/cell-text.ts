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

/** Decodes bytes of one encoding, cell by cell. */
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
    if (isAscii(bytes, start, end)) return true;
    const part = bytes.subarray(start, end);
    if (this.#decoder === undefined) return isUtf8(part);
    try {
      this.#decoder.decode(part);
      return hasOnlyItsOwnForms(part, this.#encoding);
    } catch {
      return false;
    }
  }

  /** The text of bytes that the encoding knows. */
  text(bytes: Buffer, start: number, end: number): string {
    if (start === end) return "";
    if (this.#decoder === undefined) return bytes.toString("utf8", start, end);
    if (isAscii(bytes, start, end)) return bytes.toString("latin1", start, end);
    return this.#decoder.decode(bytes.subarray(start, end));
  }
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
    if (byte < 0x80) at += 1;
    else if (byte === 0x80) return false;
    else if ((bytes[at + 1] ?? 0) >= 0x40) at += 2;
    else if (encoding === "gbk") return false;
    else at += 4;
  }
  return true;
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if ((bytes[at] ?? 0) > 0x7f) return false;
  }
  return true;
}
