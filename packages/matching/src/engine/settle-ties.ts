// Which of several signs of one day is the latest: the one named first, by source, then reference.
// Only now are their texts known.

import type { SharedTexts } from "./evidence-texts.ts";
import { EvidenceReader } from "./evidence-texts.ts";
import type { SharedStandings } from "./fold-ranges.ts";
import type { NotedSigns } from "./signs-noted.ts";

/** Settles one list of ties, all those of their people. */
export function settleTies(
  ties: NotedSigns,
  standings: SharedStandings,
  texts: readonly SharedTexts[],
  people: number,
): void {
  const reader = new EvidenceReader(texts);
  const person = new Uint32Array(ties.person);
  const slot = new Uint8Array(ties.slot);
  const kind = new Uint8Array(ties.kind);
  const address = new Uint32Array(ties.address);
  const thread = new Uint8Array(ties.thread);
  const heldKind = new Uint8Array(standings.kind);
  const heldAddress = new Uint32Array(standings.address);
  const heldThread = new Uint8Array(standings.thread);
  for (let tie = 0; tie < ties.count; tie += 1) {
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
