// What no request of ours has a use for: the character NUL, which PostgreSQL cannot keep, and JSON that
// is nested deeper than anything that is asked here. Refused before any schema looks at it.

import type { FastifyInstance } from "fastify";

import { Problem } from "./problem.ts";

const DEPTH_MAX = 12;

export function refuseStrangeContent(app: FastifyInstance): void {
  app.addHook("preValidation", async (request) => {
    await Promise.resolve();
    for (const part of [request.params, request.query, request.body]) {
      if (isStrange(part)) throw new Problem("bad-request");
    }
  });
}

/** Level by level, for a body may be nested deeper than the stack. */
function isStrange(part: unknown): boolean {
  let level: readonly unknown[] = [part];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return true;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === "string" && value.includes("\0")) return true;
      if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) continue;
      for (const [key, inner] of Object.entries(value)) {
        if (key.includes("\0")) return true;
        next.push(inner);
      }
    }
    level = next;
  }
  return false;
}
