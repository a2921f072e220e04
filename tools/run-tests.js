// `npm test`: runs every test file under the pinned Node, or those whose path contains one of the
// given fragments (`npm test -- packages/policy civil-date`). Arguments that begin with `-` go to
// `node --test`. Plain JavaScript, so that it can say clearly what is wrong on any Node.
// It must not know what the tests are about.

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { REPOSITORY } from "./bootstrap.js";
import { listFilesBelow } from "./files-below.js";
import { runUnderPinnedNode } from "./pinned-node.js";

/** Where tests live. */
const TEST_FOLDERS = ["packages", "tools"];

/** Every file is a process of its own: what one of them compiled, the others need not. */
const COMPILED = path.join(REPOSITORY, ".cache", "compiled");

/**
 * The test files of a checkout, as paths from its root.
 * @param {string} repository
 * @returns {readonly string[]}
 */
export function listTestFiles(repository) {
  return TEST_FOLDERS.flatMap((folder) => listFilesBelow(repository, folder))
    .filter((file) => file.endsWith(".test.ts"))
    .toSorted();
}

/**
 * Those whose path contains one of the fragments; all of them where no fragment is given.
 * @param {readonly string[]} files
 * @param {readonly string[]} fragments
 */
export function chooseTestFiles(files, fragments) {
  if (fragments.length === 0) return files;
  return files.filter((file) => fragments.some((fragment) => file.includes(fragment)));
}

/**
 * Runs the chosen tests; resolves with the exit code of `node --test`, or 1 where there is no test.
 * @param {readonly string[]} args
 */
async function runTests(args) {
  const options = args.filter((arg) => arg.startsWith("-"));
  const fragments = args.filter((arg) => !arg.startsWith("-"));
  const files = chooseTestFiles(listTestFiles(REPOSITORY), fragments);
  if (files.length === 0) {
    process.stderr.write(`没有找到测试 no test file found: ${fragments.join(" ")}\n`);
    return 1;
  }
  // On every core: left alone, node spares one, which is half of a small machine.
  const everyCore = `--test-concurrency=${availableParallelism()}`;
  const shared = mkdtempSync(path.join(tmpdir(), "lingdai-tests-"));
  chmodSync(shared, 0o711);
  try {
    return await runUnderPinnedNode(REPOSITORY, ["--test", everyCore, ...options, ...files], {
      cwd: REPOSITORY,
      env: {
        NODE_COMPILE_CACHE: COMPILED,
        LINGDAI_TEST_CLUSTERS: shared, // A folder in which the files of one run may share clusters.
        ...process.env,
      },
    });
  } finally {
    rmSync(shared, { recursive: true, force: true });
  }
}

if (path.resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  process.exitCode = await runTests(process.argv.slice(2));
}
