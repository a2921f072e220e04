// Reads named fields of a scenario document and says where and why one is wrong.

import type { Day } from "../civil-date.ts";
import { parseDay } from "../civil-date.ts";
import { isCodeOf } from "../codes.ts";

export type FieldPath = readonly (string | number)[];

/** What is wrong in a scenario document, and where. */
export class ScenarioFault extends Error {
  readonly path: FieldPath;

  constructor(path: FieldPath, message: string) {
    super(message);
    this.name = "ScenarioFault";
    this.path = path;
  }
}

/** The fields of one mapping; each reader throws `ScenarioFault` with the field's path. */
export interface Fields {
  readonly keys: readonly string[];
  isGiven(name: string): boolean;
  required(name: string): unknown;
  optional(name: string): unknown;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  day(name: string): Day;
  optionalDay(name: string): Day | undefined;
  code<Code extends string>(name: string, table: Readonly<Record<Code, unknown>>): Code;
  optionalCode<Code extends string>(
    name: string,
    table: Readonly<Record<Code, unknown>>,
  ): Code | undefined;
}

export function fieldsOf(value: unknown, path: FieldPath): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ScenarioFault(path, "这里应是一组“键: 值”");
  }
  const record = value as Readonly<Record<string, unknown>>;
  const at = (name: string): FieldPath => [...path, name];
  const optional = (name: string): unknown => record[name] ?? undefined;
  const optionalText = (name: string): string | undefined => {
    const found = optional(name);
    if (found === undefined || typeof found === "string") return found;
    // A reference or a name may look like a number to YAML.
    if (typeof found === "number") return String(found);
    throw new ScenarioFault(at(name), `“${name}”应是文字`);
  };
  const optionalDay = (name: string): Day | undefined => {
    const text = optionalText(name);
    if (text === undefined) return undefined;
    const day = parseDay(text);
    if (day === undefined) {
      throw new ScenarioFault(at(name), `“${name}”应是 YYYY-MM-DD 形式的真实日期，现为“${text}”`);
    }
    return day;
  };
  const optionalCode = <Code extends string>(
    name: string,
    table: Readonly<Record<Code, unknown>>,
  ): Code | undefined => {
    const text = optionalText(name);
    if (text === undefined || isCodeOf(table, text)) return text;
    throw new ScenarioFault(
      at(name),
      `“${name}”不认识“${text}”，可用：${Object.keys(table).join(" ")}`,
    );
  };
  const given = <Value>(name: string, found: Value | undefined): Value => {
    if (found === undefined) throw new ScenarioFault(path, `缺少“${name}”`);
    return found;
  };
  return {
    keys: Object.keys(record),
    isGiven: (name) => optional(name) !== undefined && optional(name) !== "",
    optional,
    optionalText,
    optionalDay,
    optionalCode,
    required: (name) => given(name, optional(name)),
    text: (name) => given(name, optionalText(name)),
    day: (name) => given(name, optionalDay(name)),
    code: (name, table) => given(name, optionalCode(name, table)),
  };
}

/** Refuses keys that nobody reads: a misspelt one would be without effect for ever. */
export function refuseStrangers(fields: Fields, path: FieldPath, known: readonly string[]): void {
  const stranger = fields.keys.find((key) => !known.includes(key));
  if (stranger === undefined) return;
  throw new ScenarioFault([...path, stranger], `不认识“${stranger}”，可用：${known.join(" ")}`);
}

export function listOf(value: unknown, path: FieldPath): readonly unknown[] {
  if (!Array.isArray(value)) throw new ScenarioFault(path, "这里应是一个列表");
  return value as readonly unknown[];
}

/** A list of codes of one table. */
export function codesOf<Code extends string>(
  value: unknown,
  path: FieldPath,
  table: Readonly<Record<Code, unknown>>,
): readonly Code[] {
  if (value === undefined) return [];
  return listOf(value, path).map((each, at) => {
    if (typeof each === "string" && isCodeOf(table, each)) return each;
    throw new ScenarioFault(
      [...path, at],
      `不认识“${String(each)}”，可用：${Object.keys(table).join(" ")}`,
    );
  });
}
