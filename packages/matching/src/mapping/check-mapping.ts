// How a file will be read under the mappings that are given: what it is, where each of our columns
// comes from, its first rows as a run would understand them, and what is wrong with the others. The
// stages are those of a run; only counting and explaining are its own. Knows no roster to match.

import { basename } from "node:path";

import type { Day } from "@lingdai/policy";
import { formatDay, toEighteen } from "@lingdai/policy";

import { judgeObservation } from "../judge/judge-observation.ts";
import { hasUnknownSex, judgeRosterRow } from "../judge/judge-roster-row.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { isRejection } from "../judge/reject-reason.ts";
import type { Encoding } from "../read/cell-text.ts";
import type { Field } from "../read/fields.ts";
import {
  OBSERVATION_FIELDS,
  REQUIRED_OBSERVATION_FIELDS,
  REQUIRED_ROSTER_FIELDS,
  ROSTER_FIELDS,
} from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { planFile, warningsAbout } from "../read/input-files.ts";
import { canSupply, MappedRow } from "../read/mapped-row.ts";
import { readMappings } from "../read/mapping-file.ts";
import { findHeader } from "../read/source-file.ts";
import type { SourceFormat } from "../read/source-format.ts";
import type { SourceMapping } from "../read/source-mapping.ts";
import { mappingFor } from "../read/source-mapping.ts";
import type { ExplainedRejection, JudgedRow, RejectionGroup } from "./check-book.ts";
import { CheckBook } from "./check-book.ts";
import type { TextGuess } from "./detect-text.ts";
import { whyRejected } from "./explain-rejection.ts";
import type { FileSort } from "./known-words.ts";
import { refuseMissingHeader } from "./missing-header.ts";
import { guessTextOf, readFirstRows } from "./sample-file.ts";

export interface CheckOptions {
  readonly path: string;
  readonly mappings: readonly string[];
  /** Rows that are shown. */
  readonly rows: number;
  readonly asOf: Day;
  /** What the file is meant to be; told from its header where it is not given. */
  readonly sort?: FileSort | undefined;
}

/** Where one of our columns comes from. */
export interface CheckedColumn {
  readonly field: Field;
  /** Their name for it; undefined where the file has none. */
  readonly theirs: string | undefined;
  readonly constant: string | undefined;
  /** For days. */
  readonly pattern: string | undefined;
}

export interface CheckedRow {
  readonly line: number;
  /** The columns that the file or a constant supplies: as read, and as meant. */
  readonly cells: readonly {
    readonly field: Field;
    readonly asRead: string;
    readonly text: string;
  }[];
  readonly rejection: ExplainedRejection | undefined;
}

export interface MappingCheck {
  readonly path: string;
  readonly sort: FileSort;
  readonly format: SourceFormat;
  /** The encoding that is used, as a byte order mark may speak before the mapping. */
  readonly encoding: Encoding;
  /** How its text is probably written; undefined where it is no text. */
  readonly text: TextGuess | undefined;
  /** Where the mapping that applies was read; undefined where none does. */
  readonly mappingPath: string | undefined;
  readonly columns: readonly CheckedColumn[];
  readonly rows: readonly CheckedRow[];
  readonly looked: number;
  readonly rejected: number;
  /** Whether all rows of the file were looked at. */
  readonly isWhole: boolean;
  readonly rejections: readonly RejectionGroup[];
  readonly warnings: readonly string[];
}

/** Rows that are judged; a month's file of a county has fewer. */
const ROWS_LOOKED_MAX = 200_000;

/** Checks a file; refuses one that a run would refuse. */
export async function checkMapping(options: CheckOptions): Promise<MappingCheck> {
  const { path } = options;
  const mappings = readMappings(options.mappings);
  const mapping = mappingFor(basename(path), mappings);
  const header = await headerOf(path, mapping);
  refuseMissingHeader(path, header);
  const sort = options.sort ?? sortOf(header, mapping);
  const found =
    sort === "roster"
      ? await checkAs(options, mappings, ROSTER_FIELDS, REQUIRED_ROSTER_FIELDS, (row) => {
          const judged = judgeRosterRow(row, options.asOf);
          return {
            rejection: isRejection<Field>(judged) ? judged : undefined,
            twin: [row.texts.id_number, row.texts.insurance, row.texts.kind].join("\u0000"),
            hasUnknownSex: hasUnknownSex(row),
          };
        })
      : await checkAs(options, mappings, OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS, (row) => {
          const rules = { asOf: options.asOf, arrivesWhenItOccurs: false };
          const judged = judgeObservation(row, rules);
          return {
            rejection: isRejection<Field>(judged) ? judged : undefined,
            twin: [row.texts.source, row.texts.ref].join("\u0000"),
            hasUnknownSex: false,
          };
        });
  const text = await guessTextOf(path);
  return {
    ...found,
    path,
    sort,
    text,
    encoding: text?.because === "mark" ? text.encoding : found.format.encoding,
    mappingPath: mapping.path === "" ? undefined : mapping.path,
    warnings: [
      ...mappings
        .filter((each) => each !== mapping)
        .map((each) => `来源映射 ${each.path} 对这个文件不起作用`),
      ...(text === undefined ? [] : warningsAboutText(found.format, text)),
      ...found.warnings,
    ],
  };
}

