// One's own account: password, one-time codes, the places where one is signed in.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Database } from "@lingdai/store";
import { inTransaction, listOwnSessions } from "@lingdai/store";
import { Type } from "typebox";

import {
  beginTotp,
  confirmTotp,
  endSessionOf,
  removeTotp,
  replacePassword,
} from "../sign-in/own-account.ts";
import { hashOfToken } from "../sign-in/secret-token.ts";
import { answering, command } from "./command-schema.ts";
import { Problem } from "./problem.ts";
import { getStaff, getStaffAtTheDoor } from "./recognize-staff.ts";
import { SESSION_COOKIE, sessionCookie } from "./session-cookie.ts";

const STRICT = { additionalProperties: false } as const;
const Password = Type.String({ minLength: 1, maxLength: 200 });
const Again = Type.Object(
  { password: Password },
  { ...STRICT, examples: [{ password: "the present password" }] },
);

/** Trying passwords with a session that somebody left open is as slow as signing in. */
const TRIES_A_MINUTE = { rateLimit: { max: 20, timeWindow: "1 minute" } };

const Sessions = Type.Object({
  sessions: Type.Array(
    Type.Object({
      sessionId: Type.Integer(),
      startedAt: Type.String({ format: "date-time" }),
      seenAt: Type.String({ format: "date-time" }),
      endsAt: Type.String({ format: "date-time" }),
      isThis: Type.Boolean({ description: "就是这一个" }),
    }),
  ),
});

const tag = "登录";

export function accountRoutes({
  database,
}: {
  readonly database: Database;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.put(
      "/account/password",
      {
        config: TRIES_A_MINUTE,
        ...command({
          operationId: "changePassword",
          summary: "修改自己的密码（其他登录全部退出）",
          tag,
          body: Type.Object(
            { current: Password, next: Password },
            {
              ...STRICT,
              examples: [{ current: "the present password", next: "another quite long one" }],
            },
          ),
        }),
      },
      async (request, reply) => {
        const outcome = await replacePassword(database, getStaffAtTheDoor(request), request.body);
        if ("refused" in outcome) throw new Problem(outcome.refused, fieldOf(outcome.refused));
        reply.setCookie(SESSION_COOKIE, outcome.token, sessionCookie(request));
      },
    );
    api.post(
      "/account/totp",
      {
        config: TRIES_A_MINUTE,
        ...answering(
          {
            operationId: "beginTotp",
            summary: "启用动态口令：取得密钥",
            tag,
            body: Again,
          },
          Type.Object({
            secret: Type.String({ description: "手工输入用" }),
            uri: Type.String({ description: "做成二维码给手机扫" }),
          }),
        ),
      },
      async (request, reply) => {
        const made = await beginTotp(database, getStaff(request), request.body.password);
        if ("refused" in made) throw new Problem(made.refused);
        reply.header("cache-control", "no-store");
        return made;
      },
    );
    api.post(
      "/account/totp/confirmation",
      {
        config: TRIES_A_MINUTE,
        ...command({
          operationId: "confirmTotp",
          summary: "启用动态口令：输入第一个口令",
          tag,
          body: Type.Object(
            { code: Type.String({ pattern: "^[0-9]{6}$" }) },
            { ...STRICT, examples: [{ code: "123456" }] },
          ),
        }),
      },
      async (request) => {
        const refused = await confirmTotp(database, getStaff(request), request.body.code);
        if (refused !== undefined) throw new Problem(refused);
      },
    );
    api.post(
      "/account/totp/removal",
      {
        config: TRIES_A_MINUTE,
        ...command({
          operationId: "removeTotp",
          summary: "停用动态口令",
          tag,
          body: Again,
        }),
      },
      async (request) => {
        const refused = await removeTotp(database, getStaff(request), request.body.password);
        if (refused !== undefined) throw new Problem(refused);
      },
    );
    api.get(
      "/account/sessions",
      answering(
        {
          operationId: "listSessions",
          summary: "自己在哪些地方登录着",
          tag,
        },
        Sessions,
      ),
      async (request) => {
        const staff = getStaff(request);
        const tokenHash = hashOfToken(request.cookies[SESSION_COOKIE] ?? "") ?? Buffer.of();
        const sessions = await inTransaction(
          database,
          staff,
          async (tx) => await listOwnSessions(tx, staff.staffId, tokenHash),
        );
        return {
          sessions: sessions.map(({ startedAt, seenAt, endsAt, ...each }) => ({
            ...each,
            startedAt: startedAt.toISOString(),
            seenAt: seenAt.toISOString(),
            endsAt: endsAt.toISOString(),
          })),
        };
      },
    );
    api.delete(
      "/account/sessions/:sessionId",
      command({
        operationId: "endSession",
        summary: "让自己的一处登录退出",
        tag,
        params: Type.Object({ sessionId: Type.Integer({ minimum: 1, examples: [1] }) }),
      }),
      async (request) => {
        const isEnded = await endSessionOf(database, getStaff(request), request.params.sessionId);
        if (!isEnded) throw new Problem("not-found");
      },
    );
  };
}

function fieldOf(refused: string): string {
  return refused === "weak-password" ? "next" : "current";
}
