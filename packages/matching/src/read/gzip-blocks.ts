// The content of a GZIP file, block by block, in bounded memory. Refuses what is cut off, damaged or
// unfolds to more than any honest file would. Knows nothing of what the content is.

import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import { UnusableInput } from "../unusable-input.ts";
import type { InputFile } from "./file-blocks.ts";
import { refuseUnfoldingBeyond } from "./unfolding-limit.ts";

const BLOCK_BYTES = 1024 * 1024;
const DAMAGED_MEND = "请重新下载或重新压缩这个文件";

/** A stretch of content, and how many bytes of the file it took. */
export interface UnpackedBlock {
  readonly content: Buffer;
  readonly fileBytes: number;
}

/** Every block of the content; the members of a file of several are one content. */
export async function* gunzippedBlocks(
  file: InputFile,
  signal?: AbortSignal,
): AsyncGenerator<UnpackedBlock> {
  const packed = Readable.from(ownBlocks(file), { highWaterMark: 1 });
  const gunzip = createGunzip({ chunkSize: BLOCK_BYTES });
  // An error that comes when nobody reads any more has nothing left to spoil.
  gunzip.on("error", () => undefined);
  packed.on("error", (error) => gunzip.destroy(error));
  packed.pipe(gunzip);
  let unfolded = 0;
  let fileBytes = 0;
  try {
    for await (const chunk of gunzip) {
      const content = chunk as Buffer;
      unfolded += content.length;
      refuseUnfoldingBeyond(file.path, unfolded, file.bytes);
      signal?.throwIfAborted();
      const done = gunzip.bytesWritten;
      yield { content, fileBytes: done - fileBytes };
      fileBytes = done;
    }
    refuseRemainder(file, gunzip.bytesWritten);
  } catch (error) {
    throw refusalOf(file, error);
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}

/** The file's blocks, each in memory of its own: the unpacker keeps them for a while. */
async function* ownBlocks(file: InputFile): AsyncGenerator<Buffer> {
  for await (const block of file.blocks(0)) yield Buffer.from(block);
}

/** Zeros behind the last member are padding; whatever else stands there is content nobody read. */
function refuseRemainder(file: InputFile, from: number): void {
  for (let position = from; position < file.bytes; position += BLOCK_BYTES) {
    const rest = file.bytesAt(position, BLOCK_BYTES);
    if (rest.every((byte) => byte === 0)) continue;
    throw new UnusableInput(file.path, "GZIP 压缩数据之后还有读不懂的内容", DAMAGED_MEND);
  }
}

function refusalOf(file: InputFile, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  switch (error.code) {
    case "Z_BUF_ERROR":
      return new UnusableInput(file.path, "GZIP 压缩文件不完整，结尾缺失", DAMAGED_MEND);
    case "Z_DATA_ERROR":
      return new UnusableInput(file.path, "GZIP 压缩文件已损坏", DAMAGED_MEND);
    default:
      return error;
  }
}
