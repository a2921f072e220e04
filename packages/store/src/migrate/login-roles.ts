// The two roles that programs log in as, and what they may do before any table says more. Their
// passwords follow from the keyring. `app` sees what its viewer may see; `worker` sees all; neither
// may make anything, become another role, or bypass a policy.

import type { Client } from "pg";

import type { Keyring, LoginRole } from "../seal/keyring.ts";

const LIMITS: Readonly<Record<LoginRole, Readonly<Record<string, string>>>> = {
  app: {
    statement_timeout: "30s",
    lock_timeout: "10s",
    idle_in_transaction_session_timeout: "60s",
  },
  // Jobs load files of millions of rows.
  worker: { idle_in_transaction_session_timeout: "30min" },
};

/** Makes both roles where they are missing, and sets password and limits. */
export async function ensureLoginRoles(client: Client, keyring: Keyring): Promise<void> {
  for (const role of ["app", "worker"] as const) {
    const name = `lingdai_${role}`;
    // Roles belong to the whole server: another database's runner may be making it right now.
    await client.query(`DO $$ BEGIN
      CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
    const password = client.escapeLiteral(keyring.passwordOf(role));
    await client.query(`ALTER ROLE ${name} PASSWORD ${password}`);
    await client.query(`ALTER ROLE ${name} SET search_path = lingdai`);
    for (const [setting, value] of Object.entries(LIMITS[role])) {
      await client.query(`ALTER ROLE ${name} SET ${setting} = '${value}'`);
    }
  }
  const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
  const database = client.escapeIdentifier(rows[0]?.name ?? "");
  await client.query(`REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO lingdai_app, lingdai_worker`);
  // Jobs stage files in temporary tables.
  await client.query(`GRANT TEMPORARY ON DATABASE ${database} TO lingdai_worker`);
}
