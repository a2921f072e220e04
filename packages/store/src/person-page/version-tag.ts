// What a reader of a person's page has seen: a tag that changes with the person's record and with each
// of their cases, so that nobody decides on what somebody else has changed meanwhile.

import { sql } from "kysely";

import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** The tag as a column beside others of `beneficiary`. */
export function versionTag() {
  return sql<string>`concat_ws('.', version,
    (SELECT string_agg(case_file.version::text, '.' ORDER BY policy)
     FROM case_file WHERE case_file.beneficiary_id = beneficiary.beneficiary_id))`;
}

/** Undefined where nobody of that id is in sight. */
export async function findVersionTag(
  tx: Transaction,
  beneficiaryId: BeneficiaryId,
): Promise<string | undefined> {
  const found = await tx
    .selectFrom("beneficiary")
    .select(versionTag().as("tag"))
    .where("beneficiary_id", "=", beneficiaryId)
    .executeTakeFirst();
  return found?.tag;
}
