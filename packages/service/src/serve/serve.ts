// A server from start to end: the port, the database, its shape, the demo, the jobs, the routes; and
// all of it put away again in the opposite order. It reads no environment and hears no signal.

import { join } from "node:path";

import type { Cluster, Database } from "@lingdai/store";
import { Keyring, migrate, openDatabase, startCluster } from "@lingdai/store";

import type { CivilClock } from "../http/civil-clock.ts";
import { buildServer } from "../http/server.ts";
import { openDoor } from "./door.ts";
import type { ServerSettings } from "./settings.ts";

export interface RunningServer {
  readonly address: string;
  /** Lets running requests end, then puts everything away; safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** What is done once the record stands and before anybody is let in. */
export type Preparation = (worker: Database) => Promise<void>;

export async function serve(
  settings: ServerSettings,
  clock: CivilClock,
  prepare: Preparation,
): Promise<RunningServer> {
  const ending: (() => Promise<void>)[] = [];
  const stop = once(async () => {
    for (const end of ending.toReversed()) await end();
  });
  try {
    const door = await openDoor(settings.port);
    ending.push(door.close);
    const ownerUrl = settings.databaseUrl ?? (await startEmbedded(settings, ending)).url;
    const keyring = await Keyring.load(settings.dataFolder);
    await migrate({ ownerUrl, keyring });
    const [app, worker] = (["app", "worker"] as const).map((role) =>
      openDatabase({ url: ownerUrl, role, keyring }),
    ) as [Database, Database];
    ending.push(async () => {
      await Promise.all([app.close(), worker.close()]);
    });
    await prepare(worker);
    const evidence = evidenceFolder(join(settings.dataFolder, "evidence"));
    const desk = { database: app, jobs: DATABASE_QUEUE, evidence };
    const server = await buildServer({ desk, clock, door });
    await server.ready();
    return { address: door.address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEmbedded(
  { dataFolder }: ServerSettings,
  ending: (() => Promise<void>)[],
): Promise<Cluster> {
  const cluster = await startCluster({ folder: join(dataFolder, "postgres") });
  ending.push(async () => {
    await cluster.stop();
  });
  return cluster;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return async () => {
    done ??= work();
    await done;
  };
}
