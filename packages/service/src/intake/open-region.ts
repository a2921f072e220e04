// A region comes under a policy: from then on the people whom its divisions pay are judged by it, also
// those who came in before it was opened.

import { findPack } from "@lingdai/policy";
import type { Database, RegionRow } from "@lingdai/store";
import {
  adoptPeople,
  appendAudit,
  clientOf,
  inTransaction,
  listRegions,
  openRegions,
} from "@lingdai/store";

/** How many people it adopted; undefined where the region is open already and stays as it is. */
export async function openRegion(
  database: Database,
  region: RegionRow,
): Promise<number | undefined> {
  const { payDivision, policy, start } = region;
  if (findPack(policy) === undefined) throw new RangeError(`no such policy: ${policy}`);
  return await inTransaction(database, "worker", async (tx) => {
    const session = clientOf(tx);
    const open = await listRegions(session);
    if (open.some((each) => each.payDivision === payDivision)) return undefined;
    await openRegions(session, [region]);
    const people = await adoptPeople(session, region);
    const detail = { payDivision, policy, start, people };
    await appendAudit(tx, [{ action: "open-region", detail }]);
    return people;
  });
}
