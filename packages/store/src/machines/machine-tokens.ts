// Tokens by which machines are known for some minutes: kept by their hash, found, given back. Whoever
// is registered anew or shut out loses those that they have.

import { sql } from "kysely";

import type { Transaction } from "../database/transaction.ts";
import type { MachineClient } from "./machine-clients.ts";
import { MACHINE_COLUMNS } from "./machine-clients.ts";

export interface NewMachineToken {
  readonly tokenHash: Buffer;
  readonly client: string;
  readonly scopes: readonly string[];
  readonly endsAt: Date;
}

/** Also clears away those that have ended. */
export async function keepMachineToken(
  tx: Transaction,
  { tokenHash, client, scopes, endsAt }: NewMachineToken,
  now: Date,
): Promise<void> {
  await tx.deleteFrom("machine_token").where("ends_at", "<=", now).execute();
  await tx
    .insertInto("machine_token")
    .values({ token_hash: tokenHash, client, scopes: [...scopes], ends_at: endsAt })
    .execute();
}

/** Whose token it is, with what both it and the registration allow; undefined where it has ended. */
export async function findMachineByToken(
  tx: Transaction,
  tokenHash: Buffer,
  now: Date,
): Promise<MachineClient | undefined> {
  return await tx
    .selectFrom("machine_token")
    .innerJoin("machine_client", "machine_client.client", "machine_token.client")
    .select([
      ...MACHINE_COLUMNS,
      sql<string[]>`ARRAY(SELECT unnest(machine_token.scopes)
        INTERSECT SELECT unnest(machine_client.scopes))`.as("scopes"),
    ])
    .where("machine_token.token_hash", "=", tokenHash)
    .where("machine_token.ends_at", ">", now)
    .where("machine_client.disabled_at", "is", null)
    .executeTakeFirst();
}

/** Only the machine's own. */
export async function revokeMachineToken(
  tx: Transaction,
  client: string,
  tokenHash: Buffer,
): Promise<void> {
  await tx
    .deleteFrom("machine_token")
    .where("client", "=", client)
    .where("token_hash", "=", tokenHash)
    .execute();
}
