// Every row of a planned file for whoever takes rows in one by one: readable ones in our columns, all
// others named as rejected. Knows neither judges nor what the rows are for.

import type { RejectReason } from "../judge/reject-reason.ts";
import { readRows } from "../read/delimited-file.ts";
import type { Field } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { MappedRow } from "../read/mapped-row.ts";
import type { ReadingHooks } from "../read/source-row.ts";

export interface StreamHooks extends Omit<ReadingHooks, "onRow"> {
  readonly onReject: (line: number, reason: RejectReason, field: string) => void;
}

/** Rows read, the unreadable ones included. */
export async function streamRows<F extends Field>(
  file: PlannedFile<F>,
  hooks: StreamHooks,
  onRow: (row: MappedRow<F>) => void,
): Promise<number> {
  const row = new MappedRow(file.plan);
  let rows = 0;
  await readRows(file.path, file.format, {
    ...hooks,
    onRow: (source) => {
      rows += 1;
      if (!source.isReadable) {
        hooks.onReject(source.line, "unreadable-row", "");
        return;
      }
      row.load(source);
      onRow(row);
    },
  });
  return rows;
}
