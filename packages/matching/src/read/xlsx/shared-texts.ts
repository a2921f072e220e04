// The texts of a workbook that its cells share by number, kept as bytes so that a million of them
// stay small. Knows nothing of cells.

import { damaged } from "./zip-parts.ts";
import type { ZipParts } from "./zip-parts.ts";
import { decodeEscapes } from "./text-escapes.ts";
import { readXml } from "./xml-events.ts";

const TEXT_BYTES_MAX = 1024 ** 3;

/** A spreadsheet stops at 32,767; some writers do not. */
export const CELL_CHARACTERS_MAX = 4 * 1024 * 1024;

/** Texts by number, in the order of the part. */
export class SharedTexts {
  readonly #path: string;
  #bytes = Buffer.alloc(64 * 1024);
  /** Where each text ends. */
  #ends = new Uint32Array(1024);
  #count = 0;
  #used = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    const needed = this.#used + Buffer.byteLength(text);
    if (needed > TEXT_BYTES_MAX) throw damaged(this.#path, "共享文字超过 1 GB");
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, 0, this.#used);
      this.#bytes = grown;
    }
    if (this.#count === this.#ends.length) {
      const grown = new Uint32Array(this.#count * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#bytes.write(text, this.#used);
    this.#used = needed;
    this.#ends[this.#count] = needed;
    this.#count += 1;
  }

  /** Undefined where there is no such number. */
  find(number: number): string | undefined {
    if (!Number.isInteger(number) || number < 0 || number >= this.#count) return undefined;
    const from = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    return this.#bytes.toString("utf8", from, this.#ends[number]);
  }
}

/** Reads the shared texts, or only the first ones; a text in several fonts is one text. */
export async function readSharedTexts(
  parts: ZipParts,
  part: string | undefined,
  countMax = Infinity,
  signal?: AbortSignal,
): Promise<SharedTexts> {
  const texts = new SharedTexts(parts.path);
  if (part === undefined || countMax === 0) return texts;
  let text = "";
  let isInText = false;
  /** Readings printed above characters (ruby) are no part of the text. */
  let isInPhonetic = false;
  await readXml(parts.path, part, parts.blocksOf(part, signal), {
    onOpen: (name) => {
      if (name === "si") text = "";
      else if (name === "t") isInText = !isInPhonetic;
      else if (name === "rPh") isInPhonetic = true;
    },
    onText: (piece) => {
      if (isInText) text += piece;
      if (text.length > CELL_CHARACTERS_MAX) throw damaged(parts.path, "有过长的文字");
    },
    onClose: (name) => {
      if (name === "t") isInText = false;
      else if (name === "rPh") isInPhonetic = false;
      else if (name === "si") texts.add(decodeEscapes(text));
    },
    isEnough: () => texts.count >= countMax,
  });
  return texts;
}
