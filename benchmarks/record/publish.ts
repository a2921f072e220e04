// A delta of conclusions published over a crowd: projection, history and counts of so many benefits,
// as files and nights save them. No rule is asked: this is the database's share alone.

import type { BeneficiaryId } from "@lingdai/store";
import {
  beneficiaryIdOf,
  clientOf,
  foldingBetweenBatches,
  inTransaction,
  saveManyCases,
} from "@lingdai/store";

import type { BenchRecord } from "./bench-record.ts";
import { TODAY } from "./bench-record.ts";
import type { Figure } from "./measure.ts";
import { spentOn } from "./measure.ts";

const BATCH = 1_000;
const BATCHES_AT_ONCE = 2;

export async function measurePublishing(
  { worker, server }: BenchRecord,
  { rows, people }: { readonly rows: number; readonly people: number },
): Promise<Figure> {
  // Spread over everybody, as arrivals are.
  const ids = Array.from({ length: rows }, (_, at) =>
    beneficiaryIdOf(1 + Math.floor((at * people) / rows)),
  );
  const foldNowAndThen = foldingBetweenBatches(worker);
  const publish = async (): Promise<void> => {
    for (let batch = ids.splice(0, BATCH); batch.length > 0; batch = ids.splice(0, BATCH)) {
      const writes = writesFor(batch);
      await inTransaction(worker, "worker", async (tx) => {
        await saveManyCases(clientOf(tx), writes);
      });
      await foldNowAndThen();
    }
  };
  const spent = await spentOn(server, async () => {
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, publish));
  });
  return { rows, ...spent };
}

function writesFor(people: readonly BeneficiaryId[]): Parameters<typeof saveManyCases>[1] {
  const changed = people.map((beneficiaryId) => ({
    beneficiaryId,
    number: 0,
    status: "paying" as const,
    conclusion: "eligible" as const,
    anchorOn: TODAY - 1,
    anchorBy: "rail-travel",
    anchorSource: "rail",
    deadline: TODAY + 365,
    basis: ["SC 8"] as const,
    decidedBy: [`rail:R${beneficiaryId}`],
    decidedOn: TODAY,
    isLocked: false,
  }));
  return {
    files: [],
    entitlements: changed,
    conclusions: changed,
    statuses: [],
    tasks: [],
    notices: [],
    events: [],
    applications: [],
    instructions: [],
    wrongLosses: [],
    displays: [],
    people: [],
    audit: [],
  };
}
