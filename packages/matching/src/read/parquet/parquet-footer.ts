// What a Parquet file says of itself at its end: its columns, and how many rows it has. Read before
// DuckDB sees the file, as a footer that nests without end would crash it. Knows no cells.

import { UnusableInput } from "../../unusable-input.ts";
import { trimBlanks } from "../blanks.ts";
import type { InputFile } from "../file-blocks.ts";
import { CompactReader, MalformedThrift } from "./compact-protocol.ts";

export interface ParquetFooter {
  /** The names of the columns; a nested one is one column. */
  readonly columns: readonly string[];
  /** Which columns hold times in the old form of 96 bits, which does not say what zone they are of. */
  readonly oldTimes: ReadonlySet<number>;
  readonly rows: number;
}

const MAGIC = "PAR1";
/** The length of the footer and the magic behind it. */
const TAIL_BYTES = 8;
/** The schema stands at the footer's beginning and takes some dozen bytes a column. */
const SCHEMA_BYTES_MAX = 8 * 1024 * 1024;
const DEPTH_MAX = 64;

// The numbers of the fields in the description of the format.
const FILE_SCHEMA = 2;
const FILE_ROWS = 3;
const ELEMENT_TYPE = 1;
const ELEMENT_NAME = 4;
const ELEMENT_CHILDREN = 5;
const INT96 = 3;

interface SchemaElement {
  readonly type: number | undefined;
  readonly name: string;
  readonly children: number;
}

/** Reads the footer; refuses a file that is cut off, damaged or nested beyond reason. */
export function readFooter(file: InputFile): ParquetFooter {
  try {
    return parseFooter(file, footerBytes(file, SCHEMA_BYTES_MAX));
  } catch (error) {
    if (!(error instanceof MalformedThrift)) throw error;
    throw damaged(file, `结尾读不懂（${error.message}）`);
  }
}

/** The names of the columns without blanks around them. */
export function readParquetHeader(file: InputFile): readonly string[] {
  return readFooter(file).columns.map(trimBlanks);
}

/** The footer, or the beginning of a longer one; refuses a file that has none. */
export function footerBytes(file: InputFile, bytesMax: number): Buffer {
  const tail = file.bytesAt(Math.max(0, file.bytes - TAIL_BYTES), TAIL_BYTES);
  const length = tail.length === TAIL_BYTES ? tail.readUInt32LE(0) : 0;
  const from = file.bytes - TAIL_BYTES - length;
  if (tail.toString("latin1", 4) !== MAGIC) throw damaged(file, "结尾缺失，可能没有传完");
  if (from < MAGIC.length) throw damaged(file, "结尾所说的长度不对");
  return file.bytesAt(from, Math.min(length, bytesMax));
}

export function damaged(file: InputFile, fault: string): UnusableInput {
  return new UnusableInput(
    file.path,
    `Parquet 文件已损坏，${fault}`,
    "请重新导出或重新下载这个文件",
  );
}

function parseFooter(file: InputFile, bytes: Buffer): ParquetFooter {
  const reader = new CompactReader(bytes);
  let elements: readonly SchemaElement[] | undefined;
  let rows: number | undefined;
  for (const { id, type } of reader.fields()) {
    if (id === FILE_SCHEMA) elements = topLevel(file, elementsOf(reader));
    else if (id === FILE_ROWS) rows = reader.whole();
    else reader.skip(type);
    if (elements === undefined || rows === undefined) continue;
    const columns = elements.map(({ name }) => name);
    const oldTimes = [...elements.keys()].filter((column) => elements?.[column]?.type === INT96);
    return { columns, oldTimes: new Set(oldTimes), rows };
  }
  throw new MalformedThrift("没有列的说明");
}

function elementsOf(reader: CompactReader): readonly SchemaElement[] {
  const { count } = reader.listHead();
  const elements: SchemaElement[] = [];
  for (let at = 0; at < count; at += 1) {
    let physical: number | undefined;
    let name = "";
    let children = 0;
    for (const { id, type } of reader.fields()) {
      if (id === ELEMENT_TYPE) physical = reader.whole();
      else if (id === ELEMENT_NAME) name = reader.text();
      else if (id === ELEMENT_CHILDREN) children = reader.whole();
      else reader.skip(type);
    }
    elements.push({ type: physical, name, children });
  }
  return elements;
}

/** Elements come depth first, the root before all; its own children are the columns. */
function topLevel(file: InputFile, elements: readonly SchemaElement[]): readonly SchemaElement[] {
  const columns: SchemaElement[] = [];
  /** For each level below the root, how many elements of it are still to come. */
  const open: number[] = [];
  for (const element of elements.slice(1)) {
    const { children } = element;
    if (open.length === 0) columns.push(element);
    else open[open.length - 1] = (open.at(-1) ?? 0) - 1;
    if (children > 0) open.push(children);
    while (open.at(-1) === 0) open.pop();
    if (open.length > DEPTH_MAX) throw damaged(file, "列的嵌套过深");
  }
  return columns;
}
