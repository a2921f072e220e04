// Text to GB18030 or GBK, which the platform can only decode: its decoder is asked once for every
// code, and the answer turned round. It must not know what is written.

const FIRST_SUPPLEMENTARY = 0x10000;
/** Where the code points above the Basic Plane begin among the four-byte codes. */
const SUPPLEMENTARY_POINTER = 189_000;
const FOUR_BYTE_CODES_IN_BASIC_PLANE = 39_420;
/** What the decoder says to bytes that it does not know, and to its own code. */
const UNKNOWN = 0xfffd;
const UNKNOWN_CODE = 0x8431a437;
/** What a system writes for a character that it does not have. */
const LOST = 0x3f;

export type GbEncoding = "gb18030" | "gbk";

let codes: Uint32Array | undefined;

/** For each code unit its bytes as one number, 0 where there is none; two bytes or four. */
function codesByUnit(): Uint32Array {
  if (codes !== undefined) return codes;
  const table = new Uint32Array(FIRST_SUPPLEMENTARY);
  const decoder = new TextDecoder("gb18030");
  const bytes = new Uint8Array(4);
  const note = (length: number, code: number): void => {
    const text = decoder.decode(bytes.subarray(0, length));
    const unit = text.charCodeAt(0);
    if (text.length === 1 && unit !== UNKNOWN && table[unit] === 0) table[unit] = code;
  };
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      bytes[0] = lead;
      bytes[1] = trail;
      note(2, lead * 256 + trail);
    }
  }
  for (let pointer = 0; pointer < FOUR_BYTE_CODES_IN_BASIC_PLANE; pointer += 1) {
    const code = fourBytesAt(pointer);
    bytes[0] = code >>> 24;
    bytes[1] = (code >>> 16) & 0xff;
    bytes[2] = (code >>> 8) & 0xff;
    bytes[3] = code & 0xff;
    note(4, code);
  }
  table[UNKNOWN] = UNKNOWN_CODE;
  codes = table;
  return table;
}

/** The four-byte code at a place in their order, as one number. */
function fourBytesAt(pointer: number): number {
  const fourth = 0x30 + (pointer % 10);
  const third = 0x81 + (Math.floor(pointer / 10) % 126);
  const second = 0x30 + (Math.floor(pointer / 1260) % 10);
  const first = 0x81 + Math.floor(pointer / 12_600);
  return ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
}

/** Whether nothing of the text is lost in GBK, which has no four-byte codes. */
export function isInGbk(text: string): boolean {
  const table = codesByUnit();
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    const code = table[unit] ?? 0;
    if (code === 0 || code > 0xffff) return false;
  }
  return true;
}

/** The bytes of the text; a character that GBK does not have becomes a question mark. */
export function toGbBytes(text: string, encoding: GbEncoding): Buffer {
  const table = codesByUnit();
  const bytes = Buffer.allocUnsafe(text.length * 4);
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0;
    if (point < 0x80) {
      bytes[end] = point;
      end += 1;
      continue;
    }
    const isSupplementary = point >= FIRST_SUPPLEMENTARY;
    if (isSupplementary) at += 1;
    const code = isSupplementary
      ? fourBytesAt(point - FIRST_SUPPLEMENTARY + SUPPLEMENTARY_POINTER)
      : (table[point] ?? 0);
    if (code === 0 || (code > 0xffff && encoding === "gbk")) {
      bytes[end] = LOST;
      end += 1;
    } else if (code <= 0xffff) {
      end = bytes.writeUInt16BE(code, end);
    } else {
      end = bytes.writeUInt32BE(code, end);
    }
  }
  return bytes.subarray(0, end);
}
