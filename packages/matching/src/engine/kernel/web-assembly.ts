// What we use of WebAssembly, with its types: elsewhere they come with those of browsers, of which
// nothing else is meant here. Knows no instruction.

/** Instructions that can be handed to another thread. */
export interface CompiledModule {
  readonly [Symbol.toStringTag]: "WebAssembly.Module";
}

/** Memory that instructions and we work in. */
export interface Memory {
  readonly buffer: ArrayBuffer;
}

/** By module and name: what instructions are given. */
type Imports = Readonly<Record<string, Readonly<Record<string, Memory>>>>;

interface WebAssemblyOfHost {
  readonly Memory: new (descriptor: { readonly initial: number }) => Memory;
  readonly Module: {
    imports(module: CompiledModule): readonly { readonly module: string; readonly name: string }[];
  };
  readonly Instance: new (
    module: CompiledModule,
    imports: Imports,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  compile(bytes: Uint8Array): Promise<CompiledModule>;
}

export const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: WebAssemblyOfHost;
};

/** The functions of a module that works in that memory. */
export function functionsIn(
  memory: Memory,
  compiled: CompiledModule,
): Readonly<Record<string, unknown>> {
  const imports = Object.fromEntries(
    WebAssembly.Module.imports(compiled).map(({ module, name }) => [module, { [name]: memory }]),
  );
  return new WebAssembly.Instance(compiled, imports).exports;
}
