// What a case was on any past day, worked out again from what is on record for ever: what was granted,
// the observations by the day of their arrival, the decisions in their order, and the nights between.
// Nothing that was concluded then is read; that it comes out the same is the proof of the record.

import type { Amendment, CaseFile, Day } from "@lingdai/policy";
import { amendFile, applyEvent, nextLookOn, nightlyRun, untouchedCaseFile } from "@lingdai/policy";
import type {
  ArrivedObservation,
  BeneficiaryId,
  IntakeSession,
  KeptEvent,
  LoadedCase,
} from "@lingdai/store";
import { listCaseEvents, loadCases, loadObservations } from "@lingdai/store";

import { keyOf } from "./order-of-knowing.ts";
import type { RecordedEvent } from "./step-case.ts";

/** The case of a person under a policy at the end of that day; undefined where there was none yet. */
export async function replayCase(
  session: IntakeSession,
  beneficiaryId: BeneficiaryId,
  policy: string,
  day: Day,
): Promise<CaseFile | undefined> {
  const loaded = (await loadCases(session, [beneficiaryId], day)).find(
    ({ pack }) => pack.id === policy,
  );
  if (loaded === undefined || loaded.file.openedOn > day) return undefined;
  const observations = (await loadObservations(session, [beneficiaryId])).get(beneficiaryId) ?? [];
  const events = (await listCaseEvents(session, [beneficiaryId])).filter(
    (event) => event.policy === policy,
  );
  return replay(loaded, observations, events, day);
}

function replay(
  { pack, untouched }: LoadedCase,
  observations: readonly ArrivedObservation[],
  events: readonly KeptEvent[],
  day: Day,
): CaseFile {
  const facts = factsInOrder(events, amendmentOf(untouched));
  const [opening = amendmentOf(untouched), ...amended] = facts;
  let file: CaseFile = {
    ...untouchedCaseFile(pack, opening.person, opening.grants, untouched.openedOn, untouched.start),
    windows: untouched.windows,
    holds: untouched.holds,
  };
  let look: Day | undefined = untouched.openedOn;
  const observed = new Map(observations.map((each) => [keyOf(each.source, each.ref), each]));
  const observe = (each: ArrivedObservation): void => {
    file = applyEvent(pack, file, { ...each, type: "observe" }, each.arrivedOn).file;
  };
  const apply = ({ event, day: on }: KeptEvent): void => {
    const recorded = event as RecordedEvent;
    if (recorded.type === "took-in") {
      for (const [source, ref] of recorded.refs) {
        const known = observed.get(keyOf(source, ref));
        if (known !== undefined) observe(known);
      }
      return;
    }
    if (recorded.type === "amend") {
      const next = amended.shift();
      if (next !== undefined) file = amendFile(pack, file, next, on).file;
      return;
    }
    if (recorded.type === "maintain") amended.shift();
    file = applyEvent(pack, file, recorded, on).file;
  };

  const placed = placedRefs(events);
  const waiting = observations.filter(({ source, ref }) => !placed.has(keyOf(source, ref)));
  const days = [
    ...waiting.map(({ arrivedOn }) => arrivedOn),
    ...events.map((event) => event.day),
    // A window is announced without an event of the case, and moves what is due next.
    ...untouched.windows.flatMap(({ announcedOn }) => announcedOn ?? []),
    day,
  ];
  for (const on of [...new Set(days)].toSorted((left, right) => left - right)) {
    if (on > day) break;
    while (look !== undefined && look <= on) {
      file = nightlyRun(pack, file, look).file;
      look = nextLookOn(pack, file, look);
    }
    for (const each of waiting) if (each.arrivedOn === on) observe(each);
    for (const event of events) if (event.day === on) apply(event);
    look = nextLookOn(pack, file, on);
  }
  return file;
}

/** The facts at the opening, then after each event that changed them; the last are today's. */
function factsInOrder(events: readonly KeptEvent[], today: Amendment): readonly Amendment[] {
  const before = events.flatMap(({ factsBefore }) =>
    factsBefore === null || factsBefore === undefined ? [] : [factsBefore as Amendment],
  );
  return [...before, today];
}

function amendmentOf({ person, entitlements }: CaseFile): Amendment {
  return { person, grants: entitlements.map(({ grant }) => grant) };
}

/** Observations whose place among the decisions of their day was kept. */
function placedRefs(events: readonly KeptEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap(({ event }) => {
      const recorded = event as RecordedEvent;
      return recorded.type === "took-in"
        ? recorded.refs.map(([source, ref]) => keyOf(source, ref))
        : [];
    }),
  );
}
