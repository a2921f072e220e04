// Months on one state folder, for tests of what a state remembers. Knows no expectation.

import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";

import type { EvaluateOptions, Summary } from "../src/index.ts";
import { evaluateFiles } from "../src/index.ts";
import type { Row } from "./evaluation-fixture.ts";
import { aFolder, aRosterRow, toCsv } from "./evaluation-fixture.ts";

/** Months on one state folder, each with files of its own. */
export class Months {
  readonly folder: string;
  readonly state: string;
  #runs = 0;

  constructor(context: TestContext) {
    this.folder = aFolder(context);
    this.state = join(this.folder, "state");
  }

  write(name: string, rows: readonly Row[]): string {
    const path = join(this.folder, name);
    writeFileSync(path, toCsv(rows));
    return path;
  }

  async run(
    observations: readonly string[],
    differing: Partial<EvaluateOptions> = {},
  ): Promise<{ readonly summary: Summary; readonly out: string }> {
    this.#runs += 1;
    const out = join(this.folder, `out-${this.#runs}`);
    const roster = join(this.folder, "roster.csv");
    if (!existsSync(roster)) this.write("roster.csv", [aRosterRow()]);
    const summary = await evaluateFiles({
      policy: "sichuan-2022",
      asOf: "2024-03-01",
      roster,
      observations,
      out,
      state: this.state,
      ...differing,
    });
    return { summary, out };
  }

  get stateBytes(): number {
    return readdirSync(this.state)
      .filter((name) => name.startsWith("rows-"))
      .reduce((sum, name) => sum + statSync(join(this.state, name)).size, 0);
  }
}
