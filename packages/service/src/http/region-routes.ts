// What an agency declares for a whole region: certification windows (WH 5), and that the clock of a
// late source's people is held (D16). Each answers with the number of cases that it touches.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";

import { announceWindow, holdClock, releaseClock } from "../use-cases/announce.ts";
import type { Desk } from "../use-cases/desk.ts";
import { Announcing, Holding } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { readDay } from "./civil-dates.ts";
import { command, tellingCommand } from "./command-schema.ts";
import { getStaff } from "./recognize-staff.ts";

const FREQUENCY_MONTHS = 12;

const Touched = Type.Object({ touched: Type.Integer({ description: "涉及的案卷数" }) });

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
      tellingCommand(
        {
          operationId: "announceWindow",
          summary: "公告一个集中认证期",
          tag: "地区",
          body: Announcing,
        },
        Touched,
      ),
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
      command({
        operationId: "holdClock",
        summary: "来源迟到，暂不计时",
        tag: "地区",
        body: Holding,
      }),
      async (request) => {
        await holdClock(desk, getStaff(request), { ...request.body, day: clock.today() });
      },
    );
    api.post(
      "/clock-holds/release",
      tellingCommand(
        {
          operationId: "releaseClock",
          summary: "恢复计时",
          tag: "地区",
          body: Holding,
        },
        Touched,
      ),
      async (request) => {
        const given = { ...request.body, day: clock.today() };
        return { touched: await releaseClock(desk, getStaff(request), given) };
      },
    );
  };
}
