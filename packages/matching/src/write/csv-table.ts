// Writes one CSV table: UTF-8 without BOM, LF, quotes where RFC 4180 wants them. Knows nothing of
// what the columns mean.

import { closeSync, fdatasync, fsyncSync, openSync, writeSync } from "node:fs";
import { promisify } from "node:util";

const syncData = promisify(fdatasync);
const PENDING_CHARACTERS_MAX = 256 * 1024;

/** A cell: empty for what is unknown. */
export type Cell = string | number | undefined;

export class CsvTable {
  readonly #path: string;
  readonly #descriptor: number;
  #pending = "";
  #written = 0;

  constructor(path: string, columns: readonly string[]) {
    this.#path = path;
    this.#descriptor = openSync(path, "wx");
    this.add(columns);
  }

  add(cells: readonly Cell[]): void {
    this.addText(csvLine(cells));
  }

  /** Adds a line whose cells are written already. */
  addText(line: string): void {
    this.#pending += `${line}\n`;
    if (this.#pending.length > PENDING_CHARACTERS_MAX) this.#flush();
  }

  /** Writes what is left; from now on others write behind it, and nothing is added here. */
  handOver(): { readonly path: string; readonly from: number } {
    this.#flush();
    return { path: this.#path, from: this.#written };
  }

  /** Has the disk write what it was given so far. */
  async sync(): Promise<void> {
    await syncData(this.#descriptor);
  }

  /** Writes what is left and makes sure that it lies on the disk. */
  finish(): void {
    this.#flush();
    fsyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending);
    this.#pending = "";
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#descriptor, bytes, done);
    this.#written += bytes.length;
  }
}

/** Cells as RFC 4180 writes them in a line; its end is not part of it. */
export function csvLine(cells: readonly Cell[]): string {
  let line = "";
  for (let at = 0; at < cells.length; at += 1) {
    if (at > 0) line += ",";
    line += csvCell(cells[at]);
  }
  return line;
}

/** One cell as RFC 4180 writes it. */
export function csvCell(cell: Cell): string {
  if (cell === undefined) return "";
  const text = typeof cell === "number" ? String(cell) : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
