// One process a data folder. Each writes a claim of its own and then looks for others: whoever sees a
// living one withdraws. Two that begin at the same instant may both withdraw; two never both stay.
// A claim names its process and when that began, so that a reused number is not mistaken for it.

import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { UnusableDatabase } from "../unusable-database.ts";

export interface FolderClaim {
  release(): Promise<void>;
}

/** Claims the folder for this process; throws `UnusableDatabase` where another living one holds it. */
export async function claimFolder(folder: string): Promise<FolderClaim> {
  const claims = path.join(folder, "claims");
  await mkdir(claims, { recursive: true });
  const own = `${process.pid}-${await beginningOf(process.pid)}`;
  if ((await readdir(claims)).includes(own)) throw inUse(folder, process.pid);
  await writeFile(path.join(claims, own), "");
  const release = async (): Promise<void> => {
    await rm(path.join(claims, own), { force: true });
  };
  const holder = await findOtherHolder(claims, own);
  if (holder === undefined) return { release };
  await release();
  throw inUse(folder, holder);
}

/** The number of the living process that holds the folder. */
export async function findHolder(folder: string): Promise<number | undefined> {
  return await findOtherHolder(path.join(folder, "claims"), undefined);
}

async function findOtherHolder(
  claims: string,
  own: string | undefined,
): Promise<number | undefined> {
  for (const claim of await readdir(claims).catch(() => [])) {
    if (claim === own) continue;
    const pid = Number(claim.split("-", 1)[0]);
    if (isAlive(pid) && claim === `${pid}-${await beginningOf(pid)}`) return pid;
    await rm(path.join(claims, claim), { force: true });
  }
  return undefined;
}

function inUse(folder: string, pid: number): UnusableDatabase {
  return new UnusableDatabase(
    `数据文件夹 ${folder} 正被进程 ${pid} 使用`,
    "请先停止它，或用 LINGDAI_DATA 另选文件夹",
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When a process began, in the kernel's ticks; empty where the system does not tell. */
async function beginningOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The second field is the program's name in brackets and may hold blanks.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
