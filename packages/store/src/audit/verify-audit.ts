// Walks the chains of the audit from their first records to their heads, in bounded memory and one
// snapshot, and names what is broken first in each. Every hash is computed here anew: a function of the
// database that was replaced deceives nobody. Writers go on meanwhile.

import { createHash } from "node:crypto";

import type { PoolClient } from "pg";

import type { Database } from "../database/database.ts";
import type { Keyring } from "../seal/keyring.ts";

/** Fixed with 0007-audit.sql. */
const CHAINS = 8;
const ROWS_AT_ONCE = 2000;

export type AuditFault =
  /** A record's content or link is not what was chained. */
  | "changed"
  /** A record in the middle is gone. */
  | "missing"
  /** The chain ends before its head says. */
  | "cut-off"
  /** A record that was never chained. */
  | "inserted"
  /** All hashes agree, but not with what was anchored: the chain was made anew. */
  | "rewritten";

export interface BrokenRecord {
  readonly chain: number;
  readonly position: number;
  readonly fault: AuditFault;
}

export interface AuditFinding {
  readonly records: number;
  /** The first broken record of each broken chain, in the order of the chains. */
  readonly broken: readonly BrokenRecord[];
}

interface Link {
  readonly position: number;
  readonly hash: Buffer;
}

interface StoredLink extends Link {
  readonly content: string;
  readonly previousHash: Buffer;
}

/** Needs a database opened as `worker`. */
export async function verifyAudit(database: Database): Promise<AuditFinding> {
  const client = await database.pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const broken: BrokenRecord[] = [...(await findStrangeChains(client))];
    let records = 0;
    for (let chain = 0; chain < CHAINS; chain += 1) {
      const walk = new ChainWalk(chain, await readAnchors(client, database.keyring, chain));
      for await (const link of linksOf(client, chain)) {
        records += 1;
        if (walk.fault !== undefined) break;
        walk.step(link);
      }
      walk.end(await readHead(client, chain));
      if (walk.fault !== undefined) broken.push(walk.fault);
    }
    await client.query("COMMIT");
    return { records, broken };
  } finally {
    client.release(true);
  }
}

/** Writes down where the chains end now; run after the audit was found whole. */
export async function anchorAudit(database: Database): Promise<void> {
  const { pool, keyring } = database;
  const { rows } = await pool.query<Link & { chain: number }>(
    "SELECT chain, position, hash FROM audit_head WHERE position > 0 ORDER BY chain",
  );
  for (const { chain, position, hash } of rows) {
    await pool.query(
      `INSERT INTO audit_anchor (chain, position, hash, code) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [chain, position, hash, keyring.codeOf(anchorText(chain, position, hash))],
    );
  }
}

/** One chain, record by record; `fault` is the first thing that is wrong. */
class ChainWalk {
  readonly #chain: number;
  readonly #anchors: ReadonlyMap<number, Buffer>;
  #last: Link = { position: 0, hash: Buffer.alloc(0) };
  fault: BrokenRecord | undefined;

  constructor(chain: number, anchors: ReadonlyMap<number, Buffer>) {
    this.#chain = chain;
    this.#anchors = anchors;
  }

  step(link: StoredLink): void {
    const expected = this.#last.position + 1;
    if (link.position < expected) return this.#break(link.position, "inserted");
    if (link.position > expected) return this.#break(expected, "missing");
    const hash = createHash("sha256").update(link.previousHash).update(link.content).digest();
    if (!link.previousHash.equals(this.#last.hash) || !hash.equals(link.hash)) {
      return this.#break(link.position, "changed");
    }
    const anchored = this.#anchors.get(link.position);
    if (anchored !== undefined && !anchored.equals(hash)) {
      return this.#break(link.position, "rewritten");
    }
    this.#last = link;
  }

  end(head: Link | undefined): void {
    if (this.fault !== undefined) return;
    const next = this.#last.position + 1;
    const anchoredTo = Math.max(0, ...this.#anchors.keys());
    if (head === undefined || head.position >= next || anchoredTo >= next) {
      this.#break(next, "cut-off");
    } else if (head.position < this.#last.position) {
      this.#break(head.position + 1, "inserted");
    } else if (!head.hash.equals(this.#last.hash)) {
      this.#break(this.#last.position, "changed");
    }
  }

  #break(position: number, fault: AuditFault): void {
    this.fault = { chain: this.#chain, position, fault };
  }
}

async function* linksOf(client: PoolClient, chain: number): AsyncGenerator<StoredLink> {
  await client.query(
    `DECLARE links NO SCROLL CURSOR FOR
     SELECT position, hash, previous_hash AS "previousHash",
            jsonb_build_array(chain, position, extract(epoch FROM recorded_at), staff_id, action,
                              beneficiary_id, detail)::text AS content
     FROM audit_record WHERE chain = ${chain} ORDER BY position`,
  );
  try {
    while (true) {
      const { rows } = await client.query<StoredLink>(`FETCH ${ROWS_AT_ONCE} FROM links`);
      yield* rows;
      if (rows.length < ROWS_AT_ONCE) return;
    }
  } finally {
    await client.query("CLOSE links");
  }
}

async function readHead(client: PoolClient, chain: number): Promise<Link | undefined> {
  const { rows } = await client.query<Link>(
    "SELECT position, hash FROM audit_head WHERE chain = $1",
    [chain],
  );
  return rows[0];
}

/** Hashes by position; an anchor whose code is not ours is nobody's word. */
async function readAnchors(
  client: PoolClient,
  keyring: Keyring,
  chain: number,
): Promise<ReadonlyMap<number, Buffer>> {
  const { rows } = await client.query<Link & { code: Buffer }>(
    "SELECT position, hash, code FROM audit_anchor WHERE chain = $1",
    [chain],
  );
  const ours = rows.filter(({ position, hash, code }) =>
    keyring.codeOf(anchorText(chain, position, hash)).equals(code),
  );
  return new Map(ours.map(({ position, hash }) => [position, hash]));
}

function anchorText(chain: number, position: number, hash: Buffer): string {
  return `${chain}/${position}/${hash.toString("hex")}`;
}

async function findStrangeChains(client: PoolClient): Promise<readonly BrokenRecord[]> {
  const { rows } = await client.query<{ chain: number; position: number }>(
    `SELECT chain, min(position) AS position FROM audit_record
     WHERE chain NOT BETWEEN 0 AND ${CHAINS - 1} GROUP BY chain ORDER BY chain`,
  );
  return rows.map(({ chain, position }) => ({ chain, position, fault: "inserted" }));
}
