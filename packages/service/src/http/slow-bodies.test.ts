import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";

import { fastify } from "fastify";

import { refuseSlowBodies, SLOW_BODY } from "./slow-bodies.ts";

test("A body that does not come in time ends the connection, but for what may take its time", async () => {
  const app = fastify();
  refuseSlowBodies(app, 100);
  app.post("/ordinary", async () => await Promise.resolve("done"));
  app.post("/slow", { config: SLOW_BODY }, async () => await Promise.resolve("done"));
  const port = Number(new URL(await app.listen({ port: 0, host: "127.0.0.1" })).port);
  const begin = async (path: string) => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    const head = ["host: here", "content-type: application/json", "content-length: 2"];
    socket.write(`POST ${path} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n{`);
    return socket;
  };
  const slow = await begin("/slow");
  const ordinary = await begin("/ordinary");
  // It began later and has been cut off: the time is over for both.
  await once(ordinary.resume(), "close");
  slow.write("}");
  const [answer] = (await once(slow, "data")) as [Buffer];
  assert.match(answer.toString(), /^HTTP\/1\.1 200 /);
  slow.destroy();
  await app.close();
});
