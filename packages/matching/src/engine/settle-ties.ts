// Which of several signs of one day is the latest: the one named first, by source, then reference.
// Only now are their texts known.

import type { SharedTexts } from "./evidence-texts.ts";
import { EvidenceReader } from "./evidence-texts.ts";
import type { SharedStandings } from "./fold-ranges.ts";
import type { NotedSigns } from "./gather-evidence.ts";
import { SLOT_WAITING } from "./run-setup.ts";

/** Settles the noted ties `from` to before `to`, all those of their people. */
export function settleTies(
  noted: NotedSigns,
  standings: SharedStandings,
  texts: readonly SharedTexts[],
  people: number,
  from: number,
  to: number,
): void {
  const reader = new EvidenceReader(texts);
  const person = new Uint32Array(noted.person);
  const slot = new Uint8Array(noted.slot);
  const kind = new Uint8Array(noted.kind);
  const address = new Uint32Array(noted.address);
  const thread = new Uint8Array(noted.thread);
  const heldKind = new Uint8Array(standings.kind);
  const heldAddress = new Uint32Array(standings.position);
  const heldThread = new Uint8Array(standings.place);
  for (let tie = from; tie < to; tie += 1) {
    // A sign that waits is never named.
    if (slot[tie] === SLOT_WAITING) continue;
    const at = (slot[tie] as number) * people + (person[tie] as number);
    const isBefore = reader.isBefore(
      thread[tie] as number,
      address[tie] as number,
      heldThread[at] as number,
      heldAddress[at] as number,
    );
    if (!isBefore) continue;
    heldKind[at] = kind[tie] as number;
    heldAddress[at] = address[tie] as number;
    heldThread[at] = thread[tie] as number;
  }
}
