// Invented people with a phone, and notices to them as the record makes them.

import type { Day, Notice } from "@lingdai/policy";
import { dayAt } from "@lingdai/policy";
import type { BeneficiaryId, Database } from "@lingdai/store";
import { inTransaction, moveNoticesToOutbox } from "@lingdai/store";

import { addPersonOfRecord, openTestRegion } from "../scenarios/people-of-record.ts";

const OPENED = dayAt("2024-01-10");
export const COUNTY = "510104";

export async function openCounty(worker: Database): Promise<void> {
  await inTransaction(worker, "worker", async (tx) => {
    await openTestRegion(tx, COUNTY, "sichuan-2022", OPENED);
  });
}

export interface PersonToTell {
  readonly name: string;
  /** Absent: none is on file. */
  readonly phone?: string;
  readonly hasUnit?: true;
  readonly payDivision?: string;
  readonly lastCertifiedOn?: Day;
}

export async function addPersonToTell(
  worker: Database,
  { name, phone, hasUnit, payDivision = COUNTY, lastCertifiedOn }: PersonToTell,
): Promise<BeneficiaryId> {
  const hasPhone = phone !== undefined;
  return await inTransaction(worker, "worker", async (tx) => {
    const id = await addPersonOfRecord(tx, {
      policy: "sichuan-2022",
      payDivision,
      person: {
        birthDate: dayAt("1950-03-07"),
        hasPhone,
        hasHousehold: true,
        hasResidence: true,
      },
      grants: [
        {
          insurance: "enterprise-pension",
          kind: "retirement-pension",
          since: dayAt("2010-05-01"),
          hasUnit: hasUnit ?? false,
          ...(lastCertifiedOn === undefined ? {} : { lastCertified: { on: lastCertifiedOn } }),
        },
      ],
      openedOn: OPENED,
    });
    const sealed = worker.keyring.seal({
      idType: "resident-id",
      idNumber: "510104195003070026",
      names: [name],
      ...(hasPhone ? { phone } : {}),
    });
    await tx.updateTable("beneficiary").set({ sealed }).where("beneficiary_id", "=", id).execute();
    return id;
  });
}

/** A notice of the record, moved into the outbox; resolves with its number. */
export async function tell(
  worker: Database,
  beneficiaryId: BeneficiaryId,
  notice: Notice,
  now: Date,
): Promise<number> {
  return await inTransaction(worker, "worker", async (tx) => {
    const { notice_id: noticeId } = await tx
      .insertInto("notice")
      .values({
        beneficiary_id: beneficiaryId,
        number: 0,
        notice,
        issued_on: dayAt("2024-03-01"),
      })
      .returning("notice_id")
      .executeTakeFirstOrThrow();
    await moveNoticesToOutbox(tx, 100, now);
    return noticeId;
  });
}
