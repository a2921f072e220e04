// The figures that a finished run wrote about itself (`summary.json`, FORMATS section 3), read back
// and judged: a report must not rest on a file that somebody else wrote. Knows only their shape.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Day } from "@lingdai/policy";
import { parseDay } from "@lingdai/policy";

import { UnusableInput, describeSystemError } from "../unusable-input.ts";
import type { FileFigures, Summary } from "../write/summary.ts";
import { RUN_MEND } from "./run-table.ts";

/** What a report takes from the run's own figures; how fast it ran is not its concern. */
export interface RunSummary {
  readonly policy: string;
  readonly asOf: Day;
  readonly roster: Summary["roster"];
  /** By the names that the run gave its files, in the order in which they were read. */
  readonly files: ReadonlyMap<string, FileFigures>;
  readonly conclusions: Readonly<Record<string, number>>;
  readonly bands: Readonly<Record<string, number>>;
}

/** Reads the summary of a run's folder; refuses a folder that has none, or one of another shape. */
export function readRunSummary(folder: string): RunSummary {
  const path = join(folder, "summary.json");
  const refusal = (what: string): UnusableInput => new UnusableInput(path, what, RUN_MEND);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw refusal(error instanceof SyntaxError ? "不是完好的 JSON" : describeSystemError(error));
  }
  try {
    const summary = recordAt(read, "");
    const asOf = parseDay(textAt(summary, "as_of"));
    if (asOf === undefined) throw new Misshapen("as_of");
    const roster = recordAt(summary["roster"], "roster");
    const files = recordAt(summary["files"], "files");
    return {
      policy: textAt(summary, "policy"),
      asOf,
      roster: {
        rows: countAt(roster, "rows"),
        rejected: countAt(roster, "rejected"),
        duplicate: countAt(roster, "duplicate"),
      },
      files: new Map(Object.entries(files).map(([name, file]) => [name, fileFigures(file, name)])),
      conclusions: countsAt(summary, "conclusions"),
      bands: countsAt(summary, "bands"),
    };
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    throw refusal(`没有可用的“${error.message}”`);
  }
}

/** Its message is the key that is missing or of another kind. */
class Misshapen extends Error {}

function fileFigures(value: unknown, name: string): FileFigures {
  const file = recordAt(value, name);
  return {
    rows: countAt(file, "rows"),
    accepted: countAt(file, "accepted"),
    rejected: countsAt(file, "rejected"),
    not_on_roster: countAt(file, "not_on_roster"),
    duplicate: countAt(file, "duplicate"),
    suspicious: countAt(file, "suspicious"),
  };
}

type Keyed = Readonly<Record<string, unknown>>;

function recordAt(value: unknown, key: string): Keyed {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Misshapen(key);
  return value as Keyed;
}

function textAt(record: Keyed, key: string): string {
  const value = record[key];
  if (typeof value !== "string") throw new Misshapen(key);
  return value;
}

function countAt(record: Keyed, key: string): number {
  const value = record[key];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new Misshapen(key);
  }
  return value;
}

function countsAt(record: Keyed, key: string): Readonly<Record<string, number>> {
  const counts = recordAt(record[key], key);
  return Object.fromEntries(Object.keys(counts).map((name) => [name, countAt(counts, name)]));
}
