// A desk over a real record, and people to work on: each of a region of their own, so that tests of
// one file share a database and never meet.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { CaseEvent, Day, Grant } from "@lingdai/policy";
import type { Actor, Desk } from "@lingdai/service";
import { RefusalError, evidenceFolder, stepCases } from "@lingdai/service";
import type { BeneficiaryId, Transaction } from "@lingdai/store";
import { clientOf, inTransaction, staffIdOf } from "@lingdai/store";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import { A_PICTURE } from "./evidence-files.ts";
import { addPersonOfRecord, openTestRegion } from "./scenarios/people-of-record.ts";

export interface Somebody {
  readonly id: BeneficiaryId;
  readonly payDivision: string;
  readonly residence: string;
  /** A member of staff of the county that pays. */
  readonly at: (staff: number, role?: Actor["role"]) => Actor;
}

export const PHOTO = {
  kind: "photo",
  mediaType: "image/jpeg",
  content: A_PICTURE,
} as const;

export async function openDesk() {
  const record: TestRecord = await openTestRecord();
  const folder = await mkdtemp(path.join(tmpdir(), "lingdai-evidence-"));
  const desk: Desk = {
    database: record.app,
    evidence: evidenceFolder(folder),
    jobs: {
      add: async () => {
        await Promise.resolve();
      },
    },
  };
  let regions = 0;

  const onRecord = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
    await inTransaction(record.worker, "worker", work);

  /** Somebody of a region of their own, with the run of the opening day behind them. */
  const somebody = async (
    policy: string,
    openedOn: Day,
    grant: Partial<Grant> = {},
  ): Promise<Somebody> => {
    regions += 1;
    const payDivision = `${300_000 + regions}`;
    const residence = `${payDivision}001`;
    const id = await onRecord(async (tx) => {
      await openTestRegion(tx, payDivision, policy, openedOn);
      const added = await addPersonOfRecord(tx, {
        policy,
        payDivision,
        residenceDivision: residence,
        person: { hasPhone: true, hasHousehold: true, hasResidence: true },
        grants: [
          {
            insurance: "enterprise-pension",
            kind: "retirement-pension",
            since: openedOn - 4000,
            hasUnit: true,
            ...grant,
          },
        ],
        openedOn,
      });
      const personal = { idType: "resident-id", idNumber: "1", names: ["甲"] } as const;
      await tx
        .updateTable("beneficiary")
        .set({ sealed: record.keyring.seal(personal) })
        .where("beneficiary_id", "=", added)
        .execute();
      await stepCases(clientOf(tx), [{ beneficiaryId: added, events: [] }], openedOn);
      return added;
    });
    const at = (staff: number, role: Actor["role"] = "approver"): Actor => ({
      staffId: staffIdOf(staff),
      role,
      level: "county",
      place: payDivision,
    });
    return { id, payDivision, residence, at };
  };

  return {
    record,
    desk,
    onRecord,
    somebody,
    step: async (beneficiaryId: BeneficiaryId, day: Day, events: readonly CaseEvent[] = []) =>
      await onRecord(async (tx) => await stepCases(clientOf(tx), [{ beneficiaryId, events }], day)),
    /** Where the person's benefit of that number stands. */
    statusOf: async (beneficiaryId: BeneficiaryId, number = 0) =>
      await onRecord(
        async (tx) =>
          await tx
            .selectFrom("entitlement")
            .select(["status", "conclusion", "deadline"])
            .where("beneficiary_id", "=", beneficiaryId)
            .where("number", "=", number)
            .executeTakeFirstOrThrow(),
      ),
    close: async () => {
      await record.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The code with which it was refused; undefined where it was carried out. */
export async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof RefusalError) return error.code;
    throw error;
  }
}
