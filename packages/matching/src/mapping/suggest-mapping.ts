// A proposal for a source mapping: from the header and the first rows of a file to the YAML that a
// person confirms, with a comment wherever something was guessed or is left to them. Knows samples and
// guesses, no rules about rows.

import type { Field } from "../read/fields.ts";
import {
  DATE_FIELDS,
  REQUIRED_OBSERVATION_FIELDS,
  REQUIRED_ROSTER_FIELDS,
  normaliseCell,
} from "../read/fields.ts";
import { ISO_PATTERN } from "../read/date-pattern.ts";
import { distinctValues } from "./cell-contents.ts";
import { nameOfDelimiter } from "./detect-text.ts";
import type { ColumnGuess } from "./guess-columns.ts";
import { guessColumns, guessSort } from "./guess-columns.ts";
import { isKnownName } from "./known-names.ts";
import { benefitOfTopic, kindOfTopic } from "./known-topics.ts";
import type { FileSort } from "./known-words.ts";
import { codeOfWord, codesOf, labelOfCode, provesNothing } from "./known-words.ts";
import { refuseMissingHeader } from "./missing-header.ts";
import type { FileSample } from "./sample-file.ts";
import { sampleFile } from "./sample-file.ts";
import type { SimilarMapping } from "./similar-mapping.ts";
import { findSimilarMapping } from "./similar-mapping.ts";

export interface Suggestion {
  /** The mapping with its comments. */
  readonly yaml: string;
  /** What a person must still decide, one sentence each; empty where the mapping can be used. */
  readonly left: readonly string[];
}

/** Words beyond this are not listed: a column of so many is hardly one of codes. */
const WORDS_LISTED_MAX = 60;

/** Codes with their labels in a line of a comment. */
const CODES_A_LINE = 4;

/** Proposes a mapping for a file; refuses one that cannot be read or has no header. */
export async function suggestMapping(path: string, given?: FileSort): Promise<Suggestion> {
  const sample = await sampleFile(path, (names) => names.filter(isKnownName).length >= 2);
  const header = sample.columns.map(({ name }) => name);
  refuseMissingHeader(path, header);
  const sort = given ?? guessSort(header);
  return new MappingDraft(sample, sort, guessColumns(sample, sort)).finish();
}

/** Collects the lines of the mapping and what is left to a person. */
class MappingDraft {
  readonly #sample: FileSample;
  readonly #sort: FileSort;
  readonly #guesses: readonly ColumnGuess[];
  readonly #similar: SimilarMapping | undefined;
  readonly #lines: string[] = [];
  readonly #left: string[] = [];

  constructor(sample: FileSample, sort: FileSort, guesses: readonly ColumnGuess[]) {
    this.#sample = sample;
    this.#sort = sort;
    this.#guesses = guesses;
    this.#similar = findSimilarMapping(sample.columns.map(({ name }) => name));
  }

