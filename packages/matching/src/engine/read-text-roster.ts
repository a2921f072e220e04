// A roster that is delimited text, block after block: plain rows from their bytes, the others
// through the readers of texts, all of them in their order. Knows nothing of observations.

import { isUtf8 } from "node:buffer";
import { setImmediate as nextTurn } from "node:timers/promises";

import type { Day } from "@lingdai/policy";

import { hasUnknownSex, judgeRosterRow } from "../judge/judge-roster-row.ts";
import { isRejection } from "../judge/reject-reason.ts";
import type { RosterHooks, RosterReading } from "../match/read-roster.ts";
import { Roster } from "../match/roster.ts";
import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { MappedRow } from "../read/mapped-row.ts";
import { BlockReader } from "./block-reader.ts";
import type { Block, FileContent } from "./planned-blocks.ts";
import { cutAtLineFeeds, cutByRecords, findContent } from "./planned-blocks.ts";
import { PlainRoster } from "./plain-roster.ts";
import type { OnPieceRow } from "./text-pieces.ts";
import { QuoteAcrossBlocks, TextPieces, countLines } from "./text-pieces.ts";

const BLOCK_BYTES = 4 * 1024 * 1024;

/** Reads a planned roster of text whole. */
export async function readTextRoster(
  file: PlannedFile<RosterField>,
  asOf: Day,
  hooks: RosterHooks,
  blockBytes = BLOCK_BYTES,
): Promise<RosterReading> {
  const content = findContent(file.path, file.bytes, file.format);
  const cut = cutAtLineFeeds(file.path, 0, content, blockBytes);
  const reading = new TextRoster(file, content, asOf, hooks);
  if (cut !== undefined && (await reading.isRead(cut))) return reading.result();
  // Rejected rows were told already: what follows must not tell them again.
  const again = new TextRoster(file, content, asOf, hooks, reading.told);
  const exact = cutByRecords(file.path, 0, content, file.format, blockBytes);
  if (await again.isRead(exact)) return again.result();
  throw new QuoteAcrossBlocks(0);
}

class TextRoster {
  /** Rejected rows that were handed out. */
  told = 0;
  readonly #roster = new Roster();
  readonly #file: PlannedFile<RosterField>;
  readonly #content: FileContent;
  readonly #asOf: Day;
  readonly #hooks: RosterHooks;
  readonly #toldBefore: number;
  readonly #pieces: TextPieces;
  readonly #mapped: MappedRow<RosterField>;
  readonly #plain: PlainRoster | undefined;
  readonly #reader: BlockReader;
  #line: number;
  #rows = 0;
  #rejected = 0;
  #duplicate = 0;
  #unknownSexRows = 0;

  constructor(
    file: PlannedFile<RosterField>,
    content: FileContent,
    asOf: Day,
    hooks: RosterHooks,
    toldBefore = 0,
  ) {
    const { delimiter } = file.format;
    this.#file = file;
    this.#content = content;
    this.#asOf = asOf;
    this.#hooks = hooks;
    this.#toldBefore = toldBefore;
    this.#pieces = new TextPieces(delimiter, content.encoding);
    this.#mapped = new MappedRow(file.plan);
    const isUtf = content.encoding === "utf-8";
    this.#plain = isUtf ? PlainRoster.for(file.plan, delimiter.charCodeAt(0), asOf) : undefined;
    this.#reader = new BlockReader([file.path]);
    this.#line = content.firstLine;
  }

  /** Reads all blocks; false where one of them proves to be cut within a row. */
  async isRead(blocks: readonly Block[]): Promise<boolean> {
    let done = this.#content.from;
    try {
      for (const block of blocks) {
        if (!this.#readBlock(block)) return false;
        done += block.to - block.from;
        const { baseName, bytes } = this.#file;
        const progress = { done, total: bytes, rows: this.#rows, file: baseName };
        this.#hooks.onProgress?.({ stage: "roster", ...progress });
        await nextTurn();
        this.#hooks.signal?.throwIfAborted();
      }
    } finally {
      this.#reader.close();
    }
    return true;
  }

  result(): RosterReading {
    return {
      roster: this.#roster,
      counts: { rows: this.#rows, rejected: this.#rejected, duplicate: this.#duplicate },
      unknownSexRows: this.#unknownSexRows,
    };
  }

  #readBlock(block: Block): boolean {
    if (block.isOverlong) {
      this.#passOver(block);
      return true;
    }
    const length = this.#reader.read(block);
    const { bytes, view } = this.#reader;
    const plain = isUtf8(bytes.subarray(0, length)) ? this.#plain : undefined;
    let at = 0;
    while (at < length) {
      const end = plain?.read(bytes, view, at) ?? 0;
      if (plain !== undefined && end > 0) {
        this.#rows += 1;
        if (!this.#roster.addPlain(plain)) this.#duplicate += 1;
        this.#line += 1;
        at = end;
      } else {
        const piece = this.#pieces.read(bytes, at, length, block.isProved, this.#onRow);
        if (piece === undefined) return false;
        this.#line += piece.lines;
        at = piece.end;
      }
    }
    return true;
  }

  /** A record too long to be kept is one unreadable row, however many lines it has. */
  #passOver({ from, to }: Block): void {
    this.#rows += 1;
    this.#reject(this.#line, "unreadable-row", "", "");
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
    const judged = judgeRosterRow(mapped, this.#asOf);
    if (isRejection<RosterField>(judged)) {
      this.#reject(this.#line + line, judged.reason, judged.field, mapped.asRead[judged.field]);
      return;
    }
    if (hasUnknownSex(mapped)) this.#unknownSexRows += 1;
    if (!this.#roster.add(judged)) this.#duplicate += 1;
  };

  #reject(...[line, reason, field, value]: Parameters<RosterHooks["onReject"]>): void {
    this.#rejected += 1;
    this.told += 1;
    if (this.told > this.#toldBefore) this.#hooks.onReject(line, reason, field, value);
  }
}
