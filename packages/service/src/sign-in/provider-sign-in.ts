// Signing in through an outside provider: begun and ended by the same browser, once. A subject is an
// account that an administrator linked, or one that the configured claim names and nobody is linked to
// yet; no account is ever made. One-time codes are the provider's matter then.

import type { Database, StaffId, Transaction } from "@lingdai/store";
import {
  appendAudit,
  beginSession,
  findBySubject,
  inTransaction,
  keepProviderSignIn,
  linkSubject,
  takeProviderSignIn,
} from "@lingdai/store";

import type { AskedIdentity, IdentityProvider, ProvenIdentity } from "./identity-provider.ts";
import { hashOfToken, makeToken } from "./secret-token.ts";

export type ProviderRefusal = "provider-away" | "provider-refused" | "not-linked";
type Refused = { readonly refused: ProviderRefusal };

export async function beginProviderSignIn(
  database: Database,
  provider: IdentityProvider,
): Promise<{ readonly url: string; readonly token: string } | Refused> {
  const begun = await provider.ask();
  if (begun === undefined) return { refused: "provider-away" };
  const token = makeToken();
  const sealed = database.keyring.sealText(JSON.stringify(begun.asked));
  await inTransaction(database, "nobody", async (tx) => {
    await keepProviderSignIn(tx, hashOfToken(token) as Buffer, sealed);
  });
  return { url: begun.url, token };
}

/** `token`: what the browser was given when it began; `query`: what it brought back. */
export async function endProviderSignIn(
  database: Database,
  provider: IdentityProvider,
  { token, query }: { readonly token: string; readonly query: string },
): Promise<{ readonly token: string } | Refused> {
  const asked = await takeUp(database, token);
  if (asked === undefined) return { refused: "provider-refused" };
  const heard = await provider.hear(query, asked);
  return await inTransaction(database, "nobody", async (tx) => {
    const staffId = typeof heard === "string" ? undefined : await accountOf(tx, heard);
    if (staffId === undefined) {
      const refused = typeof heard === "string" ? (`provider-${heard}` as const) : "not-linked";
      await appendAudit(tx, [{ action: "sign-in-refused", detail: { staffId: null, refused } }]);
      return { refused };
    }
    const session = makeToken();
    await beginSession(tx, hashOfToken(session) as Buffer, staffId, "provider");
    await appendAudit(tx, [{ action: "sign-in", detail: { staffId, by: "provider" } }]);
    return { token: session };
  });
}

async function takeUp(database: Database, token: string): Promise<AskedIdentity | undefined> {
  const tokenHash = hashOfToken(token);
  if (tokenHash === undefined) return undefined;
  const sealed = await inTransaction(
    database,
    "nobody",
    async (tx) => await takeProviderSignIn(tx, tokenHash),
  );
  if (sealed === undefined) return undefined;
  return JSON.parse(database.keyring.unsealText(sealed)) as AskedIdentity;
}

async function accountOf(
  tx: Transaction,
  { subject, login }: ProvenIdentity,
): Promise<StaffId | undefined> {
  const known = await findBySubject(tx, subject);
  if (known !== undefined || login === undefined) return known;
  const linked = await linkSubject(tx, login, subject);
  if (linked !== undefined) {
    await appendAudit(tx, [{ action: "link-subject", detail: { staffId: linked } }]);
  }
  return linked;
}
