// The run of one nasty seed, written to files and evaluated as agencies do it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { evaluateFiles } from "../src/index.ts";
import { nastyCase } from "./third-reading/nasty-cases.ts";

/** The folder of the run's tables; everything lies below the given folder. */
export async function runNastyCase(seed: number, folder: string): Promise<string> {
  const asked = nastyCase(seed);
  const write = (at: string, name: string, content: Uint8Array | string): string => {
    mkdirSync(join(folder, at));
    const path = join(folder, at, name);
    writeFileSync(path, content);
    return path;
  };
  const { window, previous } = asked;
  if (previous !== undefined) write("previous", "conclusions.csv", previous);
  const out = join(folder, "out");
  await evaluateFiles({
    policy: asked.policy,
    roster: write("roster", asked.roster.name, asked.roster.bytes),
    observations: asked.observations.map((file, at) => write(`obs-${at}`, file.name, file.bytes)),
    mappings: asked.mappings.map((text, at) => write(`mapping-${at}`, "mapping.yaml", text)),
    asOf: asked.asOf,
    out,
    previous: previous === undefined ? undefined : join(folder, "previous"),
    window: window === undefined ? undefined : `${window.from}..${window.to}`,
  });
  return out;
}
