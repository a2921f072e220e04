// A server over a record of a test, staff who are signed in, and machines that sign what they ask.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Day } from "@lingdai/policy";
import {
  DATABASE_QUEUE,
  buildServer,
  evidenceFolder,
  hashPassword,
  prepareQueue,
  signedHeaders,
} from "@lingdai/service";
import type { NewMachineClient, NewStaff } from "@lingdai/store";
import { addStaff, inTransaction, registerMachine } from "@lingdai/store";
import type { TestRecord } from "@lingdai/test-kit";

const PASSWORD = "a long enough password";
export const MACHINE_SECRET = "a secret that a machine and we know";

export type Server = Awaited<ReturnType<typeof buildServer>>;

export interface Offices {
  readonly server: Server;
  /** Where files of evidence lie. */
  readonly evidence: string;
  close(): Promise<void>;
}

export async function openOffices(
  record: TestRecord,
  { today, now }: { readonly today: () => Day; readonly now: () => Date },
): Promise<Offices> {
  const evidence = mkdtempSync(join(tmpdir(), "lingdai-evidence-"));
  await prepareQueue(record.ownerUrl);
  const server = await buildServer({
    desk: {
      database: record.app,
      jobs: DATABASE_QUEUE,
      evidence: evidenceFolder(evidence),
    },
    clock: { today },
    machines: { database: record.worker, now },
  });
  return {
    server,
    evidence,
    close: async () => {
      await server.close();
      rmSync(evidence, { recursive: true });
    },
  };
}

type OfStaff = Pick<NewStaff, "login" | "role" | "level" | "place">;

/** Adds a member of staff and signs them in; resolves with the cookies of their session. */
export async function signInAs(
  server: Server,
  record: TestRecord,
  staff: OfStaff,
): Promise<Record<string, string>> {
  const passwordHash = await hashPassword(PASSWORD);
  await inTransaction(record.worker, "worker", async (tx) => {
    await addStaff(tx, { ...staff, name: "经办", origin: "added", passwordHash });
  });
  const payload = { login: staff.login, password: PASSWORD };
  const answer = await server.inject({ method: "POST", url: "/api/session", payload });
  const [cookie] = answer.cookies;
  return { [cookie?.name ?? ""]: cookie?.value ?? "" };
}

type OfMachine = Pick<NewMachineClient, "client" | "scopes"> & Partial<NewMachineClient>;

export async function register(record: TestRecord, machine: OfMachine): Promise<void> {
  const own = { name: machine.client, sources: [], secret: MACHINE_SECRET, requestsAMinute: 1000 };
  await inTransaction(record.worker, "worker", async (tx) => {
    await registerMachine(tx, record.keyring, { ...own, ...machine });
  });
}

export interface Push {
  readonly client: string;
  readonly url: string;
  readonly payload: unknown;
  readonly at: Date;
  readonly key?: string;
  readonly secret?: string;
  /** What is sent in place of what was signed. */
  readonly sent?: { readonly url?: string; readonly payload?: string; readonly key?: string };
}

/** Asks as a machine does; `sent` tampers with it on the way. */
export async function push(server: Server, given: Push) {
  const { client, url, payload, at, key = "", secret = MACHINE_SECRET, sent } = given;
  const body = JSON.stringify(payload);
  const timestamp = Math.floor(at.getTime() / 1000);
  const parts = {
    method: "POST",
    path: url,
    timestamp,
    idempotencyKey: key,
    body: Buffer.from(body),
  };
  return await server.inject({
    method: "POST",
    url: sent?.url ?? url,
    payload: sent?.payload ?? body,
    headers: {
      "content-type": "application/json",
      ...signedHeaders(client, secret, parts),
      ...(sent?.key === undefined ? {} : { "idempotency-key": sent.key }),
    },
  });
}
