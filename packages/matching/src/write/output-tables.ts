// The five tables of FORMATS section 3: their columns, and how a row of each is written.
// Knows no rule of any policy: it writes what it is given.

import { setTimeout as sleep } from "node:timers/promises";

import type { Cell } from "./csv-table.ts";
import { CsvTable, csvCell } from "./csv-table.ts";
import type { StagedOutput, TableName } from "./staged-output.ts";

const COLUMNS: Readonly<Record<TableName, readonly string[]>> = {
  conclusions:
    "id_number,insurance,kind,conclusion,pending_reason,last_certified_on,last_certified_by,deadline,status,action,due_on,actions,basis,decided_by".split(
      ",",
    ),
  uncertified:
    "band,pay_division,residence_division,insurance,kind,id_number,name,phone,last_certified_on,months_since".split(
      ",",
    ),
  rejects: "file,line,reason,field,value".split(","),
  suspicious: "file,line,id_number,roster_name,given_name,kind,occurred_on,source,ref".split(","),
  changes: "id_number,insurance,kind,old_conclusion,new_conclusion,old_action,new_action".split(
    ",",
  ),
};

const SYNC_EACH_MS = 100;

/** What identifies an entitlement in the tables. */
export interface EntitlementName {
  readonly idNumber: string;
  readonly insurance: string;
  readonly kind: string;
}

/** What two runs may say differently about an entitlement; both empty where a run lacks it. */
export interface Outcome {
  readonly conclusion: string;
  readonly action: string;
}

/** The tables of one run, open for writing in the staging folder. */
export class OutputTables {
  readonly #tables = new Map<TableName, CsvTable>();

  constructor(output: StagedOutput, isCompared: boolean) {
    try {
      for (const name of Object.keys(COLUMNS) as TableName[]) {
        if (name === "changes" && !isCompared) continue;
        this.#tables.set(name, new CsvTable(output.pathOf(`${name}.csv`), COLUMNS[name]));
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  addReject(file: string, line: number, reason: string, field: string, value: string): void {
    this.#add("rejects", [file, line, reason, field, value]);
  }

  /** Adds a row whose cells behind file and line are written already. */
  addEndOf(name: TableName, file: string, line: number, cells: string): void {
    this.#tables.get(name)?.addText(`${csvCell(file)},${line},${cells}`);
  }

  /** Leaves a table to others, who write behind what it has; undefined where there is none. */
  handOver(name: TableName): { readonly path: string; readonly from: number } | undefined {
    return this.#tables.get(name)?.handOver();
  }

  /**
   * While others write rows, has the disk take what is written already: it is slower than they are,
   * and everything must lie on it in the end.
   */
  async syncWhile<Result>(work: Promise<Result>): Promise<Result> {
    const end = new AbortController();
    const done = work.finally(() => {
      end.abort();
    });
    const [result] = await Promise.all([done, this.#syncUntil(end.signal)]);
    return result;
  }

  async #syncUntil(end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      // Not a moment longer than others write: what is left then is `finish`'s.
      await sleep(SYNC_EACH_MS, undefined, { signal: end }).catch(() => undefined);
      for (const table of this.#tables.values()) if (!end.aborted) await table.sync();
    }
  }

  /** Writes a change where either side differs. */
  addChange(name: EntitlementName, before: Outcome, after: Outcome): void {
    if (before.conclusion === after.conclusion && before.action === after.action) return;
    this.#add("changes", [
      name.idNumber,
      name.insurance,
      name.kind,
      before.conclusion,
      after.conclusion,
      before.action,
      after.action,
    ]);
  }

  /** Everything is written and lies on the disk. */
  finish(): void {
    for (const table of this.#tables.values()) table.finish();
  }

  close(): void {
    for (const table of this.#tables.values()) table.close();
  }

  #add(name: TableName, cells: readonly Cell[]): void {
    this.#tables.get(name)?.add(cells);
  }
}
