// The large parts of a folded form as they are written, piece by piece, so that none is held twice.
// Knows no file and no rule.

import { NO_DAY } from "@lingdai/policy/batch";

import type { SharedLog } from "../engine/chunked-log.ts";
import { lanePieces } from "../engine/chunked-log.ts";
import type { SharedTexts } from "../engine/evidence-texts.ts";
import { EvidenceReader, EvidenceTexts, PAGES_MAX } from "../engine/evidence-texts.ts";
import type { SharedStandings } from "../engine/fold-ranges.ts";
import { PARTITIONS } from "../engine/run-setup.ts";
import { LOW_BITS, isRepeated } from "../engine/settle-references.ts";
import type { KnownReferences } from "./folded-form.ts";

/**
 * The references of rows that repeat none, partition after partition: known ones and those of this
 * run. Fills `partitions` on the way.
 */
export function* referencesOf(
  known: readonly KnownReferences[],
  logs: readonly SharedLog[],
  repeated: Uint32Array,
  partitions: Uint32Array,
): Generator<Uint8Array> {
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    let end = partitions[partition] as number;
    for (const each of known) {
      const [from = 0, to = 0] = new Uint32Array(each.partitions, partition * 4, 2);
      yield new Uint8Array(each.references, from * 8, (to - from) * 8);
      end += to - from;
    }
    for (const log of logs) {
      for (const records of lanePieces(log, partition)) {
        const kept = new Uint32Array((records.length / 3) * 2);
        let count = 0;
        for (let at = 0; at < records.length; at += 3) {
          if (isRepeated(repeated, records[at + 2] as number)) continue;
          kept[count] = (records[at] as number) & LOW_BITS;
          kept[count + 1] = records[at + 1] as number;
          count += 2;
        }
        yield bytesOf(kept.subarray(0, count));
        end += count / 2;
      }
    }
    partitions[partition + 1] = end;
  }
}

/** Pages stay while there are less than so many for each of when all texts were put together. */
const PAGES_FOR_ONE = 2;

/**
 * The texts of the latest signs, page by page. Those of the form that was found stay where they are
 * and the others come behind them in the order of people; or all are put together once more.
 */
export class FormTexts {
  readonly addresses: Uint32Array<SharedArrayBuffer>;
  /** The pages that stay where they are. */
  readonly kept: SharedTexts;
  readonly #texts: EvidenceTexts;
  readonly #reader: EvidenceReader;
  readonly #day: Int32Array;
  readonly #address: Uint32Array;
  readonly #thread: Uint8Array;
  readonly #wholePages: number;
  #person = 0;
  #given = 0;

  /** The texts of a form that the run went on from stand first; `wholePages` is what it tells. */
  constructor(
    people: number,
    { day, address, thread }: Pick<SharedStandings, "day" | "address" | "thread">,
    texts: readonly SharedTexts[],
    wholePages: number,
  ) {
    this.addresses = new Uint32Array(new SharedArrayBuffer(people * 4));
    this.#reader = new EvidenceReader(texts);
    this.#day = new Int32Array(day, 0, people);
    this.#address = new Uint32Array(address, 0, people);
    this.#thread = new Uint8Array(thread, 0, people);
    const found = texts[0] ?? [];
    const most = Math.min((wholePages + 1) * PAGES_FOR_ONE, PAGES_MAX / 2);
    this.kept = found.length < most ? found : [];
    this.#wholePages = wholePages;
    this.#texts = new EvidenceTexts(this.kept.length);
  }

  /** Once all pages are given: how many there were when texts were last put together whole. */
  get wholePages(): number {
    return this.kept.length > 0 ? this.#wholePages : this.#texts.pages;
  }

  /** By further page: its bytes, undefined where the page before it is too long for its place. */
  *pages(): Generator<Uint8Array | undefined> {
    while (this.#person < this.addresses.length) {
      this.#add();
      while (this.#given < this.#texts.pages - 1) yield this.#give();
    }
    while (this.#given < this.#texts.pages) yield this.#give();
  }

  #add(): void {
    const person = this.#person;
    this.#person += 1;
    if (this.#day[person] === NO_DAY) return;
    const thread = this.#thread[person] as number;
    const address = this.#address[person] as number;
    if (thread === 0 && this.kept.length > 0) {
      this.addresses[person] = address;
      return;
    }
    const reader = this.#reader;
    reader.seek(thread, address);
    const { view, sourceAt, refAt, end } = reader;
    this.addresses[person] = this.#texts.add(view, sourceAt, refAt - 1, refAt, end);
  }

  #give(): Uint8Array | undefined {
    const page = this.#texts.giveAway(this.#given);
    this.#given += 1;
    return page;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
