// Reads a file of rates: YAML, groups of named rates, each with its value and where it comes from.
// Refuses with file and key whatever could not be meant. Knows no rate by name.

import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { UnusableInput } from "@lingdai/matching";
import { LineCounter, parseDocument } from "yaml";

import type { RateForm } from "./rate-forms.ts";
import type { Rates } from "./rates.ts";
import { RATE_FORMS } from "./rates.ts";

/** The rates that hold where no file says otherwise. */
const DEFAULT_RATES_PATH = fileURLToPath(new URL("../../rates/default.yaml", import.meta.url));

const EXAMPLE = "写成 {value: 数值, origin: 出处或“assumption: 理由”}";

type Tree = Readonly<Record<string, unknown>>;
type Forms = Readonly<Record<string, Readonly<Record<string, RateForm<unknown>>>>>;

/** The default rates, those that `path` names replaced by its own. */
export function readRates(path?: string): Rates {
  const defaults = valuesIn(DEFAULT_RATES_PATH, readYaml(DEFAULT_RATES_PATH));
  const given = path === undefined ? new Map<string, unknown>() : valuesIn(path, readYaml(path));
  const rates = Object.entries(RATE_FORMS as Forms).map(([group, forms]) => [
    group,
    Object.fromEntries(
      Object.keys(forms).map((name) => {
        const key = `${group}.${name}`;
        if (given.has(key)) return [name, given.get(key)];
        if (defaults.has(key)) return [name, defaults.get(key)];
        throw refuse(DEFAULT_RATES_PATH, key, "没有这个比率", EXAMPLE);
      }),
    ),
  ]);
  // Every value was read by the form of its key.
  return Object.fromEntries(rates) as Rates;
}

/** The values that a file's content gives, by `group.name`; each judged by its form. */
function valuesIn(path: string, content: unknown): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [group, rates] of Object.entries(asTree(path, "（整个文件）", content))) {
    const forms = Object.hasOwn(RATE_FORMS, group) ? (RATE_FORMS as Forms)[group] : undefined;
    if (forms === undefined) {
      throw refuse(path, group, "没有这一组", `可用的组：${Object.keys(RATE_FORMS).join("、")}`);
    }
    for (const [name, rate] of Object.entries(asTree(path, group, rates))) {
      const key = `${group}.${name}`;
      const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
      if (form === undefined) {
        throw refuse(path, key, "没有这个比率", `这一组有：${Object.keys(forms).join("、")}`);
      }
      values.set(key, valueOf(path, key, rate, form));
    }
  }
  return values;
}

function valueOf(path: string, key: string, rate: unknown, form: RateForm<unknown>): unknown {
  const tree = asTree(path, key, rate);
  for (const part of Object.keys(tree)) {
    if (part !== "value" && part !== "origin") {
      throw refuse(path, `${key}.${part}`, "不认识这个键", EXAMPLE);
    }
  }
  const { value, origin } = tree;
  if (typeof origin !== "string" || origin.trim() === "") {
    throw refuse(path, `${key}.origin`, "没有写明出处", EXAMPLE);
  }
  const read = form.read(value);
  if (read !== undefined) return read;
  throw refuse(path, `${key}.value`, `“${inShort(value)}”不能用`, `应为${form.expects}`);
}

function asTree(path: string, key: string, content: unknown): Tree {
  if (typeof content === "object" && content !== null && !Array.isArray(content)) {
    return content as Tree;
  }
  const example = key.includes(".") ? EXAMPLE : "写成“组: {比率: {value, origin}}”";
  throw refuse(path, key, "内容不是“键: 值”的形式", example);
}

function inShort(value: unknown): string {
  if (value === undefined) return "（空）";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function readYaml(path: string): unknown {
  const bytes = readBytes(path);
  if (!isUtf8(bytes)) throw new UnusableInput(`比率 ${path}`, "不是 UTF-8 文本", "请另存为 UTF-8");
  const lines = new LineCounter();
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const { line } = lines.linePos(fault.pos[0]);
    const wrong = `YAML 写法有误（${fault.message}）`;
    throw new UnusableInput(`比率 ${path} 第 ${line} 行`, wrong, "请检查缩进、引号和冒号");
  }
  return document.toJS();
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UnusableInput(`比率 ${path}`, `文件打不开（${code}）`, "请检查路径和读取权限");
  }
}

function refuse(path: string, key: string, wrong: string, mend: string): UnusableInput {
  return new UnusableInput(`比率 ${path}，${key}`, wrong, mend);
}
