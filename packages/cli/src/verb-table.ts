// The verbs of `lingdai`, each loaded only when asked for. To add one: its file under verbs/ and a
// line here. It must not know what they do.

/** What a file under verbs/ exports; `run` gets what follows the verb and resolves with the exit code. */
export interface Verb {
  readonly run: (args: readonly string[]) => Promise<number>;
  readonly summary: { readonly zh: string; readonly en: string };
}

/** Verbs by name, in the order in which the usage lists them. */
export type VerbTable = ReadonlyMap<string, () => Promise<Verb>>;

export const VERBS: VerbTable = new Map<string, () => Promise<Verb>>([
  ["audit", async () => await import("./verbs/audit.ts")],
  ["backup", async () => await import("./verbs/backup.ts")],
  ["client", async () => await import("./verbs/client.ts")],
  ["demo", async () => await import("./verbs/demo.ts")],
  ["evaluate", async () => await import("./verbs/evaluate.ts")],
  ["explain", async () => await import("./verbs/explain.ts")],
  ["import", async () => await import("./verbs/import.ts")],
  ["keys", async () => await import("./verbs/keys.ts")],
  ["mapping", async () => await import("./verbs/mapping.ts")],
  ["migrate", async () => await import("./verbs/migrate.ts")],
  ["nightly", async () => await import("./verbs/nightly.ts")],
  ["policy", async () => await import("./verbs/policy.ts")],
  ["region", async () => await import("./verbs/region.ts")],
  ["report", async () => await import("./verbs/report.ts")],
  ["restore", async () => await import("./verbs/restore.ts")],
  ["scenario", async () => await import("./verbs/scenario.ts")],
  ["serve", async () => await import("./verbs/serve.ts")],
  ["simulate", async () => await import("./verbs/simulate.ts")],
  ["tour", async () => await import("./verbs/tour.ts")],
  ["user", async () => await import("./verbs/user.ts")],
  ["worker", async () => await import("./verbs/worker.ts")],
]);
