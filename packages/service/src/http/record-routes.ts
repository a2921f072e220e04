// A person's record: changes of basic data as they are reported (WH 6), corrections of what was
// granted, and the months that are owed (D14).

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import {
  firstDayOfMonthIndex,
  formatDay,
  INCAPACITIES,
  RELATIONSHIPS,
  viewEntitlement,
} from "@lingdai/policy";
import { clientOf, inTransaction, loadCases } from "@lingdai/store";
import { Type } from "typebox";

import { changeGrant, changeRecord } from "../use-cases/change-record.ts";
import type { Desk } from "../use-cases/desk.ts";
import { EntitlementParams, PersonParams } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { codeIn, codeOf, DateText, readDay } from "./civil-dates.ts";
import { answering, entitlementOf, personOf, versionedCommand } from "./command-schema.ts";
import { Problem } from "./problem.ts";
import { getStaff } from "./recognize-staff.ts";
import { seenTagOf } from "./version-tag.ts";

const Address = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));
const Division = (digits: string) => Type.Optional(Type.String({ pattern: digits }));

const ChangingRecord = Type.Object(
  {
    changedOn: DateText,
    phone: Type.Optional(Type.String({ pattern: "^[0-9+\\- ]{5,20}$" })),
    householdAddress: Address,
    householdDivision: Division("^([0-9]{6}|[0-9]{9}|[0-9]{12})$"),
    residenceAddress: Address,
    residenceDivision: Division("^([0-9]{9}|[0-9]{12})$"),
    bankAccount: Type.Optional(Type.String({ pattern: "^[0-9A-Za-z]{8,34}$" })),
  },
  {
    additionalProperties: false,
    // Something besides the day.
    minProperties: 2,
    examples: [{ changedOn: "2024-02-28", phone: "13800000001" }],
  },
);

const ChangingGrant = Type.Object(
  {
    changedOn: DateText,
    relationship: Type.Optional(codeOf(RELATIONSHIPS)),
    incapacity: Type.Optional(codeOf(INCAPACITIES)),
    unitCode: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  {
    additionalProperties: false,
    minProperties: 2,
    examples: [{ changedOn: "2024-02-28", incapacity: "full" }],
  },
);

const Owed = Type.Object({
  months: Type.Array(Type.String({ pattern: "^[0-9]{4}-[0-9]{2}$" }), {
    description: "应补发而未批准补发的月份",
  }),
});

export function recordRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/beneficiaries/:beneficiaryId/record-changes",
      versionedCommand({
        operationId: "changeRecord",
        summary: "报告基础信息变更",
        tag: "人员",
        params: PersonParams,
        body: ChangingRecord,
      }),
      async (request) => {
        const { changedOn, ...changes } = request.body;
        await changeRecord(desk, getStaff(request), {
          ...changes,
          ...personOf(request),
          seenTag: seenTagOf(request),
          day: clock.today(),
          changedOn: readDay("changedOn", changedOn),
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/grant-changes",
      versionedCommand({
        operationId: "changeGrant",
        summary: "更正待遇核定信息",
        tag: "人员",
        params: EntitlementParams,
        body: ChangingGrant,
      }),
      async (request) => {
        const { changedOn, relationship, incapacity, unitCode } = request.body;
        await changeGrant(desk, getStaff(request), {
          ...entitlementOf(request),
          seenTag: seenTagOf(request),
          day: clock.today(),
          changedOn: readDay("changedOn", changedOn),
          relationship: codeIn(RELATIONSHIPS, relationship),
          incapacity: codeIn(INCAPACITIES, incapacity),
          unitCode,
        });
      },
    );
    api.get(
      "/beneficiaries/:beneficiaryId/entitlements/:number/back-pay",
      answering(
        {
          operationId: "getBackPay",
          summary: "应补发的月份",
          tag: "发放",
          params: EntitlementParams,
        },
        Owed,
      ),
      async (request) => {
        const { beneficiaryId, number } = entitlementOf(request);
        const day = clock.today();
        const cases = await inTransaction(
          desk.database,
          getStaff(request),
          async (tx) => await loadCases(clientOf(tx), [beneficiaryId], day),
        );
        for (const { pack, file, entitlements } of cases) {
          const at = entitlements.findIndex((each) => each.number === number);
          const view = viewEntitlement(pack, file, at, day);
          if (view === undefined) continue;
          return {
            months: view.backpayMonths.map((month) =>
              formatDay(firstDayOfMonthIndex(month)).slice(0, 7),
            ),
          };
        }
        throw new Problem("not-found");
      },
    );
  };
}
