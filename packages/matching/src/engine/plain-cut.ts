// Cuts a plain row into its cells once more, where one of its texts is to be shown. Knows that the
// row is plain: nothing is quoted, and only its end is a line feed.

import { ROLES, SKIP } from "./plain-cells.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export class PlainCut {
  /** By role: where the cell begins and ends; both 0 where there is none. */
  readonly starts = new Int32Array(ROLES);
  readonly ends = new Int32Array(ROLES);
  readonly #roles: Uint8Array;
  readonly #delimiter: number;

  constructor(roles: Uint8Array, delimiter: number) {
    this.#roles = roles;
    this.#delimiter = delimiter;
  }

  /** Cuts the row that begins at `from`. */
  cut(bytes: Uint8Array, from: number): void {
    const roles = this.#roles;
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

  text(bytes: Buffer, role: number): string {
    return bytes.toString("utf8", this.starts[role], this.ends[role]);
  }
}
