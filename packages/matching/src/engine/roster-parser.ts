// Reads blocks of a roster of text, each into a part of its own: plain rows from their bytes, the
// others through the readers of texts, all of them in their order. Who stands on the roster already
// is not known here. Knows nothing of observations.

import { isUtf8 } from "node:buffer";

import type { Day } from "@lingdai/policy/batch";

import { hasUnknownSex, judgeRosterRow } from "../judge/judge-roster-row.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { isRejection } from "../judge/reject-reason.ts";
import type { SharedPart } from "../match/roster-part.ts";
import { RosterPart, keyedRow } from "../match/roster-part.ts";
import type { Encoding } from "../read/cell-text.ts";
import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { MappedRow } from "../read/mapped-row.ts";
import { csvLine } from "../write/csv-table.ts";
import { BlockReader } from "./block-reader.ts";
import type { SpooledBlock } from "./block-spool.ts";
import { BlockSpool } from "./block-spool.ts";
import { ColumnRoster } from "./column-roster.ts";
import { GroupReader } from "./group-reader.ts";
import { largestOf } from "./kernel/kernel-memory.ts";
import { RosterMemory } from "./kernel/roster-memory.ts";
import { TextKernel } from "./kernel/text-kernel.ts";
import type { CompiledModule } from "./kernel/web-assembly.ts";
import { PlainRoster } from "./plain-roster.ts";
import type { Block } from "./planned-blocks.ts";
import { rosterRoles } from "./roster-cells.ts";
import { STRETCH } from "./flat-stretch.ts";
import type { FileReading } from "./run-setup.ts";
import type { OnPieceRow } from "./text-pieces.ts";
import { QuoteAcrossBlocks, TextPieces, countLines } from "./text-pieces.ts";

const BLOCK_BYTES = 4 * 1024 * 1024;
/** Of a roster row, at least; rows that are shorter cost a little more. */
const ROW_BYTES = 128;

/** What every thread knows of the roster. */
export interface RosterSetup {
  readonly path: string;
  readonly reading: FileReading;
  readonly mappings: readonly string[];
  readonly asOf: Day;
  readonly encoding: Encoding;
  readonly blocks: readonly Block[];
  /** The reader of its plain rows, where it may have any. */
  readonly compiled: CompiledModule | undefined;
  /** Lines of each block. */
  readonly blockLines: SharedArrayBuffer;
  readonly scratch: string;
}

/** What one thread found. */
export interface RosterShare {
  readonly rows: number;
  readonly rejected: number;
  readonly unknownSexRows: number;
  readonly rejects: { readonly path: string; readonly blocks: readonly SpooledBlock[] };
}

/** The good rows of a block. */
export interface ReadPart {
  readonly block: number;
  readonly part: SharedPart;
}

export class RosterParser {
  readonly #setup: RosterSetup;
  readonly #pieces: TextPieces;
  readonly #mapped: MappedRow<RosterField>;
  readonly #plain: PlainRoster | undefined;
  readonly #reader: BlockReader;
  /** Where the roster is read by row groups, and its plain rows from their columns. */
  readonly #groups: GroupReader | undefined;
  readonly #columns: ColumnRoster | undefined;
  readonly #rejects: BlockSpool;
  /** All that were made: one that has been joined is filled again. */
  readonly #parts: RosterPart[] = [];
  #part = new RosterPart();
  #line = 0;
  #rows = 0;
  #rejected = 0;
  #unknownSexRows = 0;

