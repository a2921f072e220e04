// The bytes of one input file, block by block, and what makes a file unreadable before its first
// byte is understood. Knows nothing of encodings or records.

import type { Stats } from "node:fs";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";

import { UnusableInput, describeSystemError } from "../unusable-input.ts";

/** Big enough to make system calls cheap, small enough to keep the process answering signals. */
const BLOCK_BYTES = 1024 * 1024;

const READABLE_MEND = "请检查路径和读取权限";

/** A file opened for reading from its beginning; `close` it in a `finally`. */
export class InputFile {
  readonly path: string;
  readonly bytes: number;
  readonly #descriptor: number;
  #isClosed = false;

  constructor(path: string) {
    this.path = path;
    try {
      // Before opening: a pipe that nobody writes into would keep us waiting for ever.
      const found = statSync(path);
      if (!found.isFile()) throw refusalOfKind(path, found);
      this.bytes = found.size;
      this.#descriptor = openSync(path, "r");
    } catch (error) {
      if (error instanceof UnusableInput) throw error;
      throw new UnusableInput(path, `文件打不开，${describeSystemError(error)}`, READABLE_MEND);
    }
  }

  /** The first bytes, without moving on. */
  head(bytes: number): Buffer {
    return this.bytesAt(0, bytes);
  }

  /** Bytes of any place; fewer, or none, where the file ends before. */
  bytesAt(position: number, bytes: number): Buffer {
    const buffer = Buffer.alloc(bytes);
    return buffer.subarray(0, this.#read(buffer, position));
  }

  /** Fills a buffer with the bytes from a place on; fewer where the file ends before. */
  readAt(position: number, buffer: Buffer): number {
    return this.#read(buffer, position);
  }

  /** Every block from `from` on; the buffer is used again for the next one. */
  async *blocks(
    from: number,
    signal?: AbortSignal,
    blockBytes = BLOCK_BYTES,
  ): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(blockBytes);
    let position = from;
    for (;;) {
      const count = this.#read(buffer, position);
      if (count === 0) return;
      position += count;
      yield buffer.subarray(0, count);
      // Without a turn of the event loop no signal would ever be heard.
      await nextTurn();
      signal?.throwIfAborted();
    }
  }

  close(): void {
    this.#isClosed = true;
    closeSync(this.#descriptor);
  }

  #read(buffer: Buffer, position: number): number {
    // Whoever still reads ahead finds the end: the number may be another file's by now.
    if (this.#isClosed) return 0;
    try {
      return readSync(this.#descriptor, buffer, 0, buffer.length, position);
    } catch (error) {
      throw new UnusableInput(
        this.path,
        `读到第 ${position} 字节时出错，${describeSystemError(error)}`,
        READABLE_MEND,
      );
    }
  }
}

function refusalOfKind(path: string, found: Stats): UnusableInput {
  const wrong = found.isDirectory() ? "这是文件夹，不是文件" : "这不是普通文件";
  const mend = "请给出一个文件；多个文件可以用通配符，例如 'dir/*.csv'";
  return new UnusableInput(path, wrong, mend);
}
