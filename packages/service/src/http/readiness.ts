// Health for whoever watches the server: alive, and ready while the database answers. What comes
// before everything stands is answered by the door (`serve/door.ts`).

import type { Database } from "@lingdai/store";
import type { FastifyInstance } from "fastify";

export function answerHealth(app: FastifyInstance, database: Database): void {
  // Alive: the process answers. Restarting it would not help where only the database is away.
  app.get(
    "/healthz",
    { schema: { hide: true } },
    async () => await Promise.resolve({ status: "alive" }),
  );
  app.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    try {
      await database.pool.query("SELECT");
      return { status: "ready" };
    } catch {
      return await reply.code(503).send({ status: "database-away" });
    }
  });
}
