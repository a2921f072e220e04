// A text file written in large pieces, in one of the encodings that suppliers use. Holds a bounded
// amount in memory and no file open, so that hundreds may be written side by side; a piece is on
// its way to the disk before the next row is made. Knows nothing of what is written.

import { appendFileSync, writeFileSync } from "node:fs";

import type { GbEncoding } from "./gb18030.ts";
import { toGbBytes } from "./gb18030.ts";

export type TextEncoding = "utf-8" | GbEncoding;

const PENDING_CHARACTERS_MAX = 64 * 1024;

export class TextFile {
  readonly #path: string;
  readonly #encoding: TextEncoding;
  #pending = "";

  /** Begins the file anew, with a byte order mark where asked for. */
  constructor(path: string, encoding: TextEncoding = "utf-8", mark: "" | "\uFEFF" = "") {
    this.#path = path;
    this.#encoding = encoding;
    writeFileSync(path, "");
    this.#pending = mark;
  }

  add(text: string): void {
    this.#pending += text;
    if (this.#pending.length > PENDING_CHARACTERS_MAX) this.finish();
  }

  /** Writes what is left; more may be added afterwards. */
  finish(): void {
    if (this.#pending === "") return;
    const text = this.#pending;
    this.#pending = "";
    const bytes =
      this.#encoding === "utf-8" ? Buffer.from(text, "utf8") : toGbBytes(text, this.#encoding);
    appendFileSync(this.#path, bytes);
  }
}
