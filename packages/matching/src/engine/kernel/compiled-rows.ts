// Readers of rows as the processor's own instructions: made where a run is planned, handed to every
// thread as a module, and run there over a thread's own memory. Knows no file.

import type { CellPlan } from "../cell-plan.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import type { ObservationForm } from "./observation-form.ts";
import { observationForm } from "./observation-form.ts";
import type { CompiledModule } from "./web-assembly.ts";
import { WebAssembly } from "./web-assembly.ts";

/** Reads rows between two places in memory (`observationModule`). */
export type FillRows = (from: number, to: number, room: number, firstLine: number) => number;

/** So many forms are kept compiled: a run has few. */
const COMPILED_MAX = 64;
const COMPILED = new Map<string, Promise<CompiledModule>>();

/** The reader of the plain rows of such files; one for all files of the same form. */
export function compiledObservations(plan: CellPlan, delimiter: number): Promise<CompiledModule> {
  const form = observationForm(plan, delimiter);
  const key = JSON.stringify(form);
  const known = COMPILED.get(key) ?? compileObservations(form);
  if (COMPILED.size === COMPILED_MAX) COMPILED.clear();
  COMPILED.set(key, known);
  return known;
}

/** Who reads no plain text needs none of what writes instructions. */
async function compileObservations(form: ObservationForm): Promise<CompiledModule> {
  const { observationModule } = await import("./observation-code.ts");
  return await WebAssembly.compile(observationModule(form));
}

/** The function of a reader that works in that memory. */
export function runIn({ memory }: KernelMemory, reader: CompiledModule): FillRows {
  const imports = Object.fromEntries(
    WebAssembly.Module.imports(reader).map(({ module, name }) => [module, { [name]: memory }]),
  );
  return new WebAssembly.Instance(reader, imports).exports["fill"] as FillRows;
}
