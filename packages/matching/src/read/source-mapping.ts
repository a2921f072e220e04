// Source mappings: how a supplier's files say what ours say (FORMATS section 2). Judges the content
// of a mapping file that has been read from YAML; knows neither YAML nor the observation files.

import { matchesGlob } from "node:path";

import { UnusableInput } from "../unusable-input.ts";
import { trimBlanks } from "./blanks.ts";
import type { Encoding } from "./cell-text.ts";
import { ENCODINGS } from "./cell-text.ts";
import { DatePattern, faultOfDatePattern } from "./date-pattern.ts";
import { DATE_FIELDS, FIELD_NAMES, normaliseCell } from "./fields.ts";

/** Ours to something of theirs; the keys are our column names. */
export interface SourceMapping {
  /** Where it was read, for messages. */
  readonly path: string;
  readonly files: readonly string[];
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly columns: ReadonlyMap<string, string>;
  readonly dates: ReadonlyMap<string, DatePattern>;
  /** Their values to ours; looked up after blanks have been dropped. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly constants: ReadonlyMap<string, string>;
}

/** What applies to a file that no mapping names. */
const PLAIN_MAPPING: SourceMapping = {
  path: "",
  files: [],
  encoding: "utf-8",
  delimiter: ",",
  columns: new Map(),
  dates: new Map(),
  values: new Map(),
  constants: new Map(),
};

const KEYS = ["files", "encoding", "delimiter", "columns", "dates", "values", "constants"];
const COLUMNS_MEND = `可用的列名：${FIELD_NAMES.join("、")}`;

/** Of several fitting mappings the last given applies. */
export function mappingFor(baseName: string, mappings: readonly SourceMapping[]): SourceMapping {
  return mappings.findLast((mapping) => isMappingFor(baseName, mapping)) ?? PLAIN_MAPPING;
}

/** Whether one of the mapping's patterns fits a base name, which compression does not change. */
export function isMappingFor(baseName: string, mapping: SourceMapping): boolean {
  const names = [baseName, baseName.replace(/\.gz$/i, "")];
  return mapping.files.some((pattern) =>
    names.some((name) => pattern === name || matchesGlob(name, pattern)),
  );
}

/** Turns the content of a mapping file, all scalars texts, into a mapping; refuses what it cannot mean. */
export function toSourceMapping(path: string, content: unknown): SourceMapping {
  const root = asRecord(path, "（整个文件）", content, '请写成“键: 值”，例如 files: ["*.csv"]');
  for (const key of Object.keys(root)) {
    if (!KEYS.includes(key))
      throw refuse(path, key, "不认识这个键", `可用的键：${KEYS.join("、")}`);
  }
  return {
    path,
    files: filesOf(path, root["files"]),
    encoding: encodingOf(path, root["encoding"]),
    delimiter: delimiterOf(path, root["delimiter"]),
    columns: columnsOf(path, root["columns"]),
    dates: datesOf(path, root["dates"]),
    values: valuesOf(path, root["values"]),
    constants: textsOf(path, "constants", root["constants"]),
  };
}

function filesOf(path: string, content: unknown): readonly string[] {
  const mend = '请列出文件名的式样，例如 files: ["obs-*.csv"]';
  if (!Array.isArray(content) || content.length === 0) {
    throw refuse(path, "files", "缺少文件名式样", mend);
  }
  return content.map((pattern: unknown, at) => {
    const key = `files[${at}]`;
    if (typeof pattern !== "string" || pattern === "") throw refuse(path, key, "不是文字", mend);
    if (/[/\\]/.test(pattern)) {
      throw refuse(path, key, `“${pattern}”含有路径`, "式样只与文件名比对，请去掉文件夹部分");
    }
    return pattern;
  });
}

function encodingOf(path: string, content: unknown): Encoding {
  if (content === undefined) return "utf-8";
  const text = typeof content === "string" ? content.trim().toLowerCase() : "";
  const encoding = ENCODINGS.find((known) => known === text);
  if (encoding !== undefined) return encoding;
  const mend = `请写 ${ENCODINGS.join("、")} 之一；GB2312 的文件写 gb18030 即可`;
  throw refuse(path, "encoding", `不认识编码“${text}”`, mend);
}

function delimiterOf(path: string, content: unknown): string {
  if (content === undefined) return ",";
  const text = content === String.raw`\t` ? "\t" : content;
  const isUsable = typeof text === "string" && /^[\u0001-\u007f]$/.test(text);
  if (isUsable && !/[A-Za-z0-9"\r\n]/.test(text)) return text;
  const mend = '请写一个 ASCII 符号，例如 ","、"|"、";" 或 "\\t"';
  throw refuse(path, "delimiter", "分隔符要是单个符号，不能是字母、数字、引号或换行", mend);
}

/** Their column names as headers are read: without blanks around them. */
function columnsOf(path: string, content: unknown): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const [field, theirs] of textsOf(path, "columns", content)) {
    const name = trimBlanks(theirs);
    if (name === "")
      throw refuse(path, `columns.${field}`, "没有写对方的列名", "请写出表头里的列名");
    columns.set(field, name);
  }
  return columns;
}

function datesOf(path: string, content: unknown): ReadonlyMap<string, DatePattern> {
  const patterns = new Map<string, DatePattern>();
  for (const [field, pattern] of textsOf(path, "dates", content)) {
    const key = `dates.${field}`;
    if (!DATE_FIELDS.includes(field)) {
      throw refuse(path, key, `${field} 不是日期列`, `日期列有：${DATE_FIELDS.join("、")}`);
    }
    const fault = faultOfDatePattern(pattern);
    if (fault !== undefined) {
      throw refuse(
        path,
        key,
        `日期式样“${pattern}”不对，${fault}`,
        "例如 YYYYMMDD、YYYY/M/D、YYYY-MM-DD HH:mm:ss",
      );
    }
    patterns.set(field, new DatePattern(pattern));
  }
  return patterns;
}

function valuesOf(
  path: string,
  content: unknown,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const values = new Map<string, ReadonlyMap<string, string>>();
  if (content === undefined || content === "") return values;
  const mend = "请写成“我方列名: {对方的值: 我方代码}”";
  for (const [field, table] of Object.entries(asRecord(path, "values", content, mend))) {
    const key = `values.${field}`;
    judgeField(path, key, field);
    values.set(field, translations(path, key, field, asRecord(path, key, table, mend)));
  }
  return values;
}

/** Their values are looked up as the cells are: normalised. */
function translations(
  path: string,
  key: string,
  field: string,
  table: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [theirs, ours] of Object.entries(table)) {
    if (typeof ours !== "string") {
      throw refuse(path, `${key}.${theirs}`, "对应的值不是文字", "请写一个我方代码");
    }
    const normalised = normaliseCell(field, theirs);
    const other = found.get(normalised);
    if (other !== undefined && other !== ours) {
      throw refuse(path, `${key}.${theirs}`, "去掉空格后与另一行相同而代码不同", "请只留一行");
    }
    found.set(normalised, ours);
  }
  return found;
}

function textsOf(path: string, key: string, content: unknown): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (content === undefined || content === "") return texts;
  const mend = "请写成“我方列名: 文字”";
  for (const [field, text] of Object.entries(asRecord(path, key, content, mend))) {
    judgeField(path, `${key}.${field}`, field);
    if (typeof text !== "string") throw refuse(path, `${key}.${field}`, "值不是文字", mend);
    texts.set(field, text);
  }
  return texts;
}

function judgeField(path: string, key: string, field: string): void {
  if (!FIELD_NAMES.includes(field))
    throw refuse(path, key, `我方没有“${field}”这一列`, COLUMNS_MEND);
}

function asRecord(
  path: string,
  key: string,
  content: unknown,
  mend: string,
): Readonly<Record<string, unknown>> {
  if (typeof content === "object" && content !== null && !Array.isArray(content)) {
    return content as Readonly<Record<string, unknown>>;
  }
  throw refuse(path, key, "内容不是“键: 值”的形式", mend);
}

function refuse(path: string, key: string, wrong: string, mend: string): UnusableInput {
  return new UnusableInput(`来源映射 ${path}，${key}`, wrong, mend);
}
