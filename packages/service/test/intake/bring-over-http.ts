// A server to which staff bring files over HTTP, and workers in processes of their own that take them in:
// what tests of such files stand on.

import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  buildServer,
  DATABASE_QUEUE,
  evidenceFolder,
  fileInbox,
  hashPassword,
  prepareQueue,
} from "@lingdai/service";
import { addStaff, inTransaction } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";

import { isReady, killAfter, startProcess } from "./killed-processes.ts";
import { openSichuan, TODAY } from "./small-province.ts";

export const HERE = "510104";
export const THERE = "510105";
export const LI = "11010119500307003X";
export const WANG = "110101194902030029";
export const BYTES_MAX = 64 * 1024;

const PASSWORD = "a long enough password";
/** As long as a slow machine may need to end a worker that was told to. */
const ENDING_MS = 60_000;

const STAFF = [
  ["here", "county", HERE],
  ["colleague", "county", HERE],
  ["there", "county", THERE],
  ["city", "city", "5101"],
  ["street", "township", `${HERE}001`],
] as const;

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData | string;
}

export interface Bringing {
  readonly sort: string;
  readonly name: string;
  readonly content: string | Buffer<ArrayBuffer>;
  readonly mapping?: string;
  readonly more?: Readonly<Record<string, string>>;
}

interface Told {
  readonly sourceFileId: number;
  readonly outcome: string;
  readonly state: string;
  readonly code: string;
  readonly field?: string;
  readonly detail?: string;
}

export interface FileAnswer {
  readonly state: string;
  readonly rowsDone: number;
  readonly books: object | null;
  readonly failure: { readonly code: string; readonly detail: string | null } | null;
}

/** Waits as long as a slow machine may need; the test's own limit ends it. */
export async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function openBringing() {
  const record = await openTestRecord();
  const folder = mkdtempSync(join(tmpdir(), "lingdai-over-http-"));
  const inbox = join(folder, "brought");
  await prepareQueue(record.ownerUrl);
  await openSichuan(record.worker);
  const passwordHash = await hashPassword(PASSWORD);
  await inTransaction(record.worker, "worker", async (tx) => {
    for (const [login, level, place] of STAFF) {
      const staff = { login, name: "经办", role: "clerk", level, place } as const;
      await addStaff(tx, { ...staff, passwordHash, origin: "added" });
    }
  });
  const server = await buildServer({
    desk: {
      database: record.app,
      jobs: DATABASE_QUEUE,
      evidence: evidenceFolder(join(folder, "evidence")),
    },
    clock: { today: () => TODAY },
    inbox: fileInbox(inbox, BYTES_MAX),
  });
  const address = await server.listen({ port: 0, host: "127.0.0.1" });

  const cookies = new Map<string, string>();
  const cookieOf = async (login: string): Promise<string> => {
    const known = cookies.get(login);
    if (known !== undefined) return known;
    const signedIn = await fetch(`${address}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password: PASSWORD }),
    });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    cookies.set(login, cookie);
    return cookie;
  };
  const call = async (login: string, path: string, asking: Asking = {}): Promise<Response> =>
    await fetch(`${address}/api${path}`, {
      ...asking,
      headers: { cookie: await cookieOf(login), ...asking.headers },
    });
  const bring = async (login: string, { sort, name, content, mapping, more }: Bringing) => {
    const form = new FormData();
    form.append("sort", sort);
    if (mapping !== undefined) form.append("mapping", mapping);
    for (const [field, value] of Object.entries(more ?? {})) form.append(field, value);
    form.append("file", new File([content], name));
    const answer = await call(login, "/source-files", { method: "POST", body: form });
    return { status: answer.status, body: (await answer.json()) as Told };
  };
  const fileOf = async (login: string, sourceFileId: number): Promise<FileAnswer> => {
    const answer = await call(login, `/source-files/${sourceFileId}`);
    assert.equal(answer.status, 200);
    return (await answer.json()) as FileAnswer;
  };

  let worker: ChildProcess | undefined;
  const endWorker = async (signal: "SIGTERM" | "SIGKILL"): Promise<boolean> => {
    if (worker === undefined) return false;
    const ended = killAfter(worker, ENDING_MS);
    worker.kill(signal);
    worker = undefined;
    return await ended;
  };
  return {
    record,
    inbox,
    address,
    cookieOf,
    call,
    bring,
    fileOf,
    endOf: async (login: string, sourceFileId: number): Promise<FileAnswer> =>
      await until(async () => {
        const file = await fileOf(login, sourceFileId);
        return ["taken-in", "failed"].includes(file.state) ? file : undefined;
      }),
    ask: async <Row extends object>(question: string): Promise<readonly Row[]> =>
      (await record.worker.pool.query<Row>(question)).rows,
    startWorker: async (): Promise<void> => {
      worker = startProcess("worker-process.ts", [record.ownerUrl, inbox]);
      await isReady(worker);
    },
    /** Whether it ended well by itself. */
    endWorker,
    close: async (): Promise<void> => {
      await endWorker("SIGTERM");
      await server.close();
      await record.close();
      rmSync(folder, { recursive: true });
    },
  };
}
