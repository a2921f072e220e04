// What a message gateway tells us afterwards.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";

import { takeReceipts } from "../messages/take-receipts.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import type { Recognizing } from "./recognize-machine.ts";
import { getMachine, securedBy } from "./recognize-machine.ts";

const Receipts = Type.Object(
  {
    receipts: Type.Array(
      Type.Object(
        {
          occasion: Type.String({
            minLength: 1,
            maxLength: 100,
            description: "发送时给出的 occasion",
          }),
          outcome: Type.Enum(["delivered", "not-delivered"]),
          reason: Type.Optional(Type.String({ maxLength: 200 })),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  {
    additionalProperties: false,
    examples: [
      { receipts: [{ occasion: "17-0123456789abcdef0123456789abcdef", outcome: "delivered" }] },
    ],
  },
);

const Report = Type.Object({
  taken: Type.Integer({ description: "新收下的" }),
  known: Type.Integer({ description: "以前收到过的" }),
  unknown: Type.Integer({ description: "不是本系统发出的" }),
});

export function receiptRoutes({ database, now }: Recognizing): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/message-receipts",
      {
        schema: {
          operationId: "sendMessageReceipts",
          summary: "短信回执（由短信网关调用，须签名或令牌）",
          tags: ["机器"],
          security: securedBy("send-receipts"),
          body: Receipts,
          response: { 200: Report, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => {
        const { client } = getMachine(request, "send-receipts");
        return await takeReceipts(database, client, request.body.receipts, now());
      },
    );
  };
}
