// Readers of rows as the processor's own instructions: made where a run is planned, handed to every
// thread as a module, and run there over a thread's own memory. Knows no file.

import type { KernelMemory } from "./kernel-memory.ts";
import type { ReaderForm } from "./reader-form.ts";
import type { CompiledModule } from "./web-assembly.ts";
import { WebAssembly } from "./web-assembly.ts";

/** Reads rows between two places in memory (`readerModule`). */
export type FillRows = (from: number, to: number, room: number, unread: number) => number;

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
  if (form.rows === "roster") {
    const { rosterModule } = await import("./roster-code.ts");
    return await WebAssembly.compile(rosterModule(form));
  }
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
