// Reads the scenario files of a folder for the tests: YAML 1.2, core schema, several documents a
// file (FORMATS section 4). Knows no rule.

import { readFileSync, readdirSync } from "node:fs";
import { parseAllDocuments } from "yaml";

import { readScenario } from "../src/scenario/read-scenario.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

export interface ScenarioInFolder {
  readonly file: string;
  readonly scenario: Scenario;
}

/** All scenarios of the `.yaml` files of one folder; a file that cannot be read throws. */
export function scenariosIn(folder: URL): readonly ScenarioInFolder[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.toSorted().flatMap((file) =>
    documentsIn(readFileSync(new URL(file, folder), "utf8")).map((document) => ({
      file,
      scenario: readScenario(document),
    })),
  );
}

function documentsIn(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text, { version: "1.2", schema: "core" });
  if (!Array.isArray(documents)) throw new SyntaxError("no document");
  return documents.map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return document.toJS() as unknown;
  });
}

/** What a pack ships, and the boundaries that the tests of this room hold besides. */
export function scenariosOf(packId: string): readonly ScenarioInFolder[] {
  return [
    ...scenariosIn(new URL(`../src/packs/${packId}/scenarios/`, import.meta.url)),
    ...scenariosIn(new URL("boundary-scenarios/", import.meta.url)).filter(
      ({ scenario }) => scenario.policy === packId,
    ),
  ];
}
