// Files that are no plain text (workbooks, compressed text, odd Parquet) are written out once as text
// with our own columns, which the engine then reads like any other. Rows are judged here, where
// their cells are known; the engine sees only good ones. Knows no roster.

import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

import { formatDay } from "@lingdai/policy/batch";

import type { ObservationRules } from "../judge/judge-observation.ts";
import type { Observation } from "../judge/judge-observation.ts";
import { judgeObservation, laterObservation } from "../judge/judge-observation.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { isRejection } from "../judge/reject-reason.ts";
import { readRows } from "../read/delimited-file.ts";
import type { ObservationField } from "../read/fields.ts";
import { OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { planFile } from "../read/input-files.ts";
import type { SourceFormat } from "../read/source-format.ts";
import { MappedRow } from "../read/mapped-row.ts";
import { csvLine } from "../write/csv-table.ts";
import type { SpooledBlock } from "./block-spool.ts";
import { BlockSpool } from "./block-spool.ts";

const PENDING_MAX = 1 << 20;

/** The column, behind ours, that says on which line of its own file a row began. */
export const LINE_COLUMN = OBSERVATION_FIELDS.length;

/** A file as it was read, and what did not come along. */
export interface SpelledOut {
  readonly file: PlannedFile<ObservationField>;
  readonly rows: number;
  readonly rejected: Partial<Record<RejectReason, number>>;
  readonly rejects: { readonly path: string; readonly blocks: readonly SpooledBlock[] };
}

export function isTextFile({ format }: { readonly format: SourceFormat }): boolean {
  return format.kind === undefined || format.kind === "delimited";
}

export interface SpellingHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (bytes: number, rows: number) => void;
}

/** Writes a file out, and its rejected rows beside it. */
export async function spellOut(
  file: PlannedFile<ObservationField>,
  number: number,
  rules: ObservationRules,
  scratch: string,
  hooks: SpellingHooks,
): Promise<SpelledOut> {
  const path = join(scratch, `spelled-out-${number}`);
  const descriptor = openSync(path, "w", 0o600);
  const rejects = new BlockSpool(join(scratch, `rejects-spelled-out-${number}`));
  const rejected: Partial<Record<RejectReason, number>> = {};
  let rows = 0;
  let pending = `${OBSERVATION_FIELDS.join(",")},line\n`;
  const flush = (): void => {
    const bytes = Buffer.from(pending);
    pending = "";
    let done = 0;
    while (done < bytes.length) done += writeSync(descriptor, bytes, done);
  };
  const reject = (line: number, reason: RejectReason, field: string, value: string): void => {
    rejected[reason] = (rejected[reason] ?? 0) + 1;
    rejects.add(line, 0, csvLine([reason, field, value]));
  };
  const write = (
    { idNumber, idType, name, sign, statedArrival }: Observation,
    line: number,
  ): void => {
    const cells = [
      idNumber,
      idType,
      name,
      sign.kind,
      formatDay(sign.occurredOn),
      sign.source,
      sign.ref,
      statedArrival === undefined ? "" : formatDay(statedArrival),
      line,
    ];
    pending += `${csvLine(cells)}\n`;
    if (pending.length > PENDING_MAX) flush();
  };
  try {
    const row = new MappedRow(file.plan);
    await readRows(file.path, file.format, {
      signal: hooks.signal,
      onBytes: (bytes) => {
        hooks.onBytes(bytes, rows);
      },
      onRow: (source) => {
        rows += 1;
        if (!source.isReadable) {
          reject(source.line, "unreadable-row", "", "");
          return;
        }
        row.load(source);
        const judged = judgeObservation(row, rules);
        if (isRejection<ObservationField>(judged)) {
          reject(source.line, judged.reason, judged.field, row.asRead[judged.field]);
          // The engine rejects it once more, without a word, and notes it for a later day.
          const later = laterObservation(row, rules, judged);
          if (later !== undefined) write(later, source.line);
          return;
        }
        write(judged, source.line);
      },
    });
    flush();
    rejects.endBlock(number);
  } finally {
    closeSync(descriptor);
    rejects.close();
  }
  const planned = await planSpelledOut(path);
  return {
    file: { ...planned, baseName: file.baseName },
    rows,
    rejected,
    rejects: { path: rejects.path, blocks: rejects.blocks },
  };
}

/** How a file that was written out is read: no mapping has a say any more. */
export async function planSpelledOut(path: string): Promise<PlannedFile<ObservationField>> {
  return await planFile(path, [], OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS);
}
