// What staff do to a person's case: each command is a sub-resource, answered 204 when it was carried
// out and with the refusal's own code when not. A route only translates; use cases do the work.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { monthIndexOf } from "@lingdai/policy";
import type { Day, EvidenceKind, LossSign, SignKind } from "@lingdai/policy";
import { beneficiaryIdOf } from "@lingdai/store";
import type { FastifyRequest } from "fastify";
import type { TSchema } from "typebox";
import { Type } from "typebox";

import { certify, reviewFirst, reviewSecond } from "../use-cases/certify.ts";
import {
  confirmLoss,
  decideAsUnit,
  objectPublicly,
  objectTo,
  recordPayment,
  refuteLoss,
  resolveObjection,
  verify,
} from "../use-cases/decide.ts";
import type { Desk } from "../use-cases/desk.ts";
import type { GivenEvidence } from "../use-cases/given-evidence.ts";
import { maintain } from "../use-cases/keep-record.ts";
import { applyFor, sign } from "../use-cases/sign.ts";
import * as body from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { readDay } from "./civil-dates.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getStaff } from "./recognize-staff.ts";

/** Photographs and short films of a certification (SC 11), as base64. */
const EVIDENCE_BYTES_MAX = 40 * 1024 * 1024;

export function caseRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    const day = (): Day => clock.today();

    api.post(
      "/beneficiaries/:beneficiaryId/certifications",
      {
        ...command("certify", "提交一次认证", body.PersonParams, body.Certifying),
        bodyLimit: EVIDENCE_BYTES_MAX,
      },
      async (request, reply) => {
        const { kind, occurredOn, result = "passed", evidence } = request.body;
        await certify(desk, getStaff(request), {
          ...personOf(request),
          day: day(),
          kind: kind as SignKind,
          occurredOn: dayOrNone("occurredOn", occurredOn) ?? day(),
          result,
          evidence: filesOf(evidence),
        });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/certifications/:certificationId/first-review",
      command("firstReview", "初审", CertificationParams, body.Reviewing),
      async (request, reply) => {
        const { certificationId } = request.params;
        const { result } = request.body;
        await reviewFirst(desk, getStaff(request), { certificationId, day: day(), result });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/certifications/:certificationId/second-review",
      command("secondReview", "复核", CertificationParams, body.Reviewing),
      async (request, reply) => {
        const { certificationId } = request.params;
        const { result } = request.body;
        await reviewSecond(desk, getStaff(request), { certificationId, day: day(), result });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/verification",
      {
        ...command("verify", "报告核实结果", body.EntitlementParams, body.Verifying),
        bodyLimit: EVIDENCE_BYTES_MAX,
      },
      async (request, reply) => {
        const { result, loss, refutes = [], occurredOn, evidence } = request.body;
        await verify(desk, getStaff(request), {
          ...entitlementOf(request),
          day: day(),
          result,
          loss: loss as LossSign | undefined,
          refutes: refutes as LossSign[],
          occurredOn: dayOrNone("occurredOn", occurredOn),
          evidence: filesOf(evidence),
        });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/loss-confirmation",
      command("confirmLoss", "确认丧失资格", body.EntitlementParams, body.ConfirmingLoss),
      async (request, reply) => {
        const { kind, occurredOn } = request.body;
        await confirmLoss(desk, getStaff(request), {
          ...entitlementOf(request),
          day: day(),
          kind: kind as LossSign,
          occurredOn: dayOrNone("occurredOn", occurredOn),
        });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/loss-refutation",
      command("refuteLoss", "认定丧失信息有误", body.PersonParams, body.Nothing),
      async (request, reply) => {
        await refuteLoss(desk, getStaff(request), { ...personOf(request), day: day() });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/unit-decision",
      command("decideAsUnit", "单位认定通过或不通过", body.EntitlementParams, body.UnitDeciding),
      async (request, reply) => {
        const { result, loss } = request.body;
        await decideAsUnit(desk, getStaff(request), {
          ...entitlementOf(request),
          day: day(),
          result,
          loss: loss as LossSign | undefined,
        });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/maintenance",
      command("maintain", "更新基础信息", body.PersonParams, body.Maintaining),
      async (request, reply) => {
        const { renewed } = request.body;
        await maintain(desk, getStaff(request), { ...personOf(request), day: day(), renewed });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/payment-results",
      command("recordPayment", "登记一个月的发放结果", body.EntitlementParams, body.PaymentResult),
      async (request, reply) => {
        const { result, month } = request.body;
        await recordPayment(desk, getStaff(request), {
          ...entitlementOf(request),
          day: day(),
          result,
          month: monthIndexOf(readDay("month", `${month}-01`)),
        });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/objection",
      command("object", "提出异议：本人仍应领取", body.EntitlementParams, body.Nothing),
      async (request, reply) => {
        await objectTo(desk, getStaff(request), { ...entitlementOf(request), day: day() });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/public-objection",
      command("objectPublicly", "登记对公示结果的异议", body.EntitlementParams, body.Nothing),
      async (request, reply) => {
        await objectPublicly(desk, getStaff(request), { ...entitlementOf(request), day: day() });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/objection-resolution",
      command(
        "resolveObjection",
        "对公示异议作出处理",
        body.EntitlementParams,
        body.ResolvingObjection,
      ),
      async (request, reply) => {
        const { result, loss } = request.body;
        await resolveObjection(desk, getStaff(request), {
          ...entitlementOf(request),
          day: day(),
          result,
          loss: loss as LossSign | undefined,
        });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/applications",
      command("apply", "申请恢复、补发或终止", body.EntitlementParams, body.Applying),
      async (request, reply) => {
        const { action, wasTerminated = false } = request.body;
        await applyFor(desk, getStaff(request), {
          ...entitlementOf(request),
          day: day(),
          action,
          wasTerminated,
        });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/signatures",
      command("sign", "在高风险业务上签字", body.EntitlementParams, body.Signing),
      async (request, reply) => {
        const { action } = request.body;
        await sign(desk, getStaff(request), { ...entitlementOf(request), day: day(), action });
        return await reply.code(204).send(null);
      },
    );
  };
}

const CertificationParams = Type.Object({ certificationId: Type.Integer({ minimum: 1 }) });

function command<Params extends TSchema, Body extends TSchema>(
  operationId: string,
  summary: string,
  params: Params,
  given: Body,
) {
  return {
    schema: {
      operationId,
      summary,
      tags: ["业务"],
      params,
      body: given,
      response: { 204: Type.Null(), ...PROBLEM_RESPONSES },
    },
  };
}

function personOf({ params }: FastifyRequest) {
  const { beneficiaryId } = params as { readonly beneficiaryId: number };
  return { beneficiaryId: beneficiaryIdOf(beneficiaryId) };
}

function entitlementOf(request: FastifyRequest) {
  const { number } = request.params as { readonly number: number };
  return { ...personOf(request), number };
}

function dayOrNone(field: string, text: string | undefined): Day | undefined {
  return text === undefined ? undefined : readDay(field, text);
}

interface EvidenceInBody {
  readonly kind: EvidenceKind;
  readonly mediaType: string;
  readonly content: string;
}

function filesOf(given: readonly EvidenceInBody[] | undefined): readonly GivenEvidence[] {
  return (given ?? []).map(({ kind, mediaType, content }) => ({
    kind,
    mediaType,
    content: Buffer.from(content, "base64"),
  }));
}
