// The parts of an XLSX package, which is a ZIP archive: their names, and the bytes of one of them in
// bounded memory. Refuses archives that are damaged, locked or unfold to absurd sizes. Knows nothing
// of spreadsheets.

import { crc32 } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";
import { openPromise } from "yauzl";

import { UnusableInput, describeSystemError, systemErrorCode } from "../../unusable-input.ts";
import { refuseUnfoldingBeyond } from "../unfolding-limit.ts";

const PARTS_MAX = 20_000;
const ENCRYPTED_FLAG = 1;

export const DAMAGED_MEND = "请用 Excel 或 WPS 打开，另存为新的 XLSX 后再试";

/** A workbook of a million rows has some 1 GB of XML. */
const PART_BYTES_MAX = 4 * 1024 ** 3;

/** An open package; `close` it in a `finally`. */
export class ZipParts {
  readonly path: string;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(path: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.path = path;
    this.#zip = zip;
    this.#entries = entries;
  }

  /** Reads the archive's directory. */
  static async open(path: string): Promise<ZipParts> {
    const zip = await openZip(path);
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        const name = partName(entry.fileName);
        if (entries.has(name)) throw damaged(path, `部件 ${entry.fileName} 出现了两次`);
        if (entries.size === PARTS_MAX) throw damaged(path, `部件超过 ${PARTS_MAX} 个`);
        entries.set(name, entry);
      }
      return new ZipParts(path, zip, entries);
    } catch (error) {
      zip.close();
      throw refusalOf(path, error);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(partName(name));
  }

  /** How many bytes a part unfolds to, as the directory says; reading enforces it. */
  bytesOf(name: string): number {
    return this.#entries.get(partName(name))?.uncompressedSize ?? 0;
  }

  /** The bytes of a part, block by block. */
  async *blocksOf(name: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(partName(name));
    if (entry === undefined) throw damaged(this.path, `缺少部件 ${name}`);
    if ((entry.generalPurposeBitFlag & ENCRYPTED_FLAG) !== 0) {
      throw new UnusableInput(this.path, "压缩包加了密码", "请去掉密码后另存");
    }
    const { uncompressedSize, compressedSize } = entry;
    refuseUnfoldingBeyond(this.path, uncompressedSize, compressedSize, PART_BYTES_MAX);
    try {
      const stream = await this.#zip.openReadStreamPromise(entry);
      let checksum = 0;
      for await (const block of stream) {
        signal?.throwIfAborted();
        checksum = crc32(block as Buffer, checksum);
        yield block as Buffer;
      }
      if (checksum !== entry.crc32) throw damaged(this.path, `部件 ${name} 的校验和不符`);
    } catch (error) {
      throw refusalOf(this.path, error);
    }
  }

  close(): void {
    this.#zip.close();
  }
}

export function damaged(path: string, fault: string): UnusableInput {
  return new UnusableInput(path, `XLSX 文件已损坏，${fault}`, DAMAGED_MEND);
}

/** Package names ignore case, and some writers begin them with a slash. */
function partName(name: string): string {
  return name.replace(/^\/+/, "").toLowerCase();
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw refusalOf(path, error);
  }
}

/** What the archive's reader found wrong, in our words; its own reason stays for who searches for it. */
function refusalOf(path: string, error: unknown): unknown {
  if (error instanceof UnusableInput || !(error instanceof Error)) return error;
  if (error.name === "AbortError") return error;
  if (systemErrorCode(error) !== undefined) {
    const wrong = `文件打不开，${describeSystemError(error)}`;
    return new UnusableInput(path, wrong, "请检查路径和读取权限");
  }
  return damaged(path, `压缩包不完整或内容有错（${error.message}）`);
}
