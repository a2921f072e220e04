// Memory in large pages for runs over gigabytes. The table of people is asked at random, tens of
// millions of times: in pages of 4 KB the processor looks up where each lies nearly as often as what
// it says. And what one phase gives back the next asks for again: the system would take it, empty it
// and hand it out anew. Both can only be said before a process begins, so it begins once more.
// Knows no verb.

import { readFileSync } from "node:fs";

/** Below this the larger pages cost more than they save (README, what was measured). */
const WORTHWHILE_BYTES = 4 * 1024 ** 3;
const PAGES = "/sys/kernel/mm/transparent_hugepage/enabled";
/** How the C library takes memory: in large pages, and kept until the process ends. */
const TUNABLES = [
  "glibc.malloc.hugetlb=1",
  "glibc.malloc.mmap_threshold=2147483648",
  "glibc.malloc.trim_threshold=8589934592",
  "glibc.malloc.arena_max=1",
].join(":");

/** What is known of where a run is to take place. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** What the system says of large pages; undefined where it says nothing. */
  readonly pages: string | undefined;
}

/**
 * The environment in which a run over so many bytes should begin; undefined where it is all right as it
 * is. Who has said anything of the library's memory is obeyed.
 */
export function environmentFor(
  bytes: number,
  { environment, pages }: Surroundings,
): NodeJS.ProcessEnv | undefined {
  if (bytes < WORTHWHILE_BYTES || environment["GLIBC_TUNABLES"] !== undefined) return undefined;
  if (pages === undefined || pages.includes("[never]")) return undefined;
  return { ...environment, GLIBC_TUNABLES: TUNABLES };
}

/** Begins the process once more, with the same arguments, where so many bytes are worth it. */
export function beginAgainInLargePages(bytes: number): void {
  const environment = environmentFor(bytes, { environment: process.env, pages: readPages() });
  if (environment === undefined) return;
  const { execPath, execArgv, argv } = process;
  process.execve?.(execPath, [execPath, ...execArgv, ...argv.slice(1)], environment);
}

/** Undefined where there is no such file: on every system but Linux. */
export function readPages(): string | undefined {
  try {
    return readFileSync(PAGES, "utf8");
  } catch {
    return undefined;
  }
}
