// Who asks: the session cookie becomes the member of staff of the request, and their sight.

import type { Database, SignedIn, StaffViewer } from "@lingdai/store";
import { findSignedIn, inTransaction } from "@lingdai/store";
import type { FastifyInstance, FastifyRequest } from "fastify";

import { hashOfToken } from "../sign-in/session-token.ts";
import { Problem } from "./problem.ts";

export const SESSION_COOKIE = "lingdai_session";

const recognized = new WeakMap<FastifyRequest, SignedIn>();

/** Looks a session up once a request, before any route. */
export function recognizeStaff(api: FastifyInstance, database: Database): void {
  api.addHook("onRequest", async (request) => {
    const tokenHash = hashOfToken(request.cookies[SESSION_COOKIE] ?? "");
    if (tokenHash === undefined) return;
    const staff = await inTransaction(
      database,
      "nobody",
      async (tx) => await findSignedIn(tx, tokenHash),
    );
    if (staff !== undefined) recognized.set(request, staff);
  });
}

/** Who asks; refuses whoever has not signed in. */
export function getStaff(request: FastifyRequest): SignedIn {
  const staff = recognized.get(request);
  if (staff === undefined) throw new Problem("not-signed-in");
  return staff;
}

/** The sight of whoever asks. */
export function getViewer(request: FastifyRequest): StaffViewer {
  const { staffId, level, place } = getStaff(request);
  return { staffId, level, place };
}
