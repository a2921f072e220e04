// Hands every well-formed row of this run to the kept state, whatever becomes of the row: a later run
// judges it by its own day and roster. Knows rows as they are read, no files.

import { ID_TYPES, SIGN_NUMBERS } from "@lingdai/policy/batch";

import type { Observation } from "../judge/judge-observation.ts";
import { SEPARATOR } from "../state/state-block.ts";
import type { NotedBlock } from "../state/state-rows-writer.ts";
import { StateRowsWriter } from "../state/state-rows-writer.ts";
import { PIECE_SLACK } from "./byte-lines.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import { NAME, NOT_PLAIN, REF, SOURCE } from "./plain-cells.ts";
import type { RowCut } from "./row-source.ts";
import {
  HIGH,
  LENGTH_BITS,
  LOW,
  NAME_HIGH,
  NAME_LOW,
  NAME_PLACE,
  OCCURRED,
  REF_HIGH,
  REF_LOW,
  REF_PLACE,
  ROW,
  SIGN,
  SOURCE_PLACE,
  START,
  STATED,
} from "./row-batch.ts";

const LENGTHS = 2 ** LENGTH_BITS - 1;

export class RowNoting {
  readonly #writer: StateRowsWriter;
  readonly #fingerprint = new Fingerprint();
  // One of each, used again and again: rows are many.
  readonly #numbers = new Int32Array(ROW);
  readonly #texts = {
    view: new DataView(new ArrayBuffer(0)) as DataView,
    nameAt: 0,
    nameEnd: 0,
    sourceAt: 0,
    sourceEnd: 0,
    refAt: 0,
    refEnd: 0,
  };

  constructor(path: string) {
    this.#writer = new StateRowsWriter(path);
  }

  get blocks(): readonly NotedBlock[] {
    return this.#writer.blocks;
  }

  /** Notes a row of a batch whose numbers begin at `at`. */
  notePlain(batch: Int32Array, at: number, cut: RowCut, position: number, owner: number): void {
    const texts = this.#texts;
    const from = batch[at + START] as number;
    const name = batch[at + NAME_PLACE] as number;
    if (name === 0) this.#cutTexts(cut, from);
    else {
      const source = batch[at + SOURCE_PLACE] as number;
      const ref = batch[at + REF_PLACE] as number;
      texts.view = cut.view;
      texts.nameAt = from + (name >>> LENGTH_BITS);
      texts.nameEnd = texts.nameAt + (name & LENGTHS);
      texts.sourceAt = from + (source >>> LENGTH_BITS);
      texts.sourceEnd = texts.sourceAt + (source & LENGTHS);
      texts.refAt = from + (ref >>> LENGTH_BITS);
      texts.refEnd = texts.refAt + (ref & LENGTHS);
    }
    this.#writer.add(batch, at, texts, position, owner);
  }

  #cutTexts(cut: RowCut, from: number): void {
    cut.cut(from);
    const { starts, ends } = cut;
    const texts = this.#texts;
    texts.view = cut.view;
    texts.nameAt = starts[NAME] as number;
    texts.nameEnd = ends[NAME] as number;
    texts.sourceAt = starts[SOURCE] as number;
    texts.sourceEnd = ends[SOURCE] as number;
    texts.refAt = starts[REF] as number;
    texts.refEnd = ends[REF] as number;
  }

  /** Notes a row that was read as texts; one of a day that has not come has no position. */
  note(
    observation: Observation,
    refLow: number,
    refHigh: number,
    position: number | undefined,
    owner: number,
  ): void {
    const { idType, idNumber, name, sign, statedArrival } = observation;
    const isResident = idType === "resident-id";
    const document = isResident ? [] : [Buffer.from(idNumber), Buffer.of(SEPARATOR)];
    const nameBytes = Buffer.from(name);
    const source = Buffer.from(sign.source);
    const ref = Buffer.from(sign.ref);
    this.#fingerprint.take(nameBytes, 0, nameBytes.length);
    const numbers = this.#numbers;
    numbers[HIGH] = isResident ? Number(idNumber.slice(0, 8)) : -1 - ID_TYPES.indexOf(idType);
    numbers[LOW] = isResident ? Number(idNumber.slice(8, 17)) : 0;
    numbers[NAME_LOW] = this.#fingerprint.low;
    numbers[NAME_HIGH] = this.#fingerprint.high;
    numbers[REF_LOW] = refLow;
    numbers[REF_HIGH] = refHigh;
    numbers[SIGN] = SIGN_NUMBERS.numberOf(sign.kind);
    numbers[OCCURRED] = sign.occurredOn;
    numbers[STATED] = statedArrival ?? NOT_PLAIN;
    const texts = this.#texts;
    const bytes = Buffer.concat([...document, nameBytes, source, ref, Buffer.alloc(PIECE_SLACK)]);
    texts.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    texts.nameAt = 0;
    texts.refEnd = bytes.length - PIECE_SLACK;
    texts.refAt = texts.refEnd - ref.length;
    texts.sourceEnd = texts.refAt;
    texts.sourceAt = texts.sourceEnd - source.length;
    texts.nameEnd = texts.sourceAt;
    this.#writer.add(numbers, 0, texts, position, owner);
  }

  endBlock(block: number): void {
    this.#writer.endBlock(block);
  }

  close(): void {
    this.#writer.close();
  }
}
