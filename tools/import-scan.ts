// Finds what a source file imports, by parsing it: imports, re-exports, dynamic imports, types of
// other modules, require. It must not know which imports are allowed.

import { parseSync, Visitor } from "oxc-parser";

/** One import as it stands in a file; `specifier` is undefined where it is computed at run time. */
export interface ImportFound {
  readonly specifier: string | undefined;
  readonly line: number;
}

/** A file that cannot be parsed: nothing can be said about what it imports. */
export class UnparsableSource extends Error {}

/** The imports of one file in the order in which they stand; throws UnparsableSource. */
export function findImports(fileName: string, source: string): readonly ImportFound[] {
  const { program, errors } = parseSync(fileName, source);
  const [first] = errors;
  if (first !== undefined) throw new UnparsableSource(`${fileName}: ${first.message}`);
  const found: { specifier: string | undefined; start: number }[] = [];
  const keep = (target: { readonly type: string; readonly start: number }): void => {
    found.push({ specifier: literalText(target), start: target.start });
  };
  new Visitor({
    ImportDeclaration: (node) => keep(node.source),
    ExportAllDeclaration: (node) => keep(node.source),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) keep(node.source);
    },
    ImportExpression: (node) => keep(node.source),
    TSImportType: (node) => keep(node.source),
    TSExternalModuleReference: (node) => keep(node.expression),
    CallExpression: (node) => {
      const [target] = node.arguments;
      const isRequire = node.callee.type === "Identifier" && node.callee.name === "require";
      if (isRequire && target !== undefined) keep(target);
    },
  }).visit(program);
  return found
    .toSorted((a, b) => a.start - b.start)
    .map(({ specifier, start }) => ({
      specifier,
      line: source.slice(0, start).split("\n").length,
    }));
}

function literalText(node: { readonly type: string }): string | undefined {
  if (node.type !== "Literal" || !("value" in node)) return undefined;
  return typeof node.value === "string" ? node.value : undefined;
}
