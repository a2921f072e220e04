// Access for some minutes against a machine's secret (RFC 6749, client credentials). A wrong secret, an
// unknown name and a machine that was shut out get the same answer for the same work.

import { createHash, timingSafeEqual } from "node:crypto";

import type { Database, MachineClient } from "@lingdai/store";
import {
  appendAudit,
  findMachine,
  inTransaction,
  keepMachineToken,
  revokeMachineToken,
} from "@lingdai/store";

import { hashOfToken, makeToken } from "../sign-in/secret-token.ts";

export interface MachineCredentials {
  readonly client: string;
  readonly secret: string;
}

export interface MachineAccess {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly seconds: number;
}

/** Long enough for a push with its retries, short enough for one that leaked. */
export const ACCESS_SECONDS = 15 * 60;

/** All that the machine may do unless it asks for less. */
export async function giveAccess(
  database: Database,
  credentials: MachineCredentials,
  asked: readonly string[] | undefined,
  now: Date,
): Promise<MachineAccess | "invalid_client" | "invalid_scope"> {
  return await inTransaction(database, "worker", async (tx) => {
    const machine = judge(database, await findMachine(tx, credentials.client), credentials);
    if (machine === undefined) {
      await appendAudit(tx, [{ action: "machine-access-refused", detail: {} }]);
      return "invalid_client";
    }
    const scopes = asked ?? machine.scopes;
    if (!scopes.every((scope) => machine.scopes.includes(scope))) return "invalid_scope";
    const token = makeToken();
    const { client } = machine;
    const endsAt = new Date(now.getTime() + ACCESS_SECONDS * 1000);
    const tokenHash = hashOfToken(token) as Buffer;
    await keepMachineToken(tx, { tokenHash, client, scopes, endsAt }, now);
    await appendAudit(tx, [{ action: "give-machine-access", detail: { client, scopes } }]);
    return { token, scopes, seconds: ACCESS_SECONDS };
  });
}

/** Whether the machine is who it says; of a token that is not its own nothing is told (RFC 7009). */
export async function takeAccessBack(
  database: Database,
  credentials: MachineCredentials,
  token: string,
): Promise<"done" | "invalid_client"> {
  return await inTransaction(database, "worker", async (tx) => {
    const machine = judge(database, await findMachine(tx, credentials.client), credentials);
    if (machine === undefined) return "invalid_client";
    const tokenHash = hashOfToken(token);
    if (tokenHash !== undefined) await revokeMachineToken(tx, machine.client, tokenHash);
    return "done";
  });
}

function judge(
  { keyring }: Database,
  machine: MachineClient | undefined,
  { secret }: MachineCredentials,
): MachineClient | undefined {
  const expected = machine === undefined ? "" : keyring.unsealText(machine.sealedSecret);
  // Hashed first, so that all secrets are of one length to whoever compares.
  const fits = timingSafeEqual(digestOf(expected), digestOf(secret));
  return fits && expected !== "" ? machine : undefined;
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
