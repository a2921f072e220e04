// Readers of rows as the processor's own instructions: made where a run is planned, and handed to every
// thread as a module. Knows no file.

import type { ReaderForm } from "./reader-form.ts";
import type { CompiledModule } from "./web-assembly.ts";
import { WebAssembly } from "./web-assembly.ts";

/** So many forms are kept compiled: a run has few. */
const COMPILED_MAX = 64;
const COMPILED = new Map<string, Promise<CompiledModule>>();

/** The reader of the plain rows of files of that form. */
export function compiledReader(form: ReaderForm): Promise<CompiledModule> {
  const key = JSON.stringify(form);
  const known = COMPILED.get(key);
  if (known !== undefined) return known;
  const compiled = instructionsFor(form).then((bytes) => WebAssembly.compile(bytes));
  if (COMPILED.size === COMPILED_MAX) COMPILED.clear();
  COMPILED.set(key, compiled);
  return compiled;
}

/** Who reads no plain rows needs nothing of what writes instructions. */
async function instructionsFor(form: ReaderForm): Promise<Uint8Array> {
  switch (form.rows) {
    case "observations":
      return (await import("./observation-code.ts")).observationModule(form);
    case "roster":
      return (await import("./roster-code.ts")).rosterModule(form);
    case "columns":
      return (await import("./text-code.ts")).textModule();
  }
}
