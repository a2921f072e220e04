/**
 * Text to GB18030 or GBK, which the platform can only decode: the decoder is asked for every code
 * once and turned round. It must not know what is written.
 */

const decoder = new TextDecoder("gb18030", { fatal: true });

function decodedOrNothing(bytes: readonly number[]): string {
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return "";
  }
}

let twoByte: Map<string, readonly number[]> | undefined;
let fourByte: Map<string, readonly number[]> | undefined;

function twoByteTable(): Map<string, readonly number[]> {
  if (twoByte !== undefined) return twoByte;
  twoByte = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = trail === 0x7f ? "" : decodedOrNothing([lead, trail]);
      if ([...text].length === 1 && !twoByte.has(text)) twoByte.set(text, [lead, trail]);
    }
  return twoByte;
}

function fourByteTable(): Map<string, readonly number[]> {
  if (fourByte !== undefined) return fourByte;
  fourByte = new Map();
  for (let first = 0x81; first <= 0x84; first += 1)
    for (let second = 0x30; second <= 0x39; second += 1)
      for (let third = 0x81; third <= 0xfe; third += 1)
        for (let fourth = 0x30; fourth <= 0x39; fourth += 1) {
          const bytes = [first, second, third, fourth];
          const text = decodedOrNothing(bytes);
          if ([...text].length === 1 && !fourByte.has(text)) fourByte.set(text, bytes);
        }
  return fourByte;
}

/** Encodes text; what GBK does not have is left out there. */
export function toGb18030(text: string, encoding: "gb18030" | "gbk"): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else {
      const pair = twoByteTable().get(character);
      if (pair !== undefined) bytes.push(...pair);
      else if (encoding === "gb18030") bytes.push(...(fourByteTable().get(character) ?? []));
    }
  }
  return Uint8Array.from(bytes);
}
