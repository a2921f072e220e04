// Many rows into one table by COPY, as fast as the server takes them and no faster. Knows the text
// form of COPY; what the rows mean is its callers' business.

import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";

import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CopyStreamQuery } from "pg-copy-streams";

import { COPY_HEAD, COPY_TAIL, CopyBytes } from "./copy-bytes.ts";

/** Undefined and null are NULL; bytes are bytea; numbers and texts are written as they are. */
export type CopyCell = string | number | bigint | Buffer | null | undefined;

/** `FREEZE`: into a table that this transaction has emptied. */
export type CopyOption = "FREEZE";

const CHUNK_BYTES = 64 * 1024;
const ROWS_AT_ONCE = 500;

/** What one COPY sends, on a connection that does nothing else until `end` resolves. */
class Sending {
  readonly #stream: CopyStreamQuery;
  #failed: Error | undefined;
  #isFull = false;

  constructor(session: ClientBase, copy: string) {
    this.#stream = session.query(copyFrom(copy));
    this.#stream.on("error", (error: Error) => {
      this.#failed ??= error;
    });
  }

  send(piece: string | Uint8Array): void {
    if (this.#failed === undefined) this.#isFull = !this.#stream.write(piece);
  }

  /** Resolves once the server has room again; undefined where it has. */
  whenReady(): Promise<void> | undefined {
    if (this.#failed !== undefined) throw this.#failed;
    return this.#isFull ? this.#drained() : undefined;
  }

  /** Resolves once every row is in. */
  async end(): Promise<void> {
    if (this.#failed !== undefined) throw this.#failed;
    this.#stream.end();
    await once(this.#stream, "finish");
  }

  /** Nothing of it stays; the session may go on (with a rollback) once this resolves. */
  async giveUp(): Promise<void> {
    if (this.#stream.closed) return;
    const closed = new Promise<void>((resolve) => {
      this.#stream.once("close", resolve);
    });
    this.#stream.destroy(new Error("given up"));
    await closed;
  }

  async #drained(): Promise<void> {
    await once(this.#stream, "drain");
    this.#isFull = false;
  }
}

/** One COPY of rows that are encoded by `CopyBytes`, as they come. */
export class CopyBytesIn {
  readonly rows = new CopyBytes();
  readonly #sending: Sending;

  constructor(session: ClientBase, target: string) {
    this.#sending = new Sending(session, `COPY ${target} FROM STDIN (FORMAT binary)`);
    this.#sending.send(COPY_HEAD);
  }

  /** Sends the rows so far, where they are worth it; to be called between two rows. */
  send(): void {
    if (this.rows.length >= CHUNK_BYTES) this.#sending.send(this.rows.take());
  }

  whenReady(): Promise<void> | undefined {
    return this.#sending.whenReady();
  }

  async end(): Promise<void> {
    this.#sending.send(this.rows.take());
    this.#sending.send(COPY_TAIL);
    await this.#sending.end();
  }

  async giveUp(): Promise<void> {
    await this.#sending.giveUp();
  }
}

/** Copies rows that are at hand already. */
export async function copyRows(
  session: ClientBase,
  target: string,
  rows: readonly (readonly CopyCell[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const sending = new Sending(session, `COPY ${target} FROM STDIN`);
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    sending.send(
      rows
        .slice(at, at + ROWS_AT_ONCE)
        .map(lineOf)
        .join(""),
    );
  }
  await sending.end();
}

function lineOf(cells: readonly CopyCell[]): string {
  return `${cells.map(cellText).join("\t")}\n`;
}

/** Copies rows that are encoded already, by `CopyBytes`. */
export async function copyBytes(
  session: ClientBase,
  target: string,
  rows: Uint8Array | undefined,
  option?: CopyOption,
): Promise<void> {
  if (rows === undefined || rows.length === 0) return;
  const options = option === undefined ? "FORMAT binary" : `FORMAT binary, ${option}`;
  const copy = session.query(copyFrom(`COPY ${target} FROM STDIN (${options})`));
  await pipeline([COPY_HEAD, rows, COPY_TAIL], copy);
}

/**
 * A whole delimited file into a temporary table of texts, by nothing but COPY: the least that taking
 * its rows in can cost.
 */
export async function copyFileInto(session: ClientBase, path: string): Promise<void> {
  const header = (await readFirstLine(path)).split(",").map((_, at) => `column_${at} text`);
  await session.query(`CREATE TEMPORARY TABLE copied_file (${header.join(", ")})`);
  const copy = session.query(copyFrom("COPY copied_file FROM STDIN (FORMAT csv, HEADER)"));
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), copy);
}

async function readFirstLine(path: string): Promise<string> {
  const lines = createInterface({ input: createReadStream(path) });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return "";
}

function cellText(cell: CopyCell): string {
  if (cell === undefined || cell === null) return "\\N";
  if (typeof cell === "string") return NEEDS_CARE.test(cell) ? escaped(cell) : cell;
  if (typeof cell === "object") return `\\\\x${cell.toString("hex")}`;
  return String(cell);
}

const NEEDS_CARE = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  // No text of PostgreSQL holds it.
  "\0": "\uFFFD",
};

function escaped(text: string): string {
  return text.replaceAll(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? character);
}