  finish(): Suggestion {
    this.#writeHead();
    this.#writeColumns();
    this.#writeDates();
    this.#writeValues();
    this.#writeConstants();
    return { yaml: `${this.#lines.join("\n")}\n`, left: this.#left };
  }

  #writeHead(): void {
    const { baseName, rows, format, text } = this.#sample;
    const sort = this.#sort === "roster" ? "名册" : "观测文件";
    this.#lines.push(
      `# 由 lingdai mapping suggest 根据 ${baseName} 的表头和前 ${rows} 行猜出，作为${sort}。`,
      "# 请逐行核对，再用 lingdai mapping check 检查。",
    );
    if (this.#similar !== undefined) {
      const { name } = this.#similar;
      this.#lines.push(
        `# 表头像随附的映射 ${name}；也可以不用这一份，直接写 --mapping ${oneLine(`${name}=${baseName}`)}`,
      );
    }
    this.#lines.push(`files: [${quoted(patternFor(baseName))}]`);
    if (text === undefined) return;
    const why = text.because === "most-known" ? "有个别行的字节两种编码都不认识" : "字节全部认识";
    const because = text.because === "mark" ? "文件开头有标记" : why;
    this.#lines.push(
      `encoding: ${format.encoding} # ${because}`,
      `delimiter: ${quoted(format.delimiter)} # ${nameOfDelimiter(format.delimiter)}`,
    );
  }

  #writeColumns(): void {
    this.#lines.push("columns:");
    for (const { field, column, because } of this.#guesses) {
      this.#lines.push(`  ${field}: ${quoted(column.name)} # ${because}`);
    }
    const used = new Set(this.#guesses.map(({ column }) => column));
    const unused = this.#sample.columns
      .filter((column) => !used.has(column))
      .map(({ name }) => name);
    if (unused.length > 0) this.#lines.push(comment(`  没有用到的列：${unused.join("、")}`));
  }

  #writeDates(): void {
    const lines: string[] = [];
    for (const { field, column, dates } of this.#guesses) {
      if (!DATE_FIELDS.includes(field) || column.values.length === 0) continue;
      if (dates === undefined) {
        const example = column.values[0] ?? "";
        this.#leave(`${field}（${column.name}）的日期写法认不出，例如“${example}”`);
        lines.push(comment(`  ${field}: 请写出式样，例如 YYYY/M/D；文件里写作 ${example}`));
      } else if (dates.pattern !== undefined && dates.pattern !== ISO_PATTERN) {
        const isSure = !/^[DM]/.test(dates.pattern);
        const remark = isSure ? "" : " # 日和月谁在前，请核对";
        lines.push(`  ${field}: ${quoted(dates.pattern)}${remark}`);
      }
    }
    this.#section("dates", lines);
  }

  #writeValues(): void {
    const lines: string[] = [];
    for (const { field, column } of this.#guesses) {
      const codes = codesOf(this.#sort, field);
      if (codes === undefined) continue;
      lines.push(...this.#wordLines(field, column.name, distinctValues(column), codes));
    }
    this.#section("values", lines);
  }

  /** One line a word; those that nobody knows stand as comments. */
  #wordLines(
    field: Field,
    name: string,
    words: readonly string[],
    codes: readonly string[],
  ): readonly string[] {
    const isKnown = new Set<string>();
    const lines: string[] = [];
    const unknown: string[] = [];
    const proofless: string[] = [];
    for (const word of words) {
      const plain = normaliseCell(field, word);
      if (codes.includes(plain) || isKnown.has(plain)) continue;
      isKnown.add(plain);
      const code = codeOfWord(this.#sort, field, plain);
      const shipped = this.#shippedCode(field, name, plain);
      if (code !== undefined) lines.push(`    ${quoted(plain)}: ${code}`);
      else if (shipped !== undefined) lines.push(`    ${quoted(plain)}: ${shipped}`);
      else (this.#provesNothing(field, plain) ? proofless : unknown).push(plain);
    }
    if (proofless.length > 0) {
      lines.push(
        comment(
          `    不用填：${listed(proofless)}不能证明本人健在，这些行会被拒收；最好请对方不要送来`,
        ),
      );
    }
    if (unknown.length > 0) {
      this.#leave(`${field}（${name}）有 ${unknown.length} 个值不认识：${listed(unknown)}`);
      lines.push(comment("    下面的值不认识：填上代码，去掉行首的 #；不填的行会被拒收"));
      lines.push(comment("    可用的代码："), ...this.#codeLines(field, codes));
      for (const word of unknown.slice(0, WORDS_LISTED_MAX)) {
        lines.push(comment(`    ${quoted(word)}: `));
      }
    }
    const hasEntries = lines.some((line) => !line.trimStart().startsWith("#"));
    return lines.length === 0 ? [] : [hasEntries ? `  ${field}:` : `  # ${field}:`, ...lines];
  }

  /** What a shipped mapping of such files makes of the word, with where it comes from. */
  #shippedCode(field: Field, theirs: string, word: string): string | undefined {
    if (this.#similar === undefined) return undefined;
    const { name, mapping } = this.#similar;
    if (mapping.columns.get(field) !== theirs) return undefined;
    const code = mapping.values.get(field)?.get(word);
    return code === undefined ? undefined : `${code} # 按随附的 ${name}，请与本地代码表核对`;
  }

  #provesNothing(field: Field, word: string): boolean {
    return this.#sort === "observations" && field === "kind" && provesNothing(word);
  }

  #codeLines(field: Field, codes: readonly string[]): readonly string[] {
    const named = codes.map((code) => `${code} ${labelOfCode(this.#sort, field, code)}`.trim());
    const lines: string[] = [];
    for (let at = 0; at < named.length; at += CODES_A_LINE) {
      lines.push(comment(`      ${named.slice(at, at + CODES_A_LINE).join("；")}`));
    }
    return lines;
  }

  #writeConstants(): void {
    const required: readonly Field[] =
      this.#sort === "roster" ? REQUIRED_ROSTER_FIELDS : REQUIRED_OBSERVATION_FIELDS;
    const lacking = required.filter(
      (field) => !this.#guesses.some((guess) => guess.field === field),
    );
    const lines: string[] = [];
    for (const field of lacking) {
      const constant = this.#constantFor(field);
      if (constant === undefined) {
        this.#leave(`没有找到 ${field} 的列，也猜不出固定的值`);
        lines.push(comment(`  ${field}: 请指出对应的列（写到 columns 里），或在这里写固定的值`));
        const codes = codesOf(this.#sort, field);
        if (codes !== undefined)
          lines.push(comment("    可用的代码："), ...this.#codeLines(field, codes));
      } else {
        lines.push(`  ${field}: ${quoted(constant)} # 文件里没有这一列，请核对`);
      }
    }
    this.#section("constants", lines);
  }

  #constantFor(field: Field): string | undefined {
    const { baseName, columns } = this.#sample;
    if (this.#sort === "roster") {
      const benefit = benefitOfTopic(baseName);
      return field === "insurance" || field === "kind" ? benefit?.[field] : undefined;
    }
    if (field === "source") return sourceFor(baseName);
    if (field !== "kind") return undefined;
    return kindOfTopic(
      baseName,
      columns.map(({ name }) => name),
    );
  }

  /** A section without entries would be no mapping: it becomes a comment as a whole. */
  #section(key: string, lines: readonly string[]): void {
    if (lines.length === 0) return;
    const hasEntries = lines.some((line) => !line.trimStart().startsWith("#"));
    this.#lines.push(hasEntries ? `${key}:` : `# ${key}:`, ...lines);
  }

  #leave(sentence: string): void {
    this.#left.push(sentence);
  }
}

/** Dates and counters in a file's name change from month to month. */
function patternFor(baseName: string): string {
  const literal = baseName.replaceAll(/[*?[\]{}()!+@\\]/g, "?");
  return literal.replaceAll(/\d{4,}/g, "*");
}

function sourceFor(baseName: string): string {
  const bare = baseName.replace(/\..*$/, "").replaceAll(/[\d_\-\s]+$|^[\d_\-\s]+/g, "");
  return bare === "" ? baseName : bare;
}

function listed(words: readonly string[]): string {
  const shown = words.slice(0, 5).map((word) => `“${word}”`);
  return `${shown.join("、")}${words.length > shown.length ? " 等" : ""}`;
}

/** A line of its own that YAML passes over, indented as what it stands for. */
function comment(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? "";
  return `${indent}# ${oneLine(line.trimStart())}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ");
}
