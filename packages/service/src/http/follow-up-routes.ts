// What staff do in follow-up: what became of the money of a stop that is tracked (D12), and who else is
// told of losses (SC 27). A route only translates.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { beneficiaryIdOf } from "@lingdai/store";
import { Type } from "typebox";

import type { Desk } from "../use-cases/desk.ts";
import { endTracking, shareLosses } from "../use-cases/follow-up.ts";
import { EntitlementParams } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { command, entitlementOf, tellingCommand } from "./command-schema.ts";
import { getStaff } from "./recognize-staff.ts";

/** As many as an agency names in one letter. */
const PEOPLE_MAX = 1000;

const EndingTracking = Type.Object(
  {
    outcome: Type.Enum(["heirs-paid", "account-sealed", "other"], {
      description: "heirs-paid 已付给继承人、account-sealed 账户已封存（两者仅限死亡）、other 其他",
    }),
  },
  { additionalProperties: false, examples: [{ outcome: "heirs-paid" }] },
);

const SharingLosses = Type.Object(
  {
    recipient: Type.String({
      minLength: 2,
      maxLength: 100,
      description: "告知哪个部门或单位；同一对象名称应一致",
    }),
    beneficiaryIds: Type.Array(Type.Integer({ minimum: 1 }), {
      minItems: 1,
      maxItems: PEOPLE_MAX,
    }),
  },
  { additionalProperties: false, examples: [{ recipient: "民政局", beneficiaryIds: [1] }] },
);

export function followUpRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/tracking-outcome",
      command({
        operationId: "endTracking",
        summary: "登记停发满一年后的处理结果",
        tag: "反馈",
        params: EntitlementParams,
        body: EndingTracking,
      }),
      async (request) => {
        const { outcome } = request.body;
        const on = { ...entitlementOf(request), day: clock.today() };
        await endTracking(desk, getStaff(request), { ...on, outcome });
      },
    );
    api.post(
      "/loss-disclosures",
      tellingCommand(
        {
          operationId: "shareLosses",
          summary: "登记把丧失资格信息告知了谁，日后有误时须更正",
          tag: "反馈",
          body: SharingLosses,
        },
        Type.Object({ people: Type.Integer({ description: "新告知的人数" }) }),
      ),
      async (request) => {
        const { recipient, beneficiaryIds } = request.body;
        const people = await shareLosses(desk, getStaff(request), {
          recipient,
          beneficiaryIds: beneficiaryIds.map(beneficiaryIdOf),
          day: clock.today(),
        });
        return { people };
      },
    );
  };
}
