// The outbox that staff read: what people were told and how it went, and the messages that reached
// nobody, until somebody has told the person by other means.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { formatDay } from "@lingdai/policy";
import type { Keyring, MessageRow } from "@lingdai/store";
import {
  HANDLED_HOW,
  MESSAGE_ROWS_MAX,
  MESSAGE_STATES,
  inTransaction,
  listMessages,
} from "@lingdai/store";
import { Type } from "typebox";

import { messageText } from "../messages/message-text.ts";
import type { Desk } from "../use-cases/desk.ts";
import { handleUndeliverable } from "../use-cases/handle-undeliverable.ts";
import type { CivilClock } from "./civil-clock.ts";
import { dateOrNull } from "./civil-dates.ts";
import { command } from "./command-schema.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getStaff, getViewer } from "./recognize-staff.ts";

const ROWS_DEFAULT = 50;

const Query = Type.Object(
  {
    state: Type.Optional(Type.Enum([...MESSAGE_STATES])),
    handling: Type.Optional(Type.Enum(["open"], { description: "只列没有送到、等人处理的" })),
    before: Type.Optional(Type.Integer({ minimum: 1, description: "上一页给出的 next" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MESSAGE_ROWS_MAX })),
  },
  { additionalProperties: false },
);

const NullableText = Type.Union([Type.String(), Type.Null()]);
const Page = Type.Object({
  rows: Type.Array(
    Type.Object({
      messageId: Type.Integer(),
      beneficiaryId: Type.Integer(),
      number: Type.Integer(),
      notice: Type.String(),
      recipient: Type.String({ description: "person 本人，unit 单位，body 承办机构" }),
      state: Type.String(),
      failure: NullableText,
      withdrawnFor: Type.Union([Type.String(), Type.Null()], {
        description: "为什么撤回、没有发出：certified 已认证",
      }),
      text: Type.String({ description: "发出的文字，姓名已遮盖" }),
      issuedOn: Type.String({ format: "date" }),
      sentAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
      handledOn: NullableText,
      handledHow: NullableText,
    }),
  ),
  next: Type.Union([Type.Integer(), Type.Null()]),
});

export function messageRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.get(
      "/messages",
      {
        schema: {
          operationId: "listMessages",
          summary: "发件箱：告知了谁、结果如何",
          tags: ["通知"],
          querystring: Query,
          response: { 200: Page, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => {
        const { state, handling = "any", before, limit = ROWS_DEFAULT } = request.query;
        const { database } = desk;
        const rows = await inTransaction(
          database,
          getViewer(request),
          async (tx) => await listMessages(tx, { state, handling, before, limit }),
        );
        const next = rows.length < limit ? undefined : rows.at(-1)?.noticeId;
        return { rows: rows.map((row) => wordsOf(database.keyring, row)), next: next ?? null };
      },
    );
    api.post(
      "/messages/:messageId/handling",
      command({
        operationId: "handleUndeliverable",
        summary: "没有送到的通知，已用别的办法告知",
        tag: "通知",
        params: Type.Object({ messageId: Type.Integer({ minimum: 1 }) }),
        body: Type.Object(
          { how: Type.Enum([...HANDLED_HOW]) },
          { additionalProperties: false, examples: [{ how: "phoned" }] },
        ),
      }),
      async (request) => {
        await handleUndeliverable(desk, getStaff(request), {
          noticeId: request.params.messageId,
          how: request.body.how,
          day: clock.today(),
        });
      },
    );
  };
}

function wordsOf(keyring: Keyring, row: MessageRow) {
  const { noticeId, sealed, issuedOn, sentAt, handledOn } = row;
  return {
    messageId: noticeId,
    beneficiaryId: row.beneficiaryId,
    number: row.number,
    notice: row.notice,
    recipient: row.recipient,
    state: row.state,
    failure: row.failure,
    withdrawnFor: row.withdrawnFor,
    text: messageText(row, keyring.unseal(sealed)).text,
    issuedOn: formatDay(issuedOn),
    sentAt: sentAt?.toISOString() ?? null,
    handledOn: dateOrNull(handledOn),
    handledHow: row.handledHow,
  };
}
