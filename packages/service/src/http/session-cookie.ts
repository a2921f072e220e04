// The cookie that holds the token of a session: no script reads it, no other site's page sends it.

import type { CookieSerializeOptions } from "@fastify/cookie";
import { SESSION_HOURS } from "@lingdai/store";
import type { FastifyRequest } from "fastify";

export const SESSION_COOKIE = "lingdai_session";

export function sessionCookie(request: FastifyRequest): CookieSerializeOptions {
  return {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure: request.protocol === "https",
    maxAge: SESSION_HOURS * 3600,
  };
}
