// The server under load, as a process of its own so that its memory is its own: the application as
// `serve` builds it, over DATABASE_URL, on a free port. It tells its parent the port, and its memory
// whenever asked. It runs no jobs: nights and notices are measured elsewhere.

import { join } from "node:path";

import { parseDay } from "@lingdai/policy";
import { buildServer, DATABASE_QUEUE, evidenceFolder } from "@lingdai/service";
import { Keyring, openDatabase } from "@lingdai/store";

/** What the parent asks: memory as it is, or after everything that can go has gone. */
export type MemoryQuestion = "memory" | "memory-at-rest";

export interface MemoryAnswer {
  readonly heapMb: number;
  readonly outsideHeapMb: number;
  readonly rssMb: number;
}

const MEGABYTE = 1024 * 1024;

const [url = "", dataFolder = "", dayText = "", evidence = ""] = process.argv.slice(2);
const today = parseDay(dayText);
if (today === undefined) throw new TypeError(`no day: ${dayText}`);

const keyring = await Keyring.load(dataFolder);
const database = openDatabase({ url, role: "app", keyring });
const desk = { database, jobs: DATABASE_QUEUE, evidence: evidenceFolder(join(evidence)) };
const server = await buildServer({ desk, clock: { today: () => today } });
const address = await server.listen({ host: "127.0.0.1", port: 0 });

process.on("message", (question: MemoryQuestion) => {
  if (question === "memory-at-rest") globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({
    heapMb: heapUsed / MEGABYTE,
    outsideHeapMb: external / MEGABYTE,
    rssMb: rss / MEGABYTE,
  } satisfies MemoryAnswer);
});
process.on("disconnect", () => {
  process.exit(0);
});
process.send?.(address);
