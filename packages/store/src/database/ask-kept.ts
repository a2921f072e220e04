// Statements that are asked all day: each connection keeps them parsed, and after a few times planned,
// under a name that follows from their text. Only for texts that are few whatever is asked: a connection
// forgets none. Days go in and come out as everywhere.

import { createHash } from "node:crypto";

import type { CompiledQuery } from "kysely";

import type { Transaction } from "./transaction.ts";
import { clientOf } from "./transaction.ts";

const names = new Map<string, string>();

/** The rows of a query, which `compile()` makes of it. */
export async function askKept<Row>(
  tx: Transaction,
  { sql: text, parameters }: CompiledQuery<Row>,
): Promise<readonly Row[]> {
  const values = [...parameters];
  const { rows } = await clientOf(tx).query<Row & object>({ name: nameOf(text), text, values });
  return rows;
}

/**
 * The same for a query of one text, which is built when it is asked for first: building a long one
 * takes longer than asking it. Its parameters are given each time, in the order of the text; what
 * `build` puts in their places is never asked.
 */
export function keepWritten<Row>(
  build: (tx: Transaction) => CompiledQuery<Row>,
): (tx: Transaction, parameters: readonly unknown[]) => Promise<readonly Row[]> {
  let written: CompiledQuery<Row> | undefined;
  return async (tx, parameters) => {
    written ??= build(tx);
    return await askKept(tx, { ...written, parameters });
  };
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash("sha256").update(text).digest("base64url");
  names.set(text, name);
  return name;
}
