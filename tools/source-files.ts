// Lists the source files of the checkout twice: as they stand in the rooms' folders, and as git
// knows them. A check that saw other files than git lists has checked nothing and must not pass.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

import { listFilesBelow } from "./files-below.js";

const SOURCE = /\.[cm]?[jt]sx?$/;

/** The source files that stand below the given folders, as paths from the root, sorted. */
export function listSourcesOnDisk(root: string, folders: readonly string[]): readonly string[] {
  return folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => listFilesBelow(root, folder))
    .filter((file) => SOURCE.test(file))
    .toSorted();
}

/** The source files that git tracks, or would track if they were added, wherever they stand, sorted. */
export function listSourcesInGit(root: string): readonly string[] {
  const deleted = new Set(gitLsFiles(root, "--deleted"));
  const listed = new Set(gitLsFiles(root, "--cached", "--others", "--exclude-standard"));
  return [...listed].filter((file) => SOURCE.test(file) && !deleted.has(file)).toSorted();
}

function gitLsFiles(root: string, ...options: readonly string[]): readonly string[] {
  const output = execFileSync("git", ["ls-files", "-z", ...options], {
    cwd: root,
    encoding: "utf8",
  });
  return output.split("\0").filter((file) => file !== "");
}
