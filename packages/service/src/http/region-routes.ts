// What an agency declares for a whole region: certification windows (WH 5), and that the clock of a
// late source's people is held (D16). Each answers with the number of cases that it touches.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";

import { announceWindow, holdClock, releaseClock } from "../use-cases/announce.ts";
import type { Desk } from "../use-cases/desk.ts";
import { Announcing, Holding } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { readDay } from "./civil-dates.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getStaff } from "./recognize-staff.ts";

const FREQUENCY_MONTHS = 12;

const Touched = Type.Object({ touched: Type.Integer({ description: "涉及的案卷数" }) });
const RESPONSES = { 200: Touched, ...PROBLEM_RESPONSES };

export function regionRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/windows",
      {
        schema: {
          operationId: "announceWindow",
          summary: "公告一个集中认证期",
          tags: ["地区"],
          body: Announcing,
          response: RESPONSES,
        },
      },
      async (request) => {
        const { payDivision, from, to, groups, frequencyMonths = FREQUENCY_MONTHS } = request.body;
        const window = {
          from: readDay("from", from),
          to: readDay("to", to),
          groups,
          frequencyMonths,
        };
        const day = clock.today();
        const touched = await announceWindow(desk, getStaff(request), { payDivision, day, window });
        return { touched };
      },
    );
    api.post(
      "/clock-holds",
      {
        schema: {
          operationId: "holdClock",
          summary: "来源迟到，暂不计时",
          tags: ["地区"],
          body: Holding,
          response: { 204: Type.Null(), ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        await holdClock(desk, getStaff(request), { ...request.body, day: clock.today() });
        return await reply.code(204).send(null);
      },
    );
    api.post(
      "/clock-holds/release",
      {
        schema: {
          operationId: "releaseClock",
          summary: "恢复计时",
          tags: ["地区"],
          body: Holding,
          response: RESPONSES,
        },
      },
      async (request) => {
        const given = { ...request.body, day: clock.today() };
        return { touched: await releaseClock(desk, getStaff(request), given) };
      },
    );
  };
}
