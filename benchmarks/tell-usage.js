// Preloaded into a command that is measured (`node --import`): when the process ends, it leaves its
// processor time and peak memory in the file that the environment names. Plain JavaScript, as every
// thread of the command loads it too: it must not have to strip types. Knows nothing of the command.

import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const path = process.env["LINGDAI_BENCH_USAGE"];

if (isMainThread && path !== undefined) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: maxRSS / 1024 };
    writeFileSync(path, JSON.stringify(usage));
  });
}
