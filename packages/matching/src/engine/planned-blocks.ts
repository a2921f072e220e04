// The blocks in which the observation files are read: every one begins where a record begins, so
// that each can be read by any thread. Cuts at line feeds, on the assumption that none of them
// stands inside quotes; a file for which that proves wrong is cut again record by record.
// Knows bytes and records only, no columns.

import { closeSync, openSync, readSync } from "node:fs";

import { findByteOrderMark, isDoubleByte } from "../read/cell-text.ts";
import type { Encoding } from "../read/cell-text.ts";
import { CellDecoder } from "../read/cell-text.ts";
import { CutRow } from "../read/delimited-text.ts";
import type { DelimitedFormat } from "../read/delimited-file.ts";
import { RecordCutter } from "../read/record-cutter.ts";
import { UnusableInput, describeSystemError } from "../unusable-input.ts";

/** Longer records are unreadable; the record cutter draws the same line. */
const RECORD_BYTES_MAX = 128 * 1024 * 1024;
/** A line feed is looked for this far behind a cut; further off the file is cut record by record. */
const SEARCH_BYTES_MAX = 1024 * 1024;
const READ_BYTES = 256 * 1024;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A stretch of one file that begins and ends with a record. */
export interface Block {
  readonly file: number;
  readonly from: number;
  readonly to: number;
  /** Whether the stretch is one record too long to be kept. */
  readonly isOverlong: boolean;
  /** Whether what follows it has been proved to begin with a record. */
  readonly isProved: boolean;
  /** Of a file that is read by row groups: which it is. Its bytes then are as many cells as rows. */
  readonly group?: number | undefined;
}

/** Where the content of a file stands and in which encoding. */
export interface FileContent {
  readonly encoding: Encoding;
  /** The first byte behind the header's line end. */
  readonly from: number;
  readonly to: number;
  /** The physical line on which the content begins. */
  readonly firstLine: number;
}

/** The content of a file that is no text: its rows stand behind a header on the first line. */
export const NO_TEXT: FileContent = { encoding: "utf-8", from: 0, to: 0, firstLine: 2 };

/** Finds the end of the header, which has been read once before. */
export function findContent(path: string, bytes: number, format: DelimitedFormat): FileContent {
  const descriptor = open(path);
  try {
    const head = Buffer.alloc(8);
    const mark = findByteOrderMark(head.subarray(0, read(path, descriptor, head, 0)));
    const isKnown = mark !== undefined && "encoding" in mark;
    const encoding = isKnown ? mark.encoding : format.encoding;
    const start = isKnown ? mark.bytes : 0;
    for (let size = READ_BYTES; ; size *= 4) {
      const buffer = Buffer.alloc(Math.min(size, Math.max(0, bytes - start)));
      const held = buffer.subarray(0, read(path, descriptor, buffer, start));
      const isWhole = start + held.length >= bytes;
      const end = endOfHeader(held, isWhole, encoding, format);
      // A carriage return at the very end may be half of a line end.
      if (end !== undefined && (end.at < held.length || isWhole)) {
        return { encoding, from: start + end.at, to: bytes, firstLine: 1 + end.lines };
      }
      if (isWhole) return { encoding, from: bytes, to: bytes, firstLine: 1 };
    }
  } finally {
    closeSync(descriptor);
  }
}

function endOfHeader(
  bytes: Buffer,
  isWhole: boolean,
  encoding: Encoding,
  { delimiter }: DelimitedFormat,
): { readonly at: number; readonly lines: number } | undefined {
  const row = new CutRow(new CellDecoder(encoding));
  let end: number | undefined;
  const cutter = new RecordCutter({ delimiter, doubleByte: isDoubleByte(encoding) }, (record) => {
    row.hold(record);
    // A record that only the end of the file ends lies in other bytes.
    if (end === undefined && !row.isBlank()) {
      end = record.bytes.buffer === bytes.buffer ? record.end : bytes.length;
    }
  });
  cutter.push(bytes);
  if (isWhole) cutter.end();
  if (end === undefined) return undefined;
  if (bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED) end += 1;
  const at = Math.min(end + 1, bytes.length);
  let lines = 0;
  for (let byte = 0; byte < at; byte += 1) {
    if (bytes[byte] === LINE_FEED) lines += 1;
    else if (bytes[byte] === CARRIAGE_RETURN && bytes[byte + 1] !== LINE_FEED) lines += 1;
  }
  return { at, lines };
}

