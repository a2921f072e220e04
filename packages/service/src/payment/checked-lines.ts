// Files of lines whose last line is a checksum of all before it: so a file that was cut off, changed or
// only half copied is told apart from a whole one.

import { createHash } from "node:crypto";

const LAST_LINE = /^sha256,([0-9a-f]{64})\n$/;
/** `sha256,`, the code and the end of the line. */
const LAST_LINE_BYTES = 7 + 64 + 1;

export function withChecksum(lines: readonly string[]): Buffer {
  const body = lines.map((line) => `${line}\n`).join("");
  return Buffer.from(`${body}sha256,${createHash("sha256").update(body).digest("hex")}\n`);
}

/** The lines before the checksum; undefined where it does not fit or the bytes are no UTF-8. */
export function linesOf(content: Buffer): readonly string[] | undefined {
  const at = content.length - LAST_LINE_BYTES;
  if (at < 1) return undefined;
  const body = content.subarray(0, at);
  const given = LAST_LINE.exec(content.subarray(at).toString("latin1"))?.[1];
  if (given !== createHash("sha256").update(body).digest("hex")) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return text.endsWith("\n") ? text.slice(0, -1).split("\n") : undefined;
  } catch {
    return undefined;
  }
}
