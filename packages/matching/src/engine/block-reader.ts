// Reads blocks of files into one buffer that is used again and again. Knows bytes only.

import { closeSync, openSync, readSync } from "node:fs";

import { UnusableInput, describeSystemError } from "../unusable-input.ts";
import { SLACK_BYTES } from "./cell-ends.ts";
import type { Block } from "./planned-blocks.ts";

const MEND = "请检查路径和读取权限";

interface Bytes {
  readonly bytes: Buffer;
  readonly view: DataView;
}

export class BlockReader {
  /** Where the block stands that was read last. */
  bytes: Buffer;
  /** The same bytes, for who reads several at once. */
  view: DataView;
  readonly #paths: readonly string[];
  readonly #descriptors = new Map<number, number>();
  readonly #usual: Bytes;
  /** For blocks that have no room in the usual bytes. */
  #larger: Bytes | undefined;

  /** Reads into these bytes whatever has room in them: who reads a block there finds it there. */
  constructor(paths: readonly string[], bytes: Buffer = Buffer.alloc(0)) {
    this.#paths = paths;
    this.#usual = withView(bytes);
    ({ bytes: this.bytes, view: this.view } = this.#usual);
  }

  /** Reads a block whole; its length is given, and a line feed stands behind its last byte. */
  read({ file, from, to }: Pick<Block, "file" | "from" | "to">): number {
    const length = to - from;
    ({ bytes: this.bytes, view: this.view } = this.#roomFor(length + SLACK_BYTES));
    let held = 0;
    while (held < length) {
      const count = this.#readSome(file, held, length - held, from + held);
      if (count === 0) {
        throw new UnusableInput(this.#paths[file] ?? "", "文件在读的时候变短了", MEND);
      }
      held += count;
    }
    this.bytes[length] = 0x0a;
    return length;
  }

  close(): void {
    for (const descriptor of this.#descriptors.values()) closeSync(descriptor);
    this.#descriptors.clear();
  }

  #roomFor(length: number): Bytes {
    if (length <= this.#usual.bytes.length) return this.#usual;
    if (this.#larger === undefined || length > this.#larger.bytes.length) {
      this.#larger = withView(Buffer.allocUnsafeSlow(length));
    }
    return this.#larger;
  }

  #readSome(file: number, at: number, length: number, position: number): number {
    const path = this.#paths[file] ?? "";
    try {
      let descriptor = this.#descriptors.get(file);
      if (descriptor === undefined) {
        // A run of thousands of files must not hold them all open.
        if (this.#descriptors.size >= 64) this.close();
        descriptor = openSync(path, "r");
        this.#descriptors.set(file, descriptor);
      }
      return readSync(descriptor, this.bytes, at, length, position);
    } catch (error) {
      const wrong = `读到第 ${position} 字节时出错，${describeSystemError(error)}`;
      throw new UnusableInput(path, wrong, MEND);
    }
  }
}

function withView(bytes: Buffer): Bytes {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}
