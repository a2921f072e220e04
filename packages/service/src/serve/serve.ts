// A server from start to end: the port, the database, its shape, the demo, a worker, the routes; and
// all of it put away again in the opposite order. It reads no environment and hears no signal.

import { join } from "node:path";

import type { Database } from "@lingdai/store";
import {
  clusterFolder,
  Keyring,
  migrate,
  openDatabase,
  startCluster,
  urlOfRole,
} from "@lingdai/store";

import { loadDemo } from "../demo/load-demo.ts";
import { evidenceFolder } from "../evidence/evidence-store.ts";
import type { CivilClock } from "../http/civil-clock.ts";
import { buildServer } from "../http/server.ts";
import { fileInbox } from "../intake/file-inbox.ts";
import { DATABASE_QUEUE } from "../jobs/database-queue.ts";
import { prepareQueue } from "../jobs/prepare-queue.ts";
import { startWorker } from "../jobs/worker.ts";
import { paymentFolders } from "../payment/payment-folders.ts";
import { openDoor } from "./door.ts";
import type { ServerSettings } from "./settings.ts";

export interface ServerVoice {
  /** What is being done before anybody is let in. */
  readonly onProgress: (line: string) => void;
  /** A job that failed and will be tried again. */
  readonly onFailure: (task: string, error: unknown) => void;
}

export interface RunningServer {
  readonly address: string;
  /** The password of the demo accounts, where one had to be made up in this start. */
  readonly madePassword: string | undefined;
  /** Lets running requests and jobs end, then puts everything away; safe to call twice. */
  readonly stop: () => Promise<void>;
}

export async function serve(
  settings: ServerSettings,
  clock: CivilClock,
  voice: ServerVoice,
): Promise<RunningServer> {
  const ending: (() => Promise<void>)[] = [];
  const stop = once(async () => {
    for (const end of ending.toReversed()) await end();
  });
  try {
    const door = await openDoor(settings.port);
    ending.push(door.close);
    const ownerUrl = settings.databaseUrl ?? (await startEmbedded(settings, ending));
    const keyring = await Keyring.load(settings.dataFolder);
    await migrate({ ownerUrl, keyring });
    await prepareQueue(ownerUrl);
    const madePassword = await loadOnce(settings, { url: ownerUrl, keyring }, clock, voice);
    const open = (role: "app" | "worker"): Database =>
      openDatabase({ url: ownerUrl, role, keyring });
    const [app, worker] = [open("app"), open("worker")];
    ending.push(async () => {
      await Promise.all([app.close(), worker.close()]);
    });
    const inbox = fileInbox(join(settings.dataFolder, "brought"));
    const working = await startWorker({
      database: worker,
      url: urlOfRole({ url: ownerUrl, role: "worker", keyring }),
      today: clock.today,
      messaging: settings.messaging,
      payment: paymentFolders(settings.paymentFolder),
      inbox,
      onFailure: voice.onFailure,
    });
    // What is asked and what is done end together: neither waits for the other's last seconds.
    ending.push(async () => {
      await Promise.all([working.stop(), door.close()]);
    });
    const evidence = evidenceFolder(join(settings.dataFolder, "evidence"));
    const desk = { database: app, jobs: DATABASE_QUEUE, evidence };
    const machines = { database: worker, now: () => new Date() };
    const server = await buildServer({
      desk,
      clock,
      door,
      machines,
      inbox,
      provider: settings.provider,
      trustedProxies: settings.trustedProxies,
    });
    await server.ready();
    return { address: door.address, madePassword, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEmbedded(
  { dataFolder }: ServerSettings,
  ending: (() => Promise<void>)[],
): Promise<string> {
  const cluster = await startCluster({ folder: clusterFolder(dataFolder) });
  ending.push(async () => {
    await cluster.stop();
  });
  return cluster.url;
}

/** The demo, unless none is wanted or it is there already. What a power cut takes of it is made again. */
async function loadOnce(
  { demoPersons, demoPassword, dataFolder }: ServerSettings,
  login: { readonly url: string; readonly keyring: Keyring },
  clock: CivilClock,
  { onProgress }: ServerVoice,
): Promise<string | undefined> {
  if (demoPersons === 0) return undefined;
  const database = openDatabase({ ...login, role: "worker", onDisk: "soon" });
  try {
    const loaded = await loadDemo({
      database,
      folder: dataFolder,
      persons: demoPersons,
      password: demoPassword,
      today: clock.today(),
      onProgress,
    });
    return loaded?.madePassword;
  } finally {
    await database.close();
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return async () => {
    done ??= work();
    await done;
  };
}
