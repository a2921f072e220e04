// The examples of README.md, typed as they stand there from top to bottom, in a folder of their own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const CHECKOUT = fileURLToPath(new URL("../../../", import.meta.url));

/** What stands between a line of three backticks with `sh` and the next of three backticks. */
function examplesOf(readMe: string): readonly string[] {
  const text = readFileSync(join(CHECKOUT, readMe), "utf8");
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, example = ""]) => example);
}

test("Every example of README.md works as it is typed", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lingdai-read-me-"));
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  symlinkSync(join(CHECKOUT, "packages"), join(folder, "packages"));
  const examples = examplesOf("README.md").filter((example) => example.includes("npx lingdai"));
  assert.ok(examples.length > 0);
  const command = `"${process.execPath}" "${join(CHECKOUT, "bin", "lingdai.js")}"`;
  for (const example of examples) {
    const script = `set -e\n${example.replaceAll("npx lingdai", command)}`;
    const { status, stdout, stderr } = spawnSync("sh", ["-c", script], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(status, 0, `${example}\n${stderr}`);
    assert.notEqual(stdout, "");
  }
});

test("README.en.md shows no command that README.md does not show too", () => {
  const chinese = commandsIn("README.md");
  for (const command of commandsIn("README.en.md")) assert.ok(chinese.includes(command), command);
});

/** The commands, each on one line and without its remark. */
function commandsIn(readMe: string): readonly string[] {
  return examplesOf(readMe)
    .flatMap((example) => example.replaceAll(/\s*\\\n\s*/g, " ").split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim());
}
