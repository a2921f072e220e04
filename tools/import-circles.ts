// Finds circles among files that import each other. It must not know rooms or read files.

/** Circles as the files on them in order of import; empty exactly when there is none. */
export function findCircles(
  imports: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    if (done.has(file)) return;
    const met = trail.indexOf(file);
    if (met !== -1) {
      circles.push([...trail.slice(met), file]);
      return;
    }
    trail.push(file);
    for (const next of new Set(imports.get(file))) visit(next);
    trail.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return circles;
}
