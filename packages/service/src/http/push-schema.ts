// What every push has: its key, its limits, who a row is about and whose word it is, and an answer a row.

import { Type } from "typebox";

export const ROWS_MAX = 500;
export const BODY_BYTES_MAX = 1024 * 1024;
export const shortText = (maxLength: number) => Type.String({ maxLength });

/** Columns of FORMATS section 2 that any row has. */
export const PUSHED_IDENTITY = {
  id_number: shortText(40),
  id_type: Type.Optional(shortText(40)),
  name: shortText(100),
  occurred_on: shortText(40),
  source: shortText(100),
  ref: shortText(200),
};

export const PushAnswerSchema = Type.Object({
  answers: Type.Array(
    Type.Object({
      outcome: Type.String({
        description:
          "accepted 收下，duplicate 收到过，not-on-roster 名册上没有，suspicious 姓名不符，rejected 不能用",
      }),
      reason: Type.Optional(Type.String()),
      field: Type.Optional(Type.String()),
    }),
    { description: "与请求中的各行同序" },
  ),
});

export const PushHeaders = Type.Object({
  "idempotency-key": Type.String({ pattern: "^[!-~]{8,100}$", description: "这次推送的编号" }),
});
