// Whether a request that changes something comes from our own pages: browsers say where a request
// was made, and what does not say it is not a browser and carries no cookie of its own accord.

import type { FastifyInstance, FastifyRequest } from "fastify";

import { Problem } from "./problem.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

export function refuseForeignPages(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    if (!SAFE_METHODS.has(request.method) && isForeign(request)) {
      throw new Problem("foreign-request");
    }
  });
}

function isForeign({ headers, host }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const { origin } = headers;
  return origin !== undefined && !isOwn(origin, host);
}

function isOwn(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
