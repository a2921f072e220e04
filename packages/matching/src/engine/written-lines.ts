// Parquet files whose cells are plain are written out as text, line by line, and then read like any
// other text: their rows keep their line numbers. Knows no roster.

import { closeSync, openSync, writeSync } from "node:fs";

import type { Field } from "../read/fields.ts";
import { InputFile } from "../read/file-blocks.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { planFile } from "../read/input-files.ts";
import { ISO_PATTERN } from "../read/date-pattern.ts";
import type { SourceMapping } from "../read/source-mapping.ts";

/** Between cells: no text of people or offices holds it, and a file in which one does is not written. */
const DELIMITER = "\u001f";
const PENDING_BYTES_MAX = 4 * 1024 * 1024;

/** How the text is read; a mapping has had its say about names of columns only. */
const MAPPING: SourceMapping = {
  path: "",
  files: ["*"],
  encoding: "utf-8",
  delimiter: DELIMITER,
  columns: new Map(),
  dates: new Map(),
  values: new Map(),
  constants: new Map(),
};

export interface WritingHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (bytes: number, rows: number) => void;
}

/** Writes the file as text to `path`; false where it must be read cell by cell instead. */
export async function writeLines<F extends Field>(
  file: PlannedFile<F>,
  path: string,
  hooks: WritingHooks,
): Promise<boolean> {
  if (file.format.kind !== "parquet") return false;
  const fields: F[] = [];
  const columns: number[] = [];
  for (const { field, column, constant, values, datePattern } of file.plan.sources) {
    const isPlainDay = datePattern === undefined || datePattern.pattern === ISO_PATTERN;
    if (constant !== undefined || values !== undefined || !isPlainDay) return false;
    if (column === undefined) continue;
    fields.push(field);
    columns.push(column);
  }
  const { readParquetLines } = await import("../read/parquet/parquet-lines.ts");
  const input = new InputFile(file.path);
  const output = new PendingBytes(path);
  try {
    output.add(Buffer.from(`${fields.join(DELIMITER)}\n`));
    let told = 0;
    const isWritten = await readParquetLines(input, columns, {
      signal: hooks.signal,
      onLines: (bytes) => {
        output.add(bytes);
      },
      onRows: (done, total) => {
        const bytes = Math.floor((file.bytes * done) / Math.max(1, total));
        hooks.onBytes(bytes - told, done);
        told = bytes;
      },
    });
    output.flush();
    return isWritten;
  } finally {
    input.close();
    output.close();
  }
}

/** How a file that was written out is read. */
export async function planLines<F extends Field>(
  path: string,
  fields: readonly F[],
  required: readonly F[],
): Promise<PlannedFile<F>> {
  return await planFile(path, [MAPPING], fields, required);
}

/** Small pieces on their way to a file. */
class PendingBytes {
  readonly #descriptor: number;
  readonly #bytes = Buffer.allocUnsafeSlow(PENDING_BYTES_MAX);
  #held = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, "w", 0o600);
  }

  add(bytes: Uint8Array): void {
    if (this.#held + bytes.length > this.#bytes.length) this.flush();
    if (bytes.length > this.#bytes.length) this.#write(bytes);
    else {
      this.#bytes.set(bytes, this.#held);
      this.#held += bytes.length;
    }
  }

  flush(): void {
    this.#write(this.#bytes.subarray(0, this.#held));
    this.#held = 0;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #write(bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#descriptor, bytes, done);
  }
}
