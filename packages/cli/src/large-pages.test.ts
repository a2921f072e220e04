import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { environmentFor, readPages } from "./large-pages.ts";

const GIGABYTE = 1024 ** 3;
const ASKED = "always [madvise] never\n";

test("Only gigabytes are worth it, where the system gives large pages to who asks", () => {
  const environment = { HOME: "/home/wang" };
  const begun = environmentFor(5 * GIGABYTE, { environment, pages: ASKED });
  assert.equal(begun?.["HOME"], "/home/wang");
  assert.match(begun?.["GLIBC_TUNABLES"] ?? "", /glibc\.malloc\.hugetlb=1/);
  assert.equal(environmentFor(GIGABYTE, { environment, pages: ASKED }), undefined);
  const never = "always madvise [never]\n";
  assert.equal(environmentFor(5 * GIGABYTE, { environment, pages: never }), undefined);
  assert.equal(environmentFor(5 * GIGABYTE, { environment, pages: undefined }), undefined);
});

test("Who has said how the library takes memory is obeyed; so a process begins once more at most", () => {
  for (const said of ["", "glibc.malloc.check=1"]) {
    const environment = { GLIBC_TUNABLES: said };
    assert.equal(environmentFor(5 * GIGABYTE, { environment, pages: ASKED }), undefined);
  }
});

test("A run over gigabytes begins once more with the same arguments and ends as it would have", (context) => {
  const pages = readPages();
  if (pages === undefined || pages.includes("[never]")) {
    context.skip("this machine has no large pages");
    return;
  }
  for (const large of ["roster.csv", "state/rows-1-0"]) {
    const folder = mkdtempSync(join(tmpdir(), "lingdai-large-"));
    context.after(() => {
      rmSync(folder, { recursive: true });
    });
    mkdirSync(join(folder, "state"));
    const roster = join(folder, "roster.csv");
    // A header that lacks everything, and zeros behind it, which take no room on the disk.
    for (const file of [roster, join(folder, large)]) {
      const descriptor = openSync(file, "w");
      writeSync(descriptor, "name\n");
      if (file.endsWith(large)) ftruncateSync(descriptor, 5 * GIGABYTE);
      closeSync(descriptor);
    }
    const told = spawnSync(
      process.execPath,
      [
        `--import=data:text/javascript,console.error("begun "%2Bprocess.env.GLIBC_TUNABLES)`,
        fileURLToPath(new URL("main.ts", import.meta.url)),
        "evaluate",
        "--policy=sichuan-2022",
        "--as-of=2024-03-01",
        `--out=${join(folder, "out")}`,
        `--roster=${roster}`,
        `--observations=${join(folder, "*.csv")}`,
        `--state=${join(folder, "state")}`,
      ],
      { encoding: "utf8", env: { ...process.env, GLIBC_TUNABLES: undefined } },
    );
    const lines = told.stderr.trim().split("\n");
    // Threads of the process say so too.
    const [first, ...others] = lines.filter((line) => line.startsWith("begun "));
    assert.equal(first, "begun undefined");
    assert.ok(others.length > 0 && others.every((line) => line.startsWith("begun glibc.malloc")));
    assert.match(lines.at(-1) ?? "", /roster\.csv：表头缺少必需的列/);
    assert.equal(told.status, 2);
  }
});
