// Signing in through an outside provider: the browser is sent there, comes back with an answer, and has
// a session. Only the browser that began can end it: its cookie says so, the one page of another site
// that may bring it back being the provider's.

import type { CookieSerializeOptions } from "@fastify/cookie";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Database } from "@lingdai/store";
import { PROVIDER_SIGN_IN_MINUTES } from "@lingdai/store";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";

import type { IdentityProvider } from "../sign-in/identity-provider.ts";
import { beginProviderSignIn, endProviderSignIn } from "../sign-in/provider-sign-in.ts";
import { answering } from "./command-schema.ts";
import { Problem } from "./problem.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { SESSION_COOKIE, sessionCookie } from "./session-cookie.ts";

const BEGUN_COOKIE = "lingdai_sign_in";
const COOKIE_PATH = "/api/session/provider";
const TRIES_A_MINUTE = { rateLimit: { max: 20, timeWindow: "1 minute" } };
const tag = "登录";

/** A browser goes on elsewhere. */
function sending(operationId: string, summary: string) {
  const gone = Type.Null({ description: "浏览器转到别处" });
  const away = { ...PROBLEM_RESPONSES[429], description: "统一身份认证连不上" };
  const response = { 302: gone, ...PROBLEM_RESPONSES, 503: away };
  return { operationId, summary, tags: [tag], security: [], response };
}

export interface ProviderParts {
  readonly database: Database;
  /** Absent: people sign in with passwords only. */
  readonly provider: IdentityProvider | undefined;
}

export function providerRoutes({ database, provider }: ProviderParts): FastifyPluginAsyncTypebox {
  const needed = (): IdentityProvider => {
    if (provider === undefined) throw new Problem("not-found");
    return provider;
  };
  return async (api) => {
    await Promise.resolve();
    const ways = answering(
      { operationId: "listSignInWays", summary: "可以怎样登录", tag },
      Type.Object({
        password: Type.Boolean({ description: "账号和密码" }),
        provider: Type.Boolean({ description: "统一身份认证" }),
      }),
    );
    api.get("/session/ways", { schema: { ...ways.schema, security: [] } }, async () => {
      await Promise.resolve();
      return { password: true, provider: provider !== undefined };
    });
    api.get(
      "/session/provider",
      {
        config: TRIES_A_MINUTE,
        schema: sending("beginProviderSignIn", "转到统一身份认证登录"),
      },
      async (request, reply) => {
        const begun = await beginProviderSignIn(database, needed());
        if ("refused" in begun) throw new Problem(begun.refused);
        return await reply
          .setCookie(BEGUN_COOKIE, begun.token, begunCookie(request))
          .header("cache-control", "no-store")
          .redirect(begun.url);
      },
    );
    api.get(
      "/session/provider/callback",
      {
        config: TRIES_A_MINUTE,
        schema: {
          ...sending("endProviderSignIn", "从统一身份认证登录回来"),
          // Whatever the provider's version of the standard adds to it.
          querystring: Type.Object({ state: Type.Optional(Type.String({ maxLength: 500 })) }),
        },
      },
      async (request, reply) => {
        const token = request.cookies[BEGUN_COOKIE] ?? "";
        const query = new URL(request.url, "http://here").search;
        const ended = await endProviderSignIn(database, needed(), { token, query });
        reply.clearCookie(BEGUN_COOKIE, { path: COOKIE_PATH }).header("cache-control", "no-store");
        if ("refused" in ended) throw new Problem(ended.refused);
        return await reply
          .setCookie(SESSION_COOKIE, ended.token, sessionCookie(request))
          .redirect("/");
      },
    );
    api.get(
      "/session/provider/end",
      { schema: sending("leaveProvider", "退出统一身份认证（本系统的退出另有接口）") },
      async (_request, reply) => await reply.redirect((await needed().leave()) ?? "/"),
    );
  };
}

/** Sent along when the provider's page leads back, but with nothing that another page sends. */
function begunCookie(request: FastifyRequest): CookieSerializeOptions {
  return {
    path: COOKIE_PATH,
    httpOnly: true,
    sameSite: "lax",
    secure: request.protocol === "https",
    maxAge: PROVIDER_SIGN_IN_MINUTES * 60,
  };
}
