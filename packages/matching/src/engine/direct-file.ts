// Writes whole blocks of a file straight to the disk, past the system's cache: a table of gigabytes
// that nobody reads at once would only fill the memory, page by page, and be copied there first.
// What the disk takes it takes while the next bytes are put together. Where a system or a disk knows
// no such way, the bytes go the ordinary one. Knows nothing of what is written.

import { closeSync, constants, openSync, write, writeSync } from "node:fs";
import { promisify } from "node:util";

import { systemErrorCode } from "../unusable-input.ts";

const writeBytes = promisify(write);

/** Places, lengths and memory of a direct write are multiples of this, enough for every disk. */
export const DISK_BLOCK = 4096;
const AREA_BYTES = 1024 * 1024;
/** Below this a direct write takes longer than it saves. */
const WORTHWHILE_BYTES = 64 * 1024;
const NOTHING = new Uint8Array(0);

/** Memory from which the disk reads as long as `busy` is not settled. */
interface Area {
  readonly bytes: Uint8Array;
  busy: Promise<void> | undefined;
}

export class DirectFile {
  readonly #ordinary: number;
  /** Undefined where the bytes go the ordinary way. */
  readonly #direct: number | undefined;
  readonly #areas: Area[] = [];
  #turn = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(path: string) {
    this.#ordinary = openSync(path, "r+");
    this.#direct = openDirect(path);
  }

  /** Writes through the system's cache: these need not be whole blocks. */
  writeOrdinary(bytes: Uint8Array, length: number, place: number): void {
    let done = 0;
    while (done < length) {
      done += writeSync(this.#ordinary, bytes, done, length - done, place + done);
    }
  }

  /**
   * Writes `head` and behind it the first `length` bytes of `bytes`, whole blocks together, at the
   * beginning of a block. When it resolves the bytes may be used again; the disk may not have them yet.
   */
  async write(head: Uint8Array, bytes: Uint8Array, length: number, place: number): Promise<void> {
    if (this.#direct === undefined || head.length + length < WORTHWHILE_BYTES) {
      this.writeOrdinary(head, head.length, place);
      this.writeOrdinary(bytes, length, place + head.length);
      return;
    }
    let before = head;
    let taken = 0;
    let at = place;
    while (before.length > 0 || taken < length) {
      const area = await this.#freeArea();
      const room = Math.min(area.bytes.length - before.length, length - taken);
      area.bytes.set(before);
      area.bytes.set(bytes.subarray(taken, taken + room), before.length);
      const filled = before.length + room;
      area.busy = this.#send(area.bytes.subarray(0, filled), at);
      before = NOTHING;
      taken += room;
      at += filled;
    }
  }

  /** Waits until everything is written; throws what went wrong. */
  async drain(): Promise<void> {
    await this.#settle();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Waits for what is on its way, whatever becomes of it. */
  async close(): Promise<void> {
    await this.#settle();
    closeSync(this.#ordinary);
    if (this.#direct !== undefined) closeSync(this.#direct);
  }

  /** Until nothing is on its way. */
  async #settle(): Promise<void> {
    for (const area of this.#areas) await area.busy;
  }

  /** Two areas take turns: one is filled while the disk reads the other. */
  async #freeArea(): Promise<Area> {
    const area = (this.#areas[this.#turn] ??= { bytes: alignedBytes(), busy: undefined });
    this.#turn = 1 - this.#turn;
    await area.busy;
    if (this.#failure !== undefined) throw this.#failure.error;
    return area;
  }

  /** Never throws: who waits for the area or for the end is told. */
  async #send(bytes: Uint8Array, place: number): Promise<void> {
    try {
      const done = await this.#sendDirect(bytes, place);
      this.writeOrdinary(bytes.subarray(done), bytes.length - done, place + done);
    } catch (error) {
      this.#failure ??= { error };
    }
  }

  /** How many bytes went directly: the rest goes the ordinary way, a full disk's complaint among it. */
  async #sendDirect(bytes: Uint8Array, place: number): Promise<number> {
    if (this.#direct === undefined) return 0;
    try {
      const { bytesWritten } = await writeBytes(this.#direct, bytes, 0, bytes.length, place);
      return bytesWritten;
    } catch (error) {
      if (systemErrorCode(error) !== "EINVAL") throw error;
      return 0;
    }
  }
}

/** Undefined where the system knows no such way, or this disk does not. */
function openDirect(path: string): number | undefined {
  // Of Linux alone; elsewhere the constant is missing, whatever its type says.
  const flag = (constants as Readonly<Record<string, number | undefined>>)["O_DIRECT"];
  if (flag === undefined) return undefined;
  try {
    return openSync(path, constants.O_WRONLY | flag);
  } catch {
    return undefined;
  }
}

/** A buffer that may grow begins at a page of the memory; others begin anywhere. */
function alignedBytes(): Uint8Array {
  return new Uint8Array(new ArrayBuffer(AREA_BYTES, { maxByteLength: AREA_BYTES }), 0, AREA_BYTES);
}
