// The connections of the queue's runner. It would make its own, but stops listening to them before they
// have ended: one that the server breaks off in that moment would end the whole process.

import pg from "pg";

/** Whoever opens it ends it, after its runner. */
export function openQueuePool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url });
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
  });
  return pool;
}
