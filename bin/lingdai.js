#!/usr/bin/env node
// The command `lingdai`: makes sure that everything is installed, then runs the real command line
// under the pinned Node. Plain JavaScript (runs on Node 20). It must not know any verb.

import module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { ensureInstalled, REPOSITORY } from "../tools/bootstrap.js";
import { bundled } from "../tools/bundle.js";
import { pinnedNodeVersion, runUnderPinnedNode } from "../tools/pinned-node.js";

/** What Node has compiled once it need not compile again: that is most of the time of a small run. */
const COMPILED = path.join(REPOSITORY, ".cache", "compiled");
const COMMAND_LINE = path.join(REPOSITORY, "packages", "cli", "src", "main.ts");

/**
 * From inside a workspace npx starts us in that workspace's root; files that the person names are
 * meant from where the person stands, which npm keeps in INIT_CWD.
 */
function returnToWhereThePersonStands() {
  const { INIT_CWD: stoodIn, npm_lifecycle_event: startedBy } = process.env;
  if (startedBy !== "npx" || stoodIn === undefined) return;
  const below = path.relative(process.cwd(), stoodIn);
  if (below !== "" && !below.startsWith("..") && !path.isAbsolute(below)) process.chdir(stoodIn);
}

try {
  returnToWhereThePersonStands();
  await ensureInstalled(REPOSITORY, "runtime");
  process.env["NODE_COMPILE_CACHE"] ??= COMPILED; // For threads and processes that we start.
  module.enableCompileCache?.(process.env["NODE_COMPILE_CACHE"]);
  const args = process.argv.slice(2);
  // Who asks for stacks wants to find them in the sources.
  const entry = process.env["LINGDAI_DEBUG"]
    ? COMMAND_LINE
    : await bundled(REPOSITORY, COMMAND_LINE);
  if (process.version === pinnedNodeVersion(REPOSITORY)) {
    const { main } = /** @type {typeof import("../packages/cli/src/main.ts")} */ (
      await import(pathToFileURL(entry).href)
    );
    process.exitCode = await main(args); // The right Node already: no second process to wait for.
  } else {
    process.exitCode = await runUnderPinnedNode(REPOSITORY, [entry, ...args]);
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`领待：无法启动 cannot start: ${reason}\n`);
  process.exitCode = 1;
}
