// The two folders that a payment system and we share: `out` with our files, `in` with its receipts.
// A file is written beside and moved in, so that nobody ever reads half of one.

import { randomUUID } from "node:crypto";
import { access, mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

import { formatDay } from "@lingdai/policy";
import type { PaymentFile } from "@lingdai/store";

/** What is larger is no file of receipts. */
const RECEIPT_BYTES_MAX = 64 * 1024 * 1024;

export interface PaymentFolders {
  /** Writes a file of instructions where nobody looks yet. */
  draft(file: PaymentFile, content: Buffer): Promise<void>;
  /** Moves a drafted file into `out`; done twice it is done. Throws where it is nowhere. */
  deliver(file: PaymentFile): Promise<void>;
  /** The names of files of receipts that wait, in order. */
  listReceipts(): Promise<readonly string[]>;
  /** Undefined where somebody else has taken it away; an empty one where it is too large. */
  readReceipts(name: string): Promise<Buffer | undefined>;
  putAway(name: string, into: "taken" | "unreadable"): Promise<void>;
}

export function paymentFolders(folder: string): PaymentFolders {
  const inFolder = path.join(folder, "in");
  const draftOf = ({ contentHash }: PaymentFile): string =>
    path.join(folder, "drafts", contentHash.toString("hex"));
  const targetOf = (file: PaymentFile): string =>
    path.join(folder, "out", file.payDivision, nameOf(file));
  return {
    async draft(file, content) {
      await writeWhole(draftOf(file), content);
    },
    async deliver(file) {
      const target = targetOf(file);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await rename(draftOf(file), target).catch(async (error: unknown) => {
        // A worker beside us was quicker, or one before us died just after it had moved the file.
        await access(target).catch(() => {
          throw error;
        });
      });
    },
    async listReceipts() {
      await mkdir(inFolder, { recursive: true, mode: 0o700 });
      const entries = await readdir(inFolder, { withFileTypes: true });
      // What begins with a dot or ends in .part is still being written.
      return entries
        .filter((entry) => entry.isFile() && /^[^.].*(?<!\.part)$/.test(entry.name))
        .map(({ name }) => name)
        .toSorted();
    },
    async readReceipts(name) {
      const file = path.join(inFolder, name);
      const known = await stat(file).catch(() => undefined);
      if (known === undefined) return undefined;
      return known.size > RECEIPT_BYTES_MAX ? Buffer.alloc(0) : await readFile(file);
    },
    async putAway(name, into) {
      const target = path.join(inFolder, into);
      await mkdir(target, { recursive: true, mode: 0o700 });
      // Two files of one name are two files.
      await rename(path.join(inFolder, name), path.join(target, `${randomUUID()}-${name}`)).catch(
        (error: unknown) => {
          if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
        },
      );
    },
  };
}

function nameOf({ payDivision, fileNumber, madeOn }: PaymentFile): string {
  return `${payDivision}-${String(fileNumber).padStart(6, "0")}-${formatDay(madeOn)}.csv`;
}

async function writeWhole(file: string, content: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}`;
  try {
    const handle = await open(beside, "wx", 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
