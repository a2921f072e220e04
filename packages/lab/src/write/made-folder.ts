// The folder of one simulation: written aside, then put in its place all together. Never touches a
// folder that holds anything but an earlier simulation. Knows nothing of what is in the files.

import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { UnusableInput } from "@lingdai/matching";

/** By this file we know our own folders; it is written last. */
const MARK = "simulation.json";
const MADE_BY = "lingdai simulate";
const STAGING = ".simulating";
/** Everything that a simulation puts into its folder; other files there are left alone. */
const ENTRIES = ["roster.csv", "observations", "mappings", "truth", "README.txt"];
const ALL_ENTRIES = [...ENTRIES, "evaluate-args.txt", MARK];

export class MadeFolder {
  readonly #folder: string;
  readonly #existed: boolean;

  /** Refuses a folder that cannot be made or that is not ours to overwrite. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#existed = existsSync(folder);
    judgeFolder(folder);
    try {
      rmSync(this.path(), { recursive: true, force: true });
      for (const below of ["", "observations", "mappings", "truth"]) {
        mkdirSync(this.path(below), { recursive: true });
      }
    } catch (error) {
      throw refusalOf(folder, error);
    }
  }

  /** Where a file is written until everything is there. */
  path(...below: readonly string[]): string {
    return join(this.#folder, STAGING, ...below);
  }

  /** Puts everything in its place; `facts` say what it is. */
  publish(facts: Readonly<Record<string, unknown>>): void {
    const mark = { made_by: MADE_BY, ...facts };
    writeFileSync(this.path(MARK), `${JSON.stringify(mark, null, 2)}\n`);
    for (const entry of ALL_ENTRIES) {
      rmSync(join(this.#folder, entry), { recursive: true, force: true });
      if (existsSync(this.path(entry))) renameSync(this.path(entry), join(this.#folder, entry));
    }
  }

  /** Removes what is not in its place; of a folder that we made for nothing, nothing stays. */
  discard(): void {
    rmSync(this.path(), { recursive: true, force: true });
    if (!this.#existed && existsSync(this.#folder) && readdirSync(this.#folder).length === 0) {
      rmdirSync(this.#folder);
    }
  }
}

function judgeFolder(folder: string): void {
  const where = `--out ${folder}`;
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new UnusableInput(where, "是文件，不是文件夹", "请换一个文件夹");
  }
  const entries = readdirSync(folder).filter((entry) => entry !== STAGING);
  if (entries.length === 0 || isOurs(join(folder, MARK))) return;
  const mend = "请换一个空的或还不存在的文件夹";
  throw new UnusableInput(where, "文件夹里有别的东西，不是 simulate 生成的，不覆盖", mend);
}

function isOurs(mark: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(mark, "utf8"));
    return (
      typeof content === "object" &&
      content !== null &&
      "made_by" in content &&
      content.made_by === MADE_BY
    );
  } catch {
    return false;
  }
}

/** A failed system call as a refusal; anything else as it is. */
export function refusalOf(folder: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return error;
  const wrong = `写不进去（${String(error.code)}）`;
  return new UnusableInput(`--out ${folder}`, wrong, "请检查权限和磁盘空间，或换一个文件夹");
}