/** The header that a run would find: in a workbook, the first that has what a file must have. */
async function headerOf(path: string, mapping: SourceMapping): Promise<readonly string[]> {
  const { encoding, delimiter } = mapping;
  const { header } = await findHeader(
    path,
    { encoding, delimiter },
    (names) =>
      lackingIn(names, mapping, REQUIRED_ROSTER_FIELDS) === 0 ||
      lackingIn(names, mapping, REQUIRED_OBSERVATION_FIELDS) === 0,
  );
  return header;
}

/** What the file is nearest to being; observations where it is as near to both. */
function sortOf(header: readonly string[], mapping: SourceMapping): FileSort {
  const asRoster = lackingIn(header, mapping, REQUIRED_ROSTER_FIELDS);
  if (asRoster === 0) return "roster";
  const asObservations = lackingIn(header, mapping, REQUIRED_OBSERVATION_FIELDS);
  return asRoster < asObservations ? "roster" : "observations";
}

function lackingIn(
  header: readonly string[],
  mapping: SourceMapping,
  required: readonly string[],
): number {
  return required.filter((field) => !canSupply(header, mapping, [field])).length;
}

type Found = Pick<
  MappingCheck,
  "format" | "columns" | "rows" | "looked" | "rejected" | "isWhole" | "rejections" | "warnings"
>;

async function checkAs<F extends Field>(
  options: CheckOptions,
  mappings: readonly SourceMapping[],
  fields: readonly F[],
  required: readonly F[],
  judge: (row: MappedRow<F>) => JudgedRow,
): Promise<Found> {
  const file = await planFile(options.path, mappings, fields, required);
  const row = new MappedRow(file.plan);
  const book = new CheckBook();
  const shown: CheckedRow[] = [];
  const remarks: string[] = [];
  const isWhole = await readFirstRows(
    file.path,
    file.format,
    ROWS_LOOKED_MAX,
    (source) => {
      const { line } = source;
      if (!source.isReadable) {
        const rejection = explained("unreadable-row", "", "", file, options.asOf);
        book.reject(line, rejection);
        if (shown.length < options.rows) shown.push({ line, cells: [], rejection });
        return;
      }
      row.load(source);
      const judged = judge(row);
      const { field, reason } = judged.rejection ?? {};
      const rejection =
        field === undefined || reason === undefined
          ? undefined
          : explained(reason, field, row.asRead[field as F], file, options.asOf);
      if (rejection === undefined) book.accept(judged);
      else book.reject(line, rejection);
      if (shown.length < options.rows) shown.push({ line, cells: cellsOf(file, row), rejection });
      for (const column of lostDigitsIn(file, source.typed)) book.loseDigits(column);
    },
    (remark) => remarks.push(remark),
  );
  return {
    format: file.format,
    columns: columnsOf(file),
    rows: shown,
    looked: book.looked,
    rejected: book.rejected,
    isWhole,
    rejections: book.groups(),
    warnings: [...warningsAbout([file]), ...remarks, ...book.warnings()],
  };
}

function explained<F extends Field>(
  reason: RejectReason,
  field: string,
  value: string,
  { plan }: PlannedFile<F>,
  asOf: Day,
): ExplainedRejection {
  const source = plan.sources.find((each) => each.field === field);
  const why = whyRejected({ reason, field, value, pattern: source?.datePattern?.pattern, asOf });
  return { reason, field, value, why };
}

/** Each cell as read and as it is meant: a day as our days are written, an old ID in its new form. */
function cellsOf<F extends Field>(
  { plan }: PlannedFile<F>,
  { asRead, texts, days }: MappedRow<F>,
): CheckedRow["cells"] {
  const meant = (field: F): string => {
    const day = days[field];
    if (day !== undefined) return formatDay(day);
    return field === "id_number" ? toEighteen(texts[field]) : texts[field];
  };
  return plan.sources
    .filter(({ column, constant }) => column !== undefined || constant !== undefined)
    .map(({ field }) => ({ field, asRead: asRead[field], text: meant(field) }));
}

function columnsOf<F extends Field>({ plan }: PlannedFile<F>): readonly CheckedColumn[] {
  return plan.sources.map(({ field, column, constant, datePattern }) => ({
    field,
    theirs: column === undefined ? undefined : plan.header[column],
    constant,
    pattern: datePattern?.pattern,
  }));
}

function lostDigitsIn<F extends Field>(
  { plan }: PlannedFile<F>,
  typed: { readonly hasLostDigits: (column: number) => boolean } | undefined,
): readonly string[] {
  if (typed === undefined) return [];
  return plan.sources.flatMap(({ column }) =>
    column !== undefined && typed.hasLostDigits(column) ? [plan.header[column] ?? ""] : [],
  );
}

/** Where the text looks otherwise than it will be read. */
function warningsAboutText(
  { encoding, delimiter }: SourceFormat,
  text: TextGuess,
): readonly string[] {
  const warnings: string[] = [];
  const isSame = text.encoding === encoding || (text.encoding === "gb18030" && encoding === "gbk");
  if (text.because !== "mark" && !isSame) {
    warnings.push(`按 ${encoding} 读，但内容更像 ${text.encoding}：请核对映射的 encoding`);
  }
  if (text.delimiter !== delimiter) {
    warnings.push("表头更像是用别的符号分隔：请核对映射的 delimiter");
  }
  return warnings;
}
