// Files of evidence on disk, named by the hash of their content: the same file twice is one, and a
// file that was tampered with no longer fits its name. What a file proves stands in the record.

import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";

export interface EvidenceStore {
  /** Keeps the content and resolves with its hash once it is safely on disk. */
  put(content: Uint8Array): Promise<Buffer>;
  /** Undefined where nothing with that hash is kept; throws where its content does not fit. */
  find(hash: Buffer): Promise<Buffer | undefined>;
}

/** There is no room for another file; nothing of it was kept. */
export class EvidenceStoreFull extends Error {}

/** How the system says so: the disk, the quota, the largest file that is allowed. */
const NO_ROOM: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

export function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && "code" in error && NO_ROOM.has(error.code);
}

export function evidenceFolder(folder: string): EvidenceStore {
  const fileOf = (hash: Buffer): string => {
    const name = hash.toString("hex");
    return path.join(folder, name.slice(0, 2), name);
  };
  return {
    async put(content) {
      const hash = sha256(content);
      const file = fileOf(hash);
      // Written beside and moved in, so that nobody ever finds half a file under its name.
      const draft = `${file}.${randomUUID()}`;
      try {
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        const handle = await open(draft, "wx", 0o600);
        try {
          await handle.writeFile(content);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true });
        const isFull = isOutOfRoom(error);
        throw isFull ? new EvidenceStoreFull("no room for evidence", { cause: error }) : error;
      }
      return hash;
    },
    async find(hash) {
      const content = await readFile(fileOf(hash)).catch((error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      });
      if (content !== undefined && !sha256(content).equals(hash)) {
        throw new Error(`evidence ${hash.toString("hex")} does not fit its name`);
      }
      return content;
    },
  };
}

function sha256(content: Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}
