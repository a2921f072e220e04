/**
 * Rows to bytes in the manners of real sources: column order, quotes, line ends, encodings, foreign
 * headings with the mapping that explains them, and lines that no reader likes.
 * It must not know people or policies.
 */
import { stringify } from "yaml";
import type { Row } from "./files-by-hand.ts";
import { withoutBlanksAndNarrow } from "./cleaned-cell.ts";
import { toGb18030 } from "./gb18030-bytes.ts";
import type { NamedFile } from "./mapped-table.ts";
import { fullWidth } from "./nasty-names.ts";
import type { Chance } from "./seeded-chance.ts";

/** A file and the mappings that belong to it. */
export interface WrittenFile {
  readonly file: NamedFile;
  readonly mappings: readonly string[];
}

/** Ways of writing a file. */
export type Manner = "plain" | "marked" | "chinese" | "tabbed" | "constant";

/** Every manner there is. */
export const MANNERS: readonly Manner[] = ["plain", "marked", "chinese", "tabbed", "constant"];

/** Stands in text for a byte that no encoding knows. */
const BAD_BYTE = "\ue000";

const KIND_WORDS = "住院 体检 出院 乘车 乘机 死亡 服刑 失踪".split(" ");
const KIND_CODES = [
  "hospital-stay",
  "health-checkup",
  "hospital-discharge",
  "rail-travel",
  "air-travel",
  "death-medical-certificate",
  "imprisonment",
  "missing",
];

function headingOf(column: string): string {
  const known: Readonly<Record<string, string>> = {
    id_number: "公民身份号码",
    name: "姓名",
    kind: "业务类别",
    occurred_on: "业务日期",
    arrived_on: "传输日期",
    source: "来源",
    ref: "流水号",
    since: "起始日期",
    last_certified_on: "认证日期",
  };
  return known[column] ?? column;
}

/** `YYYYMMDD` or `YYYY/M/D`, as carelessly written as the cell was; what is no day stays. */
function dayInPattern(cell: string, pattern: string): string {
  const narrow = withoutBlanksAndNarrow(cell);
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(narrow);
  if (found === null) return cell;
  const [, year = "", month = "", day = ""] = found;
  const short =
    pattern === "YYYYMMDD"
      ? `${year}${month}${day}`
      : `${year}/${String(Number(month))}/${String(Number(day))}`;
  const wide = cell.includes("\uff0d") ? fullWidth(short) : short;
  return cell.length > narrow.length ? `\u3000${wide.slice(0, 4)} ${wide.slice(4)} ` : wide;
}

