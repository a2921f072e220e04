// All accepted signs of a run in one temporary file, so that memory need not hold them: written
// once while the files are read, scanned again for the people whose every sign matters.
// Knows nothing of policies or rosters; a person is a number.
//
// A record: person (4 bytes), kind (1), occurred (4), arrived (4), bytes of the source (4), bytes
// of the ref (4), the two texts in UTF-8. All numbers little-endian.

import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";

import type { Sign, SignKind } from "@lingdai/policy";
import { SIGNS } from "@lingdai/policy";

const HEAD_BYTES = 21;
const BLOCK_BYTES = 1024 * 1024;

const KINDS = Object.keys(SIGNS) as readonly SignKind[];
const KIND_NUMBERS: ReadonlyMap<SignKind, number> = new Map(KINDS.map((kind, at) => [kind, at]));

export class SignSpool {
  readonly #descriptor: number;
  readonly #pending = Buffer.alloc(BLOCK_BYTES);
  #pendingBytes = 0;
  #writtenBytes = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, "wx+", 0o600);
  }

  add(person: number, sign: Sign): void {
    // No text takes more than three bytes a UTF-16 unit.
    const most = HEAD_BYTES + 3 * (sign.source.length + sign.ref.length);
    if (most > BLOCK_BYTES) {
      const large = Buffer.alloc(most);
      const bytes = encode(large, 0, person, sign);
      this.#flush();
      this.#write(large, bytes);
      return;
    }
    if (this.#pendingBytes + most > BLOCK_BYTES) this.#flush();
    this.#pendingBytes += encode(this.#pending, this.#pendingBytes, person, sign);
  }

  /** Hands out every sign of the people that are wanted, in the order in which they were added. */
  async scan(
    isWanted: (person: number) => boolean,
    onSign: (person: number, sign: Sign) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    this.#flush();
    let block = Buffer.alloc(BLOCK_BYTES);
    let held = 0;
    let position = 0;
    while (position < this.#writtenBytes || held > 0) {
      const read = readSync(this.#descriptor, block, held, block.length - held, position);
      position += read;
      held += read;
      let at = 0;
      let needed = HEAD_BYTES;
      while (held - at >= HEAD_BYTES) {
        const sourceBytes = block.readUInt32LE(at + 13);
        const refBytes = block.readUInt32LE(at + 17);
        needed = HEAD_BYTES + sourceBytes + refBytes;
        if (held - at < needed) break;
        const person = block.readUInt32LE(at);
        if (isWanted(person)) onSign(person, decode(block, at, sourceBytes, refBytes));
        at += needed;
        needed = HEAD_BYTES;
      }
      if (read === 0 && at === 0) throw new Error("the spool of signs ends within a record");
      const rest = block.subarray(at, held);
      const next = needed > block.length ? Buffer.alloc(needed) : block;
      rest.copy(next);
      block = next;
      held = rest.length;
      await nextTurn();
      signal?.throwIfAborted();
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #flush(): void {
    this.#write(this.#pending, this.#pendingBytes);
    this.#pendingBytes = 0;
  }

  #write(buffer: Buffer, bytes: number): void {
    let done = 0;
    while (done < bytes) {
      done += writeSync(this.#descriptor, buffer, done, bytes - done, this.#writtenBytes + done);
    }
    this.#writtenBytes += bytes;
  }
}

function encode(buffer: Buffer, at: number, person: number, sign: Sign): number {
  const sourceBytes = buffer.write(sign.source, at + HEAD_BYTES);
  const refBytes = buffer.write(sign.ref, at + HEAD_BYTES + sourceBytes);
  buffer.writeUInt32LE(person, at);
  buffer.writeUInt8(KIND_NUMBERS.get(sign.kind) ?? 0, at + 4);
  buffer.writeInt32LE(sign.occurredOn, at + 5);
  buffer.writeInt32LE(sign.arrivedOn, at + 9);
  buffer.writeUInt32LE(sourceBytes, at + 13);
  buffer.writeUInt32LE(refBytes, at + 17);
  return HEAD_BYTES + sourceBytes + refBytes;
}

function decode(block: Buffer, at: number, sourceBytes: number, refBytes: number): Sign {
  const kind = KINDS[block.readUInt8(at + 4)];
  if (kind === undefined) throw new Error("the spool of signs holds an unknown kind");
  const textsAt = at + HEAD_BYTES;
  const refAt = textsAt + sourceBytes;
  return {
    kind,
    occurredOn: block.readInt32LE(at + 5),
    arrivedOn: block.readInt32LE(at + 9),
    source: block.toString("utf8", textsAt, refAt),
    ref: block.toString("utf8", refAt, refAt + refBytes),
  };
}
