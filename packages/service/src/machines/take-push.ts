// A push as a whole: all of its rows and its answer in one transaction, once under its key. Sent again
// it gets the same answer; half of it never stands.

import { createHash } from "node:crypto";

import type { Database, Transaction } from "@lingdai/store";
import { appendAudit, inTransaction, keepPushAnswer, takePushKey } from "@lingdai/store";

import type { PushReport } from "../intake/push-observation.ts";

/** What every row of a push has. */
interface PushedRow {
  readonly id_number?: string;
}

export interface Push<Row extends PushedRow> {
  readonly client: string;
  readonly idempotencyKey: string;
  /** As it came. */
  readonly body: Buffer;
  readonly rows: readonly Row[];
  readonly takeRow: (tx: Transaction, row: Row) => Promise<PushReport>;
  readonly now: Date;
}

export interface PushAnswer {
  /** In the order of the rows. */
  readonly answers: readonly PushReport[];
}

export type PushOutcome = PushAnswer | "other-body";

export async function takePush<Row extends PushedRow>(
  database: Database,
  push: Push<Row>,
): Promise<PushOutcome> {
  const { client, idempotencyKey, body, rows, takeRow, now } = push;
  const bodyHash = createHash("sha256").update(body).digest();
  const key = { client, idempotencyKey, bodyHash };
  return await withoutDeadlock(async () =>
    inTransaction(database, "worker", async (tx) => {
      const known = await takePushKey(tx, key, now);
      if (known.state === "other-body") return "other-body";
      if (known.state === "answered") return known.answer as PushAnswer;
      const answers: PushReport[] = [];
      for (const { row, at } of inOneOrder(rows)) {
        answers[at] = await takeRow(tx, row);
      }
      await keepPushAnswer(tx, key, { answers });
      await appendAudit(tx, [{ action: "take-push", detail: { client, rows: rows.length } }]);
      return { answers };
    }),
  );
}

/** By person, so that two pushes about the same people do not wait for each other in a circle. */
function inOneOrder<Row extends PushedRow>(rows: readonly Row[]) {
  return rows
    .map((row, at) => ({ row, at, person: row.id_number ?? "" }))
    .toSorted((left, right) =>
      left.person < right.person ? -1 : Number(left.person > right.person),
    );
}

const ATTEMPTS = 5;
const DEADLOCK = "40P01";

/** Where two wait in a circle all the same, the database ends one of them: it begins anew. */
async function withoutDeadlock<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isDeadlock = error instanceof Error && "code" in error && error.code === DEADLOCK;
      if (!isDeadlock || attempt === ATTEMPTS) throw error;
    }
  }
}
