// Lists the files of a folder of the checkout, leaving out what was installed. Plain JavaScript
// (runs on Node 20). It must not know what the files are wanted for.

import { readdirSync } from "node:fs";
import path from "node:path";

/**
 * The files below `folder` at any depth, as paths from `root` with `/` between.
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
export function listFilesBelow(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const below = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [below];
    return entry.name === "node_modules" ? [] : listFilesBelow(root, below);
  });
}
