// A command line inside the test's own process: for words that are refused before anything is done,
// where a process each would be most of the cost. How the process itself ends is command-line.test.ts.

import type { TestContext } from "node:test";

import { main } from "../src/main.ts";

export interface RunHere {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it in `folder`; no other test of the file may run meanwhile. */
export async function runHere(
  context: TestContext,
  args: readonly string[],
  folder = process.cwd(),
): Promise<RunHere> {
  const before = process.cwd();
  const [stdout, stderr] = [written(context, "stdout"), written(context, "stderr")];
  process.chdir(folder);
  try {
    const status = await main(args);
    return { status, stdout: stdout.said(), stderr: stderr.said() };
  } finally {
    process.chdir(before);
    stdout.restore();
    stderr.restore();
  }
}

function written(context: TestContext, stream: "stdout" | "stderr") {
  const { [stream]: through } = process;
  const write = through.write.bind(through);
  let said = "";
  const { mock } = context.mock.method(through, "write", (words: string | Uint8Array) => {
    // Bytes are the report of the tests themselves, whenever it is due.
    if (typeof words !== "string") return write(words);
    said += words;
    return true;
  });
  return {
    said: () => said,
    restore: () => {
      mock.restore();
    },
  };
}
