// The file of master keys: `keys` in the data folder, or wherever LINGDAI_KEYS says. A line a key:
// its number, a blank, 32 bytes in base64. Whoever loses it has lost every name in the record.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { UnusableDatabase } from "../unusable-database.ts";

const KEY_BYTES = 32;

export type MasterKeys = ReadonlyMap<number, Buffer>;

/** The keys of a data folder; the first is made on first use. */
export async function readOrMakeKeys(folder: string): Promise<MasterKeys> {
  const file = keyFileOf(folder);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new UnusableDatabase(`读不到密钥文件 ${file}`, "请检查它的权限", { cause: error });
  });
  if (text !== undefined) return parseKeys(file, text);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o711 });
  // Whole or not at all: a link appears with its content, and fails where another process was first.
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  await writeFile(draft, lineOf(1, randomBytes(KEY_BYTES)), { mode: 0o600 });
  await link(draft, file).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  await rm(draft);
  return parseKeys(file, await readFile(file, "utf8"));
}

/** The keys of a data folder that has some. */
export function readKeys(folder: string): MasterKeys {
  const file = keyFileOf(folder);
  return parseKeys(file, readFileSync(file, "utf8"));
}

/** Adds a key that seals from now on, and resolves with its number. */
export async function addKey(folder: string): Promise<number> {
  const keys = await readOrMakeKeys(folder);
  const number = Math.max(...keys.keys()) + 1;
  const lines = [...keys].map(([each, key]) => lineOf(each, key)).join("");
  const file = keyFileOf(folder);
  await writeFile(`${file}.new`, lines + lineOf(number, randomBytes(KEY_BYTES)), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return number;
}

function keyFileOf(folder: string): string {
  const named = process.env["LINGDAI_KEYS"];
  return named === undefined || named === "" ? path.join(folder, "keys") : path.resolve(named);
}

function lineOf(number: number, key: Buffer): string {
  return `${number} ${key.toString("base64")}\n`;
}

function parseKeys(file: string, text: string): MasterKeys {
  const keys = new Map<number, Buffer>();
  for (const line of text.split("\n").filter((each) => each.trim() !== "")) {
    const [number = "", key = ""] = line.split(" ");
    const bytes = Buffer.from(key, "base64");
    if (!/^[1-9]\d{0,4}$/.test(number) || bytes.length !== KEY_BYTES) {
      throw new UnusableDatabase(`密钥文件 ${file} 已损坏`, "请从备份恢复");
    }
    keys.set(Number(number), bytes);
  }
  if (!keys.has(1)) throw new UnusableDatabase(`密钥文件 ${file} 缺少一号密钥`, "请从备份恢复");
  return keys;
}
