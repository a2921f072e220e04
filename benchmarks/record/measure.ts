// One measured piece of work: how long, what it spent of the processor, and how that stands to its
// floor of the same minutes. What others do on the machine moves seconds; processor time hardly.

import type { ServerProcess } from "./bench-record.ts";

export interface Spent {
  readonly seconds: number;
  /** Of this process and its threads. */
  readonly cpuSeconds: number;
  /** Of the server; undefined where the system does not tell. */
  readonly serverCpuSeconds: number | undefined;
}

export interface Figure extends Spent {
  readonly rows: number;
  readonly floor?: Spent | undefined;
}

export async function spentOn(server: ServerProcess, work: () => Promise<unknown>): Promise<Spent> {
  const before = server.cpuSeconds();
  const own = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(own);
  const after = server.cpuSeconds();
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    serverCpuSeconds: before === undefined || after === undefined ? undefined : after - before,
  };
}

/** As a line of a table. */
export function lineOf({ rows, floor, ...spent }: Figure) {
  return {
    rows,
    seconds: rounded(spent.seconds),
    "CPU, s": rounded(spent.cpuSeconds),
    "server CPU, s": rounded(spent.serverCpuSeconds),
    "µs a row": rounded((spent.seconds * 1e6) / rows),
    "floor, s": rounded(floor?.seconds),
    "x floor": floor === undefined ? "" : rounded(spent.seconds / floor.seconds),
    "x floor of CPU": floor === undefined ? "" : rounded(allOf(spent) / allOf(floor)),
  };
}

function allOf({ cpuSeconds, serverCpuSeconds = 0 }: Spent): number {
  return cpuSeconds + serverCpuSeconds;
}

export function rounded(value: number | undefined): number | string {
  return value === undefined ? "" : Number(value.toPrecision(3));
}

/** The value that so many hundredths of all do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
