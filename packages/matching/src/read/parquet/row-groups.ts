// Where the pages of a Parquet file lie: its row groups, and in each the chunks of some columns.
// Only columns whose cells are read here without a database: texts, whole numbers and days, packed
// in ways that are common. Knows no cells.

import type { InputFile } from "../file-blocks.ts";
import { CompactReader, MalformedThrift } from "./compact-protocol.ts";
import { footerBytes } from "./parquet-footer.ts";

/** What the values of a column are. */
export type ValueForm = "text" | "day" | "int32" | "int64";

export type Codec = "none" | "snappy" | "gzip" | "zstd";

/** The pages of one column in one row group. */
export interface ColumnChunk {
  readonly form: ValueForm;
  readonly codec: Codec;
  readonly isOptional: boolean;
  readonly from: number;
  readonly bytes: number;
}

export interface RowGroup {
  readonly rows: number;
  /** Bytes of its pages once they are unpacked. */
  readonly unpacked: number;
  /** In the order in which the columns were asked for. */
  readonly chunks: readonly ColumnChunk[];
}

/** More rows or bytes in one group are left to the database, which reads them piece by piece. */
const GROUP_ROWS_MAX = 2 ** 22;
const GROUP_BYTES_MAX = 384 * 1024 * 1024;
const FOOTER_BYTES_MAX = 256 * 1024 * 1024;

// The numbers that the description of the format gives to what is used here.
const FILE_SCHEMA = 2;
const FILE_GROUPS = 4;
const ELEMENT = { type: 1, repetition: 3, children: 5, converted: 6, logical: 10 } as const;
const GROUP = { columns: 1, rows: 3 } as const;
const CHUNK = { path: 1, meta: 3 } as const;
const META = {
  encodings: 2,
  codec: 4,
  values: 5,
  unpacked: 6,
  packed: 7,
  dataAt: 9,
  dictionaryAt: 11,
} as const;
const INT32 = 1;
const INT64 = 2;
const BYTE_ARRAY = 6;
const REQUIRED = 0;
const OPTIONAL = 1;
const NO_LOGICAL = -1;
const LOGICAL_STRING = 1;
/** Plain values, places in a dictionary under both names, and both ways to tell what is empty. */
const ENCODINGS: ReadonlySet<number> = new Set([0, 2, 3, 4, 8]);
const CODECS: ReadonlyMap<number, Codec> = new Map([
  [0, "none"],
  [1, "snappy"],
  [2, "gzip"],
  [6, "zstd"],
]);
/** By physical type and annotation in the older way; the newer says more than it in some cases. */
const FORMS: ReadonlyMap<string, ValueForm> = new Map([
  [`${BYTE_ARRAY} none`, "text"],
  [`${BYTE_ARRAY} 0`, "text"],
  [`${INT32} none`, "int32"],
  [`${INT32} 6`, "day"],
  [`${INT32} 15`, "int32"],
  [`${INT32} 16`, "int32"],
  [`${INT32} 17`, "int32"],
  [`${INT64} none`, "int64"],
  [`${INT64} 18`, "int64"],
]);

/** Thrown on the way where a footer holds what is not read here. */
class NotReadHere extends Error {}

interface SchemaColumn {
  readonly form: ValueForm | undefined;
  readonly isOptional: boolean;
}

/** The row groups with the chunks of these columns; undefined where the file is not read here. */
export function findRowGroups(
  file: InputFile,
  columns: readonly number[],
): readonly RowGroup[] | undefined {
  try {
    const bytes = footerBytes(file, FOOTER_BYTES_MAX);
    const reader = new CompactReader(bytes);
    let schema: readonly SchemaColumn[] = [];
    let groups: readonly RowGroup[] = [];
    for (const { id, type } of reader.fields()) {
      if (id === FILE_SCHEMA) schema = readSchema(reader);
      else if (id === FILE_GROUPS) {
        const wanted = columns.map((column) => schema[column] ?? giveUp());
        groups = readList(reader, () => readGroup(reader, columns, wanted, file.bytes));
      } else reader.skip(type);
    }
    return groups;
  } catch (error) {
    // Whether a damaged file can be read at all is for the database to say.
    if (error instanceof NotReadHere || error instanceof MalformedThrift) return undefined;
    throw error;
  }
}

function giveUp(): never {
  throw new NotReadHere();
}

function readList<Each>(reader: CompactReader, readEach: () => Each): readonly Each[] {
  const { count } = reader.listHead();
  const all: Each[] = [];
  for (let at = 0; at < count; at += 1) all.push(readEach());
  return all;
}

