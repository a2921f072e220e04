// The counter's exception to sight (ZB 3.1, WH 5): look up whoever has come, by full number and name,
// and file one certification for them. Number and name travel in the body and are in no answer.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { CONCLUSIONS, INSURANCES, LIFE_SIGNS } from "@lingdai/policy";
import { Type } from "typebox";

import type { Desk } from "../use-cases/desk.ts";
import { receiveWalkIn } from "../use-cases/receive-walk-in.ts";
import { fileWalkInCertification } from "../use-cases/walk-in.ts";
import { Evidence, EVIDENCE_BYTES_MAX, filesOf } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { codeIn, codeOf, orNull } from "./civil-dates.ts";
import { answering, command } from "./command-schema.ts";
import { readDocument } from "./given-document.ts";
import { getStaff } from "./recognize-staff.ts";

const Receiving = Type.Object(
  {
    idNumber: Type.String({ minLength: 5, maxLength: 40 }),
    idType: Type.Optional(Type.String({ maxLength: 40 })),
    name: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false, examples: [{ idNumber: "11010119500307003X", name: "李秀英" }] },
);

const Received = Type.Object({
  walkInId: Type.Integer({ description: "一小时内凭它代为提交一次认证" }),
  benefits: Type.Array(
    Type.Object({
      payDivision: Type.String(),
      divisionName: orNull(Type.String(), "发放地"),
      insurance: codeOf(INSURANCES),
      conclusion: orNull(codeOf(CONCLUSIONS), "认证结论"),
    }),
  ),
});

const Filing = Type.Object(
  { kind: codeOf(LIFE_SIGNS), evidence: Type.Optional(Evidence) },
  { additionalProperties: false, examples: [{ kind: "counter" }] },
);

export function walkInRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/walk-ins",
      answering(
        {
          operationId: "receiveWalkIn",
          summary: "接待外地来的待遇领取人员",
          tag: "认证",
          body: Receiving,
        },
        Received,
      ),
      async (request) => {
        const { name } = request.body;
        const document = readDocument(request.body, clock.today());
        const received = await receiveWalkIn(desk, getStaff(request), { ...document, name });
        const { walkInId, benefits, divisionNames } = received;
        return {
          walkInId,
          benefits: benefits.map(({ payDivision, insurance, conclusion }) => ({
            payDivision,
            divisionName: divisionNames.get(payDivision) ?? null,
            insurance,
            conclusion,
          })),
        };
      },
    );
    api.post(
      "/walk-ins/:walkInId/certification",
      {
        ...command({
          operationId: "certifyWalkIn",
          summary: "为外地来的人员提交一次认证",
          tag: "认证",
          params: Type.Object({ walkInId: Type.Integer({ minimum: 1, examples: [1] }) }),
          body: Filing,
        }),
        bodyLimit: EVIDENCE_BYTES_MAX,
      },
      async (request) => {
        const { walkInId } = request.params;
        const { kind, evidence } = request.body;
        await fileWalkInCertification(desk, getStaff(request), {
          walkInId,
          day: clock.today(),
          kind: codeIn(LIFE_SIGNS, kind) ?? "counter",
          evidence: filesOf(evidence),
        });
      },
    );
  };
}
