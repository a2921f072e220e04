// What steps write, collected row by row until it is saved at once.

import type { CaseWrites } from "@lingdai/store";

export type StepWrites = { -readonly [Key in keyof CaseWrites]: CaseWrites[Key][number][] };

export function noWrites(): StepWrites {
  return {
    files: [],
    entitlements: [],
    conclusions: [],
    statuses: [],
    tasks: [],
    notices: [],
    events: [],
    applications: [],
    instructions: [],
    wrongLosses: [],
    displays: [],
    people: [],
    audit: [],
  };
}

export function collect(all: StepWrites, more: StepWrites | undefined): void {
  if (more === undefined) return;
  for (const key of Object.keys(all) as (keyof StepWrites)[]) {
    (all[key] as unknown[]).push(...more[key]);
  }
}
