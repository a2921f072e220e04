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
  const known = COMPILED.get(key) ?? compile(form);
  if (COMPILED.size === COMPILED_MAX) COMPILED.clear();
  COMPILED.set(key, known);
  return known;
}

/** Who reads no plain text needs nothing of what writes instructions. */
async function compile(form: ReaderForm): Promise<CompiledModule> {
  return await WebAssembly.compile(await instructionsFor(form));
}

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
