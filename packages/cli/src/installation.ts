// The installation that a verb works on, named by LINGDAI_DATA and DATABASE_URL as for the server
// (FORMATS section 5), and how a verb that works on one ends. Knows no verb.

import { resolve } from "node:path";

import { UnusableInput } from "@lingdai/matching";
import { readServerSettings, type ServerSettings } from "@lingdai/service";
import { UnusableDatabase, openInstallation, type Installation } from "@lingdai/store";

const CHECKOUT = resolve(import.meta.dirname, "../../..");

/** Throws `UnusableInput` for a setting that cannot be used. */
export function installationSettings(): ServerSettings {
  return readServerSettings(process.env, CHECKOUT);
}

/** Where the keys lie, unless LINGDAI_KEYS names another file. */
export function dataFolder(): string {
  return installationSettings().dataFolder;
}

/** Opens it, works, and closes it whatever happens. */
export async function withInstallation<Result>(
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const installation = await openInstallation(installationSettings());
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

/** 2 with one line for what cannot be used; anything else that is thrown is a defect. */
export async function endingCleanly(verb: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnusableInput || error instanceof UnusableDatabase)) throw error;
    process.stderr.write(`lingdai ${verb}：${error.message}\n`);
    return 2;
  }
}
