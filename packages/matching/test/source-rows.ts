// Files of any kind read as the stages of a run read them, for tests of the readers: every row as it
// is understood. Knows no judging.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { MappedRow } from "../src/read/mapped-row.ts";
import { toSourceMapping } from "../src/read/source-mapping.ts";
import { OBSERVATION_FIELDS, planFile, readRows } from "../src/index.ts";
import type { ObservationField } from "../src/read/fields.ts";

/** A row as its judge would see it; days are days since 1970-01-01. */
export interface ReadRow {
  readonly line: number;
  readonly isReadable: boolean;
  readonly asRead: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly days: Readonly<Record<string, number | undefined>>;
}

export interface ReadFile {
  readonly rows: readonly ReadRow[];
  readonly remarks: readonly string[];
  /** The bytes that were reported as read, and those of the file. */
  readonly bytes: readonly [number, number];
}

/** Writes the content as a file of that name and reads it as observations. */
export async function readAsObservations(
  folder: string,
  name: string,
  content: Buffer | string,
  mapping: Readonly<Record<string, unknown>> = {},
  required: readonly ObservationField[] = ["id_number"],
): Promise<ReadFile> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return await readFileAsObservations(path, mapping, required);
}

/** Reads a file that is there already. */
export async function readFileAsObservations(
  path: string,
  mapping: Readonly<Record<string, unknown>> = {},
  required: readonly ObservationField[] = ["id_number"],
): Promise<ReadFile> {
  const mappings = [toSourceMapping("test", { files: ["*"], ...mapping })];
  const plan = await planFile(path, mappings, OBSERVATION_FIELDS, required);
  const row = new MappedRow(plan.plan);
  const rows: ReadRow[] = [];
  const remarks: string[] = [];
  let done = 0;
  await readRows(path, plan.format, {
    onRow: (source) => {
      const { line, isReadable } = source;
      if (isReadable) row.load(source);
      rows.push({
        line,
        isReadable,
        asRead: isReadable ? { ...row.asRead } : {},
        texts: isReadable ? { ...row.texts } : {},
        days: isReadable ? { ...row.days } : {},
      });
    },
    onBytes: (bytes) => {
      done += bytes;
    },
    onRemark: (remark) => remarks.push(remark),
  });
  return { rows, remarks, bytes: [done, plan.bytes] };
}
