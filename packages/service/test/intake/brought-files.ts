// Who brings files in tests: members of staff of one place.

import type { StaffId, ViewerLevel } from "@lingdai/store";
import { addStaff, inTransaction } from "@lingdai/store";
import type { TestRecord } from "@lingdai/test-kit";

export async function addClerk(
  { worker }: TestRecord,
  level: ViewerLevel,
  place: string,
): Promise<StaffId> {
  return await inTransaction(worker, "worker", async (tx) => {
    const login = `clerk-of-${place}`;
    const staff = { login, name: "经办", role: "clerk", level, place } as const;
    const added = await addStaff(tx, { ...staff, passwordHash: "", origin: "added" });
    if (added === undefined) throw new Error(`${login} is there already`);
    return added;
  });
}
