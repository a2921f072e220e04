// A roster file of delimited text in blocks that any thread may read, in any order: rows without
// anything unusual straight from their bytes, the others as every reader reads them. Knows no storage
// and no policy.

import { isUtf8 } from "node:buffer";

import type { Day } from "@lingdai/policy";

import { BlockReader } from "../engine/block-reader.ts";
import { compiledReader } from "../engine/kernel/compiled-reader.ts";
import { largestOf } from "../engine/kernel/kernel-memory.ts";
import { rosterForm } from "../engine/kernel/reader-form.ts";
import { RosterMemory } from "../engine/kernel/roster-memory.ts";
import type { CompiledModule } from "../engine/kernel/web-assembly.ts";
import { PlainRoster } from "../engine/plain-roster.ts";
import { STRETCH } from "../engine/flat-stretch.ts";
import type { Block } from "../engine/planned-blocks.ts";
import { cutAtLineFeeds, cutByRecords, findContent } from "../engine/planned-blocks.ts";
import { KEPT_FIELDS } from "../engine/roster-cells.ts";
import type { OnPieceRow } from "../engine/text-pieces.ts";
import { QuoteAcrossBlocks, TextPieces, countLines } from "../engine/text-pieces.ts";
import { judgeRosterRow } from "../judge/judge-roster-row.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { isRejection } from "../judge/reject-reason.ts";
import type { Encoding } from "../read/cell-text.ts";
import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { MappedRow } from "../read/mapped-row.ts";
import { PlainRosterRow } from "./plain-roster-row.ts";
import type { RosterLine } from "./roster-person.ts";

export type { PlainRosterRow } from "./plain-roster-row.ts";

/** A file cut into blocks: plain values, for whichever thread. */
export interface RosterBlocks {
  readonly encoding: Encoding;
  /** The physical line on which the first block begins. */
  readonly firstLine: number;
  readonly blocks: readonly Block[];
  /** The reader of its plain rows, where there may be any. */
  readonly compiled: CompiledModule | undefined;
}

export interface RosterBlockHooks {
  /** False: the row is wanted as texts, by `onLine`. */
  readonly onPlain: (row: PlainRosterRow, bytes: Buffer, line: number) => boolean;
  readonly onLine: (line: RosterLine) => void;
  readonly onReject: (line: number, reason: RejectReason, field: string) => void;
}

export interface ReadBlock {
  /** The unreadable ones included. */
  readonly rows: number;
  readonly lines: number;
}

/**
 * `at-line-feeds` is quick and right where no cell holds a line feed; where one does, reading throws
 * (`isCutWrongly`) and the file is to be cut `by-records`. Undefined for what is not delimited text.
 */
export async function cutRoster(
  { path, bytes, format, plan }: PlannedFile<RosterField>,
  how: "at-line-feeds" | "by-records",
  blockBytes: number,
): Promise<RosterBlocks | undefined> {
  if (format.kind !== undefined && format.kind !== "delimited") return undefined;
  const content = findContent(path, bytes, format);
  const { encoding, firstLine } = content;
  const quickly =
    how === "at-line-feeds" ? cutAtLineFeeds(path, 0, content, blockBytes) : undefined;
  const blocks = quickly ?? cutByRecords(path, 0, content, format, blockBytes);
  const form = encoding === "utf-8" ? rosterForm(plan, format.delimiter, KEPT_FIELDS) : undefined;
  return { encoding, firstLine, blocks, compiled: form && (await compiledReader(form)) };
}

export function isCutWrongly(error: unknown): boolean {
  return error instanceof QuoteAcrossBlocks;
}

export class RosterBlockReader {
  readonly #blocks: readonly Block[];
  readonly #asOf: Day;
  readonly #pieces: TextPieces;
  readonly #mapped: MappedRow<RosterField>;
  readonly #plain: PlainRoster | undefined;
  readonly #plainRow: PlainRosterRow | undefined;
  readonly #reader: BlockReader;

  constructor(
    { path, format, plan }: PlannedFile<RosterField>,
    { encoding, blocks, compiled }: RosterBlocks,
    asOf: Day,
  ) {
    this.#blocks = blocks;
    this.#asOf = asOf;
    this.#pieces = new TextPieces(format.delimiter, encoding);
    this.#mapped = new MappedRow(plan);
    const memory = compiled && new RosterMemory(largestOf(blocks));
    this.#plain = compiled && memory && new PlainRoster(asOf, compiled, memory);
    this.#plainRow = this.#plain && new PlainRosterRow(this.#plain);
    this.#reader = new BlockReader([path], memory?.block);
  }

  /** Hands out the rows of a block in their order; lines are counted from `firstLine`. */
  read(index: number, firstLine: number, hooks: RosterBlockHooks): ReadBlock {
    const block = this.#blocks[index];
    if (block === undefined) throw new RangeError(`no block ${index}`);
    if (block.isOverlong) return this.#passOver(block, firstLine, hooks);
    const length = this.#reader.read(block);
    const { bytes } = this.#reader;
    const plain = isUtf8(bytes.subarray(0, length)) ? this.#plain : undefined;
    let rows = 0;
    let lines = 0;
    const onRow: OnPieceRow = (row, _start, line) => {
      rows += 1;
      this.#judge(row, firstLine + lines + line, hooks);
    };
    const readPiece = (at: number): number => {
      const piece = this.#pieces.read(bytes, at, length, block.isProved, onRow);
      if (piece === undefined) throw new QuoteAcrossBlocks(block.file);
      lines += piece.lines;
      return piece.end;
    };
    const row = this.#plainRow;
    for (let at = 0; at < length;) {
      if (plain === undefined || row === undefined) {
        at = readPiece(at);
        continue;
      }
      const end = plain.fill(at, length);
      for (row.at = 0; row.at < plain.rows; row.at += 1) {
        const begin = plain.begins[row.at] as number;
        // A piece may have taken it along.
        if (begin < at) continue;
        if (begin > at) break;
        if (hooks.onPlain(row, bytes, firstLine + lines)) {
          rows += 1;
          lines += 1;
          at = plain.begins[row.at + 1] as number;
        } else at = readPiece(at);
      }
      // Behind a stretch that is not full stands a row that is not plain.
      if (at === end && plain.rows < STRETCH && at < length) at = readPiece(at);
    }
    return { rows, lines };
  }

  close(): void {
    this.#reader.close();
  }

  #judge(
    row: Parameters<OnPieceRow>[0],
    line: number,
    { onLine, onReject }: RosterBlockHooks,
  ): void {
    if (!row.isReadable) {
      onReject(line, "unreadable-row", "");
      return;
    }
    const mapped = this.#mapped;
    mapped.load(row);
    const entry = judgeRosterRow(mapped, this.#asOf);
    if (isRejection<RosterField>(entry)) onReject(line, entry.reason, entry.field);
    else onLine({ line, entry, texts: { ...mapped.texts } });
  }

  /** A record too long to be kept is one unreadable row, however many lines it has. */
  #passOver({ from, to }: Block, firstLine: number, { onReject }: RosterBlockHooks): ReadBlock {
    onReject(firstLine, "unreadable-row", "");
    let lines = 0;
    for (let at = from; at < to; at += PASSED_OVER_BYTES) {
      const piece = { file: 0, from: at, to: Math.min(to, at + PASSED_OVER_BYTES) };
      const length = this.#reader.read(piece);
      lines += countLines(this.#reader.bytes, 0, length);
    }
    return { rows: 1, lines };
  }
}

const PASSED_OVER_BYTES = 4 * 1024 * 1024;
