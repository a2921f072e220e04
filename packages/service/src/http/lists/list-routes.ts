// The two routes of a list: a page of it, going on from where the last one ended, and all of it as a
// file that streams. Both see what the viewer may see, masked, and both are audited.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { formatDay, mayDo } from "@lingdai/policy";
import type { Database, SignedIn } from "@lingdai/store";
import { appendAudit, inTransaction } from "@lingdai/store";
import type { Static, TObject, TProperties } from "typebox";
import { Type } from "typebox";

import { TABLE_FORMATS, tableFile } from "../../export/table-file.ts";
import type { CivilClock } from "../civil-clock.ts";
import { PROBLEM_RESPONSES } from "../problem-schema.ts";
import { Problem } from "../problem.ts";
import { getStaff } from "../recognize-staff.ts";
import type { AnyRow } from "./columns.ts";
import { columnsOf } from "./columns.ts";
import type { CursorOf, CursorShape } from "./cursor.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { List, ListedRow, PageRequest } from "./list.ts";

const ROWS_DEFAULT = 20;
const ROWS_MAX = 200;
/** Larger batches export no faster, and hold up everybody else's requests for longer. */
const EXPORT_BATCH = 500;
export const EXPORTS_A_MINUTE = { max: 20, timeWindow: "1 minute" };

const PAGING = {
  after: Type.Optional(Type.String({ maxLength: 600, description: "上一页给出的 next" })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: ROWS_MAX, default: ROWS_DEFAULT })),
};

export interface ListParts {
  readonly database: Database;
  readonly clock: CivilClock;
}

export function listRoutes<
  Filters extends TProperties,
  Row extends TProperties,
  Shape extends CursorShape,
>({ database, clock }: ListParts, list: List<Filters, Row, Shape>): FastifyPluginAsyncTypebox {
  type Request = PageRequest<Filters, Shape>;
  type Rows = readonly ListedRow<Row>[];

  const readPage = async (request: Request, action: "list" | "export-list"): Promise<Rows> =>
    await inTransaction(database, request.staff, async (tx) => {
      const rows = await list.read(tx, request);
      if (list.about === "people" && (action === "list" || request.after === undefined)) {
        const detail = { list: list.name, ...request.filters, rows: rows.length };
        await appendAudit(tx, [{ action, detail }]);
      }
      return rows;
    });

  return async (api) => {
    await Promise.resolve();
    api.get(
      list.path,
      {
        schema: {
          operationId: `list${list.name}`,
          summary: list.summary,
          tags: [list.tag],
          querystring: Type.Object({ ...list.filters, ...PAGING }, { additionalProperties: false }),
          response: {
            200: Type.Object({
              asOf: Type.String({ format: "date" }),
              rows: Type.Array(Type.Object(list.row)),
              next: Type.Union([Type.String(), Type.Null()], {
                description: "下一页从这里接着；没有了为空",
              }),
            }),
            ...PROBLEM_RESPONSES,
          },
        },
      },
      async (request) => {
        const { after, limit = ROWS_DEFAULT, ...filters } = request.query as Paging;
        const rows = await readPage(
          {
            staff: readerOf(getStaff(request), list),
            asOf: clock.today(),
            filters: filters as Static<TObject<Filters>>,
            after: after === undefined ? undefined : readCursor(after, list.order),
            limit,
          },
          "list",
        );
        const last = rows.length < limit ? undefined : rows.at(-1);
        return {
          asOf: formatDay(clock.today()),
          rows: rows.map(({ row }) => row),
          next: last === undefined ? null : writeCursor(last.cursor),
        };
      },
    );
    api.get(
      `${list.path}/export`,
      {
        config: { rateLimit: EXPORTS_A_MINUTE },
        schema: {
          operationId: `export${list.name}`,
          summary: `${list.summary}：导出文件`,
          tags: [list.tag],
          querystring: Type.Object(
            { ...list.filters, format: Type.Enum([...TABLE_FORMATS], { default: "csv" }) },
            { additionalProperties: false },
          ),
          response: { 200: TABLE_FILE, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        const { format, ...filters } = request.query as Exporting;
        const staff = readerOf(getStaff(request), list);
        if (!mayDo("export-list", staff.role, staff.level)) throw new Problem("not-permitted");
        const first: Request = {
          staff,
          asOf: clock.today(),
          filters: filters as Static<TObject<Filters>>,
          after: undefined,
          limit: EXPORT_BATCH,
        };
        // What cannot be listed is refused before a file is begun.
        const begun = await readPage(first, "export-list");
        const file = tableFile(format, `${list.summary}-${formatDay(first.asOf)}`, {
          title: list.summary,
          columns: columnsOf(list.row),
          batches: goOn(begun, first),
        });
        return await reply.headers(file.headers).send(file.content as never);
      },
    );
  };

  /** Batch by batch, each in a transaction of its own: a slow reader holds up nobody. */
  async function* goOn(begun: Rows, first: Request): AsyncGenerator<readonly AnyRow[]> {
    let rows = begun;
    let written = 0;
    for (;;) {
      written += rows.length;
      yield rows.map(({ row }) => row as AnyRow);
      const last = rows.at(-1);
      if (last === undefined || rows.length < EXPORT_BATCH) break;
      rows = await readPage(
        { ...first, after: last.cursor as unknown as CursorOf<Shape> },
        "export-list",
      );
    }
    if (list.about === "facts") return;
    await inTransaction(database, first.staff, async (tx) => {
      const detail = { list: list.name, ...first.filters, rows: written };
      await appendAudit(tx, [{ action: "finish-export", detail }]);
    });
  }
}

interface Paging {
  readonly after?: string;
  readonly limit?: number;
}
interface Exporting {
  readonly format: (typeof TABLE_FORMATS)[number];
}

function readerOf(
  staff: SignedIn,
  { command }: { readonly command?: Parameters<typeof mayDo>[0] | undefined },
): SignedIn {
  if (command !== undefined && !mayDo(command, staff.role, staff.level)) {
    throw new Problem("not-permitted");
  }
  return staff;
}

export const TABLE_FILE = {
  description: "文件，边读边写",
  content: {
    "text/csv": { schema: Type.String() },
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
      schema: Type.String({ format: "binary" }),
    },
  },
};
