// Runs one program to its end, as another account of the system where one is named. Knows nothing of
// PostgreSQL.

import { spawn } from "node:child_process";

/** An account that a program runs as; undefined fields mean our own. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** Resolves with exit code and what was printed; rejects only where it cannot be started. */
export async function runCommand(
  program: string,
  args: readonly string[],
  account: Account = {},
): Promise<Finished> {
  return await new Promise((resolve, reject) => {
    // Our own folder may be out of the account's reach, and programs complain when theirs is.
    const running = spawn(program, args, {
      ...account,
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C" },
    });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
    };
    running.stdout.on("data", collect);
    running.stderr.on("data", collect);
    running.on("error", reject);
    running.on("close", (code) => {
      resolve({ code, output: output.trim() });
    });
  });
}
