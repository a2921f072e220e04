// What sources and apps push: observations, and results of certifications in apps, one or many in a
// request, signed and under a key of idempotency (SC 33).

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";

import type { SignKind } from "@lingdai/policy";
import type { MachineScope } from "@lingdai/store";

import { takePush } from "../machines/take-push.ts";
import type { CivilClock } from "./civil-clock.ts";
import { Problem } from "./problem.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import type { Recognizing } from "./recognize-machine.ts";
import { getBody, getMachine, limitMachine, securedBy } from "./recognize-machine.ts";

const ROWS_MAX = 500;
const BODY_BYTES_MAX = 1024 * 1024;
const text = (maxLength: number) => Type.String({ maxLength });

/** The columns of FORMATS section 2 but the day of arrival, which is ours to know. */
const Observation = Type.Object(
  {
    id_number: text(40),
    id_type: Type.Optional(text(40)),
    name: text(100),
    kind: text(60),
    occurred_on: text(40),
    source: text(100),
    ref: text(200),
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

const Answer = Type.Object({
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

const Headers = Type.Object({
  "idempotency-key": Type.String({ pattern: "^[!-~]{8,100}$", description: "这次推送的编号" }),
});

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
            headers: Headers,
            body: Body,
            response: { 200: Answer, ...PROBLEM_RESPONSES },
          },
        },
        async (request) => {
          const { client, sources } = getMachine(request, scope);
          const rows = request.body.observations;
          // A machine speaks for itself: whose word a row is decides what may follow from it.
          const foreign = rows.findIndex(
            ({ source, kind }) => !sources.includes(source.trim()) || !allows(kind),
          );
          if (foreign !== -1) throw new Problem("not-permitted", `observations.${foreign}`);
          const outcome = await takePush(database, {
            client,
            idempotencyKey: keyOf(request),
            body: getBody(request),
            rows,
            day: clock.today(),
            now: now(),
          });
          if (outcome === "other-body") throw new Problem("key-used", "idempotency-key");
          return { answers: [...outcome.answers] };
        },
      );
    }
  };
}

function keyOf({ headers }: FastifyRequest): string {
  return String(headers["idempotency-key"]);
}
