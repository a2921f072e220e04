// All rows of a few people, good or bad, from the files of a run: read, judged and matched by the same
// stages as the batch, but every row of these people is kept with its line and what became of it, and
// everybody else's is forgotten. Memory is bounded by these people's rows; knows no policy's rules.

import type {
  CertificationWindow,
  Day,
  EntitlementFacts,
  IdType,
  Pack,
  Sign,
  SignKind,
} from "@lingdai/policy";
import { SIGNS, isCodeOf } from "@lingdai/policy";

import { judgeObservation } from "../judge/judge-observation.ts";
import { judgeRosterRow } from "../judge/judge-roster-row.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { isRejection } from "../judge/reject-reason.ts";
import { Roster } from "../match/roster.ts";
import { SeenReferences } from "../match/seen-references.ts";
import { planRun } from "../plan-run.ts";
import { readRows } from "../read/delimited-file.ts";
import type { Field, ObservationField, RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import type { RowTexts } from "../read/mapped-row.ts";
import { MappedRow } from "../read/mapped-row.ts";
import type { EvaluateOptions } from "../run-arguments.ts";
import { judgeArguments } from "../run-arguments.ts";
import { PersonDocuments } from "./person-documents.ts";
import type { PersonDocument } from "./person-documents.ts";

/** The files and the question; nothing is written. */
export type ExplainOptions = Omit<EvaluateOptions, "out" | "previous" | "format" | "onProgress">;

/** Where a row stands. */
interface RowPlace {
  /** Base name, as the tables of a batch name it. */
  readonly file: string;
  readonly line: number;
}

/** A roster row of the person; its outcome other than `accepted` says why it has no effect. */
export interface RosterRow extends RowPlace {
  readonly outcome: "accepted" | "duplicate" | RejectReason;
  readonly facts?: EntitlementFacts | undefined;
}

/** An observation row of the person; `sign` only where it was accepted. */
export interface ObservationRow extends RowPlace {
  readonly outcome: "accepted" | "duplicate" | "name-mismatch" | RejectReason;
  readonly sign?: Sign | undefined;
  /** As far as the row says them; absent where they cannot be read. */
  readonly kind?: SignKind | undefined;
  readonly occurredOn?: Day | undefined;
  readonly arrivedOn?: Day | undefined;
  readonly source: string;
  readonly ref: string;
}

/** One person that was asked for; without an accepted roster row nobody is on the roster. */
export interface PersonRows {
  readonly idType: IdType;
  readonly idNumber: string;
  /** The name on the first accepted roster row; empty where there is none. */
  readonly name: string;
  readonly roster: readonly RosterRow[];
  readonly observations: readonly ObservationRow[];
}

export interface PeopleRows {
  readonly pack: Pack;
  readonly asOf: Day;
  readonly windows: readonly CertificationWindow[];
  /** In the order in which they were asked for. */
  readonly people: readonly PersonRows[];
  readonly warnings: readonly string[];
}

/** What is gathered of one person while the files stream by. */
interface Gathering {
  name: string;
  readonly roster: RosterRow[];
  readonly observations: ObservationRow[];
}

/**
 * Reads all files once and keeps the rows of these documents. Rejects with `UnusableInput` where an
 * argument, a document or a file cannot be used.
 */
export async function readPersonRows(
  options: ExplainOptions,
  documents: readonly PersonDocument[],
): Promise<PeopleRows> {
  const { pack, asOf, windows } = judgeArguments({ ...options, out: "" });
  const wanted = new PersonDocuments(documents, asOf);
  const plan = await planRun({ ...options, out: "" });
  const gatherings = wanted.all.map((): Gathering => ({ name: "", roster: [], observations: [] }));
  const roster = await readRosterRows(plan.roster, wanted, gatherings, asOf, options.signal);
  const seen = new SeenReferences();
  const rules = { asOf, arrivesWhenItOccurs: pack.observationsArriveWhenTheyOccur };
  for (const file of plan.observations) {
    await forEachRow(file, options.signal, (row) => {
      const judged = judgeObservation(row, rules);
      if (isRejection<ObservationField>(judged)) {
        const at = wanted.findInText(row.texts.id_type, row.texts.id_number);
        if (at !== undefined) gatherings[at]?.observations.push(badRow(file, row, judged.reason));
        return;
      }
      const { idType, idNumber, name, sign } = judged;
      // Known references are asked of every good row of the run, whomever it is about.
      const isNew = seen.add(sign.source, sign.ref);
      const at = wanted.find(idType, idNumber);
      if (at === undefined) return;
      const person = roster.findPerson(idType, idNumber);
      // Nobody on the roster: the caller refuses this person, the row is of no use.
      if (person === undefined) return;
      const outcome = !isNew
        ? "duplicate"
        : roster.isNameOf(person, name)
          ? "accepted"
          : "name-mismatch";
      gatherings[at]?.observations.push({
        file: file.baseName,
        line: row.line,
        outcome,
        sign: outcome === "accepted" ? sign : undefined,
        kind: sign.kind,
        occurredOn: sign.occurredOn,
        arrivedOn: sign.arrivedOn,
        source: sign.source,
        ref: sign.ref,
      });
    });
  }
  return {
    pack,
    asOf,
    windows,
    people: wanted.all.map((document, at) => ({
      ...document,
      name: gatherings[at]?.name ?? "",
      roster: gatherings[at]?.roster ?? [],
      observations: gatherings[at]?.observations ?? [],
    })),
    warnings: plan.warnings,
  };
}

/** Keeps the roster rows of the people that are wanted; a small roster of their own is the result. */
async function readRosterRows(
  file: PlannedFile<RosterField>,
  wanted: PersonDocuments,
  gatherings: readonly Gathering[],
  asOf: Day,
  signal: AbortSignal | undefined,
): Promise<Roster> {
  const roster = new Roster();
  await forEachRow(file, signal, (row) => {
    const place = { file: file.baseName, line: row.line };
    const judged = judgeRosterRow(row, asOf);
    if (isRejection<RosterField>(judged)) {
      const at = wanted.findInText(row.texts.id_type, row.texts.id_number);
      if (at !== undefined) gatherings[at]?.roster.push({ ...place, outcome: judged.reason });
      return;
    }
    const at = wanted.find(judged.idType, judged.idNumber);
    const gathering = at === undefined ? undefined : gatherings[at];
    if (gathering === undefined) return;
    const rowNumber = roster.rows;
    if (!roster.add(judged)) {
      gathering.roster.push({ ...place, outcome: "duplicate" });
      return;
    }
    if (gathering.name === "") gathering.name = judged.name;
    gathering.roster.push({ ...place, outcome: "accepted", facts: roster.factsOf(rowNumber) });
  });
  return roster;
}

/** Every readable row of a file; an unreadable one is nobody's. */
async function forEachRow<F extends Field>(
  file: PlannedFile<F>,
  signal: AbortSignal | undefined,
  onRow: (row: RowTexts<F>) => void,
): Promise<void> {
  const row = new MappedRow(file.plan);
  await readRows(file.path, file.format, {
    signal,
    onRow: (source) => {
      if (!source.isReadable) return;
      row.load(source);
      onRow(row);
    },
  });
}

function badRow(
  file: PlannedFile<ObservationField>,
  { line, texts, days }: RowTexts<ObservationField>,
  outcome: RejectReason,
): ObservationRow {
  return {
    file: file.baseName,
    line,
    outcome,
    kind: isCodeOf<SignKind>(SIGNS, texts.kind) ? texts.kind : undefined,
    occurredOn: days.occurred_on,
    arrivedOn: days.arrived_on,
    source: texts.source,
    ref: texts.ref,
  };
}

export type { PersonDocument } from "./person-documents.ts";
