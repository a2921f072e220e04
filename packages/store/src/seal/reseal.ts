// Replaces the key of all envelopes after a key was added: batch by batch, each in a transaction of its
// own, while people work. Who was sealed with the current key is passed over, so a run that was killed
// is simply run again. Knows which columns hold envelopes.

import type { Database } from "../database/database.ts";
import { inTransaction, clientOf } from "../database/transaction.ts";
import { keyNumberOf } from "./keyring.ts";

/** Every column that `Keyring` seals, with the key by which its rows are walked. */
const ENVELOPES = [
  { table: "beneficiary", key: "beneficiary_id", column: "sealed" },
  { table: "suspicious_row", key: "suspicious_row_id", column: "sealed_given_name" },
  { table: "staff", key: "staff_id", column: "totp_secret" },
  { table: "machine_client", key: "machine_client_id", column: "sealed_secret" },
  { table: "paper_register_row", key: "row_id", column: "sealed_cells" },
] as const;
const BATCH_ROWS = 1000;

interface EnvelopeRow {
  readonly key: number;
  readonly envelope: Buffer;
}

/** Needs a database opened as `worker` with the keyring that has the new key. Resolves with how many. */
export async function resealAll(database: Database): Promise<number> {
  let resealed = 0;
  for (const place of ENVELOPES) {
    let after: number | undefined = 0;
    while (after !== undefined) {
      const batch: Batch = await resealBatch(database, place, after);
      resealed += batch.resealed;
      after = batch.last;
    }
  }
  return resealed;
}

interface Batch {
  readonly resealed: number;
  /** Where the next batch goes on; undefined after the last. */
  readonly last: number | undefined;
}

async function resealBatch(
  database: Database,
  { table, key, column }: (typeof ENVELOPES)[number],
  after: number,
): Promise<Batch> {
  const { keyring } = database;
  return await inTransaction(database, "worker", async (tx) => {
    const client = clientOf(tx);
    const { rows } = await client.query<EnvelopeRow>(
      `SELECT ${key} AS key, ${column} AS envelope FROM ${table}
       WHERE ${key} > $1 AND ${column} IS NOT NULL ORDER BY ${key} LIMIT ${BATCH_ROWS}`,
      [after],
    );
    const old = rows.filter(({ envelope }) => keyNumberOf(envelope) !== keyring.currentKey);
    if (old.length > 0) {
      // An envelope that was replaced since it was read is newer, and stays.
      await client.query(
        `UPDATE ${table} SET ${column} = changed.sealed
         FROM unnest($1::bigint[], $2::bytea[], $3::bytea[]) AS changed (key, read, sealed)
         WHERE ${table}.${key} = changed.key AND ${table}.${column} = changed.read`,
        [
          old.map((row) => row.key),
          old.map(({ envelope }) => envelope),
          old.map(({ envelope }) => keyring.sealText(keyring.unsealText(envelope))),
        ],
      );
    }
    return {
      resealed: old.length,
      last: rows.length < BATCH_ROWS ? undefined : rows.at(-1)?.key,
    };
  });
}