/** Cuts a file at line feeds; `undefined` where records must be looked at one by one. */
export function cutAtLineFeeds(
  path: string,
  file: number,
  content: FileContent,
  blockBytes: number,
): readonly Block[] | undefined {
  const blocks: Block[] = [];
  const descriptor = open(path);
  try {
    const buffer = Buffer.alloc(4096);
    let { from } = content;
    while (from < content.to) {
      let to = Math.min(from + blockBytes, content.to);
      const limit = to + SEARCH_BYTES_MAX;
      while (to < content.to) {
        const held = read(path, descriptor, buffer, to - 1);
        const found = buffer.subarray(0, held).indexOf(LINE_FEED);
        if (found !== -1) {
          to += found;
          break;
        }
        to += held;
        if (held === 0 || to > limit) return undefined;
      }
      to = Math.min(to, content.to);
      blocks.push({ file, from, to, isOverlong: false, isProved: to === content.to });
      from = to;
    }
  } finally {
    closeSync(descriptor);
  }
  return blocks;
}

/** Cuts a file by its records, reading it whole: slower, and right whatever stands in quotes. */
export function cutByRecords(
  path: string,
  file: number,
  content: FileContent,
  format: DelimitedFormat,
  blockBytes: number,
): readonly Block[] {
  const blocks: Block[] = [];
  const descriptor = open(path);
  const delimiter = format.delimiter.charCodeAt(0);
  const doubleByte = isDoubleByte(content.encoding);
  let blockFrom = content.from;
  let recordFrom = content.from;
  const close = (to: number, isOverlong: boolean): void => {
    if (to > blockFrom) blocks.push({ file, from: blockFrom, to, isOverlong, isProved: true });
    blockFrom = to;
  };
  const endRecord = (to: number): void => {
    if (to - recordFrom > RECORD_BYTES_MAX) {
      close(recordFrom, false);
      close(to, true);
    } else if (to - blockFrom >= blockBytes) {
      if (to - blockFrom > RECORD_BYTES_MAX) close(recordFrom, false);
      close(to, false);
    }
    recordFrom = to;
  };
  try {
    const buffer = Buffer.alloc(READ_BYTES);
    // At a cell's start, in a plain cell, in quotes, behind a quote in quotes.
    let state = "start" as "start" | "plain" | "quoted" | "closing";
    let afterReturn = false;
    let afterLead = false;
    for (let position = content.from; position < content.to;) {
      const held = read(path, descriptor, buffer, position);
      if (held === 0) break;
      for (let at = 0; at < held; at += 1) {
        const byte = buffer[at] ?? 0;
        if (afterLead) {
          afterLead = false;
          if (byte >= 0x40 && byte !== 0x7f && byte !== 0xff) continue;
        }
        if (afterReturn) {
          afterReturn = false;
          if (byte === LINE_FEED) {
            if (state !== "quoted") endRecord(position + at + 1);
            continue;
          }
          if (state !== "quoted") endRecord(position + at);
        }
        if (doubleByte && byte >= 0x81 && byte !== 0xff) afterLead = true;
        if (state === "quoted") {
          if (byte === QUOTE) state = "closing";
        } else if (byte === delimiter) state = "start";
        else if (byte === LINE_FEED) {
          endRecord(position + at + 1);
          state = "start";
        } else if (byte === CARRIAGE_RETURN) {
          afterReturn = true;
          state = "start";
        } else state = byte === QUOTE && state !== "plain" ? "quoted" : "plain";
      }
      position += held;
    }
  } finally {
    closeSync(descriptor);
  }
  if (content.to - recordFrom > RECORD_BYTES_MAX) {
    close(recordFrom, false);
    close(content.to, true);
  }
  close(content.to, false);
  return blocks;
}

function open(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw new UnusableInput(
      path,
      `文件打不开，${describeSystemError(error)}`,
      "请检查路径和读取权限",
    );
  }
}

function read(path: string, descriptor: number, buffer: Buffer, position: number): number {
  try {
    return readSync(descriptor, buffer, 0, buffer.length, position);
  } catch (error) {
    throw new UnusableInput(
      path,
      `读到第 ${position} 字节时出错，${describeSystemError(error)}`,
      "请检查路径和读取权限",
    );
  }
}
