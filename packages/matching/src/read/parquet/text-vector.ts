// The texts of one vector of DuckDB's, as bytes. Asking DuckDB for every text costs a call each; but
// texts that an expression has made lie one behind the other, so that one call fetches hundreds.
// Knows DuckDB's layout of texts, not what they mean.
//
// A text of more than 12 bytes is 16 bytes in the vector: its length, its first four bytes and a
// pointer. Bytes between two such texts are read along only where they lie less than 16 bytes apart:
// they are then on pages of memory that one of the two occupies.

import type { DuckDBDataChunk } from "@duckdb/node-api";
import bindings from "@duckdb/node-bindings";

const TEXT_BYTES = 16;
const INLINE_BYTES_MAX = 12;
const GAP_MAX = 15;
const HIGH_WORD = 0x1_0000_0000;

/** Some texts that were fetched together. */
export interface TextStretch {
  /** The first of them, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** Holds all of them, in their order. */
  readonly bytes: Buffer;
  /** Where each begins and ends in `bytes`, by `index - from`. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * The texts of a column in as few stretches as they lie in memory. Every text must be longer than 12
 * bytes and none NULL: the expression that makes them sees to it. Valid while the chunk is.
 */
export function* textStretches(chunk: DuckDBDataChunk, column: number): Generator<TextStretch> {
  const count = chunk.rowCount;
  const words = wordsOf(chunk, column, count * TEXT_BYTES);
  const lengthAt = (index: number): number => words[index * 4] ?? 0;
  const addressAt = (index: number): number =>
    (words[index * 4 + 2] ?? 0) + (words[index * 4 + 3] ?? 0) * HIGH_WORD;
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  for (let from = 0; from < count;) {
    if (lengthAt(from) <= INLINE_BYTES_MAX) throw new Error("a text of this vector is too short");
    const first = addressAt(from);
    let end = first + lengthAt(from);
    let to = from + 1;
    starts[0] = 0;
    ends[0] = end - first;
    while (to < count) {
      const address = addressAt(to);
      if (address < end || address > end + GAP_MAX || lengthAt(to) <= INLINE_BYTES_MAX) break;
      starts[to - from] = address - first;
      end = address + lengthAt(to);
      ends[to - from] = end - first;
      to += 1;
    }
    const pointerAt = words.byteOffset + from * TEXT_BYTES + 8;
    const found = bindings.get_data_from_pointer(words.buffer, pointerAt, end - first);
    const bytes = Buffer.from(found.buffer, found.byteOffset, found.byteLength);
    yield { from, to, bytes, starts, ends };
    from = to;
  }
}

/** Whole numbers of 32 bits, or days. */
export function int32Column(chunk: DuckDBDataChunk, column: number): Int32Array {
  const words = wordsOf(chunk, column, chunk.rowCount * 4);
  return new Int32Array(words.buffer, words.byteOffset, words.length);
}

export function float64Column(chunk: DuckDBDataChunk, column: number): Float64Array {
  const words = wordsOf(chunk, column, chunk.rowCount * 8);
  return new Float64Array(words.buffer, words.byteOffset, words.length / 2);
}

function wordsOf(chunk: DuckDBDataChunk, column: number, bytes: number): Uint32Array<ArrayBuffer> {
  const vector = bindings.data_chunk_get_vector(chunk.chunk, column);
  const found = bindings.vector_get_data(vector, bytes);
  return new Uint32Array(found.buffer as ArrayBuffer, found.byteOffset, bytes / 4);
}
