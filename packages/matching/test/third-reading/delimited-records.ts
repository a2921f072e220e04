/**
 * Bytes to records: encoding, lines, quotes (FORMATS 2). Line by line first, so that a bad byte is
 * charged to the record it stands in; records only after decoding, because a delimiter's byte may
 * be half of a Chinese character. It must not know what columns mean.
 */

/** One record of a file and the physical line on which it begins. */
export interface FileRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** False when a byte is unknown to the encoding or a quote never closes. */
  readonly readable: boolean;
}

interface DecodedText {
  readonly text: string;
  readonly badLines: ReadonlySet<number>;
}

/** FORMATS 2: a BOM is always understood, whatever the mapping says. */
function encodingByMark(bytes: Uint8Array, stated: string): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  return stated;
}

/** Decodes each physical line alone and remembers the lines with bytes that cannot be. */
function decodeLines(bytes: Uint8Array, stated: string): DecodedText {
  const encoding = encodingByMark(bytes, stated);
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder(encoding, { ignoreBOM: true });
  const badLines = new Set<number>();
  const lines: string[] = [];
  let start = 0;
  while (start <= bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const part = bytes.subarray(start, end);
    try {
      lines.push(strict.decode(part));
    } catch {
      lines.push(lenient.decode(part));
      badLines.add(lines.length);
    }
    start = end + 1;
  }
  const text = lines.join("\n");
  return { text: text.startsWith("\ufeff") ? text.slice(1) : text, badLines };
}

/** The records of a file: quoted cells may hold delimiters, doubled quotes and line ends. */
export function readRecords(bytes: Uint8Array, stated: string, delimiter: string): FileRecord[] {
  const { text, badLines } = decodeLines(bytes, stated);
  const records: FileRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const firstLine = line;
    const cells: string[] = [];
    let closed = true;
    let more = true;
    while (more) {
      let cell = "";
      if (text.charAt(at) === '"') {
        closed = false;
        at += 1;
        while (at < text.length && !closed) {
          const character = text.charAt(at);
          if (character === '"' && text.charAt(at + 1) === '"') {
            cell += '"';
            at += 2;
          } else if (character === '"') {
            closed = true;
            at += 1;
          } else {
            if (character === "\n") line += 1;
            cell += character;
            at += 1;
          }
        }
      }
      while (at < text.length && text.charAt(at) !== delimiter && text.charAt(at) !== "\n") {
        cell += text.charAt(at);
        at += 1;
      }
      more = text.charAt(at) === delimiter && at < text.length;
      const endsLine = !more && cell.endsWith("\r");
      cells.push(endsLine ? cell.slice(0, -1) : cell);
      at += 1;
    }
    const lastLine = line;
    line += 1;
    let readable = closed;
    for (let one = firstLine; one <= lastLine; one += 1) if (badLines.has(one)) readable = false;
    records.push({ line: firstLine, cells, readable });
  }
  return records;
}
