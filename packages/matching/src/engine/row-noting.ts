// Hands every well-formed row of this run to the kept state, whatever becomes of the row: a later run
// judges it by its own day and roster. Knows rows as they are read, no files.

import { ID_TYPES, NO_DAY, SIGN_NUMBERS } from "@lingdai/policy/batch";

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
  LOW,
  NAME_HIGH,
  NAME_LOW,
  OCCURRED,
  REF_HIGH,
  REF_LOW,
  SIGN,
  START,
  STATED,
} from "./plain-observations.ts";

export class RowNoting {
  readonly #writer: StateRowsWriter;
  readonly #fingerprint = new Fingerprint();
  // One of each, used again and again: rows are many.
  readonly #numbers = {
    high: 0,
    low: 0,
    nameLow: 0,
    nameHigh: 0,
    refLow: 0,
    refHigh: 0,
    kind: 0,
    occurredOn: 0,
    statedOn: 0,
  };
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
    const numbers = this.#numbers;
    numbers.high = batch[at + HIGH] as number;
    numbers.low = batch[at + LOW] as number;
    numbers.nameLow = batch[at + NAME_LOW] as number;
    numbers.nameHigh = batch[at + NAME_HIGH] as number;
    numbers.refLow = batch[at + REF_LOW] as number;
    numbers.refHigh = batch[at + REF_HIGH] as number;
    numbers.kind = batch[at + SIGN] as number;
    numbers.occurredOn = batch[at + OCCURRED] as number;
    const statedOn = batch[at + STATED] as number;
    numbers.statedOn = statedOn === NOT_PLAIN ? NO_DAY : statedOn;
    cut.cut(batch[at + START] as number);
    const { starts, ends } = cut;
    const texts = this.#texts;
    texts.view = cut.view;
    texts.nameAt = starts[NAME] as number;
    texts.nameEnd = ends[NAME] as number;
    texts.sourceAt = starts[SOURCE] as number;
    texts.sourceEnd = ends[SOURCE] as number;
    texts.refAt = starts[REF] as number;
    texts.refEnd = ends[REF] as number;
    this.#writer.add(numbers, texts, position, owner);
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
    numbers.high = isResident ? Number(idNumber.slice(0, 8)) : -1 - ID_TYPES.indexOf(idType);
    numbers.low = isResident ? Number(idNumber.slice(8, 17)) : 0;
    numbers.nameLow = this.#fingerprint.low;
    numbers.nameHigh = this.#fingerprint.high;
    numbers.refLow = refLow;
    numbers.refHigh = refHigh;
    numbers.kind = SIGN_NUMBERS.numberOf(sign.kind);
    numbers.occurredOn = sign.occurredOn;
    numbers.statedOn = statedArrival ?? NO_DAY;
    const texts = this.#texts;
    const bytes = Buffer.concat([...document, nameBytes, source, ref, Buffer.alloc(PIECE_SLACK)]);
    texts.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    texts.nameAt = 0;
    texts.refEnd = bytes.length - PIECE_SLACK;
    texts.refAt = texts.refEnd - ref.length;
    texts.sourceEnd = texts.refAt;
    texts.sourceAt = texts.sourceEnd - source.length;
    texts.nameEnd = texts.sourceAt;
    this.#writer.add(numbers, texts, position, owner);
  }

  endBlock(block: number): void {
    this.#writer.endBlock(block);
  }

  close(): void {
    this.#writer.close();
  }
}
