// An observation file of delimited text for who takes millions of rows in: rows without anything unusual
// straight from their bytes, all others as every reader reads them; in the order of the file. Knows
// neither people nor what a sign means.

import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";

import type { Day, SignKind } from "@lingdai/policy";
import { SIGN_NUMBERS } from "@lingdai/policy";

import { BlockReader } from "../engine/block-reader.ts";
import type { CellPlan } from "../engine/cell-plan.ts";
import { cellPlanOf } from "../engine/cell-plan.ts";
import type { CompiledModule } from "../engine/kernel/web-assembly.ts";
import { compiledReader } from "../engine/kernel/compiled-reader.ts";
import { largestOf } from "../engine/kernel/kernel-memory.ts";
import { ObservationMemory } from "../engine/kernel/observation-memory.ts";
import { observationForm } from "../engine/kernel/reader-form.ts";
import { ObservationRows } from "../engine/observation-rows.ts";
import { NAME, REF, SOURCE } from "../engine/plain-cells.ts";
import { PlainObservations } from "../engine/plain-observations.ts";
import type { Block } from "../engine/planned-blocks.ts";
import { cutAtLineFeeds, cutByRecords, findContent } from "../engine/planned-blocks.ts";
import { HIGH, LOW, OCCURRED, RowBatch, SIGN, START } from "../engine/row-batch.ts";
import { PlainPerson } from "../engine/roster-cells.ts";
import { PlainCut } from "../engine/row-source.ts";
import type { Observation, ObservationRules } from "../judge/judge-observation.ts";
import { trimBlanks } from "../read/blanks.ts";
import type { ObservationField } from "../read/fields.ts";
import { normaliseCell } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import type { StreamHooks } from "./stream-rows.ts";

/** A judged row of a resident, good until the next one. */
export interface PlainObservation {
  /** The first 8 digits of the ID and the next 9. */
  readonly high: number;
  readonly low: number;
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly name: string;
  readonly source: string;
  readonly ref: string;
}

export interface ObservationBlockHooks extends StreamHooks {
  readonly onObservation: (line: number, observation: Observation) => void;
  readonly onPlain: (line: number, row: PlainObservation) => void;
}

const BLOCK_BYTES = 512 * 1024;
const QUOTE = 0x22;

/** Hands out every row and resolves with their number; undefined where the file has no such rows. */
export async function readObservationBlocks(
  file: PlannedFile<ObservationField>,
  rules: ObservationRules,
  hooks: ObservationBlockHooks,
): Promise<number | undefined> {
  const { path, bytes, format } = file;
  if (format.kind !== undefined && format.kind !== "delimited") return undefined;
  const content = findContent(path, bytes, format);
  const cells = cellPlanOf(file.plan, format.delimiter);
  if (content.encoding !== "utf-8" || cells === undefined) return undefined;
  // Without quotes every line feed ends a record.
  const quickly = hasQuote(path) ? undefined : cutAtLineFeeds(path, 0, content, BLOCK_BYTES);
  const blocks = quickly ?? cutByRecords(path, 0, content, format, BLOCK_BYTES);
  if (blocks.some(({ isOverlong }) => isOverlong)) return undefined;
  const compiled = await compiledReader(observationForm(cells, format.delimiter));
  const memory = new ObservationMemory(largestOf(blocks));
  const rows = new PlainRows(file, cells, rules, compiled, memory);
  const read = { rows: 0, line: content.firstLine };
  try {
    for (const block of blocks) {
      hooks.signal?.throwIfAborted();
      rows.read(block, read, hooks);
      hooks.onBytes?.(block.to, bytes);
      await (hooks.whenReady?.() ?? nextTurn());
    }
  } finally {
    rows.close();
  }
  return read.rows;
}

class PlainRows {
  readonly #reader: BlockReader;
  readonly #batch: RowBatch;
  readonly #plain: PlainObservations;
  readonly #cut: PlainCut;
  readonly #others: ObservationRows;
  /** The source, where a mapping says it for all rows. */
  readonly #source: string | undefined;
  readonly #person: PlainPerson;

  constructor(
    file: PlannedFile<ObservationField>,
    cells: CellPlan,
    rules: ObservationRules,
    compiled: CompiledModule,
    memory: ObservationMemory,
  ) {
    const delimiter = file.format.delimiter.charCodeAt(0);
    const source = file.plan.sources.find(({ field }) => field === "source")?.constant;
    this.#source = source === undefined ? undefined : normaliseCell("source", source);
    this.#reader = new BlockReader([file.path], memory.block);
    this.#batch = new RowBatch(1, memory.rows);
    this.#plain = new PlainObservations(cells, rules, compiled, memory, this.#batch);
    this.#cut = new PlainCut(this.#reader, cells.roles, delimiter);
    this.#others = new ObservationRows(file, "utf-8", rules);
    this.#person = new PlainPerson(rules.asOf);
  }

  read(
    block: Block,
    read: { rows: number; line: number },
    { onPlain, onObservation, onReject }: ObservationBlockHooks,
  ): void {
    const length = this.#reader.read(block);
    const { bytes } = this.#reader;
    const isText = isUtf8(bytes.subarray(0, length));
    for (let at = 0; at < length;) {
      this.#batch.held = 0;
      const end = isText ? this.#plain.fill(at, length, 0) : at;
      if (this.#batch.held > 0 && this.#isOfPerson()) {
        onPlain(read.line, this.#row());
        read.rows += 1;
        read.line += 1;
        at = end;
        continue;
      }
      const firstLine = read.line;
      const piece = this.#others.readPiece(bytes, at, length, block.isProved, {
        onRow: () => {
          read.rows += 1;
        },
        onReject: (line, reason, field) => {
          onReject(firstLine + line, reason, field);
        },
        onObservation: (_start, line, observation) => {
          onObservation(firstLine + line, observation);
        },
      });
      if (piece === undefined)
        throw new Error("the observation file was changed while it was read");
      read.line += piece.lines;
      at = piece.end;
    }
  }

  close(): void {
    this.#reader.close();
  }

  #row(): PlainObservation {
    const { numbers } = this.#batch;
    const cut = this.#cut;
    cut.cut(numbers[START] as number);
    const kind = SIGN_NUMBERS.codeOf(numbers[SIGN] as number);
    if (kind === undefined) throw new RangeError("a plain row has its kind");
    return {
      high: numbers[HIGH] as number,
      low: numbers[LOW] as number,
      kind,
      occurredOn: numbers[OCCURRED] as number,
      name: trimBlanks(cut.text(NAME)),
      source: this.#source ?? cut.text(SOURCE),
      ref: cut.text(REF),
    };
  }

  /** Whether somebody can have the number of the row that was read, whose check character fits. */
  #isOfPerson(): boolean {
    const { numbers } = this.#batch;
    return this.#person.take(numbers[HIGH] as number, numbers[LOW] as number);
  }
}

function hasQuote(path: string): boolean {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    for (;;) {
      const held = readSync(descriptor, buffer);
      if (held === 0) return false;
      if (buffer.subarray(0, held).includes(QUOTE)) return true;
    }
  } finally {
    closeSync(descriptor);
  }
}