/** The columns; in a schema with columns inside columns, places and chunks do not agree. */
function readSchema(reader: CompactReader): readonly SchemaColumn[] {
  const [root, ...columns] = readList(reader, () => {
    let physical = -1;
    let converted = "none";
    let repetition = REQUIRED;
    let children = 0;
    let logical = NO_LOGICAL;
    for (const { id, type } of reader.fields()) {
      if (id === ELEMENT.type) physical = reader.whole();
      else if (id === ELEMENT.repetition) repetition = reader.whole();
      else if (id === ELEMENT.children) children = reader.whole();
      else if (id === ELEMENT.converted) converted = String(reader.whole());
      else if (id === ELEMENT.logical) {
        for (const each of reader.fields()) {
          logical = each.id;
          reader.skip(each.type);
        }
      } else reader.skip(type);
    }
    const isTold = logical === NO_LOGICAL || logical === LOGICAL_STRING || converted !== "none";
    const isFlat = repetition === REQUIRED || repetition === OPTIONAL;
    const form = isFlat && isTold ? FORMS.get(`${physical} ${converted}`) : undefined;
    return { form, isOptional: repetition === OPTIONAL, children };
  });
  if (root?.children !== columns.length) giveUp();
  return columns;
}

function readGroup(
  reader: CompactReader,
  columns: readonly number[],
  wanted: readonly SchemaColumn[],
  fileBytes: number,
): RowGroup {
  let rows = -1;
  let chunks: readonly ChunkMeta[] = [];
  for (const { id, type } of reader.fields()) {
    if (id === GROUP.columns) chunks = readList(reader, () => readChunk(reader));
    else if (id === GROUP.rows) rows = reader.whole();
    else reader.skip(type);
  }
  if (rows < 0 || rows > GROUP_ROWS_MAX) giveUp();
  let unpacked = 0;
  const found = columns.map((column, at): ColumnChunk => {
    const { isElsewhere, encodings, codec, values, packed, from, unpackedBytes } =
      chunks[column] ?? giveUp();
    const { form, isOptional } = wanted[at] ?? giveUp();
    const known = CODECS.get(codec);
    unpacked += unpackedBytes;
    const isHere = !isElsewhere && from >= 4 && packed >= 0 && from + packed <= fileBytes;
    const isReadable = encodings.every((encoding) => ENCODINGS.has(encoding));
    if (form === undefined || known === undefined || !isHere || !isReadable) return giveUp();
    if (values !== rows) return giveUp();
    return { form, codec: known, isOptional, from, bytes: packed };
  });
  if (unpacked > GROUP_BYTES_MAX) giveUp();
  return { rows, unpacked, chunks: found };
}

interface ChunkMeta {
  readonly isElsewhere: boolean;
  readonly encodings: readonly number[];
  readonly codec: number;
  readonly values: number;
  readonly packed: number;
  readonly unpackedBytes: number;
  readonly from: number;
}

function readChunk(reader: CompactReader): ChunkMeta {
  let isElsewhere = false;
  let encodings: readonly number[] = [];
  const numbers = new Map<number, number>();
  for (const { id, type } of reader.fields()) {
    if (id === CHUNK.path) isElsewhere = true;
    if (id !== CHUNK.meta) {
      reader.skip(type);
      continue;
    }
    for (const field of reader.fields()) {
      if (field.id === META.encodings) encodings = readList(reader, () => reader.whole());
      else if (WHOLE.has(field.id)) numbers.set(field.id, reader.whole());
      else reader.skip(field.type);
    }
  }
  const dataAt = numbers.get(META.dataAt) ?? -1;
  const dictionaryAt = numbers.get(META.dictionaryAt) ?? 0;
  return {
    isElsewhere,
    encodings,
    codec: numbers.get(META.codec) ?? -1,
    values: numbers.get(META.values) ?? -1,
    packed: numbers.get(META.packed) ?? -1,
    unpackedBytes: numbers.get(META.unpacked) ?? 0,
    // Some writers give the dictionary no place of its own: it stands before the data then.
    from: dictionaryAt > 0 ? Math.min(dictionaryAt, dataAt) : dataAt,
  };
}

const WHOLE: ReadonlySet<number> = new Set([
  META.codec,
  META.values,
  META.unpacked,
  META.packed,
  META.dataAt,
  META.dictionaryAt,
]);
