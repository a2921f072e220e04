// What a file is, by its first bytes, and whether its name tells the truth. Refuses what can never
// be read, each with the way to mend it. Knows nothing of what is behind the first bytes.

import { UnusableInput } from "../unusable-input.ts";
import type { InputFile } from "./file-blocks.ts";
import { describeOleDocument } from "./ole-document.ts";
import type { FileKind } from "./source-format.ts";

const HEAD_BYTES = 512;

/** What a file turned out to be, in words that finish “内容却是 …”. */
interface Finding {
  readonly kind: FileKind | undefined;
  readonly words: string;
}

const SIGNATURES: readonly (readonly [string, Finding])[] = [
  ["PK\u0003\u0004", { kind: "xlsx", words: "XLSX 或 ZIP" }],
  ["PK\u0005\u0006", { kind: undefined, words: "空的 ZIP 压缩包" }],
  ["PAR1", { kind: "parquet", words: "Parquet" }],
  ["PARE", { kind: undefined, words: "加密的 Parquet" }],
  ["\u001f\u008b", { kind: "gzip", words: "GZIP 压缩" }],
  ["%PDF", { kind: undefined, words: "PDF" }],
  ["BZh", { kind: undefined, words: "BZIP2 压缩" }],
  ["7z\u00bc\u00af", { kind: undefined, words: "7-Zip 压缩" }],
  ["Rar!", { kind: undefined, words: "RAR 压缩" }],
  ["\u0028\u00b5\u002f\u00fd", { kind: undefined, words: "Zstandard 压缩" }],
  ["\u00fd7zXZ", { kind: undefined, words: "XZ 压缩" }],
];
const OLE_SIGNATURE = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";
const TEXT: Finding = { kind: "delimited", words: "文本" };

/** What an ending promises; a file of any other ending may be whatever it is. */
const PROMISES: readonly (readonly [RegExp, string, readonly FileKind[]])[] = [
  [/\.(?:xlsx|xlsm|xls)$/i, "Excel 工作簿", ["xlsx"]],
  [/\.(?:parquet|parq)$/i, "Parquet", ["parquet"]],
  [/\.gz$/i, "GZIP 压缩文件", ["gzip"]],
  [/\.(?:csv|tsv|txt)$/i, "文本", ["delimited", "gzip"]],
];

const READABLE = "能读的有：CSV 等带表头的文本、用 GZIP 压缩的文本、XLSX、Parquet";

/** The kind of a file; refuses an empty file, unreadable kinds and names that promise another. */
export function recogniseKind(file: InputFile): FileKind {
  const head = file.head(HEAD_BYTES);
  if (head.length === 0) {
    throw new UnusableInput(file.path, "文件是空的（0 字节）", "请给出带表头的 CSV 文本文件");
  }
  const { kind, words } = findingOf(file, head);
  if (kind === undefined) throw new UnusableInput(file.path, `内容是 ${words}，不能读`, READABLE);
  const promise = PROMISES.find(([ending]) => ending.test(file.path));
  if (promise === undefined || promise[2].includes(kind)) return kind;
  const wrong = `看文件名是 ${promise[1]}，内容却是 ${words}`;
  throw new UnusableInput(file.path, wrong, "请改正文件名的后缀，或另存为文件名所说的格式");
}

/** The kind of delimited text inside a compressed file; refuses what is no text. */
export function refuseOtherThanText(path: string, head: Buffer): void {
  const found = findSignature(head) ?? findMarkup(head);
  if (found === undefined) return;
  const wrong = `解压后的内容是 ${found.words}，不是文本`;
  throw new UnusableInput(path, wrong, "只有 CSV 等文本可以用 GZIP 压缩后读，其他请先解压");
}

function findingOf(file: InputFile, head: Buffer): Finding {
  if (head.toString("latin1", 0, OLE_SIGNATURE.length) === OLE_SIGNATURE) {
    return { kind: undefined, words: describeOleDocument(file) };
  }
  return findSignature(head) ?? findMarkup(head) ?? TEXT;
}

function findSignature(head: Buffer): Finding | undefined {
  const start = head.toString("latin1", 0, 8);
  return SIGNATURES.find(([bytes]) => start.startsWith(bytes))?.[1];
}

/** Many systems call a web page `.xls` or `.csv`; no header of ours begins with a tag. */
function findMarkup(head: Buffer): Finding | undefined {
  const start = head.toString("latin1").replace(/^\u00ef\u00bb\u00bf/, "");
  if (!/^\s*<(?:!doctype|html|head|meta|table|\?xml|!--)/i.test(start)) return undefined;
  const words = "网页或 XML（请用 Excel 或 WPS 打开后另存为 XLSX）";
  return { kind: undefined, words };
}
