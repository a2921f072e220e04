// Which files are meant, what each is called in the results, and how each is to be read.
// Refuses before the first row what can never be read. Knows nothing of rows.

import { existsSync, globSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { byCodePoint } from "@lingdai/policy/batch";

import { UnusableInput } from "../unusable-input.ts";
import type { Field } from "./fields.ts";
import type { ColumnPlan } from "./mapped-row.ts";
import { canSupply, planColumns } from "./mapped-row.ts";
import type { RowGroup } from "./parquet/row-groups.ts";
import { findHeader } from "./source-file.ts";
import type { SourceFormat } from "./source-format.ts";
import type { SourceMapping } from "./source-mapping.ts";
import { mappingFor } from "./source-mapping.ts";

/** A file whose header has been read and understood. */
export interface PlannedFile<F extends Field> {
  readonly path: string;
  /** Its base name, as the tables name it. */
  readonly baseName: string;
  readonly bytes: number;
  readonly format: SourceFormat;
  readonly plan: ColumnPlan<F>;
  /** Where the file is read by its row groups; columns are then places among their chunks. */
  readonly groups?: readonly RowGroup[] | undefined;
}

/** Paths and quoted patterns to paths: each pattern's files in sorted order, repetitions kept. */
export function expandPatterns(option: string, patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => {
    if (existsSync(pattern) || !/[*?[{(]/.test(pattern)) return [pattern];
    const found = globSync(pattern, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
    if (found.length > 0) return found.toSorted(byCodePoint);
    throw new UnusableInput(`${option} ${pattern}`, "没有文件符合这个式样", "请检查路径和通配符");
  });
}

/** Reads the header of a file and decides where each of our columns comes from. */
export async function planFile<F extends Field>(
  path: string,
  mappings: readonly SourceMapping[],
  fields: readonly F[],
  required: readonly F[],
): Promise<PlannedFile<F>> {
  const baseName = basename(path);
  const mapping = mappingFor(baseName, mappings);
  const { encoding, delimiter } = mapping;
  const { header, format } = await findHeader(path, { encoding, delimiter }, (found) =>
    canSupply(found, mapping, required),
  );
  const plan = planColumns(path, header, mapping, fields, required);
  const columns = plan.sources.map(({ column }) => column).filter((column) => column !== undefined);
  return { path, baseName, bytes: statSync(path).size, format: { ...format, columns }, plan };
}

/** What a careful clerk would want to know about files that can be read all the same. */
export function warningsAbout(files: readonly PlannedFile<Field>[]): readonly string[] {
  return [
    ...toldOnce(files, "不认识的列已忽略", ({ unknownColumns }) => unknownColumns),
    ...toldOnce(
      files,
      "映射所指的列不在表头中，按空白处理",
      ({ missingColumns }) => missingColumns,
    ),
  ];
}

/** A source's files of many months are alike: what is true of all of them is told in one line. */
function toldOnce(
  files: readonly PlannedFile<Field>[],
  what: string,
  columnsOf: (plan: ColumnPlan<Field>) => readonly string[],
): readonly string[] {
  const pathsOf = new Map<string, string[]>();
  for (const { path, plan } of files) {
    const columns = columnsOf(plan).join("、");
    if (columns !== "") pathsOf.set(columns, [...(pathsOf.get(columns) ?? []), path]);
  }
  return [...pathsOf].map(([columns, [first = "", ...others]]) => {
    const where = others.length === 0 ? first : `${first} 等 ${others.length + 1} 个文件`;
    return `${where}：${what}：${columns}`;
  });
}

/** A name for each file in the summary: a second file of the same base name gets ` (2)`. */
export function summaryNames(baseNames: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return baseNames.map((baseName) => {
    let name = baseName;
    for (let count = 2; taken.has(name); count += 1) name = `${baseName} (${count})`;
    taken.add(name);
    return name;
  });
}
