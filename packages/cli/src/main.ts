// The command line `lingdai VERB ...`: finds the verb, runs it, turns what it returns or throws into
// an exit code. It must not know what any verb does; a verb is loaded only when it is asked for.

import { VERBS } from "./verb-table.ts";
import type { VerbTable } from "./verb-table.ts";

/** Runs one command line; resolves with its exit code: the verb's own, 2 for no such verb, 1 for a defect. */
export async function main(argv: readonly string[], verbs: VerbTable = VERBS): Promise<number> {
  endQuietlyWhenNobodyReads();
  const [name, ...args] = argv;
  try {
    if (name === "--help" || name === "-h") {
      process.stdout.write(await usage(verbs));
      return 0;
    }
    if (name === undefined) {
      process.stderr.write(await usage(verbs));
      return 2;
    }
    const load = verbs.get(name);
    if (load === undefined) {
      process.stderr.write(`lingdai：没有命令“${name}” no such verb: ${name}\n\n`);
      process.stderr.write(await usage(verbs));
      return 2;
    }
    const verb = await load();
    return await verb.run(args);
  } catch (error) {
    process.stderr.write(describeDefect(error));
    return 1;
  }
}

async function usage(verbs: VerbTable): Promise<string> {
  const width = Math.max(0, ...[...verbs.keys()].map((name) => name.length));
  const lines = [...verbs].map(async ([name, load]) => {
    const { summary } = await load();
    return `  ${name.padEnd(width)}  ${summary.zh}\n  ${" ".repeat(width)}  ${summary.en}\n`;
  });
  return `用法 usage: npx lingdai VERB ...\n\n${(await Promise.all(lines)).join("")}`;
}

/** One line for people; the stack only for who asks with LINGDAI_DEBUG, as it says nothing to others. */
function describeDefect(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = `lingdai：程序出错 unexpected error: ${message.replaceAll(/\s*\n\s*/g, " ")}\n`;
  if (!process.env["LINGDAI_DEBUG"]) return `${line}设置 LINGDAI_DEBUG=1 可看详情 for the stack\n`;
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return `${line}${stack}\n`;
}

/** `lingdai ... | head` closes our output early: that is no defect. 141 is what shells show for it. */
function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listeners("error").includes(onStreamError)) continue;
    stream.on("error", onStreamError);
  }
}

function onStreamError(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(141);
  throw error;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