  constructor(setup: RosterSetup, file: PlannedFile<RosterField>, thread: number) {
    const { delimiter } = file.format;
    this.#setup = setup;
    this.#pieces = new TextPieces(delimiter, setup.encoding);
    this.#mapped = new MappedRow(file.plan);
    const { asOf, blocks, compiled } = setup;
    const isText = setup.reading === "text";
    const memory = compiled && isText ? new RosterMemory(largestOf(blocks)) : undefined;
    this.#plain = compiled && memory && new PlainRoster(asOf, compiled, memory);
    this.#reader = new BlockReader([setup.path], memory?.block);
    this.#groups = file.groups && new GroupReader(setup.path, 0, file.groups);
    const roles = this.#groups && rosterRoles(file.plan);
    this.#columns =
      this.#groups && roles && compiled
        ? new ColumnRoster(this.#groups, roles, asOf, new TextKernel(compiled))
        : undefined;
    this.#rejects = new BlockSpool(`${setup.scratch}/rejects-roster-${thread}`);
  }

  /** Reads one block; its rows, good or not, are given back for the progress. */
  parse(index: number): number {
    const block = this.#setup.blocks[index];
    if (block === undefined) throw new RangeError(`no block ${index}`);
    const before = this.#rows;
    this.#part = this.#emptyPart();
    this.#line = 0;
    if (block.isOverlong) this.#passOver(block);
    else if (this.#groups === undefined) this.#readBlock(block);
    else this.#readGroup(this.#groups, block.group ?? 0);
    new Uint32Array(this.#setup.blockLines)[index] = this.#line;
    this.#rejects.endBlock(index);
    return this.#rows - before;
  }

  #emptyPart(): RosterPart {
    let part = this.#parts.find(({ isJoined }) => isJoined);
    if (part === undefined) {
      part = new RosterPart();
      this.#parts.push(part);
    }
    part.clear();
    return part;
  }

  /** The good rows of the block that was read last. */
  get part(): SharedPart {
    return this.#part.share();
  }

  close(): void {
    this.#reader.close();
    this.#groups?.close();
    this.#rejects.close();
  }

  share(): RosterShare {
    return {
      rows: this.#rows,
      rejected: this.#rejected,
      unknownSexRows: this.#unknownSexRows,
      rejects: { path: this.#rejects.path, blocks: this.#rejects.blocks },
    };
  }

  /** Every row of a group takes one line. */
  #readGroup(groups: GroupReader, group: number): void {
    const rows = groups.open(group);
    this.#part.reserve(rows, rows * (ROW_BYTES / 2));
    this.#columns?.open();
    for (let from = 0; from < rows; from += STRETCH) {
      this.#readGroupRows(groups, from, Math.min(rows, from + STRETCH));
    }
  }

  /** A row that is not plain is written as a line and read. */
  #readGroupRows(groups: GroupReader, from: number, to: number): void {
    const columns = this.#columns;
    columns?.take(from, to);
    for (let row = from; row < to; row += 1) {
      const plain = columns?.plainFrom(row - from, to - from) ?? 0;
      if (columns !== undefined && plain > 0) {
        this.#part.pushAll(columns, row - from, row - from + plain);
        this.#rows += plain;
        this.#line += plain;
        row += plain;
      }
      if (row === to) return;
      const length = groups.writeLines(row, row + 1);
      this.#pieces.read(groups.bytes, 0, length, true, this.#onRow);
      this.#line += 1;
    }
  }

  #readBlock(block: Block): void {
    const length = this.#reader.read(block);
    // A row takes about so many bytes, half of them texts that are kept.
    this.#part.reserve(Math.ceil(length / ROW_BYTES), Math.ceil(length / 2));
    const { bytes } = this.#reader;
    const plain = isUtf8(bytes.subarray(0, length)) ? this.#plain : undefined;
    let at = 0;
    while (at < length) {
      if (plain !== undefined) {
        at = plain.fill(at, length);
        const { rows } = plain;
        this.#part.pushAll(plain, 0, rows);
        this.#rows += rows;
        this.#line += rows;
        if (rows === STRETCH || at >= length) continue;
      }
      const piece = this.#pieces.read(bytes, at, length, block.isProved, this.#onRow);
      if (piece === undefined) throw new QuoteAcrossBlocks(block.file);
      this.#line += piece.lines;
      at = piece.end;
    }
  }

  /** A record too long to be kept is one unreadable row, however many lines it has. */
  #passOver({ from, to }: Block): void {
    this.#rows += 1;
    this.#reject(0, "unreadable-row", "", "");
    for (let at = from; at < to; at += BLOCK_BYTES) {
      const length = this.#reader.read({ file: 0, from: at, to: Math.min(to, at + BLOCK_BYTES) });
      this.#line += countLines(this.#reader.bytes, 0, length);
    }
  }

  readonly #onRow: OnPieceRow = (row, _start, line) => {
    this.#rows += 1;
    if (!row.isReadable) {
      this.#reject(this.#line + line, "unreadable-row", "", "");
      return;
    }
    const mapped = this.#mapped;
    mapped.load(row);
    const judged = judgeRosterRow(mapped, this.#setup.asOf);
    if (isRejection<RosterField>(judged)) {
      this.#reject(this.#line + line, judged.reason, judged.field, mapped.asRead[judged.field]);
      return;
    }
    if (hasUnknownSex(mapped)) this.#unknownSexRows += 1;
    this.#part.push(keyedRow(judged));
  };

  #reject(line: number, reason: RejectReason, field: string, value: string): void {
    this.#rejected += 1;
    this.#rejects.add(line, 0, csvLine([reason, field, value]));
  }
}
