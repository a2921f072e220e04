// The rows of a register out of a workbook that somebody sends: bounded in bytes, in what it unfolds to
// and in rows, so that no file keeps the server busy for long. What a row says is judged elsewhere.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { findHeader, readRows, UnusableInput } from "@lingdai/matching";
import { formatDay } from "@lingdai/policy";
import { fromBufferPromise } from "yauzl";

import type { RegisterField } from "./register-columns.ts";
import { REGISTER_COLUMNS, REGISTER_ROWS_MAX } from "./register-columns.ts";

/** A full register has some 60 KB and unfolds to some 500. */
export const REGISTER_BYTES_MAX = 2 * 1024 * 1024;
const UNFOLDED_BYTES_MAX = 32 * 1024 * 1024;

export interface RegisterCells {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<RegisterField, string>>>;
  /** What of the row is lost already: all of it, or digits of the number. */
  readonly damage?: "unreadable" | "lost-digits";
}

export type UnreadRegister =
  | { readonly fault: "register-unreadable" | "register-empty" | "register-too-long" }
  | { readonly fault: "register-header"; readonly missing: string };

export async function readRegister(
  content: Buffer,
): Promise<readonly RegisterCells[] | UnreadRegister> {
  if (!(await isHarmless(content))) return { fault: "register-unreadable" };
  // The reader of source files reads files.
  const folder = await mkdtemp(path.join(tmpdir(), "lingdai-register-"));
  const file = path.join(folder, "register.xlsx");
  try {
    await writeFile(file, content, { mode: 0o600 });
    return await readFile(file);
  } catch (error) {
    if (error instanceof UnusableInput) return { fault: "register-unreadable" };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether it is an archive that says of itself that it unfolds to little; reading holds it to that. */
async function isHarmless(content: Buffer): Promise<boolean> {
  if (content.length > REGISTER_BYTES_MAX) return false;
  try {
    const zip = await fromBufferPromise(content, { validateEntrySizes: true });
    let unfolded = 0;
    for await (const { uncompressedSize } of zip.eachEntry()) unfolded += uncompressedSize;
    return unfolded <= UNFOLDED_BYTES_MAX;
  } catch {
    return false;
  }
}

const REQUIRED = REGISTER_COLUMNS.filter(({ need }) => need === "required").map(
  ({ heading }) => heading,
);

async function readFile(file: string): Promise<readonly RegisterCells[] | UnreadRegister> {
  const { header, format } = await findHeader(
    file,
    { encoding: "utf-8", delimiter: "," },
    (found) => REQUIRED.every((heading) => found.includes(heading)),
  );
  const missing = REQUIRED.filter((heading) => !header.includes(heading));
  if (missing.length > 0) return { fault: "register-header", missing: missing.join("、") };
  const columns = REGISTER_COLUMNS.map(({ field, heading }) => ({
    field,
    at: header.indexOf(heading),
  })).filter(({ at }) => at !== -1);
  const idColumn = columns.find(({ field }) => field === "idNumber")?.at ?? -1;
  const rows: RegisterCells[] = [];
  let blank = 0;
  await readRows(file, format, {
    onRow: (row) => {
      const { line, isReadable, typed } = row;
      if (rows.length > REGISTER_ROWS_MAX) return;
      if (!isReadable) {
        rows.push({ line, cells: {}, damage: "unreadable" });
        return;
      }
      const cells: Partial<Record<RegisterField, string>> = {};
      for (const { field, at } of columns) {
        const day = typed?.dayOf(at);
        cells[field] = day === undefined ? row.cell(at) : formatDay(day);
      }
      // A drop-down that was copied downwards makes no row.
      if (REQUIRED_FIELDS.every((field) => (cells[field] ?? "").trim() === "")) {
        blank += 1;
        return;
      }
      const isDamaged = typed?.hasLostDigits(idColumn) === true;
      rows.push({ line, cells, ...(isDamaged ? { damage: "lost-digits" } : {}) });
    },
  });
  if (rows.length === 0) return { fault: "register-empty" };
  if (rows.length > REGISTER_ROWS_MAX || blank > BLANK_ROWS_MAX) {
    return { fault: "register-too-long" };
  }
  return rows;
}

const REQUIRED_FIELDS = REGISTER_COLUMNS.filter(({ need }) => need === "required").map(
  ({ field }) => field,
);
const BLANK_ROWS_MAX = 10_000;
