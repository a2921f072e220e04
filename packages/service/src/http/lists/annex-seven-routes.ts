// The uncertified list as SC annex 7 has it drawn up: by insured place, insurance and band, to be taken
// along as a file. In a workbook each band has its sheet, in the annex's order; a CSV names the band in
// a column. Within the viewer's sight, masked, audited; read batch by batch.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Band, Insurance } from "@lingdai/policy";
import {
  BANDS,
  bandSince,
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  formatDay,
  INSURANCES,
  isCodeOf,
  mayDo,
  wholeMonthsBetween,
} from "@lingdai/policy";
import type { ListRow, SignedIn, UncertifiedQuery } from "@lingdai/store";
import {
  appendAudit,
  beneficiaryIdOf,
  inTransaction,
  LIST_ROWS_MAX,
  listUncertified,
  namesOfDivisions,
} from "@lingdai/store";
import { Type } from "typebox";

import type { Column, Table } from "../../export/table.ts";
import { headersOf, TABLE_FORMATS } from "../../export/table-file.ts";
import { writeCsv } from "../../export/write-csv.ts";
import { writeXlsx } from "../../export/write-xlsx.ts";
import { codeIn, codeOf, dateOrNull } from "../civil-dates.ts";
import { maskedPerson } from "../masked-person.ts";
import { PROBLEM_RESPONSES } from "../problem-schema.ts";
import { Problem } from "../problem.ts";
import { getStaff } from "../recognize-staff.ts";
import { DivisionFilter, placeOf } from "./place-of-list.ts";
import type { ListParts } from "./list-routes.ts";
import { EXPORTS_A_MINUTE, TABLE_FILE } from "./list-routes.ts";

const TITLE = "未认证人员名单";

const Query = Type.Object(
  {
    division: DivisionFilter,
    insurance: Type.Optional(codeOf(INSURANCES)),
    band: Type.Optional(codeOf(BANDS)),
    format: Type.Enum([...TABLE_FORMATS], { default: "xlsx" }),
  },
  { additionalProperties: false },
);

interface Asked {
  readonly staff: SignedIn;
  readonly asOf: number;
  readonly division: string | undefined;
  readonly insurance: Insurance | undefined;
}

/** A row with its number on its sheet and the names of its places. */
interface Line {
  readonly at: number;
  readonly row: ListRow;
  readonly person: ReturnType<typeof maskedPerson>;
  readonly payPlace: string;
  readonly residence: string | null;
}

