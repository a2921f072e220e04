// Where the rows of a block stand, seen one by one: as cells by role for who shows or keeps their
// texts, and as text for the readers of texts. A row is named by where it begins in its block.
// Text is cut where it stands; rows of a row group are put together first. Knows no meaning.

import type { BlockReader } from "./block-reader.ts";
import type { GroupReader } from "./group-reader.ts";
import { ROLES, SKIP } from "./plain-cells.ts";
import { PIECE_SLACK, putWords } from "./byte-lines.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface RowCut {
  /** By role: where the cell begins and ends in the bytes; both 0 where there is none. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Cuts the plain row that begins at `from`. */
  cut(from: number): void;
  text(role: number): string;
}

/** Cuts rows of plain text: nothing is quoted, and only the end of a row is a line feed. */
export class PlainCut implements RowCut {
  readonly starts = new Int32Array(ROLES);
  readonly ends = new Int32Array(ROLES);
  readonly #reader: BlockReader;
  readonly #roles: Uint8Array;
  readonly #delimiter: number;

  constructor(reader: BlockReader, roles: Uint8Array, delimiter: number) {
    this.#reader = reader;
    this.#roles = roles;
    this.#delimiter = delimiter;
  }

  get bytes(): Buffer {
    return this.#reader.bytes;
  }

  get view(): DataView {
    return this.#reader.view;
  }

  cut(from: number): void {
    const roles = this.#roles;
    const { bytes } = this.#reader;
    const starts = this.starts.fill(0);
    const ends = this.ends.fill(0);
    let at = from;
    for (let column = 0; column < roles.length; column += 1) {
      const start = at;
      let byte = bytes[at] as number;
      while (byte !== this.#delimiter && byte !== LINE_FEED) {
        at += 1;
        byte = bytes[at] as number;
      }
      const role = roles[column] as number;
      if (role !== SKIP) {
        starts[role] = start;
        ends[role] = byte === LINE_FEED && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
      }
      if (byte === LINE_FEED) return;
      at += 1;
    }
  }

  text(role: number): string {
    return this.bytes.toString("utf8", this.starts[role], this.ends[role]);
  }
}

/** Puts the cells of a row of a row group side by side; only of the roles that are wanted. */
export class GroupCut implements RowCut {
  readonly starts = new Int32Array(ROLES);
  readonly ends = new Int32Array(ROLES);
  bytes: Buffer = Buffer.alloc(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  readonly #reader: GroupReader;
  readonly #roles: Uint8Array;
  readonly #rowBits: number;

  constructor(reader: GroupReader, roles: Uint8Array, rowBits: number) {
    this.#reader = reader;
    this.#roles = roles;
    this.#rowBits = rowBits;
  }

  cut(from: number): void {
    const row = from >>> this.#rowBits;
    const roles = this.#roles;
    let at = 0;
    for (let place = 0; place < roles.length; place += 1) {
      const role = roles[place] as number;
      if (role === SKIP) continue;
      const column = this.#reader.column(place);
      const start = column.startOf(row);
      const end = column.endOf(start);
      this.#reserve(at + end - start + PIECE_SLACK);
      putWords(this.view, at, column.view, start, end);
      this.starts[role] = at;
      at += end - start;
      this.ends[role] = at;
    }
  }

  text(role: number): string {
    return this.bytes.toString("utf8", this.starts[role], this.ends[role]);
  }

  #reserve(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(bytes * 2);
    this.bytes.copy(grown);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}
