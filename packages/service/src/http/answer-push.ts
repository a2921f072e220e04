// A push from the request to its answers, whatever its rows say: for machines that may speak so, once
// under its key. What a row means is its route's business.

import type { Database, MachineScope, Transaction } from "@lingdai/store";
import type { FastifyRequest } from "fastify";

import type { PushReport } from "../intake/push-observation.ts";
import { takePush } from "../machines/take-push.ts";
import { Problem } from "./problem.ts";
import { getBody, getMachine } from "./recognize-machine.ts";

interface SourcedRow {
  readonly id_number: string;
  readonly source: string;
}

export interface PushRequest<Row extends SourcedRow> {
  readonly scope: MachineScope;
  /** Where the rows stand in the body, as a problem names them. */
  readonly field: string;
  readonly rows: readonly Row[];
  /** Which rows the scope is for; absent: all. */
  readonly allows?: (row: Row) => boolean;
  readonly takeRow: (tx: Transaction, row: Row) => Promise<PushReport>;
  readonly now: Date;
}

export async function answerPush<Row extends SourcedRow>(
  database: Database,
  request: FastifyRequest,
  { scope, field, rows, allows = () => true, takeRow, now }: PushRequest<Row>,
): Promise<{ readonly answers: PushReport[] }> {
  const { client, sources } = getMachine(request, scope);
  // A machine speaks for itself: whose word a row is decides what may follow from it.
  const foreign = rows.findIndex((row) => !sources.includes(row.source.trim()) || !allows(row));
  if (foreign !== -1) throw new Problem("not-permitted", `${field}.${foreign}`);
  const outcome = await takePush(database, {
    client,
    idempotencyKey: String(request.headers["idempotency-key"]),
    body: getBody(request),
    rows,
    takeRow,
    now,
  });
  if (outcome === "other-body") throw new Problem("key-used", "idempotency-key");
  return { answers: [...outcome.answers] };
}
