// A register that was kept on paper, entered row by row (ZB 3.1): each row that can be is a certification
// by the clerk who hands it in, through the same use cases as at a counter. A row is a transaction of its
// own, and its entry on the register is part of it: handing a file in again goes on where it stopped and
// does nothing twice.

import { createHash } from "node:crypto";

import { foldName } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import { mayDo } from "@lingdai/policy";
import type { BeneficiaryId, Transaction } from "@lingdai/store";
import {
  appendAudit,
  enterRegisterRow,
  findByDocument,
  findRegister,
  inTransaction,
  isEnteredAlready,
  listRegisterRows,
  listWaitingCertifications,
  noteRegisterRow,
  takeRegister,
} from "@lingdai/store";

import type { RegisterEntry } from "../paper-registers/judge-register-row.ts";
import { judgeRegisterRow } from "../paper-registers/judge-register-row.ts";
import type { RegisterCells } from "../paper-registers/read-register.ts";
import { headingOf } from "../paper-registers/register-columns.ts";
import type { Entered } from "../paper-registers/register-words.ts";
import { isEntered } from "../paper-registers/register-words.ts";
import { asAttempt } from "./act-on-case.ts";
import { certify } from "./certify.ts";
import type { Actor, Desk } from "./desk.ts";
import type { GivenEvidence } from "./given-evidence.ts";
import { receiveWalkIn } from "./receive-walk-in.ts";
import { RefusalError } from "./refusal-error.ts";
import { fileWalkInCertification } from "./walk-in.ts";

export interface EnteringRegister {
  /** The file as it was sent: the same bytes are the same register. */
  readonly content: Buffer;
  readonly rows: readonly RegisterCells[];
  readonly evidence: readonly (GivenEvidence & { readonly line: number })[];
  readonly day: Day;
}

export interface AnsweredRow {
  readonly line: number;
  /** Of `ENTERED`, or the code of what stood against it. */
  readonly outcome: string;
  /** The heading of the column that is meant. */
  readonly heading: string | null;
  readonly cells: RegisterCells["cells"];
}

export interface AnsweredRegister {
  readonly registerId: number;
  readonly rows: readonly AnsweredRow[];
}

export async function enterRegister(
  desk: Desk,
  actor: Actor,
  { content, rows, evidence, day }: EnteringRegister,
): Promise<AnsweredRegister> {
  const { database } = desk;
  const lines = new Set(rows.map(({ line }) => line));
  if (evidence.some(({ line }) => !lines.has(line))) throw new RefusalError("evidence-unusable");
  const contentHash = createHash("sha256").update(content).digest();
  const taking = { action: "certify", detail: { rows: rows.length } } as const;
  const registerId = await asAttempt(desk, actor, taking, async (tx) => {
    const sealed = rows.map((row) => ({
      line: row.line,
      sealedCells: database.keyring.sealText(JSON.stringify(row)),
    }));
    return await takeRegister(tx, { staffId: actor.staffId, contentHash, day, rows: sealed });
  });
  const known = await inTransaction(
    database,
    actor,
    async (tx) => await listRegisterRows(tx, registerId),
  );
  const done = new Set(
    known.filter(({ outcome }) => isEntered(outcome ?? "")).map(({ line }) => line),
  );
  for (const row of rows) {
    if (done.has(row.line)) continue;
    const files = evidence.filter(({ line }) => line === row.line);
    await enterRow(desk, actor, { registerId, row, files, day });
  }
  const answered = await readAnswers(desk, actor, registerId);
  const entered = answered.rows.filter(({ outcome }) => isEntered(outcome)).length;
  await inTransaction(database, actor, async (tx) => {
    const detail = { registerId, rows: rows.length, entered };
    await appendAudit(tx, [{ action: "enter-register", detail }]);
  });
  return answered;
}

/** What came of a register: of one's own only, else `not-found`. */
export async function readAnswers(
  { database }: Desk,
  actor: Actor,
  registerId: number,
): Promise<AnsweredRegister> {
  return await inTransaction(database, actor, async (tx) => {
    if ((await findRegister(tx, registerId)) === undefined) throw new RefusalError("not-found");
    const rows = await listRegisterRows(tx, registerId);
    await appendAudit(tx, [{ action: "read-register", detail: { registerId } }]);
    return {
      registerId,
      rows: rows.map(({ line, sealedCells, outcome, field }) => {
        const row = JSON.parse(database.keyring.unsealText(sealedCells)) as RegisterCells;
        return { line, outcome: outcome ?? "not-dealt-with", heading: field, cells: row.cells };
      }),
    };
  });
}

