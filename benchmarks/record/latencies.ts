// How long the hot queries take in SQL, over a crowd, as those who ask them: at best (what the query
// itself costs on a busy machine too), half of the calls, and 99 of a hundred. The transaction around
// them is not counted.

import { inTransaction } from "@lingdai/store";
import { HOT_QUERIES } from "@lingdai/test-kit";

import type { BenchRecord } from "./bench-record.ts";
import { quantile } from "./measure.ts";

export interface Latency {
  readonly name: string;
  readonly leastMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Rounds that are not counted: whoever asks first fills the caches. */
const WARM_UP = 5;

export async function measureLatencies(
  { app }: BenchRecord,
  { calls, people }: { readonly calls: number; readonly people: number },
): Promise<readonly Latency[]> {
  const latencies: Latency[] = [];
  for (const { name, viewer, ask } of HOT_QUERIES) {
    const times: number[] = [];
    for (let call = -WARM_UP; call < calls; call += 1) {
      // A prime far from any pattern of the crowd: each call asks about somebody else.
      const at = ((call + WARM_UP) * 7_368_787) % people;
      await inTransaction(app, viewer, async (tx) => {
        const startedAt = performance.now();
        await ask(tx, at);
        if (call >= 0) times.push(performance.now() - startedAt);
      });
    }
    latencies.push({
      name,
      leastMs: quantile(times, 0),
      p50Ms: quantile(times, 0.5),
      p99Ms: quantile(times, 0.99),
    });
  }
  return latencies;
}
