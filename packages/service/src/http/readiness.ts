// Whether the server can answer: it listens from its first second, so that a taken port is told at
// once and a load balancer can ask, but nothing but health is answered before everything stands.

import type { FastifyInstance } from "fastify";

import { Problem } from "./problem.ts";

export interface Readiness {
  /** What is still being waited for, in words; undefined once everything stands. */
  waitingFor: string | undefined;
  /** Asks the database; throws where it is away. */
  check: () => Promise<void>;
}

/** Paths that answer before the server is ready. */
const ALWAYS_ANSWERED: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

export function guardReadiness(app: FastifyInstance, readiness: Readiness): void {
  app.addHook("onRequest", async (request) => {
    const path = request.url.split("?", 1)[0] ?? "";
    if (readiness.waitingFor !== undefined && !ALWAYS_ANSWERED.has(path)) {
      throw new Problem("not-ready");
    }
  });
  // Alive: the process answers. Restarting it would not help where only the database is away.
  app.get("/healthz", { schema: { hide: true } }, async () => ({ status: "alive" }));
  app.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    if (readiness.waitingFor !== undefined) {
      return await reply.code(503).send({ status: "starting", waitingFor: readiness.waitingFor });
    }
    try {
      await readiness.check();
      return { status: "ready" };
    } catch {
      return await reply.code(503).send({ status: "database-away" });
    }
  });
}
