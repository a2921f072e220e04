// The scenario files of every pack, and the boundaries that the tests of `policy` hold besides.

import { readFileSync, readdirSync } from "node:fs";

import type { Scenario } from "@lingdai/policy";
import { PACKS, readScenario } from "@lingdai/policy";
import { parseAllDocuments } from "yaml";

const POLICY = new URL("../../../policy/", import.meta.url);

export interface ScenarioInFile {
  readonly file: string;
  readonly scenario: Scenario;
}

export function everyScenario(): readonly ScenarioInFile[] {
  return [
    ...PACKS.flatMap(({ id }) => scenariosIn(new URL(`src/packs/${id}/scenarios/`, POLICY))),
    ...scenariosIn(new URL("test/boundary-scenarios/", POLICY)),
  ];
}

function scenariosIn(folder: URL): readonly ScenarioInFile[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.toSorted().flatMap((file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    return [...parseAllDocuments(text, { version: "1.2", schema: "core" })].map((document) => ({
      file,
      scenario: readScenario(document.toJS() as unknown),
    }));
  });
}
