// Files into a record: a first load, also with open envelopes, and a month of observations, each beside
// PostgreSQL merely copying the same file into a table without an index.

import { statSync } from "node:fs";

import { importObservations, importRoster, piecesFor } from "@lingdai/service";
import type { Database } from "@lingdai/store";
import { copyFileInto, withSession } from "@lingdai/store";

import type { BenchRecord } from "./bench-record.ts";
import { TODAY } from "./bench-record.ts";
import type { Figure, Spent } from "./measure.ts";
import { spentOn } from "./measure.ts";

interface MeasuredFile {
  readonly path: string;
  readonly rows: number;
}

/** Absent: as the product does it. */
type Envelopes = "open";

export async function measureLoad(
  { worker, server }: BenchRecord,
  { path, rows }: MeasuredFile,
  envelopes?: Envelopes,
): Promise<Figure> {
  const thread = new URL("unsealed-thread.ts", import.meta.url);
  const { blockBytes, threads } = piecesFor(statSync(path).size);
  const open = { blockBytes, threads: Math.max(1, threads), thread };
  const pieces = envelopes === "open" ? open : undefined;
  const spent = await spentOn(server, async () => {
    await importRoster(worker, { path, mappings: [], day: TODAY, pieces });
  });
  return { rows, ...spent, floor: await floorOf(worker, server, path) };
}

/** A month, its two halves also apart: rows judged and matched, then people's cases stepped. */
export async function measureMonth(
  { worker, server }: BenchRecord,
  { path, rows }: MeasuredFile,
): Promise<{ readonly month: Figure; readonly people: number; readonly stepSeconds: number }> {
  const steps = watchForSteps(worker);
  const spent = await spentOn(server, async () => {
    await importObservations(worker, { path, mappings: [], day: TODAY });
  });
  const stepSeconds = steps.seconds();
  const { rows: counted } = await worker.pool.query<{ people: number }>(
    "SELECT count(DISTINCT beneficiary_id) AS people FROM observation",
  );
  const month = { rows, ...spent, floor: await floorOf(worker, server, path) };
  return { month, people: counted[0]?.people ?? 0, stepSeconds };
}

async function floorOf(
  database: Database,
  server: BenchRecord["server"],
  path: string,
): Promise<Spent> {
  return await withSession(database, async (session) =>
    spentOn(server, async () => {
      await copyFileInto(session, path);
    }),
  );
}

/** Looks on from outside for the moment at which all rows are in and the steps begin. */
function watchForSteps({ pool }: Database): { readonly seconds: () => number } {
  let begunAt: number | undefined;
  const timer = setInterval(() => {
    pool
      .query("SELECT FROM source_file WHERE state = 'stepping'")
      .then(({ rowCount }) => {
        if ((rowCount ?? 0) > 0) begunAt ??= performance.now();
        return begunAt;
      })
      .catch(() => {});
  }, 50);
  return {
    seconds: () => {
      clearInterval(timer);
      return begunAt === undefined ? 0 : (performance.now() - begunAt) / 1000;
    },
  };
}
