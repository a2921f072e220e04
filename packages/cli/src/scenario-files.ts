// Finds and reads scenario files: YAML 1.2 core schema, several documents a file. Names the line
// of whatever cannot be read; the rest is read all the same. Knows no rules.

import { isUtf8 } from "node:buffer";
import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { PACKS, ScenarioFault, findPack, readScenario } from "@lingdai/policy";
import type { FieldPath, Pack, Scenario } from "@lingdai/policy";
import { LineCounter, isScalar, parseAllDocuments } from "yaml";
import type { Document } from "yaml";

/** A scenario file that cannot be read: which, in which line, and what is wrong. */
export class UnreadableScenario extends Error {
  constructor(file: string, line: number | undefined, message: string) {
    super(line === undefined ? `${file}：${message}` : `${file} 第 ${line} 行：${message}`);
    this.name = "UnreadableScenario";
  }
}

export interface ScenarioInFile {
  readonly file: string;
  readonly scenario: Scenario;
  readonly pack: Pack;
}

export type ReadScenario = ScenarioInFile | UnreadableScenario;

/** The scenarios of files and of all `.yaml` and `.yml` files below folders, in sorted order. */
export async function readScenarioFiles(
  paths: readonly string[],
): Promise<readonly ReadScenario[]> {
  const read = await Promise.all(paths.map(readPath));
  return read.flat();
}

async function readPath(path: string): Promise<readonly ReadScenario[]> {
  const files = await filesAt(path);
  if (files instanceof UnreadableScenario) return [files];
  const read = await Promise.all(files.map(scenariosIn));
  return read.flat();
}

async function filesAt(path: string): Promise<readonly string[] | UnreadableScenario> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return new UnreadableScenario(path, undefined, "没有这个文件或文件夹");
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return files.length > 0
    ? files
    : new UnreadableScenario(path, undefined, "文件夹里没有 .yaml 情景文件");
}

async function scenariosIn(file: string): Promise<readonly ReadScenario[]> {
  const bytes = await readFile(file).catch((error: unknown) => {
    return new UnreadableScenario(file, undefined, `读不出来（${String(error)}）`);
  });
  if (bytes instanceof UnreadableScenario) return [bytes];
  if (!isUtf8(bytes)) {
    const wrong = "不是 UTF-8 文本，请另存为 UTF-8 编码";
    return [new UnreadableScenario(file, firstForeignLine(bytes), wrong)];
  }
  const text = bytes.toString("utf8");
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { version: "1.2", schema: "core", lineCounter: lines });
  // A separator behind the last scenario begins a document without content: none is meant.
  const documents = (Array.isArray(parsed) ? parsed : []).filter(
    (document) => document.errors.length > 0 || !isEmpty(document),
  );
  if (documents.length === 0) return [new UnreadableScenario(file, 1, "文件里没有情景")];
  return documents.map((document) => scenarioOf(document, file, lines));
}

/** The first line that is not UTF-8. */
function firstForeignLine(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; ; line += 1) {
    const end = bytes.indexOf("\n", from);
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}

function scenarioOf(document: Document, file: string, lines: LineCounter): ReadScenario {
  const [error] = document.errors;
  if (error !== undefined) {
    const [what = ""] = error.message.split("\n");
    return new UnreadableScenario(file, error.linePos?.[0].line, `不是正确的 YAML（${what}）`);
  }
  try {
    const scenario = readScenario(plainValueOf(document));
    const pack = findPack(scenario.policy);
    if (pack !== undefined) return { file, scenario, pack };
    const known = PACKS.map(({ id }) => id).join(" ");
    throw new ScenarioFault(["policy"], `没有政策包“${scenario.policy}”，可用：${known}`);
  } catch (fault) {
    if (!(fault instanceof ScenarioFault)) throw fault;
    return new UnreadableScenario(file, lineOf(document, fault.path, lines), fault.message);
  }
}

function isEmpty(document: Document): boolean {
  return (
    document.contents === null || (isScalar(document.contents) && document.contents.value === null)
  );
}

/** YAML finds out only now whether every alias has its anchor. */
function plainValueOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ScenarioFault(
      [],
      `不是正确的 YAML（${error instanceof Error ? error.message : ""}）`,
    );
  }
}

/** The line of the deepest node on the path that the document has. */
function lineOf(document: Document, path: FieldPath, lines: LineCounter): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const start = startOf(node);
    if (start !== undefined) return lines.linePos(start).line;
  }
  return undefined;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : undefined;
}
