// Steps many people's cases at once, in the transaction of the caller: two round trips, two more
// where somebody gets a loss. What the nightly run, the intake of files and single events all use.

import type { CaseEvent, Day, KnownSign, Refusal } from "@lingdai/policy";
import { CalmLooks } from "@lingdai/policy";
import type { BeneficiaryId, IntakeSession, LoadedCase } from "@lingdai/store";
import {
  listCaseEvents,
  loadCases,
  loadObservations,
  saveCases,
  saveManyCases,
} from "@lingdai/store";

import { keyOf, placeInOrder } from "./order-of-knowing.ts";
import type { CaseStep } from "./step-case.ts";
import { beginStep, needsObservations } from "./step-case.ts";
import { collect, noWrites } from "./step-writes.ts";

/** What became known about a person; without events only the nights that are due are run. */
export interface StepOfPerson {
  readonly beneficiaryId: BeneficiaryId;
  /** Of each of the person's cases; a function where they name entitlements. */
  readonly events: readonly CaseEvent[] | ((loaded: LoadedCase) => readonly CaseEvent[]);
}

export interface RefusedEvent {
  readonly beneficiaryId: BeneficiaryId;
  readonly policy: string;
  readonly event: CaseEvent;
  readonly refusal: Refusal;
}

/** What a round of steps did, for progress and for the intake's own books. */
export interface StepReport {
  readonly cases: number;
  readonly changedStandings: number;
  readonly notices: number;
  readonly refused: readonly RefusedEvent[];
}

/** For who makes many steps of one day. */
export interface Round {
  readonly looks: CalmLooks;
  readonly save: typeof saveCases;
}

/** Of a job that steps thousands: its connections have staging tables. */
export function aLargeRound(day: Day): Round {
  return { looks: new CalmLooks(day), save: saveManyCases };
}

/** A refused event changes nothing of its case; the others are carried out all the same. */
export async function stepCases(
  session: IntakeSession,
  people: readonly StepOfPerson[],
  day: Day,
  { looks, save }: Round = { looks: new CalmLooks(day), save: saveCases },
): Promise<StepReport> {
  const eventsOf = new Map(people.map(({ beneficiaryId, events }) => [beneficiaryId, events]));
  const loaded = await loadCases(session, [...eventsOf.keys()], day);
  const resolved = new Map(
    loaded.map((each) => {
      const events = eventsOf.get(each.beneficiaryId) ?? [];
      return [each, typeof events === "function" ? events(each) : events] as const;
    }),
  );
  const eventsFor = (each: LoadedCase): readonly CaseEvent[] => resolved.get(each) ?? [];
  const begin = await stepBeginner(session, loaded, day, eventsFor, looks);
  const writes = noWrites();
  const refused: RefusedEvent[] = [];
  for (const each of loaded) {
    const step = begin(each);
    for (const of of step.takeAll(eventsFor(each))) {
      refused.push({ beneficiaryId: each.beneficiaryId, policy: each.pack.id, ...of });
    }
    collect(writes, step.finish());
  }
  if (writes.files.length > 0) await save(session, writes);
  return {
    cases: writes.files.length,
    changedStandings: writes.conclusions.length,
    notices: writes.notices.length,
    refused,
  };
}

/** Begins steps of loaded cases; whoever gets a loss has all observations read back first. */
export async function stepBeginner(
  session: IntakeSession,
  loaded: readonly LoadedCase[],
  day: Day,
  eventsFor: (each: LoadedCase) => readonly CaseEvent[],
  looks: CalmLooks = new CalmLooks(day),
): Promise<(each: LoadedCase) => CaseStep> {
  const inFull = loaded.filter((each) => needsObservations(each, eventsFor(each)));
  const people = inFull.map(({ beneficiaryId }) => beneficiaryId);
  const observations = await loadObservations(session, people);
  const events = await listCaseEvents(session, people);
  return (each) => {
    if (!inFull.includes(each)) return beginStep(each, day, undefined, looks);
    const { beneficiaryId, pack, file } = each;
    const coming = new Set(
      eventsFor(each).flatMap((event) =>
        event.type === "observe" ? [keyOf(event.source, event.ref)] : [],
      ),
    );
    const known = (observations.get(beneficiaryId) ?? []).filter(
      ({ source, ref }) => !coming.has(keyOf(source, ref)),
    );
    const own = events.filter(
      (event) => event.beneficiaryId === beneficiaryId && event.policy === pack.id,
    );
    const signs: readonly KnownSign[] = placeInOrder(known, own, file.sequence);
    return beginStep(each, day, signs, looks);
  };
}
