// A reminder is judged once more just before it is handed over: between the night that issued it and
// the morning its person may have been certified.

import { dayInShanghai, isReminderVoid } from "@lingdai/policy";
import type { Database, OutgoingRow } from "@lingdai/store";
import { clientOf, inTransaction, loadCases } from "@lingdai/store";

export async function needsNoReminder(
  database: Database,
  { notice, beneficiaryId, number }: OutgoingRow,
  now: Date,
): Promise<boolean> {
  if (notice !== "expiry-reminder") return false;
  const day = dayInShanghai(now.getTime());
  const cases = await inTransaction(
    database,
    "worker",
    async (tx) => await loadCases(clientOf(tx), [beneficiaryId], day),
  );
  return cases.some(({ pack, file, entitlements }) => {
    const at = entitlements.findIndex((each) => each.number === number);
    return at !== -1 && isReminderVoid(pack, file, at, day);
  });
}
