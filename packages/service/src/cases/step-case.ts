// One case while a step is made of it: the nights that fell due first, day by day, then what
// happened, each judged by `policy`; and everything that the record must write of it. Pure: reads
// and saves nothing itself.

import type {
  Amendment,
  CaseEvent,
  CaseEventOf,
  CaseFile,
  Day,
  EventOutcome,
  KnownSign,
  NoticesByEntitlement,
  Refusal,
} from "@lingdai/policy";
import {
  CalmLooks,
  amendFile,
  applyEvent,
  bringsLoss,
  formatDay,
  isCalm,
  keepLatestSigns,
  needsAllSigns,
  nextLookOn,
  nightlyRun,
  observeCalmly,
  storeCaseFile,
  withAllSigns,
} from "@lingdai/policy";
import type { AuditEntry, LoadedCase, LoadedEntitlement } from "@lingdai/store";

import { changesOf } from "./case-changes.ts";
import type { Happening } from "./happening.ts";
import { standingChanges } from "./standing-changes.ts";
import type { StepWrites } from "./step-writes.ts";
import { noWrites } from "./step-writes.ts";

/** The observations that came between two decisions of one day: where they stand in the order. */
export interface TookIn {
  readonly type: "took-in";
  readonly refs: readonly (readonly [source: string, ref: string])[];
}

/** What `case_event` keeps of an amendment; the record itself says what it became. */
export interface Amended {
  readonly type: "amend";
}

export type RecordedEvent = CaseEvent | TookIn | Amended;

export interface CaseStep {
  readonly loaded: LoadedCase;
  /** The file as the step has made it so far, and the version that its last event has. */
  readonly file: CaseFile;
  readonly version: number;
  /** An event that became known on the day of the step; the refusal, where there is one. */
  take(event: CaseEvent): Refusal | undefined;
  /** One after the other; those that were refused, which leaves the others as they are. */
  takeAll(events: readonly CaseEvent[]): readonly RefusedOfCase[];
  /** What another case of the person made known: no source told it, so the case keeps it itself. */
  hear(event: CaseEventOf<"observe">): Refusal | undefined;
  /** The record itself was changed; `added` are the rows of new entitlements. */
  amend(amendment: Amendment, added?: readonly LoadedEntitlement[]): Refusal | undefined;
  /** Records something about the step in the audit. */
  note(entry: AuditEntry): void;
  /** What is to be saved; undefined where nothing happened and nothing fell due. */
  finish(): StepWrites | undefined;
}

export interface RefusedOfCase {
  readonly event: CaseEvent;
  readonly refusal: Refusal;
}

/** Whether the step of these events needs every observation about the person. */
export function needsObservations({ file }: LoadedCase, events: readonly CaseEvent[]): boolean {
  return !needsAllSigns(file) && events.some(bringsLoss);
}

/**
 * Begins a step on that day with the nights up to it that are due. `observations`: all that are on
 * record about the person, where `needsObservations` asks for them. `looks`: for who makes many steps
 * of one day.
 */