export function annexSevenRoutes({ database, clock }: ListParts): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.get(
      "/lists/uncertified/annex-7",
      {
        config: { rateLimit: EXPORTS_A_MINUTE },
        schema: {
          operationId: "downloadUncertifiedByBand",
          summary: "未认证人员名单（川附件7）：按参保地、险种、未认证时间段下载",
          tags: ["名单"],
          querystring: Query,
          response: { 200: TABLE_FILE, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        const { division, format, ...codes } = request.query;
        const staff = getStaff(request);
        if (!mayDo("export-list", staff.role, staff.level)) throw new Problem("not-permitted");
        const insurance = codeIn(INSURANCES, codes.insurance);
        const band = codeIn(BANDS, codes.band);
        // What is out of sight is refused before a file is begun.
        placeOf(staff, division);
        const asked: Asked = { staff, asOf: clock.today(), division, insurance };
        const detail = { list: "UncertifiedByBand", division, insurance, band };
        await inTransaction(database, staff, async (tx) => {
          await appendAudit(tx, [{ action: "export-list", detail }]);
        });
        const count = { rows: 0 };
        const finish = async () => {
          await inTransaction(database, staff, async (tx) => {
            await appendAudit(tx, [{ action: "finish-export", detail: { ...detail, ...count } }]);
          });
        };
        const bands = band === undefined ? (Object.keys(BANDS) as Band[]) : [band];
        const content =
          format === "csv"
            ? writeCsv(sheetOf(asked, count, bands, finish))
            : writeXlsx(
                bands.map((each, at) =>
                  sheetOf(asked, count, [each], at === bands.length - 1 ? finish : undefined),
                ),
              );
        const headers = headersOf(format, `${TITLE}-${formatDay(asked.asOf)}`);
        return await reply.headers(headers).send(content as never);
      },
    );
  };

  function sheetOf(
    asked: Asked,
    count: { rows: number },
    bands: readonly Band[],
    finish: (() => Promise<void>) | undefined,
  ): Table<Line> {
    const [first] = bands;
    const title = bands.length === 1 && first !== undefined ? BANDS[first].zh : TITLE;
    async function* batches(): AsyncGenerator<readonly Line[]> {
      let at = 0;
      for (const band of bands) {
        for await (const lines of linesOf(asked, band)) {
          yield lines.map((line, place) => ({ ...line, at: at + place + 1 }));
          at += lines.length;
        }
      }
      count.rows += at;
      await finish?.();
    }
    return { title, columns: columnsAt(asked.asOf), batches: batches() };
  }

  async function* linesOf(
    { staff, asOf, division, insurance }: Asked,
    band: Band,
  ): AsyncGenerator<readonly Omit<Line, "at">[]> {
    let after: UncertifiedQuery["after"];
    for (;;) {
      const query = { place: placeOf(staff, division), insurance, band, after };
      const lines = await inTransaction(database, staff, async (tx) => {
        const rows = await listUncertified(tx, asOf, { ...query, limit: LIST_ROWS_MAX });
        const places = rows.flatMap((row) => [row.payDivision, row.residenceDivision ?? ""]);
        const names = await namesOfDivisions(tx, places);
        return rows.map((row) => ({
          row,
          person: maskedPerson(database.keyring, row.sealed),
          payPlace: names.get(row.payDivision) ?? row.payDivision,
          residence: names.get(row.residenceDivision ?? "") ?? row.residenceDivision,
        }));
      });
      if (lines.length > 0) yield lines;
      const last = lines.at(-1)?.row;
      if (last === undefined || lines.length < LIST_ROWS_MAX) return;
      const beneficiaryId = beneficiaryIdOf(last.beneficiaryId);
      after = { anchorOn: last.anchorOn ?? 0, beneficiaryId, number: last.number };
    }
  }
}

function columnsAt(asOf: number): readonly Column<Line>[] {
  const wordOf = (table: Readonly<Record<string, { readonly zh: string }>>, code: string) =>
    isCodeOf(table, code) ? (table[code]?.zh ?? code) : code;
  return [
    { heading: "序号", width: 8, valueOf: ({ at }) => at },
    { heading: "参保地", width: 16, valueOf: ({ payPlace }) => payPlace },
    { heading: "险种", width: 18, valueOf: ({ row }) => wordOf(INSURANCES, row.insurance) },
    {
      heading: "未认证时间段",
      width: 26,
      valueOf: ({ row }) => {
        const band = row.anchorOn === null ? undefined : bandSince(row.anchorOn, asOf);
        return band === undefined ? null : BANDS[band].zh;
      },
    },
    {
      heading: "未认证月数",
      width: 11,
      valueOf: ({ row }) => (row.anchorOn === null ? null : wholeMonthsBetween(row.anchorOn, asOf)),
    },
    { heading: "姓名", width: 12, valueOf: ({ person }) => person.names.join("、") },
    { heading: "证件号码", width: 22, valueOf: ({ person }) => person.idNumber },
    { heading: "联系电话", width: 15, valueOf: ({ person }) => person.phone },
    { heading: "居住地", width: 20, valueOf: ({ residence }) => residence },
    { heading: "待遇类别", width: 18, valueOf: ({ row }) => wordOf(BENEFIT_KINDS, row.kind) },
    {
      heading: "待遇状态",
      width: 11,
      valueOf: ({ row }) => wordOf(BENEFIT_STATUSES, row.status),
    },
    // SC 34: a cycle begins with the last certification, else with the benefit itself.
    { heading: "认证起始时间", width: 14, valueOf: ({ row }) => dateOrNull(row.anchorOn) },
    { heading: "认证截止时间", width: 14, valueOf: ({ row }) => dateOrNull(row.deadline) },
  ];
}
