// Attempts in an app that failed, as the app pushes them (SX 1.4): signed, under a key of idempotency, and
// checked as observations are. Nothing here is a sign.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";

import { takeFailedAttempt } from "../intake/push-failed-attempt.ts";
import { answerPush } from "./answer-push.ts";
import type { CivilClock } from "./civil-clock.ts";
import { codeIn, codeOf } from "./civil-dates.ts";
import { FAILED_ATTEMPT_WORDS } from "./desk-words.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import {
  BODY_BYTES_MAX,
  PushAnswerSchema,
  PushHeaders,
  PUSHED_IDENTITY,
  ROWS_MAX,
} from "./push-schema.ts";
import type { Recognizing } from "./recognize-machine.ts";
import { limitMachine, securedBy } from "./recognize-machine.ts";

const Attempt = Type.Object(
  { ...PUSHED_IDENTITY, reason: Type.Optional(codeOf(FAILED_ATTEMPT_WORDS)) },
  { additionalProperties: false },
);

const Body = Type.Object(
  { attempts: Type.Array(Attempt, { minItems: 1, maxItems: ROWS_MAX }) },
  {
    additionalProperties: false,
    examples: [
      {
        attempts: [
          {
            id_number: "510104195003070026",
            name: "李秀英",
            occurred_on: "2024-02-28",
            source: "某省手机应用",
            ref: "F1",
            reason: "face-mismatch",
          },
        ],
      },
    ],
  },
);

export function failedAttemptRoutes({
  database,
  now,
  clock,
}: Recognizing & { readonly clock: CivilClock }): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/push/failed-attempts",
      {
        bodyLimit: BODY_BYTES_MAX,
        config: { rateLimit: limitMachine },
        schema: {
          operationId: "pushFailedAttempts",
          summary: "推送手机应用认证未成功的情况（须签名或令牌）",
          tags: ["机器"],
          security: securedBy("push-app-results"),
          headers: PushHeaders,
          body: Body,
          response: { 200: PushAnswerSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => {
        const day = clock.today();
        return await answerPush(database, request, {
          scope: "push-app-results",
          field: "attempts",
          rows: request.body.attempts,
          takeRow: async (tx, { reason: code, ...fields }) => {
            const reason = codeIn(FAILED_ATTEMPT_WORDS, code);
            return await takeFailedAttempt(tx, database, { ...fields, reason }, day);
          },
          now: now(),
        });
      },
    );
  };
}