export function beginStep(
  found: LoadedCase,
  day: Day,
  observations?: readonly KnownSign[],
  looks: CalmLooks = new CalmLooks(day),
): CaseStep {
  let loaded = found;
  const { pack, beneficiaryId } = loaded;
  const policy = pack.id;
  const writes = noWrites();
  let file = observations === undefined ? loaded.file : withAllSigns(loaded.file, observations);
  let { version, nextDueOn } = loaded;
  let round = 0;
  let isTouched = false;

  const adopt = (
    next: { readonly file: CaseFile; readonly notices: NoticesByEntitlement },
    happening: Happening,
  ): void => {
    const tasks = writes.tasks.length;
    changesOf(loaded, file, next, happening, round, writes);
    file = next.file;
    // Each round is carried out by itself: most nights and events open and close nothing.
    if (writes.tasks.length > tasks) round += 1;
    isTouched = true;
  };
  const runNights = (): void => {
    while (nextDueOn !== undefined && nextDueOn <= day) {
      const night = nextDueOn;
      adopt(nightlyRun(pack, file, night), { type: "night", day: night });
      file = keepLatestSigns(pack, file, night);
      standingChanges(loaded, file, night, writes);
      // What comes after the day of the step is asked at its end.
      nextDueOn = night === day ? undefined : nextLookOn(pack, file, night);
    }
  };
  const keepEvent = (event: RecordedEvent, sequence: number, factsBefore?: unknown): void => {
    version += 1;
    writes.events.push({ beneficiaryId, policy, version, day, event, sequence, factsBefore });
  };
  const carryOut = (
    outcome: EventOutcome,
    happening: Happening,
    record: (sequence: number) => void,
  ): Refusal | undefined => {
    if (outcome.refused !== undefined) return outcome.refused;
    record(file.sequence);
    const { person } = outcome.file;
    if (person !== file.person && happening.type === "maintain") {
      writes.people.push({ beneficiaryId, ...person });
    }
    adopt(outcome, happening);
    return undefined;
  };

  const take = (event: CaseEvent): Refusal | undefined => {
    const before = { person: file.person, grants: file.entitlements.map(({ grant }) => grant) };
    return carryOut(applyEvent(pack, file, event, day), { ...event, day }, (sequence) => {
      if (event.type === "observe") keepPlace(loaded, event, sequence, keepEvent, writes);
      else keepEvent(event, sequence, event.type === "maintain" ? before : undefined);
    });
  };
  /** Whether all of them were life signs about somebody of whom nothing is to be done. */
  const takeCalmly = (events: readonly CaseEvent[]): boolean => {
    const hasPlaces = loaded.hasEventToday || writes.events.length > 0;
    if (hasPlaces || !isCalm(pack, file, day)) return false;
    const observed = observeCalmly(pack, file, events, day);
    if (observed === undefined) return false;
    file = observed;
    isTouched = true;
    return true;
  };

  runNights();
  return {
    get loaded() {
      return loaded;
    },
    get file() {
      return file;
    },
    get version() {
      return version;
    },
    take,
    takeAll(events) {
      const refused: RefusedOfCase[] = [];
      for (const [at, event] of events.entries()) {
        if (takeCalmly(events.slice(at))) break;
        const refusal = take(event);
        if (refusal !== undefined) refused.push({ event, refusal });
      }
      return refused;
    },
    hear(event) {
      return carryOut(applyEvent(pack, file, event, day), { ...event, day }, (sequence) => {
        keepEvent(event, sequence);
      });
    },
    amend(amendment, added = []) {
      loaded = { ...loaded, entitlements: [...loaded.entitlements, ...added] };
      const before = { person: file.person, grants: file.entitlements.map(({ grant }) => grant) };
      return carryOut(amendFile(pack, file, amendment, day), { type: "amend", day }, (sequence) => {
        keepEvent({ type: "amend" }, sequence, before);
      });
    },
    note(entry) {
      writes.audit.push({ beneficiaryId, ...entry });
    },
    finish() {
      if (!isTouched) return writes.audit.length > 0 ? writes : undefined;
      file = keepLatestSigns(pack, file, day);
      standingChanges(loaded, file, day, writes);
      if (writes.statuses.length > 0) writes.audit.push(statusAudit(loaded, writes));
      writes.files.push({
        beneficiaryId,
        policy,
        expectedVersion: loaded.version,
        version: Math.max(version, loaded.version + 1),
        nextDueOn: looks.nextLookOn(pack, file),
        file: storeCaseFile(file, { ...loaded.untouched, person: file.person }),
      });
      return writes;
    },
  };
}

/** An observation is on record by itself; after a decision of the same day its place is kept too. */
function keepPlace(
  { hasEventToday }: LoadedCase,
  { source, ref }: { readonly source: string; readonly ref: string },
  sequence: number,
  keepEvent: (event: RecordedEvent, sequence: number) => void,
  { events }: StepWrites,
): void {
  if (hasEventToday || events.length > 0)
    keepEvent({ type: "took-in", refs: [[source, ref]] }, sequence);
}

/** Every change of status is in the audit, whoever or whatever made it. */
function statusAudit({ beneficiaryId }: LoadedCase, { statuses }: StepWrites): AuditEntry {
  const changes = statuses.map(({ number, changedOn, status, stopReason, cites }) => ({
    number,
    on: formatDay(changedOn),
    status,
    stopReason,
    cites,
  }));
  return { action: "change-status", beneficiaryId, detail: { changes } };
}
