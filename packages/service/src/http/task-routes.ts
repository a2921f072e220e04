// Verification tasks beyond their result: taken and given back, handed to another body, escalated to
// the agency.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";

import { transferTask } from "../use-cases/decide.ts";
import type { Desk } from "../use-cases/desk.ts";
import { releaseTask, takeTask } from "../use-cases/take-task.ts";
import { EntitlementParams, Nothing } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { codeIn, codeOf } from "./civil-dates.ts";
import { command, entitlementOf, versionedCommand } from "./command-schema.ts";
import { BODIES } from "./desk-words.ts";
import { getStaff } from "./recognize-staff.ts";
import { seenTagOf } from "./version-tag.ts";

const TaskParams = Type.Object({ taskId: Type.Integer({ minimum: 1, examples: [1] }) });
const Transferring = Type.Object(
  { to: codeOf(BODIES) },
  { additionalProperties: false, examples: [{ to: "service-point" }] },
);

const tag = "核实";

export function taskRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.put(
      "/tasks/:taskId/assignment",
      command({
        operationId: "takeTask",
        summary: "领取一项核实任务",
        tag,
        params: TaskParams,
        body: Nothing,
      }),
      async (request) => {
        await takeTask(desk, getStaff(request), request.params);
      },
    );
    api.delete(
      "/tasks/:taskId/assignment",
      command({
        operationId: "releaseTask",
        summary: "退回领取的核实任务",
        tag,
        params: TaskParams,
      }),
      async (request) => {
        await releaseTask(desk, getStaff(request), request.params);
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/task-transfer",
      versionedCommand({
        operationId: "transferTask",
        summary: "把核实任务转给另一类单位",
        tag,
        params: EntitlementParams,
        body: Transferring,
      }),
      async (request) => {
        await transferTask(desk, getStaff(request), {
          ...entitlementOf(request),
          seenTag: seenTagOf(request),
          day: clock.today(),
          to: codeIn(BODIES, request.body.to) ?? "agency",
        });
      },
    );
    api.post(
      "/beneficiaries/:beneficiaryId/entitlements/:number/task-escalation",
      versionedCommand({
        operationId: "escalateTask",
        summary: "把核实任务上交经办机构",
        tag,
        params: EntitlementParams,
        body: Nothing,
      }),
      async (request) => {
        await transferTask(desk, getStaff(request), {
          ...entitlementOf(request),
          seenTag: seenTagOf(request),
          day: clock.today(),
          to: "agency",
        });
      },
    );
  };
}
