// What `lingdai mapping check` says about a file, in Chinese, for who connects a new department.
// Knows nothing of how it was found out.

import type { CheckedRow, MappingCheck } from "@lingdai/matching";
import { nameOfDelimiter } from "@lingdai/matching";

/** The whole report, line by line. */
export function describeCheck(check: MappingCheck): string {
  return `${[
    ...headLines(check),
    ...columnLines(check),
    ...rowLines(check),
    ...bookLines(check),
    ...check.warnings.map((warning) => `提醒：${warning}`),
  ].join("\n")}\n`;
}

function headLines(check: MappingCheck): readonly string[] {
  const { path, sort, mappingPath } = check;
  return [
    `文件：${path}`,
    `内容：${contentOf(check)}`,
    `映射：${mappingPath ?? "没有用到（列名、日期和代码都要与我方相同）"}`,
    `当作：${sort === "roster" ? "名册" : "观测文件"}（可用 --as roster 或 --as observations 指定）`,
  ];
}

function contentOf({ format, text, encoding, mappingPath }: MappingCheck): string {
  switch (format.kind) {
    case "xlsx": {
      const { name = "", headerRow = 1 } = format.sheet ?? {};
      return `XLSX 工作簿，工作表“${name}”，表头在第 ${headerRow} 行；行号就是工作表的行号`;
    }
    case "parquet":
      return "Parquet；行号是第几行加 1";
    case "gzip":
    case "delimited":
    case undefined: {
      const packed = format.kind === "gzip" ? "GZIP 压缩的文本" : "文本";
      const by = mappingPath === undefined ? "默认" : "按映射";
      const because = text?.because === "mark" ? "按文件开头的标记" : by;
      return `${packed}，编码 ${encoding}（${because}），${nameOfDelimiter(format.delimiter)}分隔（${by}）`;
    }
  }
}

function columnLines({ columns }: MappingCheck): readonly string[] {
  const width = Math.max(...columns.map(({ field }) => field.length));
  const lines = columns.map(({ field, theirs, constant, pattern }) => {
    const days = pattern === undefined || theirs === undefined ? "" : `，日期写作 ${pattern}`;
    const fixed = constant === undefined ? "无" : `固定值 ${shown(constant)}`;
    return `  ${field.padEnd(width)} ← ${theirs === undefined ? fixed : `“${theirs}”列${days}`}`;
  });
  return ["列：", ...lines];
}

function rowLines({ rows }: MappingCheck): readonly string[] {
  if (rows.length === 0) return [];
  return [`前 ${rows.length} 行：`, ...rows.flatMap(linesOfRow)];
}

function linesOfRow({ line, cells, rejection }: CheckedRow): readonly string[] {
  const verdict =
    rejection === undefined
      ? "可用"
      : `拒收 ${rejection.reason}${rejection.field === "" ? "" : `（${rejection.field}）`}：${rejection.why}`;
  const width = Math.max(0, ...cells.map(({ field }) => field.length));
  return [
    `  第 ${line} 行 ${verdict}`,
    ...cells
      .filter(({ asRead, text }) => asRead !== "" || text !== "")
      .map(({ field, asRead, text }) => {
        const change = asRead === text ? "" : `${shown(asRead)} → `;
        return `    ${field.padEnd(width)}  ${change}${shown(text)}`;
      }),
  ];
}

function bookLines({ looked, rejected, isWhole, rejections }: MappingCheck): readonly string[] {
  const extent = isWhole ? "全部" : "后面还有";
  return [
    `看过 ${looked} 行（${extent}）：可用 ${looked - rejected} 行，拒收 ${rejected} 行`,
    ...rejections.map(({ reason, field, count, line, value, why }) => {
      const where = field === "" ? "" : ` ${field}`;
      const example = field === "" ? "" : `，值 ${shown(value)}`;
      return `  ${reason}${where}：${count} 行，首见第 ${line} 行${example}。${why}`;
    }),
  ];
}

const VALUE_CHARACTERS_MAX = 80;

/** Blanks and marks that nobody would see are made visible, endless values are cut. */
function shown(value: string): string {
  const cut =
    value.length > VALUE_CHARACTERS_MAX ? `${value.slice(0, VALUE_CHARACTERS_MAX)}…` : value;
  const isPlain = /^[\p{Letter}\p{Number}\p{Punctuation}\p{Symbol}]+$/u.test(cut);
  return isPlain
    ? cut
    : JSON.stringify(cut).replaceAll(/[\u200b-\u200d\u2060\ufeff\u00a0\u3000]/g, escapeOf);
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
