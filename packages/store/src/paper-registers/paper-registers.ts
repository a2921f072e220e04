// Registers that were kept on paper: each clerk's own, row by row. Who hands the same file in again
// finds what came of it; a certification that is on any register is entered once.

import type { Day } from "@lingdai/policy";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface NewRegister {
  readonly staffId: StaffId;
  readonly contentHash: Buffer;
  readonly day: Day;
  readonly rows: readonly { readonly line: number; readonly sealedCells: Buffer }[];
}

/** The register of that file: a new one, or what the same clerk handed in before. */
export async function takeRegister(
  tx: Transaction,
  { staffId, contentHash, day, rows }: NewRegister,
): Promise<number> {
  const added = await tx
    .insertInto("paper_register")
    .values({ staff_id: staffId, content_hash: contentHash, handed_in_on: day })
    .onConflict((conflict) => conflict.doNothing())
    .returning("register_id")
    .executeTakeFirst();
  if (added === undefined) {
    const known = await tx
      .selectFrom("paper_register")
      .select("register_id")
      .where("staff_id", "=", staffId)
      .where("content_hash", "=", contentHash)
      .executeTakeFirstOrThrow();
    return known.register_id;
  }
  await tx
    .insertInto("paper_register_row")
    .values(
      rows.map(({ line, sealedCells }) => ({
        register_id: added.register_id,
        line,
        sealed_cells: sealedCells,
      })),
    )
    .execute();
  return added.register_id;
}

export async function listRegisterRows(tx: Transaction, registerId: number) {
  return await tx
    .selectFrom("paper_register_row")
    .select(["line", "sealed_cells as sealedCells", "outcome", "field"])
    .where("register_id", "=", registerId)
    .orderBy("line")
    .execute();
}
export type RegisterRow = Awaited<ReturnType<typeof listRegisterRows>>[number];

export interface RowOutcome {
  readonly registerId: number;
  readonly line: number;
  readonly outcome: string;
  readonly field: string | null;
}

/** What came of a row that was not entered; one that was entered stays so. */
export async function noteRegisterRow(tx: Transaction, row: RowOutcome): Promise<void> {
  await tx
    .updateTable("paper_register_row")
    .set({ outcome: row.outcome, field: row.field })
    .where("register_id", "=", row.registerId)
    .where("line", "=", row.line)
    .where("document_key", "is", null)
    .execute();
}

export interface RowEntry {
  readonly registerId: number;
  readonly line: number;
  readonly outcome: string;
  readonly documentKey: Buffer;
  readonly certifiedOn: Day;
  readonly kind: string;
}

/** Puts down that a row was entered; false where somebody else has entered it meanwhile. */
export async function enterRegisterRow(tx: Transaction, row: RowEntry): Promise<boolean> {
  const entered = await tx
    .updateTable("paper_register_row")
    .set({
      outcome: row.outcome,
      field: null,
      document_key: row.documentKey,
      certified_on: row.certifiedOn,
      kind: row.kind,
    })
    .where("register_id", "=", row.registerId)
    .where("line", "=", row.line)
    .where("document_key", "is", null)
    .executeTakeFirst();
  return entered.numUpdatedRows === 1n;
}

/** Whether the record refused it because the same certification is on some register already. */
export function isEnteredAlready(error: unknown): boolean {
  return (
    error instanceof Error &&
    "constraint" in error &&
    error.constraint === "a_certification_is_entered_once"
  );
}

/** The clerk's own; undefined for everybody else. */
export async function findRegister(tx: Transaction, registerId: number) {
  return await tx
    .selectFrom("paper_register")
    .select("handed_in_on as handedInOn")
    .where("register_id", "=", registerId)
    .executeTakeFirst();
}
