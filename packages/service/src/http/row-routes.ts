// Rows of sources that somebody has to look at: noted as dealt with, or judged by name.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";

import type { Desk } from "../use-cases/desk.ts";
import { compareNames, judgeSuspicious, noteRejectedRow } from "../use-cases/handle-rows.ts";
import { Nothing } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { answering, command } from "./command-schema.ts";
import { Unmasking } from "./masked-person.ts";
import { getStaff } from "./recognize-staff.ts";

const RowParams = Type.Object({ suspiciousRowId: Type.Integer({ minimum: 1, examples: [1] }) });

const tag = "来源";

export function rowRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/source-files/:sourceFileId/rejected-rows/:line/handling",
      command({
        operationId: "handleRejectedRow",
        summary: "登记不能用的行已处理",
        tag,
        params: Type.Object({
          sourceFileId: Type.Integer({ minimum: 1, examples: [1] }),
          line: Type.Integer({ minimum: 1, examples: [2] }),
        }),
        body: Nothing,
      }),
      async (request) => {
        const given = { ...request.params, day: clock.today() };
        await noteRejectedRow(desk, getStaff(request), given);
      },
    );
    api.post(
      "/suspicious-rows/:suspiciousRowId/comparison",
      answering(
        {
          operationId: "compareNames",
          summary: "写明理由，查看两处的完整姓名（留痕）",
          tag,
          params: RowParams,
          body: Unmasking,
        },
        Type.Object({
          beneficiaryId: Type.Integer(),
          names: Type.Array(Type.String(), { description: "名册上的姓名" }),
          givenName: Type.String({ description: "来源所写的姓名" }),
        }),
      ),
      async (request) => {
        const { suspiciousRowId } = request.params;
        const { reason } = request.body;
        const compared = await compareNames(desk, getStaff(request), { suspiciousRowId, reason });
        return { ...compared, names: [...compared.names] };
      },
    );
    api.post(
      "/suspicious-rows/:suspiciousRowId/judgement",
      command({
        operationId: "judgeSuspiciousRow",
        summary: "认定姓名不符的信息是否本人",
        tag,
        params: RowParams,
        body: Type.Object(
          { outcome: Type.Enum(["same-person", "another-person"]) },
          { additionalProperties: false, examples: [{ outcome: "another-person" }] },
        ),
      }),
      async (request) => {
        const { suspiciousRowId } = request.params;
        const { outcome } = request.body;
        const given = { suspiciousRowId, outcome, day: clock.today() };
        await judgeSuspicious(desk, getStaff(request), given);
      },
    );
  };
}
