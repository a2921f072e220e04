// Where a pack's shipped scenarios lie in the checkout. Knows neither rules nor YAML.

import { fileURLToPath } from "node:url";
import type { Pack, Scenario } from "@lingdai/policy";

import { UnreadableScenario, readScenarioFiles } from "../scenario-files.ts";

/** The scenarios that a pack ships; throws `UnreadableScenario` where there are none. */
export async function shippedScenarios(pack: Pack): Promise<readonly Scenario[]> {
  const folder = new URL(`packs/${pack.id}/scenarios`, import.meta.resolve("@lingdai/policy"));
  const found = await readScenarioFiles([fileURLToPath(folder)]);
  return found.map((read) => {
    if (read instanceof UnreadableScenario) throw read;
    return read.scenario;
  });
}
