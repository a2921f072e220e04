// Who asks: the session cookie becomes the member of staff of the request, and their sight.

import type { Database, SignedIn, StaffViewer } from "@lingdai/store";
import { findSignedIn, inStatements } from "@lingdai/store";
import type { FastifyInstance, FastifyRequest } from "fastify";

import { hashOfToken } from "../sign-in/secret-token.ts";
import { Problem } from "./problem.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";

const recognized = new WeakMap<FastifyRequest, SignedIn>();

/** Looks a session up once a request, before any route. */
export function recognizeStaff(api: FastifyInstance, database: Database): void {
  api.addHook("onRequest", async (request) => {
    const tokenHash = hashOfToken(request.cookies[SESSION_COOKIE] ?? "");
    if (tokenHash === undefined) return;
    const staff = await inStatements(database, async (tx) => await findSignedIn(tx, tokenHash));
    if (staff !== undefined) recognized.set(request, staff);
  });
}

/** Who asks, if they have signed in. */
export function findStaff(request: FastifyRequest): SignedIn | undefined {
  return recognized.get(request);
}

/** By whom requests are counted: each clerk of an address, and all others of it together. */
export function whoAsks(request: FastifyRequest): string {
  return `${request.ip} ${recognized.get(request)?.staffId ?? ""}`;
}

/** Who asks; refuses whoever has not signed in, or works with a password that somebody else made. */
export function getStaff(request: FastifyRequest): SignedIn {
  const staff = getStaffAtTheDoor(request);
  if (staff.mustChangePassword) throw new Problem("password-change-needed");
  return staff;
}

/** The same for the two things that may be done before that: looking who one is, and changing it. */
export function getStaffAtTheDoor(request: FastifyRequest): SignedIn {
  const staff = recognized.get(request);
  if (staff === undefined) throw new Problem("not-signed-in");
  return staff;
}

/** The sight of whoever asks. */
export function getViewer(request: FastifyRequest): StaffViewer {
  const { staffId, level, place } = getStaff(request);
  return { staffId, level, place };
}
