// OAuth 2 for machines that would rather show a token than sign (RFC 6749 section 4.4, RFC 7009). These
// two operations speak that standard's own dialect, errors included, so that its libraries understand.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { TSchema } from "typebox";
import { Type } from "typebox";

import type { MachineCredentials } from "../machines/machine-access.ts";
import { giveAccess, takeAccessBack } from "../machines/machine-access.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import type { Recognizing } from "./recognize-machine.ts";

const FORM = "application/x-www-form-urlencoded";
/** A machine asks every quarter of an hour; guessing secrets is slow from any one address. */
const ASKS_A_MINUTE = { rateLimit: { max: 60, timeWindow: "1 minute" } };
const BODY_BYTES_MAX = 8 * 1024;

const Text = Type.Optional(Type.String({ maxLength: 500 }));
const OWN_NAME = { client_id: Text, client_secret: Text };
const Asking = Type.Object(
  { grant_type: Text, scope: Text, ...OWN_NAME },
  {
    examples: [
      { grant_type: "client_credentials", client_id: "rail", client_secret: "the machine's own" },
    ],
  },
);
const GivingBack = Type.Object(
  { token: Text, token_type_hint: Text, ...OWN_NAME },
  { examples: [{ token: "t".repeat(43), client_id: "rail", client_secret: "the machine's own" }] },
);
const Given = Type.Object({
  access_token: Type.String(),
  token_type: Type.String(),
  expires_in: Type.Integer({ description: "秒" }),
  scope: Type.String({ description: "以空格分隔" }),
});

const REFUSALS = {
  invalid_request: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  invalid_client: 401,
} as const;
type Refusal = keyof typeof REFUSALS;
const Refused = Type.Object({ error: Type.Enum(Object.keys(REFUSALS)) });

function described(operationId: string, summary: string, body: TSchema, answer: TSchema) {
  return {
    operationId,
    summary,
    tags: ["机器"],
    security: [],
    consumes: [FORM],
    body,
    response: { 200: answer, 400: Refused, 401: Refused, 429: PROBLEM_RESPONSES[429] },
  };
}

export function machineAccessRoutes({ database, now }: Recognizing): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.removeAllContentTypeParsers();
    api.addContentTypeParser(FORM, { parseAs: "string" }, (_request, body: string, done) => {
      done(null, fieldsOf(body));
    });
    const about = { bodyLimit: BODY_BYTES_MAX, config: ASKS_A_MINUTE };
    api.post(
      "/oauth/token",
      { ...about, schema: described("giveMachineAccess", "机器领取令牌", Asking, Given) },
      async (request, reply) => {
        const { grant_type, scope } = request.body as Form;
        const credentials = credentialsOf(request);
        if (credentials === undefined) return await refuse(reply, "invalid_request");
        if (grant_type !== "client_credentials") {
          return await refuse(reply, "unsupported_grant_type");
        }
        const asked = scope?.split(" ").filter((each) => each !== "");
        const given = await giveAccess(database, credentials, asked, now());
        if (typeof given === "string") return await refuse(reply, given);
        return await reply.header("cache-control", "no-store").send({
          access_token: given.token,
          token_type: "Bearer",
          expires_in: given.seconds,
          scope: given.scopes.join(" "),
        });
      },
    );
    api.post(
      "/oauth/revocation",
      {
        ...about,
        schema: described("takeMachineAccessBack", "机器交回令牌", GivingBack, Type.Object({})),
      },
      async (request, reply) => {
        const { token } = request.body as Form;
        const credentials = credentialsOf(request);
        if (credentials === undefined || token === undefined) {
          return await refuse(reply, "invalid_request");
        }
        const outcome = await takeAccessBack(database, credentials, token);
        return outcome === "done" ? {} : await refuse(reply, outcome);
      },
    );
  };
}

type Form = Readonly<Record<string, string | undefined>>;

/** One without a value is as if left out; undefined where one is given twice, which is forbidden. */
function fieldsOf(body: string): Form | undefined {
  const fields = [...new URLSearchParams(body)].filter(([, value]) => value !== "");
  const names = new Set(fields.map(([name]) => name));
  return names.size === fields.length ? Object.fromEntries(fields) : undefined;
}

/** By `client_secret_basic` or `client_secret_post`; undefined where it is neither or both. */
function credentialsOf({ headers, body }: FastifyRequest): MachineCredentials | undefined {
  const { client_id, client_secret } = body as Form;
  const { authorization } = headers;
  if (authorization === undefined) {
    if (client_id === undefined || client_secret === undefined) return undefined;
    return { client: client_id, secret: client_secret };
  }
  const encoded = /^Basic ([\w+/=]+)$/i.exec(authorization)?.[1];
  if (encoded === undefined || client_secret !== undefined) return undefined;
  const parts = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8"));
  try {
    const [client = "", secret = ""] = (parts ?? []).slice(1).map(formDecoded);
    return { client, secret };
  } catch {
    return undefined;
  }
}

/** Name and secret were written as in a form before they were joined (RFC 6749, 2.3.1). */
function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

async function refuse(reply: FastifyReply, error: Refusal): Promise<FastifyReply> {
  if (error === "invalid_client") reply.header("www-authenticate", 'Basic realm="lingdai"');
  return await reply.code(REFUSALS[error]).header("cache-control", "no-store").send({ error });
}
