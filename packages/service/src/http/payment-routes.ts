// What agencies see of the payment systems: their books, and every difference between what was decided
// and what was done, until somebody has worked it off.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { formatDay } from "@lingdai/policy";
import {
  INCIDENT_OUTCOMES,
  INCIDENT_ROWS_MAX,
  inTransaction,
  listIncidents,
  readPaymentBooks,
} from "@lingdai/store";
import { Type } from "typebox";

import type { Desk } from "../use-cases/desk.ts";
import { closePaymentIncident } from "../use-cases/close-incident.ts";
import type { CivilClock } from "./civil-clock.ts";
import { dateOrNull } from "./civil-dates.ts";
import { answering, command } from "./command-schema.ts";
import { Problem } from "./problem.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getStaff, getViewer } from "./recognize-staff.ts";

const ROWS_DEFAULT = 50;
const NullableText = Type.Union([Type.String(), Type.Null()]);

const Incidents = Type.Object({
  rows: Type.Array(
    Type.Object({
      incidentId: Type.Integer(),
      payDivision: NullableText,
      instructionNumber: Type.Union([Type.Integer(), Type.Null()]),
      kind: Type.String({
        description:
          "refused 拒绝，date-differs 日期不符，amount-differs 金额不符，unknown-instruction 没有这条指令，" +
          "contradicting-receipts 回执互相矛盾，no-receipt 逾期没有回执，unreadable-file 文件读不了",
      }),
      detail: Type.Unknown({ description: "我们的决定与对方的说法" }),
      openedOn: Type.String({ format: "date" }),
      closedOn: NullableText,
      outcome: NullableText,
    }),
  ),
  next: Type.Union([Type.Integer(), Type.Null()]),
});

const Books = Type.Object({
  agencies: Type.Array(
    Type.Object({
      payDivision: Type.String(),
      lastNumber: Type.Integer({ description: "最后一条指令的编号" }),
      notFiled: Type.Integer({ description: "还没有写进文件的" }),
      unanswered: Type.Integer({ description: "已发出、没有回执的" }),
      done: Type.Integer(),
      refused: Type.Integer(),
      openIncidents: Type.Integer(),
    }),
  ),
});

export function paymentRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.get(
      "/payment-books",
      answering(
        {
          operationId: "getPaymentBooks",
          summary: "支付指令对账：每个经办机构的指令、回执和差异",
          tag: "支付",
        },
        Books,
      ),
      async (request) => {
        const viewer = getViewer(request);
        if (!AGENCY_LEVELS.has(viewer.level)) throw new Problem("not-permitted");
        return await inTransaction(desk.database, viewer, async (tx) => ({
          agencies: [...(await readPaymentBooks(tx, viewer.place))],
        }));
      },
    );
    api.get(
      "/payment-incidents",
      {
        schema: {
          operationId: "listPaymentIncidents",
          summary: "支付差异：决定与回执不一致，等人处理",
          tags: ["支付"],
          querystring: Type.Object(
            {
              which: Type.Optional(Type.Enum(["open", "all"])),
              after: Type.Optional(Type.Integer({ minimum: 1, description: "上一页给出的 next" })),
              limit: Type.Optional(Type.Integer({ minimum: 1, maximum: INCIDENT_ROWS_MAX })),
            },
            { additionalProperties: false },
          ),
          response: { 200: Incidents, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => {
        const { which = "open", after, limit = ROWS_DEFAULT } = request.query;
        const rows = await inTransaction(
          desk.database,
          getViewer(request),
          async (tx) => await listIncidents(tx, { which, after, limit }),
        );
        return {
          rows: rows.map((row) => ({
            ...row,
            openedOn: formatDay(row.openedOn),
            closedOn: dateOrNull(row.closedOn),
          })),
          next: rows.length < limit ? null : (rows.at(-1)?.incidentId ?? null),
        };
      },
    );
    api.post(
      "/payment-incidents/:incidentId/closing",
      command({
        operationId: "closePaymentIncident",
        summary: "支付差异已处理",
        tag: "支付",
        params: Type.Object({ incidentId: Type.Integer({ minimum: 1 }) }),
        body: Type.Object(
          { outcome: Type.Enum([...INCIDENT_OUTCOMES]) },
          { additionalProperties: false, examples: [{ outcome: "corrected-there" }] },
        ),
      }),
      async (request) => {
        await closePaymentIncident(desk, getStaff(request), {
          incidentId: request.params.incidentId,
          outcome: request.body.outcome,
          day: clock.today(),
        });
      },
    );
  };
}

/** Payment is the business of agencies; service points and units see their people's notices. */
const AGENCY_LEVELS: ReadonlySet<string> = new Set(["province", "city", "county"]);
