// Machines that may speak to us: registered, found by name, shut out.

import { sql } from "kysely";

import type { Transaction } from "../database/transaction.ts";
import type { Keyring } from "../seal/keyring.ts";

export const MACHINE_SCOPES = ["push-observations", "push-app-results", "send-receipts"] as const;
export type MachineScope = (typeof MACHINE_SCOPES)[number];

export interface NewMachineClient {
  readonly client: string;
  readonly name: string;
  readonly scopes: readonly MachineScope[];
  /** In whose name it may tell something. */
  readonly sources: readonly string[];
  readonly secret: string;
  readonly requestsAMinute: number;
}

export interface MachineClient extends Omit<NewMachineClient, "scopes" | "secret"> {
  readonly scopes: readonly string[];
  readonly sealedSecret: Buffer;
}

export const MACHINE_COLUMNS = [
  "machine_client.client",
  "machine_client.name",
  "machine_client.sources",
  "machine_client.sealed_secret as sealedSecret",
  "machine_client.requests_a_minute as requestsAMinute",
] as const;

/** Registers a machine, or changes one; a machine that was shut out is let in again. */
export async function registerMachine(
  tx: Transaction,
  keyring: Keyring,
  machine: NewMachineClient,
): Promise<void> {
  const row = {
    name: machine.name,
    scopes: [...machine.scopes],
    sources: [...machine.sources],
    sealed_secret: keyring.sealText(machine.secret),
    requests_a_minute: machine.requestsAMinute,
    disabled_at: null,
  };
  await tx
    .insertInto("machine_client")
    .values({ client: machine.client, ...row })
    .onConflict((conflict) => conflict.column("client").doUpdateSet(row))
    .execute();
  await endTokensOf(tx, machine.client);
}

/** Undefined where there is none of that name, or it was shut out. */
export async function findMachine(
  tx: Transaction,
  client: string,
): Promise<MachineClient | undefined> {
  return await tx
    .selectFrom("machine_client")
    .select([...MACHINE_COLUMNS, "scopes"])
    .where("client", "=", client)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
}

export async function disableMachine(tx: Transaction, client: string): Promise<boolean> {
  const disabled = await tx
    .updateTable("machine_client")
    .set({ disabled_at: sql<Date>`clock_timestamp()` })
    .where("client", "=", client)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  await endTokensOf(tx, client);
  return disabled.numUpdatedRows > 0n;
}

async function endTokensOf(tx: Transaction, client: string): Promise<void> {
  await tx.deleteFrom("machine_token").where("client", "=", client).execute();
}
