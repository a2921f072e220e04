// What staff do to a person's case: each command is a sub-resource, answered 204 when it was carried
// out and with the refusal's own code when not. A route only translates; use cases do the work.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { monthIndexOf } from "@lingdai/policy";
import type { Day, LossSign, SignKind } from "@lingdai/policy";
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
import { maintain } from "../use-cases/keep-record.ts";
import { applyFor, sign } from "../use-cases/sign.ts";
import * as body from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { readDay } from "./civil-dates.ts";
import { command, entitlementOf, personOf, versionedCommand } from "./command-schema.ts";
import { getStaff } from "./recognize-staff.ts";
import { seenTagOf } from "./version-tag.ts";

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
        ...deciding("certify", "提交一次认证", body.PersonParams, body.Certifying),
        bodyLimit: body.EVIDENCE_BYTES_MAX,
      },
      async (request) => {
        const { kind, occurredOn, result = "passed", evidence } = request.body;
        await certify(desk, getStaff(request), {
          ...seenPersonOf(request),
          day: day(),
          kind: kind as SignKind,
          occurredOn: dayOrNone("occurredOn", occurredOn) ?? day(),
          result,
          evidence: body.filesOf(evidence),
        });
      },
    );
    api.post(
      "/certifications/:certificationId/first-review",
      reviewing("firstReview", "初审", CertificationParams, body.Reviewing),
      async (request) => {
        const { certificationId } = request.params;
        const { result } = request.body;
        await reviewFirst(desk, getStaff(request), { certificationId, day: day(), result });
      },
    );
    api.post(
      "/certifications/:certificationId/second-review",
      reviewing("secondReview", "复核", CertificationParams, body.Reviewing),
      async (request) => {
        const { certificationId } = request.params;
        const { result } = request.body;
        await reviewSecond(desk, getStaff(request), { certificationId, day: day(), result });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/verification",
      {
        ...deciding("verify", "报告核实结果", body.EntitlementParams, body.Verifying),
        bodyLimit: body.EVIDENCE_BYTES_MAX,
      },
      async (request) => {
        const { result, loss, refutes = [], occurredOn, evidence } = request.body;
        await verify(desk, getStaff(request), {
          ...seenEntitlementOf(request),
          day: day(),
          result,
          loss: loss as LossSign | undefined,
          refutes: refutes as LossSign[],
          occurredOn: dayOrNone("occurredOn", occurredOn),
          evidence: body.filesOf(evidence),
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/loss-confirmation",
      deciding("confirmLoss", "确认丧失资格", body.EntitlementParams, body.ConfirmingLoss),
      async (request) => {
        const { kind, occurredOn } = request.body;
        await confirmLoss(desk, getStaff(request), {
          ...seenEntitlementOf(request),
          day: day(),
          kind: kind as LossSign,
          occurredOn: dayOrNone("occurredOn", occurredOn),
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/loss-refutation",
      deciding("refuteLoss", "认定丧失信息有误", body.PersonParams, body.Nothing),
      async (request) => {
        await refuteLoss(desk, getStaff(request), { ...seenPersonOf(request), day: day() });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/unit-decision",
      deciding("decideAsUnit", "单位认定通过或不通过", body.EntitlementParams, body.UnitDeciding),
      async (request) => {
        const { result, loss } = request.body;
        await decideAsUnit(desk, getStaff(request), {
          ...seenEntitlementOf(request),
          day: day(),
          result,
          loss: loss as LossSign | undefined,
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/maintenance",
      deciding("maintain", "更新基础信息", body.PersonParams, body.Maintaining),
      async (request) => {
        const { renewed } = request.body;
        await maintain(desk, getStaff(request), { ...seenPersonOf(request), day: day(), renewed });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/payment-results",
      deciding("recordPayment", "登记一个月的发放结果", body.EntitlementParams, body.PaymentResult),
      async (request) => {
        const { result, month } = request.body;
        await recordPayment(desk, getStaff(request), {
          ...seenEntitlementOf(request),
          day: day(),
          result,
          month: monthIndexOf(readDay("month", `${month}-01`)),
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/objection",
      deciding("object", "提出异议：本人仍应领取", body.EntitlementParams, body.Nothing),
      async (request) => {
        await objectTo(desk, getStaff(request), { ...seenEntitlementOf(request), day: day() });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/public-objection",
      deciding("objectPublicly", "登记对公示结果的异议", body.EntitlementParams, body.Nothing),
      async (request) => {
        await objectPublicly(desk, getStaff(request), {
          ...seenEntitlementOf(request),
          day: day(),
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/objection-resolution",
      deciding(
        "resolveObjection",
        "对公示异议作出处理",
        body.EntitlementParams,
        body.ResolvingObjection,
      ),
      async (request) => {
        const { result, loss } = request.body;
        await resolveObjection(desk, getStaff(request), {
          ...seenEntitlementOf(request),
          day: day(),
          result,
          loss: loss as LossSign | undefined,
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/applications",
      deciding("apply", "申请恢复、补发或终止", body.EntitlementParams, body.Applying),
      async (request) => {
        const { action, wasTerminated = false } = request.body;
        await applyFor(desk, getStaff(request), {
          ...seenEntitlementOf(request),
          day: day(),
          action,
          wasTerminated,
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/signatures",
      deciding("sign", "在高风险业务上签字", body.EntitlementParams, body.Signing),
      async (request) => {
        const { action } = request.body;
        await sign(desk, getStaff(request), { ...seenEntitlementOf(request), day: day(), action });
      },
    );
  };
}

const CertificationParams = Type.Object({ certificationId: Type.Integer({ minimum: 1 }) });

function deciding<Params extends TSchema, Body extends TSchema>(
  operationId: string,
  summary: string,
  params: Params,
  given: Body,
) {
  return versionedCommand({ operationId, summary, tag: "业务", params, body: given });
}

function reviewing<Body extends TSchema>(
  operationId: string,
  summary: string,
  params: typeof CertificationParams,
  given: Body,
) {
  return command({ operationId, summary, tag: "认证", params, body: given });
}

function seenPersonOf(request: FastifyRequest) {
  return { ...personOf(request), seenTag: seenTagOf(request) };
}

function seenEntitlementOf(request: FastifyRequest) {
  return { ...entitlementOf(request), seenTag: seenTagOf(request) };
}

function dayOrNone(field: string, text: string | undefined): Day | undefined {
  return text === undefined ? undefined : readDay(field, text);
}
