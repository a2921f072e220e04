// Commands sent again under the same `Idempotency-Key` by the same account: the same request gets the
// same answer and has no second effect. The answer stands apart from the command's own transaction, so
// where the server dies between the two the key stays pending: it says that nobody knows.

import { createHash } from "node:crypto";

import type { Database, StaffKey } from "@lingdai/store";
import { giveStaffKeyBack, inTransaction, keepStaffAnswer, takeStaffKey } from "@lingdai/store";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Type } from "typebox";

import { Problem } from "./problem.ts";
import { findStaff } from "./recognize-staff.ts";

const HEADER = "idempotency-key";

/** Operations that take it keep their answers. */
export const RepeatKey = Type.Object({
  [HEADER]: Type.Optional(
    Type.String({
      pattern: "^[!-~]{8,100}$",
      description: "同一编号的同一请求一天之内只办一次，再次发送得到同样的回答",
    }),
  ),
});

const taken = new WeakMap<FastifyRequest, StaffKey>();

export function answerRepeatedRequests(api: FastifyInstance, database: Database): void {
  const { keyring } = database;

  api.addHook("preHandler", async (request, reply) => {
    const staff = findStaff(request);
    const idempotencyKey = request.headers[HEADER];
    if (staff === undefined || typeof idempotencyKey !== "string") return undefined;
    if (!isRepeatable(request)) return undefined;
    const key = { staffId: staff.staffId, idempotencyKey };
    const known = await inTransaction(
      database,
      staff,
      async (tx) => await takeStaffKey(tx, key, hashOf(request)),
    );
    switch (known.state) {
      case "new":
        taken.set(request, key);
        return undefined;
      case "pending":
        throw new Problem("answer-pending", HEADER);
      case "other-request":
        throw new Problem("key-used", HEADER);
      case "answered": {
        const { status, sealedBody } = known;
        reply.code(status).header("cache-control", "no-store");
        if (sealedBody === null) return await reply.send(null);
        // As it was written then, and not anew.
        reply.type("application/json; charset=utf-8").serializer((text: unknown) => String(text));
        return await reply.send(keyring.unsealText(sealedBody));
      }
    }
  });

  api.addHook("onSend", async (request, reply, body) => {
    const key = taken.get(request);
    const staff = findStaff(request);
    if (key === undefined || staff === undefined) return;
    const { statusCode: status } = reply;
    await inTransaction(database, staff, async (tx) => {
      // A refusal changed nothing: asked again, it is judged again.
      if (status >= 300 || !isText(body)) await giveStaffKeyBack(tx, key);
      else await keepStaffAnswer(tx, key, { status, sealedBody: sealed(body) });
    });
  });

  function sealed(body: string | null | undefined): Buffer | null {
    return body === null || body === undefined ? null : keyring.sealText(body);
  }
}

function isRepeatable({ routeOptions }: FastifyRequest): boolean {
  const headers = routeOptions.schema?.headers as { readonly properties?: object } | undefined;
  return Object.hasOwn(headers?.properties ?? {}, HEADER);
}

function isText(body: unknown): body is string | null | undefined {
  return body === null || body === undefined || typeof body === "string";
}

/** What is asked, and of which version. */
function hashOf({ method, url, headers, body }: FastifyRequest): Buffer {
  const asked = [method, url, headers["if-match"] ?? "", JSON.stringify(body ?? null)];
  return createHash("sha256").update(JSON.stringify(asked)).digest();
}
