// A request must be in within half a minute, so that nobody holds connections by sending drop by drop;
// only where files are brought the port's own, longer time applies (`door.ts`).

import type { FastifyInstance, FastifyRequest } from "fastify";

const BODY_TIMEOUT_MS = 30_000;

/** In the `config` of a route whose body may take its time. */
export const SLOW_BODY = { body: "slow" } as const;

export function refuseSlowBodies(app: FastifyInstance, timeoutMs = BODY_TIMEOUT_MS): void {
  const waiting = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  const forget = (request: FastifyRequest): void => {
    clearTimeout(waiting.get(request));
  };
  app.addHook("onRequest", async (request) => {
    await Promise.resolve();
    const { config } = request.routeOptions;
    if ("body" in config && config.body === SLOW_BODY.body) return;
    const timer = setTimeout(() => {
      request.raw.destroy();
    }, timeoutMs);
    waiting.set(request, timer.unref());
  });
  app.addHook("preValidation", async (request) => {
    await Promise.resolve();
    forget(request);
  });
  app.addHook("onResponse", async (request) => {
    await Promise.resolve();
    forget(request);
  });
  app.addHook("onRequestAbort", async (request) => {
    await Promise.resolve();
    forget(request);
  });
}
