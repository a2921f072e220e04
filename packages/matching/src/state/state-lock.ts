// One run at a time on a state. Whoever wants it leaves a file named after its process and then looks
// for others: of two that come together at least one sees the other, and goes back to try again. A
// file whose process has ended counts for nothing. Knows no rows.
//
// Reading: processes of different machines (a state on a network drive) do not see each other alive;
// for them the state is compared once more before it is replaced.

import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { isRunning, startOf } from "../running-process.ts";
import { foreignState } from "./state-refusals.ts";

/** `lock-PROCESS-START-NUMBER`: the second tells processes apart that had one number. */
export const LOCK = /^lock-(\d+)-(\d+)-\d+$/;
const ATTEMPTS = 12;
const PAUSE_MS = 40;

let locks = 0;

/** Takes the lock of a folder or refuses; gives what releases it. */
export async function lockState(folder: string): Promise<() => void> {
  locks += 1;
  const number = locks;
  const own = `lock-${process.pid}-${startOf(process.pid) ?? "0"}-${number}`;
  const release = (): void => {
    rmSync(join(folder, own), { force: true });
  };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    writeFileSync(join(folder, own), "", { mode: 0o600 });
    if (!isHeldByOther(folder, own)) return release;
    release();
    // Two that keep step would meet again.
    await sleep(PAUSE_MS + (((process.pid * 31 + number * 17) * attempt) % PAUSE_MS));
  }
  const wrong = "另一次运行正在使用这个状态（another run is using this state）";
  throw foreignState(folder, wrong, "请等它结束后再运行，或换一个 --state 文件夹");
}

/** Locks of processes that have ended are removed on the way. */
function isHeldByOther(folder: string, own: string): boolean {
  const others = readdirSync(folder).filter((name) => LOCK.test(name) && name !== own);
  for (const name of others) {
    const [, pid = "", start = ""] = LOCK.exec(name) ?? [];
    if (isRunning(Number(pid), start)) return true;
    rmSync(join(folder, name), { force: true });
  }
  return false;
}
