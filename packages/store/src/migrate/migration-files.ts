// The migrations as files: numbered SQL, in the order of their names, each with its checksum.

import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

export interface Migration {
  /** Base name without `.sql`, such as `0003-people`. */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[a-z-]+\.sql$/.test(file));
  return await Promise.all(
    files.toSorted().map(async (file) => {
      const sql = await readFile(path.join(folder, file), "utf8");
      const checksum = createHash("sha256").update(sql).digest("hex");
      return { name: path.basename(file, ".sql"), sql, checksum };
    }),
  );
}
