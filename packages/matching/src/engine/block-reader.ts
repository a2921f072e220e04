// Reads blocks of files into one buffer that is used again and again. Knows bytes only.

import { closeSync, openSync, readSync } from "node:fs";

import { UnusableInput, describeSystemError } from "../unusable-input.ts";
import { SLACK_BYTES } from "./cell-ends.ts";
import type { Block } from "./planned-blocks.ts";

const MEND = "请检查路径和读取权限";

export class BlockReader {
  bytes: Buffer;
  /** The same bytes, for who reads several at once. */
  view: DataView;
  readonly #paths: readonly string[];
  readonly #descriptors = new Map<number, number>();

  /** Reads into these bytes as long as a block has room in them. */
  constructor(paths: readonly string[], bytes: Buffer = Buffer.alloc(0)) {
    this.#paths = paths;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Reads a block whole; its length is given, and a line feed stands behind its last byte. */
  read({ file, from, to }: Pick<Block, "file" | "from" | "to">): number {
    const length = to - from;
    if (this.bytes.length < length + SLACK_BYTES) {
      this.bytes = Buffer.allocUnsafeSlow(length + SLACK_BYTES);
      this.view = new DataView(this.bytes.buffer);
    }
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
