// Answers that come in from outside, noted by the desk: of sources to feedback (SC 9), of whoever was
// told of a wrong loss (SC 27), and the monthly death lists of units and service points (SC 22).

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { beneficiaryIdOf } from "@lingdai/store";
import { Type } from "typebox";

import type { Desk } from "../use-cases/desk.ts";
import { acknowledgeRetraction, answerFeedback, fileDeathList } from "../use-cases/follow-up.ts";
import { Nothing } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { DateText, readDay } from "./civil-dates.ts";
import { command } from "./command-schema.ts";
import { getStaff } from "./recognize-staff.ts";

const Id = Type.Integer({ minimum: 1, examples: [1] });

const Answering = Type.Object(
  {
    state: Type.Enum(["sent", "corrected", "upheld"], {
      description: "sent 已送来源、corrected 来源已更正、upheld 来源坚持",
    }),
  },
  { additionalProperties: false, examples: [{ state: "sent" }] },
);

/** More than die in a month in any one place. */
const DEATHS_MAX = 500;

const FilingDeaths = Type.Object(
  {
    month: Type.String({ pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$" }),
    deaths: Type.Array(
      Type.Object(
        { beneficiaryId: Type.Integer({ minimum: 1 }), occurredOn: DateText },
        { additionalProperties: false },
      ),
      { maxItems: DEATHS_MAX, description: "没有死亡人员也要报，此处为空" },
    ),
  },
  { additionalProperties: false, examples: [{ month: "2024-02", deaths: [] }] },
);

export function answerRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/feedback-cases/:feedbackId/answer",
      command({
        operationId: "answerFeedback",
        summary: "登记来源对反馈的答复",
        tag: "反馈",
        params: Type.Object({ feedbackId: Id }),
        body: Answering,
      }),
      async (request) => {
        const { feedbackId } = request.params;
        const { state } = request.body;
        await answerFeedback(desk, getStaff(request), { feedbackId, state, day: clock.today() });
      },
    );
    api.post(
      "/retractions/:retractionId/acknowledgement",
      command({
        operationId: "acknowledgeRetraction",
        summary: "登记对方已确认更正",
        tag: "反馈",
        params: Type.Object({ retractionId: Id }),
        body: Nothing,
      }),
      async (request) => {
        const { retractionId } = request.params;
        await acknowledgeRetraction(desk, getStaff(request), { retractionId, day: clock.today() });
      },
    );
    api.post(
      "/death-lists",
      command({
        operationId: "fileDeathList",
        summary: "报送本单位一个月的死亡名单",
        tag: "反馈",
        body: FilingDeaths,
      }),
      async (request) => {
        const { month, deaths } = request.body;
        await fileDeathList(desk, getStaff(request), {
          day: clock.today(),
          month: readDay("month", `${month}-01`),
          deaths: deaths.map(({ beneficiaryId, occurredOn }) => ({
            beneficiaryId: beneficiaryIdOf(beneficiaryId),
            occurredOn: readDay("occurredOn", occurredOn),
          })),
        });
      },
    );
  };
}
