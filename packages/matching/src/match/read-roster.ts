// The roster stage: a file in, accepted rows in columns out, every other row counted and named.
// Knows nothing of observations or policies.

import type { Day } from "@lingdai/policy/batch";

import { hasUnknownSex, judgeRosterRow } from "../judge/judge-roster-row.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { isRejection } from "../judge/reject-reason.ts";
import type { OnProgress } from "../progress.ts";
import { readRows } from "../read/delimited-file.ts";
import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { MappedRow } from "../read/mapped-row.ts";
import type { PersonSample } from "./person-sample.ts";
import { Roster } from "./roster.ts";

export interface RosterCounts {
  readonly rows: number;
  readonly rejected: number;
  readonly duplicate: number;
  /** With `--sample`: rows of people outside the sample. */
  readonly not_sampled?: number;
}

export interface RosterReading {
  readonly roster: Roster;
  readonly counts: RosterCounts;
  /** Rows whose `sex` nobody knows; it was left empty. */
  readonly unknownSexRows: number;
}

export interface RosterHooks {
  readonly onReject: (line: number, reason: RejectReason, field: string, value: string) => void;
  readonly sample?: PersonSample | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads a planned roster file whole. */
export async function readRoster(
  file: PlannedFile<RosterField>,
  asOf: Day,
  hooks: RosterHooks,
): Promise<RosterReading> {
  const roster = new Roster();
  const row = new MappedRow(file.plan);
  let rows = 0;
  let rejected = 0;
  let duplicate = 0;
  let unknownSexRows = 0;
  let notSampled = 0;
  let done = 0;
  await readRows(file.path, file.format, {
    signal: hooks.signal,
    onBytes: (bytes, total) => {
      done += bytes;
      hooks.onProgress?.({ stage: "roster", done, total, rows, file: file.baseName });
    },
    onRow: (source) => {
      rows += 1;
      if (!source.isReadable) {
        rejected += 1;
        hooks.onReject(source.line, "unreadable-row", "", "");
        return;
      }
      row.load(source);
      const judged = judgeRosterRow(row, asOf);
      if (isRejection<RosterField>(judged)) {
        rejected += 1;
        hooks.onReject(source.line, judged.reason, judged.field, row.asRead[judged.field]);
        return;
      }
      if (hasUnknownSex(row)) unknownSexRows += 1;
      if (hooks.sample?.has(judged.idNumber) === false) notSampled += 1;
      else if (!roster.add(judged)) duplicate += 1;
    },
  });
  const sampled = hooks.sample === undefined ? {} : { not_sampled: notSampled };
  return { roster, counts: { rows, rejected, duplicate, ...sampled }, unknownSexRows };
}
