// Which machine asks: by a token that it was given, or by its signature, judged over the very bytes that
// came before anything reads them. It answers the same to an unknown name, a wrong code and a recording.

import type { FastifyInstance, FastifyRequest } from "fastify";

import type { Database, MachineClient, MachineScope } from "@lingdai/store";
import { findMachine, findMachineByToken, inTransaction } from "@lingdai/store";

import { SIGNATURE_HEADERS, isSignedNow } from "../machines/signed-request.ts";
import { hashOfToken } from "../sign-in/secret-token.ts";
import { Problem } from "./problem.ts";

const recognized = new WeakMap<FastifyRequest, MachineClient>();
const bodies = new WeakMap<FastifyRequest, Buffer>();

export interface Recognizing {
  readonly database: Database;
  readonly now: () => Date;
}

/** What machines may be let do, for the API's document. */
export const SCOPE_WORDS: Readonly<Record<MachineScope, string>> = {
  "push-observations": "推送认证/比对信息",
  "push-app-results": "推送手机应用和终端的认证结果",
  "send-receipts": "发送短信回执",
};

/** How a machine shows who it is. */
export const securedBy = (scope: MachineScope) => [{ signature: [] }, { token: [scope] }];

/** For the routes of machines only: keeps the bytes of a body and judges the signature over them. */
export function recognizeMachines(api: FastifyInstance, { database, now }: Recognizing): void {
  const readJson = api.getDefaultJsonParser("error", "error");
  api.removeContentTypeParser("application/json");
  api.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    (request: FastifyRequest, body: Buffer, done) => {
      bodies.set(request, body);
      recognize(request, database, now()).then(
        () => readJson(request, body.toString("utf8"), done),
        done,
      );
    },
  );
  // A request without a body comes here first.
  api.addHook("preValidation", async (request) => {
    if (!recognized.has(request)) await recognize(request, database, now());
  });
}

/** Who asks; refuses a machine that may not do this. */
export function getMachine(request: FastifyRequest, scope: MachineScope): MachineClient {
  const machine = recognized.get(request);
  if (machine === undefined) throw new Problem("not-signed-in");
  if (!machine.scopes.includes(scope)) throw new Problem("not-permitted");
  return machine;
}

/** The bytes that came. */
export function getBody(request: FastifyRequest): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}

/** As often as the machine was granted; a machine that is not known got no further. */
export const limitMachine = {
  hook: "preHandler",
  timeWindow: "1 minute",
  max: (request: FastifyRequest): number => recognized.get(request)?.requestsAMinute ?? 1,
  keyGenerator: (request: FastifyRequest): string =>
    `machine ${recognized.get(request)?.client ?? ""}`,
} as const;

async function recognize(request: FastifyRequest, database: Database, now: Date): Promise<void> {
  const isByToken = request.headers.authorization !== undefined;
  const machine = await (isByToken ? byToken : bySignature)(request, database, now);
  if (machine === undefined) throw new Problem(isByToken ? "bad-token" : "bad-signature");
  recognized.set(request, machine);
}

async function byToken(
  request: FastifyRequest,
  database: Database,
  now: Date,
): Promise<MachineClient | undefined> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const tokenHash = hashOfToken(token);
  if (tokenHash === undefined) return undefined;
  return await inTransaction(
    database,
    "worker",
    async (tx) => await findMachineByToken(tx, tokenHash, now),
  );
}

async function bySignature(
  request: FastifyRequest,
  database: Database,
  now: Date,
): Promise<MachineClient | undefined> {
  const client = headerOf(request, SIGNATURE_HEADERS.client);
  const machine = client === "" || client.length > 40 ? undefined : await findOf(database, client);
  const timestamp = headerOf(request, SIGNATURE_HEADERS.timestamp);
  const parts = {
    method: request.method,
    path: request.url,
    timestamp: /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN,
    idempotencyKey: headerOf(request, SIGNATURE_HEADERS.idempotencyKey),
    body: getBody(request),
  };
  // Of an unknown name the code is worked out all the same, so that time tells nothing.
  const secret = machine === undefined ? "" : database.keyring.unsealText(machine.sealedSecret);
  const signature = headerOf(request, SIGNATURE_HEADERS.signature);
  const isSigned = isSignedNow(secret, parts, signature, Math.floor(now.getTime() / 1000));
  return isSigned ? machine : undefined;
}

async function findOf(database: Database, client: string): Promise<MachineClient | undefined> {
  return await inTransaction(database, "worker", async (tx) => await findMachine(tx, client));
}

function headerOf({ headers }: FastifyRequest, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
