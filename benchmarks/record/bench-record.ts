// An empty system of record of a benchmark's own, and what its server spends. Knows no measurement.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { dayAt } from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import { migrate, openDatabase, openRegions, startCluster, withSession } from "@lingdai/store";
import { CROWD_DAY, TEST_KEYRING } from "@lingdai/test-kit";

export const TODAY = dayAt(CROWD_DAY);

export interface BenchRecord {
  readonly ownerUrl: string;
  readonly worker: Database;
  readonly app: Database;
  readonly server: ServerProcess;
  close(): Promise<void>;
}

/** A durable server, as an agency would run it, with Sichuan open. */
export async function openBenchRecord(folder: string, name: string): Promise<BenchRecord> {
  const cluster = await startCluster({ folder: join(folder, name) });
  await migrate({ ownerUrl: cluster.url, keyring: TEST_KEYRING });
  const open = (role: "app" | "worker"): Database =>
    openDatabase({ url: cluster.url, role, keyring: TEST_KEYRING });
  const [worker, app] = [open("worker"), open("app")];
  await withSession(worker, async (session) => {
    await openRegions(session, [
      { payDivision: "51", policy: "sichuan-2022", openedOn: TODAY, start: "running" },
    ]);
  });
  return {
    ownerUrl: cluster.url,
    worker,
    app,
    server: await ServerProcess.of(worker),
    close: async () => {
      await Promise.all([worker.close(), app.close()]);
      await cluster.stop();
    },
  };
}

const TICKS_A_SECOND = 100;

/** What a server's processes have spent of the processor, where the system tells (Linux). */
export class ServerProcess {
  readonly #pid: string | undefined;

  private constructor(pid: string | undefined) {
    this.#pid = pid;
  }

  static async of({ pool }: Database): Promise<ServerProcess> {
    const { rows } = await pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    return new ServerProcess(fieldsOf(String(rows[0]?.pid))?.[PARENT]);
  }

  /** Seconds of all its processes, those that have ended included; undefined elsewhere. */
  cpuSeconds(): number | undefined {
    const own = this.#pid === undefined ? undefined : fieldsOf(this.#pid);
    if (own === undefined) return undefined;
    const sessions = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(fieldsOf)
      .filter((fields) => fields?.[PARENT] === this.#pid);
    const ticks = [...own.slice(USER, USER + 4), ...sessions.flatMap((each) => spentBy(each))];
    return ticks.reduce((sum, each) => sum + Number(each), 0) / TICKS_A_SECOND;
  }
}

/** Places among the fields of /proc/PID/stat behind the program's name. */
const PARENT = 1;
const USER = 11;

function spentBy(fields: readonly string[] | undefined): readonly string[] {
  return fields?.slice(USER, USER + 2) ?? [];
}

function fieldsOf(pid: string): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    // It has ended meanwhile, or the system has no such files.
    return undefined;
  }
}
