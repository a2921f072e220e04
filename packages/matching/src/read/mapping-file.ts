// Reads source-mapping files from YAML 1.2. Every scalar is taken as text, so that a reference 007
// or a date stays what was written. What a mapping may say is judged elsewhere.

import { isUtf8 } from "node:buffer";
import { existsSync, readFileSync } from "node:fs";
import type { Document } from "yaml";
import { LineCounter, parseDocument } from "yaml";

import { UnusableInput, describeSystemError } from "../unusable-input.ts";
import { expandPatterns } from "./input-files.ts";
import { findShippedMapping, listShippedMappings } from "./shipped-mappings.ts";
import type { SourceMapping } from "./source-mapping.ts";
import { toSourceMapping } from "./source-mapping.ts";

/** Reads the mappings of one run in the order given; a quoted pattern stands for its files, sorted. */
export function readMappings(given: readonly string[]): readonly SourceMapping[] {
  return given
    .flatMap((each) =>
      findShippedMapping(each) === undefined ? expandPatterns("--mapping", [each]) : [each],
    )
    .map(readMappingFile);
}

/**
 * Reads one mapping: a file, or one of those that come along, by its short name (`NAME`, or
 * `NAME=PATTERN` for the files that it shall serve). Refuses it with file, line or key, what is
 * wrong and how to mend it.
 */
export function readMappingFile(given: string): SourceMapping {
  const shipped = existsSync(given) ? undefined : findShippedMapping(given);
  if (shipped === undefined) return readYaml(given);
  const mapping = readYaml(shipped.path);
  const { pattern } = shipped;
  return { ...mapping, path: given, files: pattern === undefined ? mapping.files : [pattern] };
}

function readYaml(path: string): SourceMapping {
  const bytes = readBytes(path);
  const where = `来源映射 ${path}`;
  if (!isUtf8(bytes)) throw new UnusableInput(where, "不是 UTF-8 文本", "请另存为 UTF-8 编码");
  const lines = new LineCounter();
  const document = parseDocument(bytes.toString("utf8").replace(/^\uFEFF/, ""), {
    schema: "failsafe",
    lineCounter: lines,
    prettyErrors: false,
  });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const { line } = lines.linePos(fault.pos[0]);
    const wrong = `YAML 写法有误（${fault.message}）`;
    throw new UnusableInput(`${where} 第 ${line} 行`, wrong, "请检查缩进、引号和冒号");
  }
  return toSourceMapping(path, contentOf(where, document));
}

/** Aliases are resolved only here: of nothing, or of far too much, there is no content. */
function contentOf(where: string, document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    throw new UnusableInput(where, `YAML 写法有误（${fault}）`, "请把引用（*）改写成它所指的内容");
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const wrong = `文件打不开，${describeSystemError(error)}`;
    const names = listShippedMappings().join("、");
    const mend = `请检查 --mapping 给出的路径和读取权限；随附的映射可以只写名字：${names}`;
    throw new UnusableInput(`来源映射 ${path}`, wrong, mend);
  }
}