function quoted(chance: Chance, cell: string, delimiter: string): string {
  const needs = cell.includes(delimiter) || cell.includes('"') || cell.includes("\n");
  return needs || chance.oneIn(25) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function toBytes(text: string, encoding: "utf-8" | "gb18030" | "gbk"): Uint8Array {
  const parts = text.split(BAD_BYTE);
  const encoded = parts.map((part) =>
    encoding === "utf-8" ? new TextEncoder().encode(part) : toGb18030(part, encoding),
  );
  return Buffer.concat(
    encoded
      .flatMap((part, place) => (place === 0 ? [part] : [[0xff], part]))
      .map((part) => Uint8Array.from(part)),
  );
}

interface Dialect {
  readonly delimiter: string;
  readonly ending: string;
  readonly encoding: "utf-8" | "gb18030" | "gbk";
  readonly dates: string | undefined;
  readonly isForeign: boolean;
}

const DIALECTS: Readonly<Record<Manner, Dialect>> = {
  plain: { delimiter: ",", ending: "\n", encoding: "utf-8", dates: undefined, isForeign: false },
  marked: { delimiter: ",", ending: "\r\n", encoding: "utf-8", dates: undefined, isForeign: false },
  chinese: {
    delimiter: "|",
    ending: "\r\n",
    encoding: "gb18030",
    dates: "YYYYMMDD",
    isForeign: true,
  },
  tabbed: { delimiter: "\t", ending: "\n", encoding: "gbk", dates: "YYYY/M/D", isForeign: false },
  constant: { delimiter: ";", ending: "\n", encoding: "utf-8", dates: undefined, isForeign: true },
};

/** Lines beside the rows: blank ones, short and long ones, bad bytes, a remark over two lines. */
function disturbed(chance: Chance, line: string, dialect: Dialect): string[] {
  const { delimiter } = dialect;
  switch (chance.whole(1, 26)) {
    case 1:
      return ["", line];
    case 2:
      return [delimiter.repeat(3), ` ${delimiter} `, line];
    case 3:
      return [`${line}${delimiter}beyond${delimiter}`];
    case 4:
      return line.includes('"')
        ? [line]
        : [line.slice(0, Math.max(line.lastIndexOf(delimiter), 0))];
    case 5:
      return [line, `${line}${BAD_BYTE}`];
    case 6:
      // Before a quote the byte would also undo the quoting; that is left alone.
      return line.startsWith('"') ? [line] : [line, `${BAD_BYTE}${line}`];
    default:
      return [line];
  }
}

/** Writes a table. The constant manner leaves `source` to its mapping, so all rows share one. */
export function writeFile(
  chance: Chance,
  name: string,
  columns: readonly string[],
  rows: readonly Row[],
  manner: Manner,
): WrittenFile {
  const dialect = DIALECTS[manner];
  const { delimiter, ending, encoding } = dialect;
  const isConstant = manner === "constant" && columns.includes("source");
  const written = chance.shuffled([
    ...columns.filter((column) => !(isConstant && column === "source")),
    "remark",
  ]);
  const dated =
    dialect.dates === undefined ? [] : columns.filter((one) => /_on$|^since$/.test(one));
  const hasWords = dialect.isForeign && columns.includes("ref");
  const cellOf = (row: Row, column: string): string => {
    const cell = row[column] ?? "";
    if (column === "remark") return chance.oneIn(15) ? "备注\n第二行" : chance.pick(["", "无"]);
    if (dialect.dates !== undefined && dated.includes(column))
      return dayInPattern(cell, dialect.dates);
    if (column === "kind" && hasWords) {
      const word = KIND_WORDS[KIND_CODES.indexOf(cell)] ?? cell;
      return chance.oneIn(10) ? `\u3000${word} ` : word;
    }
    return cell;
  };
  const heading = (column: string): string => {
    const own = dialect.isForeign ? headingOf(column) : column;
    return chance.oneIn(12) ? ` ${own}\u3000` : own;
  };
  const lines = [written.map((column) => heading(column)).join(delimiter)];
  for (const row of rows) {
    const cells = written.map((column) => quoted(chance, cellOf(row, column), delimiter));
    lines.push(...disturbed(chance, cells.join(delimiter), dialect));
  }
  // A quote that never closes takes the rest of the file with it, so it stands near the end.
  if (chance.oneIn(6) && lines.at(-1)?.includes('"') === false)
    lines.splice(-1, 0, `x${delimiter}"never closed`);
  const mark = manner === "marked" ? "\ufeff" : "";
  const text = mark + lines.join(ending) + (chance.oneIn(3) ? "" : ending);
  const mapping = {
    files: [chance.pick([name, name.replace(/^(.{3}).*(\..*)$/, "$1*$2"), `?${name.slice(1)}`])],
    encoding,
    delimiter,
    ...(dialect.isForeign
      ? {
          columns: Object.fromEntries(
            columns
              .filter(
                (column) => headingOf(column) !== column && !(isConstant && column === "source"),
              )
              .map((column) => [column, headingOf(column)]),
          ),
        }
      : {}),
    ...(dated.length > 0
      ? { dates: Object.fromEntries(dated.map((column) => [column, dialect.dates])) }
      : {}),
    ...(hasWords
      ? {
          values: {
            kind: Object.fromEntries(KIND_WORDS.map((word, at) => [word, KIND_CODES[at]])),
          },
        }
      : {}),
    ...(isConstant ? { constants: { source: `来源${name}` } } : {}),
  };
  const needsMapping = manner !== "plain" && manner !== "marked";
  // Given earlier, so the better one beats it.
  const misleading = stringify({ files: [name], delimiter: ":", encoding: "utf-8" });
  const mappings = needsMapping
    ? [...(chance.oneIn(5) ? [misleading] : []), stringify(mapping)]
    : [];
  return { file: { name, bytes: toBytes(text, encoding) }, mappings };
}
