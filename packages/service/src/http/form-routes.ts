// Forms and letters as files to print or to go on working with (SX annexes 1 and 2; notices of
// suspension, stop and resumption): filled in from the record, or empty for a hand to fill in.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { civilOf } from "@lingdai/policy";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";

import { writeDrawnSheets } from "../export/write-drawn-sheets.ts";
import { emptyConfirmationForm } from "../forms/confirmation-form.ts";
import { sheetOf } from "../forms/form-workbook.ts";
import type { LetterNotice } from "../forms/notice-letter.ts";
import { emptyLetter } from "../forms/notice-letter.ts";
import type { Press } from "../forms/press/press.ts";
import type { PrintedForm } from "../forms/printed-form.ts";
import { emptyRegistrationForm } from "../forms/registration-form.ts";
import type { Desk } from "../use-cases/desk.ts";
import {
  fillConfirmationForm,
  fillNoticeLetter,
  fillRegistrationForm,
} from "../use-cases/fill-forms.ts";
import type { CivilClock } from "./civil-clock.ts";
import { answering } from "./command-schema.ts";
import { getStaff } from "./recognize-staff.ts";

const FORMATS = ["pdf", "xlsx"] as const;
type FormFormat = (typeof FORMATS)[number];
const MEDIA_TYPES: Readonly<Record<FormFormat, string>> = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** What a page of print can be asked to hold, and what a sheet. */
const ROWS_MAX: Readonly<Record<FormFormat, number>> = { pdf: 1000, xlsx: 5000 };
/** Printing takes a thread of its own, which everybody shares. */
const PRINTS_A_MINUTE = { config: { rateLimit: { max: 60, timeWindow: "1 minute" } } };

const Format = Type.Enum([...FORMATS], { default: "pdf" });
const SHOWN = {
  format: Type.Optional(Format),
  reason: Type.Optional(
    Type.String({
      maxLength: 200,
      description: "写明理由则不遮盖姓名和号码，逐人留痕；不写则遮盖",
    }),
  ),
};
const UnitParams = Type.Object({
  unitCode: Type.String({ minLength: 1, maxLength: 100, description: "单位编号" }),
});

const EMPTY_FORMS = {
  "confirmation-form": emptyConfirmationForm,
  "registration-form": emptyRegistrationForm,
  "suspension-notice": () => emptyLetter("suspension-notice"),
  "stop-notice": () => emptyLetter("stop-notice"),
  "resume-notice": () => emptyLetter("resume-notice"),
} as const satisfies Record<string, () => PrintedForm> & Record<LetterNotice, () => PrintedForm>;
type EmptyForm = keyof typeof EMPTY_FORMS;

const FILE = {
  description: "文件",
  content: {
    [MEDIA_TYPES.pdf]: { schema: Type.Unsafe({}) },
    [MEDIA_TYPES.xlsx]: { schema: Type.Unsafe({}) },
  },
};

export interface FormParts {
  readonly desk: Desk;
  readonly clock: CivilClock;
  readonly press: Press;
}

export function formRoutes({ desk, clock, press }: FormParts): FastifyPluginAsyncTypebox {
  const send = async (
    reply: FastifyReply,
    format: FormFormat,
    name: string,
    form: PrintedForm,
  ): Promise<FastifyReply> => {
    const content =
      format === "pdf" ? await press.print(form) : await writeDrawnSheets([sheetOf(form)]);
    const file = encodeURIComponent(`${form.title}-${name}.${format}`);
    return await reply
      .header("cache-control", "no-store")
      .header(
        "content-disposition",
        `attachment; filename="form.${format}"; filename*=UTF-8''${file}`,
      )
      .type(MEDIA_TYPES[format])
      .send(content);
  };

  return async (api) => {
    await Promise.resolve();
    api.get(
      "/forms/empty",
      {
        ...PRINTS_A_MINUTE,
        ...answering(
          {
            operationId: "getEmptyForm",
            summary: "空白表格和通知书，供手工填写",
            tag: "表格",
            querystring: Type.Object(
              { form: Type.Enum(Object.keys(EMPTY_FORMS) as EmptyForm[]), format: Format },
              { additionalProperties: false },
            ),
          },
          FILE,
        ),
      },
      async (request, reply) => {
        getStaff(request);
        const { form, format } = request.query;
        return await send(reply, format, "空白", EMPTY_FORMS[form]());
      },
    );
    api.post(
      "/units/:unitCode/confirmation-form",
      {
        ...PRINTS_A_MINUTE,
        ...answering(
          {
            operationId: "fillConfirmationForm",
            summary: "待核实人员确认表（晋附件1），按档案填好",
            tag: "表格",
            params: UnitParams,
            body: Type.Object(
              { ...SHOWN, year: Type.Optional(Type.Integer({ minimum: 1990, maximum: 2200 })) },
              { additionalProperties: false, examples: [{ format: "xlsx", year: 2024 }] },
            ),
          },
          FILE,
        ),
      },
      async (request, reply) => {
        const { unitCode } = request.params;
        const { format = "pdf", year = civilOf(clock.today()).year, reason } = request.body;
        const given = { unitCode, year, reason, rowsMax: ROWS_MAX[format] };
        const form = await fillConfirmationForm(desk, getStaff(request), given);
        return await send(reply, format, `${unitCode}-${year}`, form);
      },
    );
    api.post(
      "/units/:unitCode/registration-form",
      {
        ...PRINTS_A_MINUTE,
        ...answering(
          {
            operationId: "fillRegistrationForm",
            summary: "外省户籍人员基本信息表（晋附件2），按档案填好",
            tag: "表格",
            params: UnitParams,
            body: Type.Object(SHOWN, {
              additionalProperties: false,
              examples: [{ format: "xlsx", reason: "报送省社保局" }],
            }),
          },
          FILE,
        ),
      },
      async (request, reply) => {
        const { unitCode } = request.params;
        const { format = "pdf", reason } = request.body;
        const given = { unitCode, reason, rowsMax: ROWS_MAX[format] };
        const form = await fillRegistrationForm(desk, getStaff(request), given);
        return await send(reply, format, unitCode, form);
      },
    );
    api.post(
      "/notices/:noticeId/letter",
      {
        ...PRINTS_A_MINUTE,
        ...answering(
          {
            operationId: "printNoticeLetter",
            summary: "暂停、停发、恢复通知书，附送达回执",
            tag: "表格",
            params: Type.Object({ noticeId: Type.Integer({ minimum: 1, examples: [1] }) }),
            body: Type.Object(SHOWN, {
              additionalProperties: false,
              examples: [{ format: "pdf", reason: "当面送达本人" }],
            }),
          },
          FILE,
        ),
      },
      async (request, reply) => {
        const { noticeId } = request.params;
        const { format = "pdf", reason } = request.body;
        const letter = await fillNoticeLetter(desk, getStaff(request), { noticeId, reason });
        return await send(reply, format, String(noticeId), letter);
      },
    );
  };
}
