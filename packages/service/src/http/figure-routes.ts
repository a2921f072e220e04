// Figures of places from the roll-ups: how many benefits stand where, by the next smaller places of
// the viewer's own. Nothing about any person.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { formatDay } from "@lingdai/policy";
import type { Database, PlaceDigits, RollUpRow, StaffViewer } from "@lingdai/store";
import { inTransaction, readRollUp } from "@lingdai/store";
import { Type } from "typebox";

import type { CivilClock } from "./civil-clock.ts";
import { OptionalDate } from "./civil-dates.ts";
import { Problem } from "./problem.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getViewer } from "./recognize-staff.ts";

const Figures = Type.Object({
  asOf: Type.String({ format: "date" }),
  rows: Type.Array(
    Type.Object({
      place: Type.String(),
      policy: Type.Union([Type.String(), Type.Null()]),
      insurance: Type.String(),
      conclusion: Type.Union([Type.String(), Type.Null()]),
      status: Type.String(),
      deadlineMonth: OptionalDate,
      benefits: Type.Integer(),
    }),
  ),
});

const DIGITS = [2, 4, 6, 9, 12] as const;

export function figureRoutes({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.get(
      "/figures",
      {
        schema: {
          operationId: "getFigures",
          summary: "管辖范围内各地的人数",
          tags: ["统计"],
          querystring: Type.Object(
            {
              digits: Type.Optional(
                Type.Integer({ description: "按几位区划代码统计：2、4、6、9、12" }),
              ),
            },
            { additionalProperties: false },
          ),
          response: { 200: Figures, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => {
        const viewer = getViewer(request);
        const query = { digits: digitsOf(viewer, request.query.digits), within: placeOf(viewer) };
        const rows = await inTransaction(
          database,
          viewer,
          async (tx) => await readRollUp(tx, query),
        );
        return { asOf: formatDay(clock.today()), rows: rows.map(wordsOf) };
      },
    );
  };
}

/** Units have lists and no places below them. */
function placeOf({ level, place }: StaffViewer): string {
  if (level === "unit") throw new Problem("not-permitted");
  return place;
}

function digitsOf({ place }: StaffViewer, asked: number | undefined): PlaceDigits {
  const digits = DIGITS.find((each) => each === (asked ?? place.length));
  if (digits === undefined || digits < place.length) throw new Problem("bad-request", "digits");
  return digits;
}

function wordsOf(row: RollUpRow) {
  const { deadlineMonth } = row;
  return { ...row, deadlineMonth: deadlineMonth === null ? null : formatDay(deadlineMonth) };
}
