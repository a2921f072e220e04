// Which account of the system PostgreSQL runs as. It refuses to run as root, so root hands it to the
// account `postgres`, which is made where there is none. Everybody else runs it as themselves.

import { UnusableDatabase } from "../unusable-database.ts";
import { runCommand, type Account } from "./run-command.ts";

const NAME = "postgres";

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The account, empty for our own. */
export async function findServerAccount(): Promise<Account> {
  if (!isRoot()) return {};
  const known = (await lookUp()) ?? (await create());
  if (known !== undefined) return known;
  throw new UnusableDatabase(
    `PostgreSQL 不能以 root 运行，而系统中没有、也无法建立用户 ${NAME}`,
    `请执行 useradd --system ${NAME}，或以普通用户启动，或用 DATABASE_URL 指定已有的数据库`,
  );
}

async function lookUp(): Promise<Account | undefined> {
  const [uid, gid] = [await numberOf("-u"), await numberOf("-g")];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

async function create(): Promise<Account | undefined> {
  await runCommand("useradd", ["--system", "--user-group", NAME]).catch(() => undefined);
  return await lookUp();
}

async function numberOf(option: "-u" | "-g"): Promise<number | undefined> {
  const { code, output } = await runCommand("id", [option, NAME]).catch(() => ({
    code: 1,
    output: "",
  }));
  return code === 0 && /^\d+$/.test(output) ? Number(output) : undefined;
}
