// The HTTP server as a whole: what every request goes through, then the routes. Everything that it
// leans on is handed in; it opens no database and reads no setting.

import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { Database } from "@lingdai/store";
import type { FastifyInstance, FastifyServerFactory } from "fastify";
import { fastify } from "fastify";

import { openPress } from "../forms/press/press.ts";
import type { FileInbox } from "../intake/file-inbox.ts";
import type { Door } from "../serve/door.ts";
import type { IdentityProvider } from "../sign-in/identity-provider.ts";
import type { Desk } from "../use-cases/desk.ts";
import { accountRoutes } from "./account-routes.ts";
import { answerProblems } from "./answer-problems.ts";
import { answerRoutes } from "./answer-routes.ts";
import { caseRoutes } from "./case-routes.ts";
import type { CivilClock } from "./civil-clock.ts";
import { evidenceRoutes } from "./evidence-routes.ts";
import { failedAttemptRoutes } from "./failed-attempt-routes.ts";
import { figureRoutes } from "./figure-routes.ts";
import { messageRoutes } from "./message-routes.ts";
import { formRoutes } from "./form-routes.ts";
import { followUpRoutes } from "./follow-up-routes.ts";
import { annexSevenRoutes } from "./lists/annex-seven-routes.ts";
import { everyList } from "./lists/every-list.ts";
import { machineAccessRoutes } from "./machine-access-routes.ts";
import { measureRequests } from "./metrics.ts";
import { refuseForeignPages } from "./own-pages.ts";
import { paperRegisterRoutes } from "./paper-register-routes.ts";
import { paymentRoutes } from "./payment-routes.ts";
import { personRoutes } from "./person-routes.ts";
import { providerRoutes } from "./provider-routes.ts";
import { pushRoutes } from "./push-routes.ts";
import { refuseStrangeContent } from "./plain-content.ts";
import { answerHealth } from "./readiness.ts";
import { receiptRoutes } from "./receipt-routes.ts";
import { recognizeMachines, SCOPE_WORDS } from "./recognize-machine.ts";
import { recognizeStaff, whoAsks } from "./recognize-staff.ts";
import { recordRoutes } from "./record-routes.ts";
import { regionRoutes } from "./region-routes.ts";
import { answerRepeatedRequests } from "./repeated-requests.ts";
import { rowRoutes } from "./row-routes.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";
import { signInRoutes } from "./sign-in-routes.ts";
import { refuseSlowBodies } from "./slow-bodies.ts";
import { sourceFileRoutes } from "./source-file-routes.ts";
import { staffRoutes } from "./staff-routes.ts";
import { taskRoutes } from "./task-routes.ts";
import { walkInRoutes } from "./walk-in-routes.ts";

export interface ServerParts {
  readonly desk: Desk;
  readonly clock: CivilClock;
  /** For what machines tell, which concerns people whom nobody looks at: connected as the worker. */
  readonly machines?: MachineDoor | undefined;
  /** Where files are kept that staff bring; absent: none are taken. */
  readonly inbox?: FileInbox | undefined;
  /** Who vouches for staff besides passwords; absent: nobody. */
  readonly provider?: IdentityProvider | undefined;
  /** Whose word on where a request comes from is taken, by address or network; absent: nobody's. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Where it listens; absent: nowhere yet, as in tests that inject requests. */
  readonly door?: Door | undefined;
}

export interface MachineDoor {
  readonly database: Database;
  readonly now: () => Date;
}

const BODY_BYTES_MAX = 256 * 1024;
/**
 * A clerk clicking as fast as hands can stays far below; a script that tries numbers does not. A whole
 * office may come from one address, so each who has signed in is counted alone.
 */
const REQUESTS_A_MINUTE = 600;

