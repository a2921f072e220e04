// What makes a file the same file: its bytes, and the mapping that it is read with. Knows nothing of
// what stands in it.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";

import type { SourceMapping } from "@lingdai/matching";
import { isMappingFor } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";
import type { SourceFile } from "@lingdai/store";

/** SHA-256 over the mapping that applies, where one does, and the file's bytes. */
export async function contentHashOf(
  path: string,
  mappings: readonly SourceMapping[],
): Promise<Buffer> {
  const name = basename(path);
  const mapping = mappings.findLast((each) => isMappingFor(name, each));
  const hash = createHash("sha256");
  hash.update(mapping === undefined ? "" : textOf(mapping));
  hash.update("\0");
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest();
}

/**
 * The same bytes on another day, where they hold no row: a source that has nothing to tell says so with
 * the same few bytes each time, and each time is a delivery of its own.
 */
export function hashOfEmptyDelivery(contentHash: Buffer, day: Day): Buffer {
  return createHash("sha256")
    .update(contentHash)
    .update(`\0${formatDay(day)}`)
    .digest();
}

/** A delivery without any row that is in, and came on another day than this one. */
export function isEmptyOfAnotherDay(
  file: Pick<SourceFile, "state" | "arrivedOn"> & { readonly rows: number | null },
  day: Day,
): boolean {
  return file.state === "taken-in" && file.rows === 0 && file.arrivedOn !== day;
}

/** Where it was read and which files it is for do not change what it makes of a file. */
function textOf({ path: _path, files: _files, ...meaning }: SourceMapping): string {
  return JSON.stringify(meaning, (_key, value: unknown) =>
    value instanceof Map ? sorted([...(value as ReadonlyMap<string, unknown>)]) : value,
  );
}

function sorted(entries: readonly (readonly [string, unknown])[]) {
  return entries.toSorted(([left], [right]) => (left < right ? -1 : 1));
}

/** A number of 64 bits from a hash, as advisory locks take it. */
export function lockKeyOf(hash: Buffer): bigint {
  return hash.readBigInt64BE(0);
}
