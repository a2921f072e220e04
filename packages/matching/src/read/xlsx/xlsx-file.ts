// A workbook as a header and rows of cells: which sheet is meant, where its header stands, every row
// behind it. Knows neither our columns nor what a good row is.

import { UnusableInput } from "../../unusable-input.ts";
import { trimBlanks } from "../blanks.ts";
import type { InputFile } from "../file-blocks.ts";
import type { SheetPlace } from "../source-format.ts";
import type { ReadingHooks } from "../source-row.ts";
import { readDateFormats } from "./date-formats.ts";
import { SharedTexts, readSharedTexts } from "./shared-texts.ts";
import { SheetCells } from "./sheet-cells.ts";
import type { SheetContext } from "./sheet-row.ts";
import { SheetRow } from "./sheet-row.ts";
import type { Sheet, Workbook } from "./workbook.ts";
import { readWorkbook } from "./workbook.ts";
import { readXml } from "./xml-events.ts";
import { ZipParts } from "./zip-parts.ts";

/** Titles and notes may stand above a header, but not more than this. */
const ROWS_ABOVE_HEADER_MAX = 20;
/** Rows of a sheet that are looked at for its header, blank ones too. */
const TOP_LINES = 100;

export interface FoundSheet {
  readonly header: readonly string[];
  readonly sheet: SheetPlace;
}

/** Finds the first visible sheet with a row near its top that `isOurs` accepts as header. */
export async function findSheet(
  file: InputFile,
  isOurs: (header: readonly string[]) => boolean,
): Promise<FoundSheet> {
  const parts = await ZipParts.open(file.path);
  try {
    const workbook = await readWorkbook(parts);
    const visible = workbook.sheets.filter(({ isHidden }) => !isHidden);
    let first: FoundSheet | undefined;
    for (const sheet of visible) {
      for (const { line, header } of await topRows(parts, workbook, sheet)) {
        const found = { header, sheet: { name: sheet.name, part: sheet.part, headerRow: line } };
        if (isOurs(header)) return found;
        first ??= found;
      }
    }
    if (first !== undefined) return first;
    const hidden = workbook.sheets.length - visible.length;
    const wrong = `工作簿里没有可见的、有表头的工作表${hidden > 0 ? `（隐藏的有 ${hidden} 张）` : ""}`;
    throw new UnusableInput(file.path, wrong, "请把数据放在一张可见的工作表里，第一行写列名");
  } finally {
    parts.close();
  }
}

/** Hands out every row behind the header; rows whose cells are all blank are none. */
export async function readSheetRows(
  file: InputFile,
  sheet: SheetPlace,
  columns: readonly number[] | undefined,
  hooks: ReadingHooks,
): Promise<void> {
  const parts = await ZipParts.open(file.path);
  try {
    const workbook = await readWorkbook(parts);
    const row = new SheetRow(await contextOf(parts, workbook, hooks.signal), columns);
    const cells = new SheetCells(file.path, row, () => {
      if (row.line > sheet.headerRow && !row.isBlank()) hooks.onRow(row);
    });
    const blocks = parts.blocksOf(sheet.part, hooks.signal);
    const share = file.bytes / Math.max(1, parts.bytesOf(sheet.part));
    await readXml(file.path, sheet.part, withProgress(blocks, share, file.bytes, hooks), cells);
    if (cells.mergedRanges > 0) {
      hooks.onRemark?.(
        `工作表“${sheet.name}”有 ${cells.mergedRanges} 处合并单元格：只有左上角一格有值，其余按空白读`,
      );
    }
  } finally {
    parts.close();
  }
}

async function contextOf(
  parts: ZipParts,
  workbook: Workbook,
  signal?: AbortSignal,
): Promise<SheetContext> {
  const { countsFrom1904, sharedTextsPart, stylesPart } = workbook;
  return {
    texts: await readSharedTexts(parts, sharedTextsPart, Infinity, signal),
    isDateFormat: await readDateFormats(parts, stylesPart),
    countsFrom1904,
  };
}

/** The first rows that are not blank, as headers. */
async function topRows(
  parts: ZipParts,
  workbook: Workbook,
  sheet: Sheet,
): Promise<readonly { readonly line: number; readonly header: readonly string[] }[]> {
  const { countsFrom1904, sharedTextsPart, stylesPart } = workbook;
  const isDateFormat = await readDateFormats(parts, stylesPart);
  const readTop = async (texts: SharedTexts, onRow: (row: SheetRow) => void): Promise<void> => {
    const row = new SheetRow({ texts, isDateFormat, countsFrom1904 });
    const cells = new SheetCells(parts.path, row, () => {
      if (row.line <= TOP_LINES) onRow(row);
    });
    await readXml(parts.path, sheet.part, parts.blocksOf(sheet.part), {
      onOpen: cells.onOpen,
      onText: cells.onText,
      onClose: cells.onClose,
      isEnough: () => row.line > TOP_LINES,
    });
  };
  // Of a million shared texts only those that the top refers to are read.
  let textsNeeded = 0;
  await readTop(new SharedTexts(parts.path), (row) => {
    textsNeeded = Math.max(textsNeeded, row.sharedTextsNeeded());
  });
  const texts = await readSharedTexts(parts, sharedTextsPart, textsNeeded);
  const found: { readonly line: number; readonly header: readonly string[] }[] = [];
  await readTop(texts, (row) => {
    if (found.length === ROWS_ABOVE_HEADER_MAX || row.isBlank()) return;
    const header = Array.from({ length: row.width }, (_, column) => trimBlanks(row.cell(column)));
    found.push({ line: row.line, header });
  });
  return found;
}

/** Counts what is read of a part as its share of the file. */
async function* withProgress(
  blocks: AsyncIterable<Buffer>,
  share: number,
  total: number,
  hooks: ReadingHooks,
): AsyncGenerator<Buffer> {
  let unfolded = 0;
  let told = 0;
  for await (const block of blocks) {
    yield block;
    unfolded += block.length;
    const done = Math.min(total, Math.floor(unfolded * share));
    hooks.onBytes?.(done - told, total);
    told = done;
    await hooks.whenReady?.();
  }
}
