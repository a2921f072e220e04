// The three lists and the uncertified list, a page at a time, of a place within the viewer's sight.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { bandSince, formatDay, INSURANCES, isCodeOf, parseDay } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";
import type { Database, ListCursor, ListPlace, ListRow, StaffViewer } from "@lingdai/store";
import {
  appendAudit,
  beneficiaryIdOf,
  inTransaction,
  LIST_ROWS_MAX,
  listByConclusion,
  listUncertified,
} from "@lingdai/store";
import { Type } from "typebox";

import type { CivilClock } from "./civil-clock.ts";
import { codeOf, dateOrNull } from "./civil-dates.ts";
import { STANDING_FIELDS } from "./entitlement-schema.ts";
import { maskedPerson, PersonSchema } from "./masked-person.ts";
import { Problem } from "./problem.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getViewer } from "./recognize-staff.ts";

const ROWS_DEFAULT = 20;

const Query = Type.Object(
  {
    division: Type.Optional(
      Type.String({
        pattern: "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$",
        description: "行政区划代码；不填为自己的管辖范围",
      }),
    ),
    insurance: Type.Optional(codeOf(INSURANCES)),
    after: Type.Optional(Type.String({ maxLength: 60, description: "上一页给出的 next" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIST_ROWS_MAX })),
  },
  { additionalProperties: false },
);

const Page = Type.Object({
  asOf: Type.String({ format: "date" }),
  rows: Type.Array(
    Type.Object({
      beneficiaryId: Type.Integer(),
      person: PersonSchema,
      residenceDivision: Type.Union([Type.String(), Type.Null()]),
      band: Type.Union([Type.String(), Type.Null()], { description: "未认证时间段（川附件 7）" }),
      ...STANDING_FIELDS,
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()], { description: "下一页从这里接着；没有了为空" }),
});

const LISTS = {
  eligible: "具备资格人员",
  lost: "丧失资格人员",
  pending: "待核实人员",
  uncertified: "未认证人员（满 10 个月）",
} as const;
type ListName = keyof typeof LISTS;

export function listRoutes({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    for (const list of Object.keys(LISTS) as ListName[]) {
      api.get(
        `/lists/${list}`,
        {
          schema: {
            operationId: `list-${list}`,
            summary: LISTS[list],
            tags: ["名单"],
            querystring: Query,
            response: { 200: Page, ...PROBLEM_RESPONSES },
          },
        },
        async (request) => {
          const viewer = getViewer(request);
          const { division, insurance, after, limit = ROWS_DEFAULT } = request.query;
          const asOf = clock.today();
          const query = {
            place: placeOf(viewer, division),
            insurance: insuranceOf(insurance),
            after: after === undefined ? undefined : readCursor(after),
            limit,
          };
          return await inTransaction(database, viewer, async (tx) => {
            const rows =
              list === "uncertified"
                ? await listUncertified(tx, asOf, query)
                : await listByConclusion(tx, list, query);
            await appendAudit(tx, [
              { action: "list", detail: { list, place: query.place.code, rows: rows.length } },
            ]);
            const last = rows.length < limit ? undefined : rows.at(-1);
            return {
              asOf: formatDay(asOf),
              rows: rows.map((row) => ({
                ...wordsOf(row, asOf),
                person: maskedPerson(database.keyring, row.sealed),
              })),
              next: last === undefined ? null : writeCursor(last),
            };
          });
        },
      );
    }
  };
}

function wordsOf(row: ListRow, asOf: Day) {
  const { sealed: _sealed, anchorOn, anchorBy, deadline, basis, decidedBy, ...rest } = row;
  return {
    ...rest,
    basis: [...basis],
    decidedBy: [...decidedBy],
    lastCertifiedOn: dateOrNull(anchorBy === null ? null : anchorOn),
    lastCertifiedBy: anchorBy,
    deadline: dateOrNull(deadline),
    band:
      anchorOn === null || row.conclusion === "lost" ? null : (bandSince(anchorOn, asOf) ?? null),
  };
}

/** The list's place: what is asked for, where it lies within the viewer's own. */
function placeOf({ level, place }: StaffViewer, asked: string | undefined): ListPlace {
  if (level === "unit") return { kind: "unit", code: place };
  const code = asked ?? place;
  if (!code.startsWith(place)) throw new Problem("not-found", "division");
  const isServicePoint = level === "township" || level === "village" || code.length > 6;
  return { kind: isServicePoint ? "residence" : "pay", code };
}

function insuranceOf(text: string | undefined) {
  return text !== undefined && isCodeOf(INSURANCES, text) ? text : undefined;
}

function writeCursor({ anchorOn, beneficiaryId, number }: ListRow): string {
  return `${formatDay(anchorOn ?? 0)}.${beneficiaryId}.${number}`;
}

function readCursor(text: string): ListCursor {
  const [day = "", id = "", number = ""] = text.split(".");
  const anchorOn = parseDay(day);
  if (anchorOn === undefined || !/^\d{1,15}$/.test(id) || !/^\d{1,4}$/.test(number)) {
    throw new Problem("bad-request", "after");
  }
  return { anchorOn, beneficiaryId: beneficiaryIdOf(Number(id)), number: Number(number) };
}
