// A change of a person's basic data, reported within ten working days (WH 6) by the person through an
// agency, by the unit or by a service point: the envelope, what is kept in the clear beside it, and
// the case, which follows at once. A resident who moved is handed over by it (ZB 5.3).

import type { BasicDatum, Day, Incapacity, Relationship } from "@lingdai/policy";
import { addWorkingDays, bodyOfLevel, mayDo } from "@lingdai/policy";
import type { BeneficiaryId, PersonalData } from "@lingdai/store";
import { addRecordChange, changeEntitlement, reportPersonChange, findSealed } from "@lingdai/store";

import { actOnCase } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface ChangingRecord {
  readonly beneficiaryId: BeneficiaryId;
  readonly day: Day;
  /** When it became another; the report is due ten working days after it. */
  readonly changedOn: Day;
  readonly phone?: string | undefined;
  readonly householdAddress?: string | undefined;
  readonly householdDivision?: string | undefined;
  readonly residenceAddress?: string | undefined;
  readonly residenceDivision?: string | undefined;
  readonly bankAccount?: string | undefined;
  readonly seenTag?: string | undefined;
}

/** WH 6. */
export const REPORT_WITHIN_WORKING_DAYS = 10;

const SEALED = ["phone", "householdAddress", "residenceAddress", "bankAccount"] as const;

export async function changeRecord(desk: Desk, actor: Actor, given: ChangingRecord): Promise<void> {
  const { beneficiaryId, day, changedOn } = given;
  const { keyring } = desk.database;
  let envelope: Buffer | undefined;
  const fields = Object.entries(given)
    .filter(([field, value]) => value !== undefined && !NOT_DATA.has(field))
    .map(([field]) => field);
  await actOnCase(desk, actor, {
    command: "change-record",
    beneficiaryId,
    day,
    seenTag: given.seenTag,
    detail: { fields },
    eventsFor: () => {
      if (given.bankAccount !== undefined && !mayDo("change-account", actor.role, actor.level)) {
        throw new RefusalError("not-permitted");
      }
      if (changedOn > day) throw new RefusalError("future-date");
      return [{ type: "maintain", renewed: renewedBy(given), by: bodyOfLevel(actor.level) }];
    },
    alongside: async (tx, _step, { isFirst }) => {
      if (!isFirst) return;
      const sealed = await findSealed(tx, beneficiaryId);
      if (sealed === undefined) throw new RefusalError("not-found");
      envelope = keyring.seal(merge(keyring.unseal(sealed), given));
      const dueOn = addWorkingDays(changedOn, REPORT_WITHIN_WORKING_DAYS);
      const change = { beneficiaryId, fields, changedOn, reportedOn: day, dueOn };
      await addRecordChange(tx, change, actor.staffId);
    },
    // Last: whoever moved away is out of their old service point's sight.
    afterwards: async (tx) => {
      if (envelope === undefined) return;
      const { householdDivision, residenceDivision } = given;
      await reportPersonChange(
        tx,
        beneficiaryId,
        { householdDivision, residenceDivision },
        envelope,
      );
    },
  });
}

const NOT_DATA: ReadonlySet<string> = new Set(["beneficiaryId", "day", "changedOn", "seenTag"]);

/** What the case calls these data; the account among them lets payment be resumed (D13). */
function renewedBy(given: ChangingRecord): readonly BasicDatum[] {
  const data: readonly (readonly [BasicDatum, unknown])[] = [
    ["phone", given.phone],
    ["household", given.householdAddress],
    ["residence", given.residenceAddress],
    ["account", given.bankAccount],
  ];
  return data.filter(([, value]) => value !== undefined).map(([datum]) => datum);
}

export interface ChangingGrant {
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
  readonly day: Day;
  readonly changedOn: Day;
  readonly relationship?: Relationship | undefined;
  readonly incapacity?: Incapacity | undefined;
  readonly unitCode?: string | undefined;
  readonly seenTag?: string | undefined;
}

/** What was granted is an agency's to correct; the case follows at once (D4). */
export async function changeGrant(desk: Desk, actor: Actor, given: ChangingGrant): Promise<void> {
  const { beneficiaryId, number, day, changedOn, relationship, incapacity, unitCode } = given;
  const changes = { relationship, incapacity, unitCode };
  const fields = Object.entries(changes).flatMap(([field, value]) =>
    value === undefined ? [] : [field],
  );
  await actOnCase(desk, actor, {
    command: "change-grant",
    beneficiaryId,
    number,
    day,
    seenTag: given.seenTag,
    detail: { fields },
    eventsFor: () => {
      if (changedOn > day) throw new RefusalError("future-date");
      return [];
    },
    amendFor: ({ loaded: { file }, at }) => ({
      person: file.person,
      grants: file.entitlements.map(({ grant }, place) =>
        place === at
          ? {
              ...grant,
              relationship: relationship ?? grant.relationship,
              incapacity: incapacity ?? grant.incapacity,
              hasUnit: grant.hasUnit || unitCode !== undefined,
            }
          : grant,
      ),
    }),
    alongside: async (tx) => {
      await changeEntitlement(tx, beneficiaryId, number, changes);
      const dueOn = addWorkingDays(changedOn, REPORT_WITHIN_WORKING_DAYS);
      const change = { beneficiaryId, fields, changedOn, reportedOn: day, dueOn };
      await addRecordChange(tx, change, actor.staffId);
    },
  });
}

function merge(person: PersonalData, given: ChangingRecord): PersonalData {
  const changes = SEALED.flatMap((field) => {
    const value = given[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return { ...person, ...Object.fromEntries(changes) };
}
