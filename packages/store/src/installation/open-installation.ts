// An installation as a command finds it: a database by its URL, or the data folder with its own server.
// A server that another process runs in the folder is used along; one that nobody runs is started, and
// stopped afterwards. Knows no command.

import path from "node:path";

import { findRunningCluster, startCluster } from "../cluster/cluster.ts";
import { Keyring } from "../seal/keyring.ts";

export interface InstallationPlace {
  readonly dataFolder: string;
  /** Undefined: the server in the data folder. */
  readonly databaseUrl: string | undefined;
}

export interface Installation {
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  close(): Promise<void>;
}

/** The folder of the server below a data folder. */
export function clusterFolder(dataFolder: string): string {
  return path.join(dataFolder, "postgres");
}

/** `UnusableDatabase` where there is no reaching it. */
export async function openInstallation(place: InstallationPlace): Promise<Installation> {
  const server = await openServer(place);
  try {
    return { ...server, keyring: await Keyring.load(place.dataFolder) };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function openServer({ dataFolder, databaseUrl }: InstallationPlace) {
  const nothingToClose = async (): Promise<void> => {};
  if (databaseUrl !== undefined) return { ownerUrl: databaseUrl, close: nothingToClose };
  const folder = clusterFolder(dataFolder);
  const running = await findRunningCluster(folder);
  if (running !== undefined) return { ownerUrl: running, close: nothingToClose };
  const cluster = await startCluster({ folder });
  return {
    ownerUrl: cluster.url,
    close: async () => {
      await cluster.stop();
    },
  };
}
