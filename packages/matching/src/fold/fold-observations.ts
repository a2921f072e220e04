// The observation stage: file after file is judged, matched and folded, row by row. Every row ends
// in exactly one place, and the counts say in which. Knows the policy only by how its pack folds.

import type { Sign } from "@lingdai/policy";

import type { Observation, ObservationRules } from "../judge/judge-observation.ts";
import { judgeObservation } from "../judge/judge-observation.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { isRejection } from "../judge/reject-reason.ts";
import type { Roster } from "../match/roster.ts";
import { SeenReferences } from "../match/seen-references.ts";
import { readRows } from "../read/delimited-file.ts";
import type { ObservationField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { MappedRow } from "../read/mapped-row.ts";
import type { SignSpool } from "./sign-spool.ts";
import type { Standings } from "./standings.ts";

/** Where the rows of one file ended; together they are all its rows. */
export interface FileCounts {
  rows: number;
  accepted: number;
  readonly rejected: Partial<Record<RejectReason, number>>;
  notOnRoster: number;
  duplicate: number;
  suspicious: number;
}

export interface ObservationHooks {
  readonly onReject: (line: number, reason: RejectReason, field: string, value: string) => void;
  readonly onSuspicious: (line: number, observation: Observation, rosterName: string) => void;
  readonly onBytes?: ((bytes: number, rows: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Folds the observation files of one run; a reference is known across all of them. */
export class ObservationFolder {
  readonly #rules: ObservationRules;
  readonly #roster: Roster;
  readonly #standings: Standings;
  readonly #spool: SignSpool;
  readonly #seen = new SeenReferences();

  constructor(rules: ObservationRules, roster: Roster, standings: Standings, spool: SignSpool) {
    this.#rules = rules;
    this.#roster = roster;
    this.#standings = standings;
    this.#spool = spool;
  }

  async foldFile(
    file: PlannedFile<ObservationField>,
    hooks: ObservationHooks,
  ): Promise<FileCounts> {
    const counts: FileCounts = {
      rows: 0,
      accepted: 0,
      rejected: {},
      notOnRoster: 0,
      duplicate: 0,
      suspicious: 0,
    };
    const row = new MappedRow(file.plan);
    const reject = (line: number, reason: RejectReason, field: string, value: string): void => {
      counts.rejected[reason] = (counts.rejected[reason] ?? 0) + 1;
      hooks.onReject(line, reason, field, value);
    };
    await readRows(file.path, file.format, {
      signal: hooks.signal,
      onBytes: (bytes) => hooks.onBytes?.(bytes, counts.rows),
      onRow: (source) => {
        counts.rows += 1;
        if (!source.isReadable) {
          reject(source.line, "unreadable-row", "", "");
          return;
        }
        row.load(source);
        const judged = judgeObservation(row, this.#rules);
        if (isRejection<ObservationField>(judged)) {
          reject(source.line, judged.reason, judged.field, row.asRead[judged.field]);
          return;
        }
        this.#match(source.line, judged, counts, hooks);
      },
    });
    return counts;
  }

  /** What is on the roster under the same name is folded; the order of the questions is FORMATS'. */
  #match(
    line: number,
    observation: Observation,
    counts: FileCounts,
    hooks: ObservationHooks,
  ): void {
    const { idType, idNumber, name, sign } = observation;
    if (!this.#seen.add(sign.source, sign.ref)) {
      counts.duplicate += 1;
      return;
    }
    const person = this.#roster.findPerson(idType, idNumber);
    if (person === undefined) {
      counts.notOnRoster += 1;
      return;
    }
    if (!this.#roster.isNameOf(person, name)) {
      counts.suspicious += 1;
      hooks.onSuspicious(line, observation, this.#roster.nameOf(person));
      return;
    }
    counts.accepted += 1;
    this.#accept(person, sign);
  }

  #accept(person: number, sign: Sign): void {
    this.#spool.add(person, sign);
    this.#standings.fold(person, sign);
  }
}
