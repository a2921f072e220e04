// Bringing rosters and observation files, and how each fares: waiting, being read with its rows so far,
// in with its books, or given up with the reason. The rows that nobody could use are a list of their own.

import multipart from "@fastify/multipart";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { formatDay, mayDo } from "@lingdai/policy";
import { findSourceFile, inTransaction } from "@lingdai/store";
import { Type } from "typebox";

import type { FileInbox } from "../intake/file-inbox.ts";
import { bringFile } from "../use-cases/bring-file.ts";
import type { Desk } from "../use-cases/desk.ts";
import { readBroughtForm } from "./brought-form.ts";
import type { CivilClock } from "./civil-clock.ts";
import { codeIn, codeOf, DateText, orNull } from "./civil-dates.ts";
import { answering } from "./command-schema.ts";
import { FILE_FAILURES, FILE_SORTS, FILE_STATES } from "./desk-words.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { Problem } from "./problem.ts";
import { getStaff, getViewer } from "./recognize-staff.ts";
import { SLOW_BODY } from "./slow-bodies.ts";

const FILES_A_MINUTE = { max: 30, timeWindow: "1 minute" };

const Form = Type.Object(
  {
    sort: codeOf(FILE_SORTS),
    mapping: Type.Optional(
      Type.String({ description: "来源映射（YAML），其中 files 要适用于这个文件；可以没有" }),
    ),
    file: Type.String({
      contentMediaType: "application/octet-stream",
      description: "CSV 等文本（可用 GZIP 压缩）、XLSX 或 Parquet，带文件名",
    }),
  },
  {
    additionalProperties: false,
    examples: [
      {
        sort: "observations",
        mapping: 'files: ["*.csv"]\nconstants: { source: 铁路, kind: rail-travel }\n',
        file: "id_number,name,occurred_on,ref\n110101194901010018,王小明,2024-01-02,T1\n",
      },
    ],
  },
);
const Brought = Type.Object({
  sourceFileId: Type.Integer({ description: "凭它查看处理情况" }),
  outcome: Type.Enum(["waits-now", "known"], {
    description: "waits-now 已收下待处理、known 同一文件早已送过",
  }),
  state: codeOf(FILE_STATES),
});
const Count = Type.Integer();
const FileAnswer = Type.Object({
  sourceFileId: Type.Integer(),
  sort: codeOf(FILE_SORTS),
  name: Type.String(),
  arrivedOn: DateText,
  state: codeOf(FILE_STATES),
  rowsDone: Type.Integer({ description: "读取中：已读多少行" }),
  books: orNull(
    Type.Object({
      rows: Count,
      accepted: Count,
      rejected: Count,
      rejectedBy: Type.Array(Type.Object({ reason: Type.String(), rows: Count })),
      duplicate: Count,
      notOnRoster: Count,
      suspicious: Count,
    }),
    "逐行核算：rows = accepted + rejected + duplicate + notOnRoster + suspicious",
  ),
  failure: orNull(
    Type.Object({
      code: codeOf(FILE_FAILURES),
      title: Type.String(),
      titleEn: Type.String(),
      detail: orNull(Type.String(), "哪里、什么不对、怎样改"),
    }),
    "没有入库的原因",
  ),
});

interface Parts {
  readonly desk: Desk;
  readonly clock: CivilClock;
  readonly inbox: FileInbox;
}

export function sourceFileRoutes({ desk, clock, inbox }: Parts): FastifyPluginAsyncTypebox {
  return async (api) => {
    await api.register(multipart);
    api.post(
      "/source-files",
      {
        config: { rateLimit: FILES_A_MINUTE, ...SLOW_BODY },
        // The form is read part by part; there is no body to hold against a schema.
        validatorCompiler: () => () => true,
        schema: {
          operationId: "bringFile",
          summary: "送来名册或认证信息文件，由后台处理；同一文件只计一次",
          tags: ["来源"],
          consumes: ["multipart/form-data"],
          body: Form,
          response: {
            200: { ...Brought, description: "同一文件早已送过" },
            202: { ...Brought, description: "已收下，待处理" },
            ...PROBLEM_RESPONSES,
            413: { ...PROBLEM_RESPONSES[400], description: "文件太大" },
            415: { ...PROBLEM_RESPONSES[400], description: "不是表单" },
          },
        },
      },
      async (request, reply) => {
        const staff = getStaff(request);
        if (!mayDo("bring-file", staff.role, staff.level)) throw new Problem("not-permitted");
        const arrival = await inbox.begin();
        try {
          const form = await readBroughtForm(request, inbox, arrival);
          const given = { ...form, arrival, day: clock.today() };
          const brought = await bringFile(desk, staff, given);
          return await reply.code(brought.outcome === "known" ? 200 : 202).send(brought);
        } finally {
          await arrival.end();
        }
      },
    );
    api.get(
      "/source-files/:sourceFileId",
      answering(
        {
          operationId: "getSourceFile",
          summary: "一个文件的处理情况",
          tag: "来源",
          params: Type.Object({ sourceFileId: Type.Integer({ minimum: 1, examples: [1] }) }),
        },
        FileAnswer,
      ),
      async (request) => {
        const { sourceFileId } = request.params;
        const file = await inTransaction(
          desk.database,
          getViewer(request),
          async (tx) => await findSourceFile(tx, sourceFileId),
        );
        if (file === undefined) throw new Problem("not-found");
        return answerAbout(file);
      },
    );
  };
}

type FoundFile = NonNullable<Awaited<ReturnType<typeof findSourceFile>>>;

function answerAbout({ arrivedOn, failure, failureDetail, reasons, ...file }: FoundFile) {
  const { sourceFileId, sort, name, state, rowsDone } = file;
  return {
    sourceFileId,
    sort,
    name,
    arrivedOn: formatDay(arrivedOn),
    state,
    rowsDone,
    books:
      file.rows === null
        ? null
        : {
            rows: file.rows,
            accepted: file.accepted ?? 0,
            rejected: file.rejected ?? 0,
            rejectedBy: [...reasons],
            duplicate: file.duplicate ?? 0,
            notOnRoster: file.notOnRoster ?? 0,
            suspicious: file.suspicious ?? 0,
          },
    failure: failure === null ? null : failureAnswer(failure, failureDetail),
  };
}

function failureAnswer(failure: string, detail: string | null) {
  const code = codeIn(FILE_FAILURES, failure) ?? "defect";
  const { zh: title, en: titleEn } = FILE_FAILURES[code];
  return { code, title, titleEn, detail };
}
