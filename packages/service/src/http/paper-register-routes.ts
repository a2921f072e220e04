// Registers that were kept on paper (ZB 3.1): the template to fill in, the file that is handed in, and the
// answer to each of its rows, as the answer itself and as a workbook.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { mayDo } from "@lingdai/policy";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";

import type { DrawnSheet } from "../export/write-drawn-sheets.ts";
import { writeDrawnSheets } from "../export/write-drawn-sheets.ts";
import { readRegister } from "../paper-registers/read-register.ts";
import { ENTERED, isEntered, wordsOfRow } from "../paper-registers/register-words.ts";
import { answerSheets, templateSheets } from "../paper-registers/register-workbooks.ts";
import type { Desk } from "../use-cases/desk.ts";
import type { AnsweredRegister } from "../use-cases/enter-register.ts";
import { enterRegister, readAnswers } from "../use-cases/enter-register.ts";
import { EVIDENCE_BYTES_MAX, EVIDENCE_FIELDS, filesOf } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { orNull } from "./civil-dates.ts";
import { answering } from "./command-schema.ts";
import { Problem } from "./problem.ts";
import { getStaff } from "./recognize-staff.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const WORKBOOK = { description: "工作簿", content: { [XLSX]: { schema: Type.Unsafe({}) } } };
/** More files than anybody fills in. */
const REGISTERS_A_MINUTE = { rateLimit: { max: 30, timeWindow: "1 minute" } };

const STRICT = { additionalProperties: false } as const;
const LineEvidence = Type.Object(
  {
    line: Type.Integer({ minimum: 2, description: "是哪一行的凭据；栏名为第 1 行" }),
    ...EVIDENCE_FIELDS,
  },
  STRICT,
);

/** With a workbook for an example. */
function entering(example: string) {
  return Type.Object(
    {
      content: Type.String({
        minLength: 1,
        description: "填好的模板（XLSX），base64",
        contentEncoding: "base64",
      }),
      evidence: Type.Optional(Type.Array(LineEvidence, { maxItems: 100 })),
    },
    { ...STRICT, examples: [{ content: example }] },
  );
}

const Words = Type.Object({ zh: Type.String(), en: Type.String() });
const Answer = Type.Object({
  registerId: Type.Integer({ description: "凭它再取回答" }),
  entered: Type.Integer({ description: "办成的行数" }),
  refused: Type.Integer({ description: "没有办成的行数" }),
  rows: Type.Array(
    Type.Object({
      line: Type.Integer({ description: "文件中的行号" }),
      result: Type.Enum([...ENTERED, "refused"]),
      code: orNull(Type.String(), "没有办成的原因"),
      field: orNull(Type.String(), "哪一栏"),
      title: Words,
      mend: Words,
    }),
  ),
});
const Register = Type.Object({ registerId: Type.Integer({ minimum: 1, examples: [1] }) });

export function paperRegisterRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    const example = await writeDrawnSheets(exampleSheets());
    api.get(
      "/paper-registers/template",
      answering(
        { operationId: "getRegisterTemplate", summary: "手工登记批量录入模板", tag: "认证" },
        WORKBOOK,
      ),
      async (request, reply) => {
        getStaff(request);
        return await send(reply, "手工登记批量录入模板", templateSheets());
      },
    );
    api.post(
      "/paper-registers",
      {
        config: REGISTERS_A_MINUTE,
        bodyLimit: EVIDENCE_BYTES_MAX,
        ...answering(
          {
            operationId: "enterRegister",
            summary: "批量录入手工登记，逐行回答；同一文件再传不会重复录入",
            tag: "认证",
            body: entering(example.toString("base64")),
          },
          Answer,
        ),
      },
      async (request) => {
        const staff = getStaff(request);
        if (!mayDo("certify", staff.role, staff.level)) throw new Problem("not-permitted");
        const content = Buffer.from(request.body.content, "base64");
        const read = await readRegister(content);
        if ("fault" in read) {
          throw new Problem(
            read.fault,
            read.fault === "register-header" ? read.missing : "content",
          );
        }
        const evidence = (request.body.evidence ?? []).flatMap(({ line, ...file }) =>
          filesOf([file]).map((each) => ({ ...each, line })),
        );
        const day = clock.today();
        return answerOf(await enterRegister(desk, staff, { content, rows: read, evidence, day }));
      },
    );
    api.get(
      "/paper-registers/:registerId",
      answering(
        {
          operationId: "getRegisterAnswer",
          summary: "自己上传的一份手工登记：逐行回答",
          tag: "认证",
          params: Register,
        },
        Answer,
      ),
      async (request) =>
        answerOf(await readAnswers(desk, getStaff(request), request.params.registerId)),
    );
    api.get(
      "/paper-registers/:registerId/answer-workbook",
      answering(
        {
          operationId: "getRegisterAnswerWorkbook",
          summary: "逐行回答的工作簿：原表加上结果，改好可再上传",
          tag: "认证",
          params: Register,
        },
        WORKBOOK,
      ),
      async (request, reply) => {
        const { registerId } = request.params;
        const { rows } = await readAnswers(desk, getStaff(request), registerId);
        return await send(reply, `手工登记录入结果-${registerId}`, answerSheets(rows));
      },
    );
  };
}

async function send(
  reply: FastifyReply,
  name: string,
  sheets: readonly DrawnSheet[],
): Promise<FastifyReply> {
  const file = encodeURIComponent(`${name}.xlsx`);
  return await reply
    .header("cache-control", "no-store")
    .header("content-disposition", `attachment; filename="register.xlsx"; filename*=UTF-8''${file}`)
    .type(XLSX)
    .send(await writeDrawnSheets(sheets));
}

function answerOf({ registerId, rows }: AnsweredRegister) {
  const answers = rows.map(({ line, outcome, heading }) => {
    const { title, mend } = wordsOfRow(outcome);
    return isEntered(outcome)
      ? { line, result: outcome, code: null, field: null, title, mend }
      : { line, result: "refused" as const, code: outcome, field: heading, title, mend };
  });
  const refused = answers.filter(({ result }) => result === "refused").length;
  return { registerId, entered: answers.length - refused, refused, rows: answers };
}

/** A register of one row, about nobody that there is. */
function exampleSheets(): readonly DrawnSheet[] {
  const [register, ...others] = templateSheets();
  if (register === undefined) return others;
  const row = ["王小明", "110101194901010018", "", "", "", "", "2024-01-02"];
  const cells = row.map((value) => ({ value, style: "text" }) as const);
  return [{ ...register, rows: [...register.rows, { cells }] }];
}
