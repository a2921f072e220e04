// How the rows of one observation file are read: the short cut for plain rows, where the file may have
// any, and the readers of texts for all others. Knows no roster.

import type { ObservationRules } from "../judge/judge-observation.ts";
import type { BlockReader } from "./block-reader.ts";
import { cellPlanOf } from "./cell-plan.ts";
import { ColumnObservations } from "./column-observations.ts";
import { GroupReader } from "./group-reader.ts";
import type { ObservationMemory } from "./kernel/observation-memory.ts";
import type { TextKernel } from "./kernel/text-kernel.ts";
import { ObservationRows } from "./observation-rows.ts";
import { rolesOf } from "./plain-cells.ts";
import type { RowBatch } from "./row-batch.ts";
import { PlainObservations } from "./plain-observations.ts";
import type { RowCut } from "./row-source.ts";
import { GroupCut, PlainCut } from "./row-source.ts";
import type { PlannedObservations, RunSetup } from "./run-setup.ts";
import { LINE_COLUMN } from "./spelled-out.ts";

export interface FileParser {
  /** Plain rows of text. */
  readonly plain?: PlainObservations | undefined;
  /** Plain rows of row groups, and who reads the groups. */
  readonly columns?: ColumnObservations | undefined;
  readonly groups?: GroupReader | undefined;
  readonly rows: ObservationRows;
  /** Where cells mean what they say. */
  readonly cut: RowCut | undefined;
  /** Whether its rows name their own lines. */
  readonly isSpelledOut: boolean;
}

/** What serves all files of a thread. */
export interface ThreadParts {
  readonly rules: ObservationRules;
  readonly reader: BlockReader;
  /** Where plain rows go; where plain text is read, it lies in that memory, as the reader's blocks do. */
  readonly batch: RowBatch;
  readonly memory: ObservationMemory | undefined;
  /** What looks at columns, where row groups are read. */
  readonly texts: TextKernel | undefined;
}

export function fileParser(
  setup: RunSetup,
  allPlanned: PlannedObservations,
  file: number,
  { rules, reader, batch, memory, texts }: ThreadParts,
): FileParser {
  const planned = allPlanned[file];
  const engineFile = setup.files[file];
  if (planned === undefined || engineFile === undefined) throw new RangeError(`no file ${file}`);
  const { path, plan, format } = planned;
  const { encoding, compiled } = engineFile;
  const isSpelledOut = engineFile.reading === "spelled-out";
  const lineColumn = isSpelledOut ? LINE_COLUMN : undefined;
  const rows = new ObservationRows(planned, encoding, rules, lineColumn);
  const roles = encoding === "utf-8" ? rolesOf(plan, format.delimiter) : undefined;
  const cells = encoding === "utf-8" ? cellPlanOf(plan, format.delimiter) : undefined;
  // What is noted is taken from where it stands.
  const isShort = cells?.isAsWritten === true || setup.state.notesPath === undefined;
  const shortCut = isShort ? cells : undefined;
  if (planned.groups === undefined) {
    const delimiter = format.delimiter.charCodeAt(0);
    return {
      plain:
        shortCut && compiled && memory
          ? new PlainObservations(shortCut, rules, compiled, memory, batch)
          : undefined,
      cut: roles && new PlainCut(reader, roles, delimiter),
      rows,
      isSpelledOut,
    };
  }
  const groups = new GroupReader(path, file, planned.groups);
  return {
    columns:
      shortCut && texts
        ? new ColumnObservations(groups, shortCut, rules, batch, setup.cellShift, texts)
        : undefined,
    cut: roles && new GroupCut(groups, roles, setup.cellShift),
    groups,
    rows,
    isSpelledOut,
  };
}
