// What sources and apps push: observations, and results of certifications in apps, one or many in a
// request, signed and under a key of idempotency (SC 33).

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";

import type { SignKind } from "@lingdai/policy";
import type { MachineScope } from "@lingdai/store";

import { takePushed } from "../intake/push-observation.ts";
import { answerPush } from "./answer-push.ts";
import type { CivilClock } from "./civil-clock.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import {
  BODY_BYTES_MAX,
  PushAnswerSchema,
  PushHeaders,
  PUSHED_IDENTITY,
  ROWS_MAX,
  shortText,
} from "./push-schema.ts";
import type { Recognizing } from "./recognize-machine.ts";
import { limitMachine, securedBy } from "./recognize-machine.ts";

/** The columns of FORMATS section 2 but the day of arrival, which is ours to know. */
const Observation = Type.Object(
  {
    ...PUSHED_IDENTITY,
    kind: shortText(60),
  },
  { additionalProperties: false },
);

const Body = Type.Object(
  { observations: Type.Array(Observation, { minItems: 1, maxItems: ROWS_MAX }) },
  {
    additionalProperties: false,
    examples: [
      {
        observations: [
          {
            id_number: "510104195003070026",
            name: "李秀英",
            kind: "face-self",
            occurred_on: "2024-02-28",
            source: "某省手机应用",
            ref: "A1",
          },
        ],
      },
    ],
  },
);

/** What an app can certify; all else comes from whoever saw the person. */
const APP_KINDS: ReadonlySet<string> = new Set<SignKind>([
  "face-self",
  "face-on-behalf",
  "terminal-biometric",
  "video",
  "activity-signin",
  "offsite-assist",
  "consular-app",
]);

const PUSHES = [
  {
    url: "/observations",
    scope: "push-observations",
    operationId: "pushObservations",
    summary: "推送认证/比对信息（须签名或令牌）",
    allows: () => true,
  },
  {
    url: "/app-results",
    scope: "push-app-results",
    operationId: "pushAppResults",
    summary: "推送手机应用和终端的认证结果（须签名或令牌）",
    allows: (kind: string) => APP_KINDS.has(kind.trim()),
  },
] as const satisfies readonly { readonly scope: MachineScope; readonly [key: string]: unknown }[];

export function pushRoutes({
  database,
  now,
  clock,
}: Recognizing & { readonly clock: CivilClock }): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    for (const { url, scope, operationId, summary, allows } of PUSHES) {
      api.post(
        url,
        {
          bodyLimit: BODY_BYTES_MAX,
          config: { rateLimit: limitMachine },
          schema: {
            operationId,
            summary,
            tags: ["机器"],
            security: securedBy(scope),
            headers: PushHeaders,
            body: Body,
            response: { 200: PushAnswerSchema, ...PROBLEM_RESPONSES },
          },
        },
        async (request) => {
          const day = clock.today();
          return await answerPush(database, request, {
            scope,
            field: "observations",
            rows: request.body.observations,
            allows: ({ kind }) => allows(kind),
            takeRow: async (tx, row) => await takePushed(tx, database, row, day),
            now: now(),
          });
        },
      );
    }
  };
}