interface RowAtHand {
  readonly registerId: number;
  readonly row: RegisterCells;
  readonly files: readonly GivenEvidence[];
  readonly day: Day;
}

async function enterRow(desk: Desk, actor: Actor, at: RowAtHand): Promise<void> {
  const { registerId, row, day } = at;
  const judged = judgeRegisterRow(row, day);
  const note = async (outcome: string, field: string | null): Promise<void> => {
    await inTransaction(desk.database, actor, async (tx) => {
      await noteRegisterRow(tx, { registerId, line: row.line, outcome, field });
    });
  };
  if ("code" in judged) {
    await note(judged.code, judged.field === undefined ? null : headingOf(judged.field));
    return;
  }
  try {
    await certifyEntry(desk, actor, at, judged);
  } catch (error) {
    if (isEnteredAlready(error)) await note("entered-already", null);
    else if (error instanceof RefusalError) await note(error.code, fieldOfRefusal(error.code));
    else throw error;
  }
}

/** In sight by the person's own case; elsewhere by the counter's exception. */
async function certifyEntry(
  desk: Desk,
  actor: Actor,
  { registerId, row, files, day }: RowAtHand,
  entry: RegisterEntry,
): Promise<void> {
  const { keyring } = desk.database;
  const { kind, certifiedOn, idType, idNumber } = entry;
  const documentKey = keyring.documentKey(idType, idNumber);
  const enter = async (tx: Transaction, outcome: Entered): Promise<void> => {
    const key = { registerId, line: row.line, documentKey, certifiedOn, kind };
    const isOurs = await enterRegisterRow(tx, { ...key, outcome });
    if (!isOurs) throw new RefusalError("filed-already");
  };
  const beneficiaryId = await findInSight(desk, actor, documentKey, entry);
  if (beneficiaryId !== undefined) {
    await certify(desk, actor, {
      beneficiaryId,
      day,
      kind,
      occurredOn: certifiedOn,
      result: "passed",
      evidence: files,
      afterwards: async (tx) => {
        const waiting = await listWaitingCertifications(tx, beneficiaryId);
        const isWaiting = waiting.some(
          (each) => each.kind === kind && each.occurredOn === certifiedOn,
        );
        await enter(tx, isWaiting ? "in-review" : "entered");
      },
    });
    return;
  }
  if (!mayDo("receive-walk-in", actor.role, actor.level)) throw new RefusalError("not-found");
  const { walkInId } = await receiveWalkIn(desk, actor, entry);
  await fileWalkInCertification(desk, actor, {
    walkInId,
    day,
    kind,
    occurredOn: certifiedOn,
    evidence: files,
    afterwards: async (tx) => {
      await enter(tx, "filed-elsewhere");
    },
  });
}

/** Undefined where nobody in sight has the number; refused where somebody has, by another name. */
async function findInSight(
  { database }: Desk,
  actor: Actor,
  documentKey: Buffer,
  { name }: RegisterEntry,
): Promise<BeneficiaryId | undefined> {
  const found = await inTransaction(database, actor, async (tx) => {
    const person = await findByDocument(tx, documentKey);
    if (person === undefined) return undefined;
    const { beneficiaryId, sealed } = person;
    await appendAudit(tx, [{ action: "find", beneficiaryId }]);
    const { names } = database.keyring.unseal(sealed);
    const isNamed = names.some((each) => foldName(each) === foldName(name));
    return { beneficiaryId, isNamed };
  });
  if (found?.isNamed === false) throw new RefusalError("name-mismatch");
  return found?.beneficiaryId;
}

function fieldOfRefusal(code: string): string | null {
  if (code === "name-mismatch") return headingOf("name");
  if (code === "not-found") return headingOf("idNumber");
  if (code === "method-not-accepted") return headingOf("kind");
  return code === "too-old" || code === "future-date" ? headingOf("certifiedOn") : null;
}
