// The place of each observation in the order in which a case came to know things. Observations are
// kept apart from events and carry no place of their own: it follows from their day, and on a day of
// decisions from the `took-in` events between them. Among themselves their order decides nothing.

import type { KnownSign } from "@lingdai/policy";
import type { ArrivedObservation, KeptEvent } from "@lingdai/store";

import type { RecordedEvent } from "./step-case.ts";

/** `sequence` is the file's own now: the place of what came after every event. */
export function placeInOrder(
  observations: readonly ArrivedObservation[],
  events: readonly KeptEvent[],
  sequence: number,
): readonly KnownSign[] {
  const places = new Map<string, number>();
  for (const { event, sequence: before } of events) {
    const recorded = event as RecordedEvent;
    if (recorded.type !== "took-in") continue;
    for (const [at, [source, ref]] of recorded.refs.entries()) {
      places.set(keyOf(source, ref), before + at + 1);
    }
  }
  return observations.map(({ beneficiaryId: _person, ...sign }) => {
    const place = places.get(keyOf(sign.source, sign.ref));
    const next = events.find(({ day }) => day >= sign.arrivedOn);
    return { ...sign, sequence: place ?? next?.sequence ?? sequence, isDecision: false };
  });
}

export function keyOf(source: string, ref: string): string {
  return `${source}\n${ref}`;
}
