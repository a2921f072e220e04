// Part of `npm run check`: no file imports upward, the policy core stays pure, no files import each
// other in a circle, and every source file that git lists was really looked at.

import { readFileSync } from "node:fs";
import path from "node:path";

import { findCircles } from "./import-circles.ts";
import { findImports, UnparsableSource } from "./import-scan.ts";
import { refusalOfImport, ROOM_FOLDERS, targetOf } from "./room-rules.ts";
import { listSourcesInGit, listSourcesOnDisk } from "./source-files.ts";

/** What the check saw, and every sentence it has to say against it. */
export interface BoundaryReport {
  readonly filesSeen: number;
  readonly importsSeen: number;
  readonly complaints: readonly string[];
}

/** Checks one checkout. */
export function checkBoundaries(root: string): BoundaryReport {
  const seen = listSourcesOnDisk(root, ROOM_FOLDERS);
  const sources = new Set(seen);
  const complaints = [...complaintsAboutCoverage(sources, new Set(listSourcesInGit(root)))];
  const graph = new Map<string, readonly string[]>();
  let importsSeen = 0;
  for (const file of seen) {
    try {
      const imports = findImports(file, readFileSync(path.join(root, file), "utf8"));
      importsSeen += imports.length;
      for (const { specifier, line } of imports) {
        const refusal = refusalOfImport(file, specifier, sources);
        if (refusal === undefined) continue;
        complaints.push(`${file}:${line}: ${specifier ?? "import(...)"} ${refusal}`);
      }
      const targets = imports.map(({ specifier }) => targetOf(file, specifier ?? ""));
      graph.set(
        file,
        targets.filter((target) => target !== undefined),
      );
    } catch (error) {
      if (!(error instanceof UnparsableSource)) throw error;
      complaints.push(error.message);
    }
  }
  for (const circle of findCircles(graph)) complaints.push(`circle: ${circle.join(" -> ")}`);
  return { filesSeen: seen.length, importsSeen, complaints };
}

function complaintsAboutCoverage(
  seen: ReadonlySet<string>,
  inGit: ReadonlySet<string>,
): readonly string[] {
  const unseen = [...inGit.difference(seen)].map(
    (file) => `${file}: listed by git, but in no room, so nobody looked at it`,
  );
  const unknown = [...seen.difference(inGit)].map(
    (file) => `${file}: stands in a room, but git ignores it`,
  );
  const empty = seen.size === 0 ? ["no source file seen at all"] : [];
  return [...unseen, ...unknown, ...empty];
}

if (import.meta.main) {
  const { filesSeen, importsSeen, complaints } = checkBoundaries(process.cwd());
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  const verdict = complaints.length === 0 ? "none" : String(complaints.length);
  process.stdout.write(
    `boundaries: ${filesSeen} files, ${importsSeen} imports, complaints: ${verdict}\n`,
  );
  if (complaints.length > 0) process.exitCode = 1;
}
