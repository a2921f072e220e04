// Whether a process that has left something behind is still there. Numbers of processes are given out
// again, so when it began counts too; and they mean something only where they were given out.
// Knows no files of ours.

import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { crc32 } from "node:zlib";

/** Whether the process of that number is still the one that began then. */
export function isRunning(pid: number, start: string): boolean {
  const known = startOf(pid);
  if (known !== undefined) return known === start;
  try {
    process.kill(pid, 0);
    // Where processes cannot be looked at, a number that is in use is taken for the same process.
    return start === "0";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When a process began, in the kernel's own count; undefined where that cannot be read. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything; what follows are plain fields.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A process that has ended and only waits to be asked about it is none any more.
    return fields[0] === "Z" ? "ended" : fields[19];
  } catch {
    return undefined;
  }
}

/** A short name of this machine, and of the part of it in which process numbers are given out. */
export function processRealm(): string {
  return crc32(`${hostname()} ${numberSpace()}`).toString(16).padStart(8, "0");
}

function numberSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
