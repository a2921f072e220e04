// Signing in, who is signed in, signing out. The token lives in a cookie that no script can read and
// that other sites' pages cannot send.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { permittedCommands } from "@lingdai/policy";
import type { Database, SignedIn } from "@lingdai/store";
import { Type } from "typebox";

import { signIn, signOut } from "../sign-in/sign-in.ts";
import { Problem } from "./problem.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getStaffAtTheDoor } from "./recognize-staff.ts";
import { SESSION_COOKIE, sessionCookie } from "./session-cookie.ts";

const Credentials = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 100 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
    code: Type.Optional(Type.String({ pattern: "^[0-9]{6}$" })),
  },
  { additionalProperties: false, examples: [{ login: "clerk", password: "the present password" }] },
);

const Staff = Type.Object({
  login: Type.String(),
  name: Type.String(),
  role: Type.String(),
  level: Type.String(),
  place: Type.String(),
  mustChangePassword: Type.Boolean({ description: "须先修改密码" }),
  commands: Type.Array(Type.String(), { description: "该岗位可以办理的业务" }),
});

/** Guessing passwords is slow from any one address, whatever the account. */
const SIGN_INS_A_MINUTE = { max: 20, timeWindow: "1 minute" };

export function signInRoutes({
  database,
}: {
  readonly database: Database;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/session",
      {
        config: { rateLimit: SIGN_INS_A_MINUTE },
        schema: {
          operationId: "signIn",
          security: [],
          summary: "登录",
          tags: ["登录"],
          body: Credentials,
          response: { 204: Type.Null(), ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        const outcome = await signIn(database, request.body);
        if ("refused" in outcome) throw new Problem(outcome.refused);
        return await reply
          .setCookie(SESSION_COOKIE, outcome.token, sessionCookie(request))
          .code(204)
          .send(null);
      },
    );
    api.get(
      "/session",
      {
        schema: {
          operationId: "getSession",
          summary: "当前登录的人",
          tags: ["登录"],
          response: { 200: Staff, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => wordsOf(getStaffAtTheDoor(request)),
    );
    api.delete(
      "/session",
      {
        schema: {
          operationId: "signOut",
          summary: "退出",
          tags: ["登录"],
          response: { 204: Type.Null(), ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        await signOut(database, request.cookies[SESSION_COOKIE] ?? "");
        return await reply.clearCookie(SESSION_COOKIE, { path: "/" }).code(204).send(null);
      },
    );
  };
}

function wordsOf({ staffId: _staffId, ...staff }: SignedIn) {
  return { ...staff, commands: [...permittedCommands(staff.role, staff.level)] };
}