export async function buildServer(parts: ServerParts) {
  const { desk, clock, door, inbox, machines, provider, trustedProxies = [] } = parts;
  const { database } = desk;
  const app = fastify({
    // Defects only, to the error stream: what people ask for is audited, and is nobody else's.
    logger: { level: "error", stream: process.stderr },
    ...(door === undefined ? {} : { serverFactory: takeOver(door) }),
    trustProxy: [...trustedProxies],
    bodyLimit: BODY_BYTES_MAX,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: "array", allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  answerProblems(app);
  const press = openPress();
  app.addHook("onClose", press.close);
  // Inside an agency the server may well stand behind plain HTTP; whoever ends TLS before it says so.
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    hsts: false,
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    max: REQUESTS_A_MINUTE,
    timeWindow: "1 minute",
    keyGenerator: whoAsks,
  });
  limitUnknownPaths(app);
  answerHealth(app, database);
  measureRequests(app);
  refuseForeignPages(app);
  refuseSlowBodies(app);
  refuseStrangeContent(app);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "领待 Lingdai",
        description: "领取社会保险待遇资格认证平台的接口。The API of the certification platform.",
        version: "0.1.0",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      security: [{ session: [] }],
      components: {
        securitySchemes: {
          session: {
            type: "apiKey",
            in: "cookie",
            name: SESSION_COOKIE,
            description: "登录后的会话。The session that signing in begins.",
          },
          signature: {
            type: "apiKey",
            in: "header",
            name: "lingdai-signature",
            description: "机器请求的签名，见 docs/outside.md。HMAC-SHA-256 over the request.",
          },
          token: {
            type: "oauth2",
            description: "机器凭密钥领取的令牌，一刻钟内有效。What machines get for their secret.",
            flows: { clientCredentials: { tokenUrl: "/oauth/token", scopes: SCOPE_WORDS } },
          },
        },
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: "/docs" });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  // Until the console stands here, what answers is described one step further.
  app.get(
    "/",
    { schema: { hide: true } },
    async (_request, reply) => await reply.redirect("/docs/"),
  );
  await app.register(
    async (api) => {
      recognizeStaff(api, database);
      answerRepeatedRequests(api, database);
      await api.register(signInRoutes({ database }));
      await api.register(providerRoutes({ database, provider }));
      await api.register(accountRoutes({ database }));
      await api.register(staffRoutes({ desk, clock }));
      await api.register(personRoutes({ database, clock }));
      for (const list of everyList({ database, clock })) await api.register(list);
      await api.register(annexSevenRoutes({ database, clock }));
      await api.register(figureRoutes({ database, clock }));
      await api.register(caseRoutes({ desk, clock }));
      await api.register(regionRoutes({ desk, clock }));
      await api.register(messageRoutes({ desk, clock }));
      await api.register(evidenceRoutes({ desk }));
      await api.register(taskRoutes({ desk, clock }));
      await api.register(recordRoutes({ desk, clock }));
      await api.register(answerRoutes({ desk, clock }));
      await api.register(followUpRoutes({ desk, clock }));
      await api.register(rowRoutes({ desk, clock }));
      if (inbox !== undefined) await api.register(sourceFileRoutes({ desk, clock, inbox }));
      await api.register(walkInRoutes({ desk, clock }));
      await api.register(formRoutes({ desk, clock, press }));
      await api.register(paperRegisterRoutes({ desk, clock }));
      await api.register(paymentRoutes({ desk, clock }));
    },
    { prefix: "/api" },
  );
  if (machines !== undefined) {
    await app.register(machineAccessRoutes(machines));
    await app.register(
      async (api) => {
        recognizeMachines(api, machines);
        await api.register(receiptRoutes(machines));
        await api.register(pushRoutes({ ...machines, clock }));
        await api.register(failedAttemptRoutes({ ...machines, clock }));
      },
      { prefix: "/api" },
    );
  }
  return app;
}

/** Routes have their limit; whoever tries what there is not has the same one. */
function limitUnknownPaths(app: FastifyInstance): void {
  const limit = app.rateLimit();
  app.addHook("onRequest", async (request, reply) => {
    if (request.is404) await limit.call(app, request, reply);
  });
}

/** Lets the server answer behind a door that somebody else opened and will close. */
function takeOver(door: Door): FastifyServerFactory {
  return (handler) => {
    door.answerWith(handler);
    return door.server;
  };
}
