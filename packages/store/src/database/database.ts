// A pool of connections as one of the two login roles. Nothing is read or written but inside
// `inTransaction`, which names the viewer. Knows no query.

import pg from "pg";

import type { Keyring, LoginRole } from "../seal/keyring.ts";
import { findTypeParser } from "./type-parsers.ts";

export interface DatabaseOptions {
  /** Any URL of the database; user and password in it are replaced by the role's. */
  readonly url: string;
  readonly role: LoginRole;
  readonly keyring: Keyring;
  /** More than twice the server's cores seldom helps; each connection costs it some 10 MB. */
  readonly connectionsMax?: number;
  /**
   * `soon`: who commits does not wait for the disk, so the last half second is lost with the machine,
   * whole transactions of it. For what can be done again; absent: what was answered is on disk.
   */
  readonly onDisk?: "at-once" | "soon";
}

/** Jobs stage millions of rows; a session can be told so only before its first temporary table. */
const SETTINGS = { app: [], worker: ["temp_buffers=64MB"] } as const;

export interface Database {
  readonly role: LoginRole;
  readonly keyring: Keyring;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * A connection knows the plans of what it was asked before, so a quiet minute must not cost it. Raising
 * this holds on longer to what one busy hour needed.
 */
const IDLE_CONNECTION_MS = 10 * 60_000;

export function openDatabase(options: DatabaseOptions): Database {
  const { role, keyring, connectionsMax = 10, onDisk = "at-once" } = options;
  const settings = [...SETTINGS[role], ...(onDisk === "soon" ? ["synchronous_commit=off"] : [])];
  const pool = new pg.Pool({
    connectionString: urlOfRole(options),
    max: connectionsMax,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    options: settings.map((setting) => `-c ${setting}`).join(" "),
    types: { getTypeParser: findTypeParser },
    application_name: `lingdai-${role}`,
  });
  // A connection that breaks while idle is replaced; one that breaks in use tells its query.
  pool.on("error", () => {});
  // One that breaks between two queries of a transaction would end the whole process otherwise: its next
  // query says so.
  pool.on("connect", (client) => {
    client.on("error", () => {});
  });
  return {
    role,
    keyring,
    pool,
    close: async () => {
      await pool.end();
    },
  };
}

/** The connection string of a login role, for whoever connects by itself. */
export function urlOfRole({ url, role, keyring }: DatabaseOptions): string {
  const target = new URL(url);
  target.username = `lingdai_${role}`;
  target.password = keyring.passwordOf(role);
  return target.href;
}
