// Tells by what the disk says of a file whether it is the one that was read before, untouched since.
// Reading: nobody can set the time at which the disk last changed what it knows of a file, so a file
// of the same place, size and times holds the same bytes.

import { statSync } from "node:fs";

/** Disks tell times by two seconds at the worst: what was touched just now may be so again unseen. */
const SETTLED_MS = 2000;

/** What another state of the file would not have; undefined where it was touched just now, or is gone. */
export function stampOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  const touched = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  if (Date.now() - Number(touched / 1_000_000n) <= SETTLED_MS) return undefined;
  return [dev, ino, size, mtimeNs, ctimeNs].join(".");
}
