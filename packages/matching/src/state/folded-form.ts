// What the kept rows of a state were folded into by the last run: enough to fold on without them, as
// long as the people are the same and nothing that was passed over comes to matter. Knows no rule.

import { NO_DAY } from "@lingdai/policy/batch";

import type { SharedTexts } from "../engine/evidence-texts.ts";

/** References of rows that repeat none. */
export interface KnownReferences {
  /** Two numbers a reference, by partition. */
  readonly references: SharedArrayBuffer;
  /** Where in them each partition begins and the last ends. */
  readonly partitions: SharedArrayBuffer;
}

export interface FoldedForm {
  /** The day of that run. */
  readonly asOf: number;
  /** By person: day and kind of the latest sign that counts for good, and where its texts stand. */
  readonly day: SharedArrayBuffer;
  readonly kind: SharedArrayBuffer;
  readonly address: SharedArrayBuffer;
  readonly texts: SharedTexts;
  /** How many pages of texts there were when they were last put together whole. */
  readonly wholePages: number;
  /** 1 for people whose every sign matters: theirs are taken from the rows. */
  readonly needsRecords: SharedArrayBuffer;
  /** Those of the first runs together, then those that each further run brought. */
  readonly known: readonly KnownReferences[];
}

/** By person, with nobody in it. */
function formOfNobody(
  people: number,
): Pick<FoldedForm, "day" | "kind" | "address" | "needsRecords"> {
  const day = new SharedArrayBuffer(people * 4);
  new Int32Array(day).fill(NO_DAY);
  return {
    day,
    kind: new SharedArrayBuffer(people),
    address: new SharedArrayBuffer(people * 4),
    needsRecords: new SharedArrayBuffer(people),
  };
}

/** The form for other people: `same` says by person of the form who that is now, + 1. */
export function movedTo(form: FoldedForm, same: Uint32Array, people: number): FoldedForm {
  const moved = { ...form, ...formOfNobody(people) };
  const columns = (of: typeof moved) => ({
    day: new Int32Array(of.day),
    kind: new Uint8Array(of.kind),
    address: new Uint32Array(of.address),
    needsRecords: new Uint8Array(of.needsRecords),
  });
  const [from, to] = [columns(form), columns(moved)];
  for (let person = 0; person < same.length; person += 1) {
    const now = (same[person] as number) - 1;
    if (now === -1) continue;
    to.day[now] = from.day[person] as number;
    to.kind[now] = from.kind[person] as number;
    to.address[now] = from.address[person] as number;
    to.needsRecords[now] = from.needsRecords[person] as number;
  }
  return moved;
}
