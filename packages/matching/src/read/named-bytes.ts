// How large the files are that somebody names, before any of them is looked into. Loads nothing.

import { globSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Bytes of files and of what patterns stand for; what cannot be found counts nothing here. */
export function bytesNamed(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (sizeOf(name) ?? sizeOfFound(name)), 0);
}

/** Bytes of the files in a folder; nothing where there is none. */
export function bytesIn(folder: string): number {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + (sizeOf(join(folder, name)) ?? 0), 0);
  } catch {
    return 0;
  }
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size;
  } catch {
    return undefined;
  }
}

/** What is no file may be a pattern that stands for some. */
function sizeOfFound(pattern: string): number {
  return globSync(pattern).reduce((sum, path) => sum + (sizeOf(path) ?? 0), 0);
}
