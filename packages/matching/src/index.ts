// What the other rooms may use: the whole batch run, and its stages one by one.

export { evaluateFiles } from "./evaluate-files.ts";
export * from "./explain/person-rows.ts";
export type { FileCounts } from "./engine/file-counts.ts";
export { judgeIdentity, type Identity } from "./judge/judge-identity.ts";
export { judgeObservation, type Observation } from "./judge/judge-observation.ts";
export { judgeRosterRow, type RosterEntry } from "./judge/judge-roster-row.ts";
export { isRejection, type RejectReason, type Rejection } from "./judge/reject-reason.ts";
export type { ExplainedRejection, RejectionGroup } from "./mapping/check-book.ts";
export { checkMapping, type CheckedRow, type MappingCheck } from "./mapping/check-mapping.ts";
export { nameOfDelimiter } from "./mapping/detect-text.ts";
export type { FileSort } from "./mapping/known-words.ts";
export { guessTextOf } from "./mapping/sample-file.ts";
export { suggestMapping } from "./mapping/suggest-mapping.ts";
export { foldName } from "./match/name-folding.ts";
export { readRoster } from "./match/read-roster.ts";
export { PersonTable } from "./match/person-table.ts";
export { Roster } from "./match/roster.ts";
export { SeenReferences, referenceNumberOf } from "./match/seen-references.ts";
export type { OnProgress, Progress, Stage } from "./progress.ts";
export { readHeader, readRows, type SourceRow } from "./read/delimited-file.ts";
export { OBSERVATION_FIELDS, ROSTER_FIELDS } from "./read/fields.ts";
export { planFile, type PlannedFile } from "./read/input-files.ts";
export { compact, toAsciiCapitals } from "./read/blanks.ts";
export { readMappings } from "./read/mapping-file.ts";
export { describeShippedMapping, listShippedMappings } from "./read/shipped-mappings.ts";
export { findHeader } from "./read/source-file.ts";
export { isMappingFor, type SourceMapping } from "./read/source-mapping.ts";
export { FURTHER_GROUPS } from "./report/bounded-groups.ts";
export { EFFORTS, type Effort } from "./report/certification-effort.ts";
export { PLACES, type Place } from "./report/change-figures.ts";
export {
  ACTIONS,
  type Cause,
  type DueAction,
  type EffortOrNone,
  type Pile,
} from "./report/conclusion-figures.ts";
export { readRunFigures, type OpenedTable, type RunFigures } from "./report/run-figures.ts";
export { NO_DIVISION, type BandCounts } from "./report/uncertified-figures.ts";
export type { EvaluateOptions } from "./run-arguments.ts";
export { judgePushed, type PushedFields } from "./stream/judge-pushed.ts";
export type { HeldPeople } from "./stream/held-people.ts";
export * from "./stream/observation-blocks.ts";
export * from "./stream/roster-blocks.ts";
export * from "./stream/roster-index.ts";
export type { RosterLine, RosterPerson } from "./stream/roster-person.ts";
export * from "./stream/stream-observations.ts";
export * from "./stream/stream-roster.ts";
export type { StreamHooks } from "./stream/stream-rows.ts";
export { UnusableInput } from "./unusable-input.ts";
export { csvCell } from "./write/csv-table.ts";
export type { FileFigures, Summary } from "./write/summary.ts";
