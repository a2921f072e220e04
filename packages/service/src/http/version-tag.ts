// Versions in HTTP (RFC 9110): the ETag of what was read comes back as If-Match with what is decided
// about it, so that nobody decides on what somebody else has changed meanwhile.

import type { FastifyRequest } from "fastify";
import { Type } from "typebox";

import { Problem } from "./problem.ts";

export const IfMatch = Type.Object({
  "if-match": Type.String({
    maxLength: 200,
    description: "读档案时回答里的 ETag；* 表示不论版本",
    examples: ["*"],
  }),
});

export function etagOf(tag: string | number): string {
  return `"${tag}"`;
}

const STRONG = /^"([\w.-]+)"$/;

/** The tag that the client has seen; undefined where any will do (`*`). */
export function seenTagOf({ headers }: FastifyRequest): string | undefined {
  const given = headers["if-match"]?.trim();
  if (given === "*") return undefined;
  const tag = STRONG.exec(given ?? "")?.[1];
  if (tag === undefined) throw new Problem("bad-request", "if-match");
  return tag;
}
