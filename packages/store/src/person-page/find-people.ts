// Finding people by what only they have: a document number, or a name. By blind index, so that the
// database never sees either; within the viewer's sight.

import { sql } from "kysely";

import { askKept } from "../database/ask-kept.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** More homonyms than anybody reads through: the number is then needed. */
const FOUND_MAX = 50;

/** By number, but not by walking the primary key: a name that few bear is found only at its end. */
const IN_ORDER = sql`beneficiary_id + 0`;

export interface FoundPerson {
  readonly beneficiaryId: BeneficiaryId;
  readonly sealed: Buffer;
}

export async function findByDocument(
  tx: Transaction,
  documentKey: Buffer,
): Promise<FoundPerson | undefined> {
  const people = tx
    .selectFrom("beneficiary")
    .select(["beneficiary_id as beneficiaryId", "sealed"])
    .where("document_key", "=", documentKey);
  const [found] = await askKept(tx, people.compile());
  return found;
}

export async function listByName(
  tx: Transaction,
  nameKey: Buffer,
): Promise<readonly FoundPerson[]> {
  const people = tx
    .selectFrom("beneficiary")
    .select(["beneficiary_id as beneficiaryId", "sealed"])
    .where(sql<boolean>`(name_keys[1] = ${nameKey} OR name_keys[2] = ${nameKey})`)
    .orderBy(IN_ORDER)
    .limit(sql.lit(FOUND_MAX));
  return await askKept(tx, people.compile());
}
