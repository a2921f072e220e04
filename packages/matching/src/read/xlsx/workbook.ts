// What a workbook consists of: its sheets in order, which are hidden, how it counts days, where its
// texts and formats lie. Knows nothing of what stands in the cells.

import { dirname, join, normalize } from "node:path/posix";

import { UnusableInput } from "../../unusable-input.ts";
import { readXml } from "./xml-events.ts";
import type { ZipParts } from "./zip-parts.ts";
import { DAMAGED_MEND, damaged } from "./zip-parts.ts";

export interface Sheet {
  /** The name on its tab. */
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

export interface Workbook {
  /** Worksheets only, in the order of their tabs. */
  readonly sheets: readonly Sheet[];
  /** Whether day 0 is 1904-01-01, as old Macintosh workbooks count. */
  readonly countsFrom1904: boolean;
  readonly sharedTextsPart: string | undefined;
  readonly stylesPart: string | undefined;
}

interface Relationship {
  readonly id: string;
  /** The last word of its type: `worksheet`, `sharedStrings`, `styles`, ... */
  readonly type: string;
  readonly target: string;
}

const SHEETS_MAX = 4096;

/** Reads the workbook's own part; refuses archives that are no workbook. */
export async function readWorkbook(parts: ZipParts): Promise<Workbook> {
  const part = await workbookPart(parts);
  const relationships = await readRelationships(parts, part);
  const sheets: Sheet[] = [];
  let countsFrom1904 = false;
  await readXml(parts.path, part, parts.blocksOf(part), {
    onOpen: (name, attributes) => {
      if (name === "workbookPr") {
        countsFrom1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      }
      if (name !== "sheet") return;
      if (sheets.length === SHEETS_MAX) throw damaged(parts.path, "工作表太多");
      const sheet = sheetOf(attributes, relationships);
      if (sheet !== undefined) sheets.push(sheet);
    },
  });
  const partOfType = (type: string): string | undefined =>
    relationships.find((each) => each.type === type && parts.has(each.target))?.target;
  return {
    sheets,
    countsFrom1904,
    sharedTextsPart: partOfType("sharedStrings"),
    stylesPart: partOfType("styles"),
  };
}

/** Sheets of charts and dialogs have no rows; they are left out. */
function sheetOf(
  attributes: Readonly<Record<string, string>>,
  relationships: readonly Relationship[],
): Sheet | undefined {
  const idKey = Object.keys(attributes).find((key) => key.endsWith(":id"));
  const id = idKey === undefined ? undefined : attributes[idKey];
  const found = relationships.find((each) => each.id === id && each.type === "worksheet");
  if (found === undefined) return undefined;
  const { name = "", state = "visible" } = attributes;
  return { name, part: found.target, isHidden: state !== "visible" };
}

async function workbookPart(parts: ZipParts): Promise<string> {
  const [found] = parts.has("_rels/.rels")
    ? (await readRelationships(parts, "")).filter(({ type }) => type === "officeDocument")
    : [];
  const part = found?.target ?? "xl/workbook.xml";
  if (part.toLowerCase().endsWith(".bin")) {
    throw new UnusableInput(
      parts.path,
      "这是二进制工作簿（XLSB）",
      "请用 Excel 或 WPS 另存为 XLSX",
    );
  }
  if (parts.has(part)) return part;
  if (parts.has("content.xml")) {
    throw new UnusableInput(parts.path, "这是 ODS 表格", "请用 Excel 或 WPS 另存为 XLSX");
  }
  if (parts.has("_rels/.rels") || parts.has("[Content_Types].xml")) {
    throw new UnusableInput(parts.path, "里面没有 Excel 工作簿", DAMAGED_MEND);
  }
  throw new UnusableInput(
    parts.path,
    "内容是 ZIP 压缩包，不是 Excel 工作簿",
    "请先解压；单个文本文件可以改用 GZIP 压缩",
  );
}

/** The relationships of a part, their targets as names within the package. */
async function readRelationships(parts: ZipParts, part: string): Promise<readonly Relationship[]> {
  const folder = part === "" ? "" : dirname(part);
  const rels = join(folder, "_rels", `${part.slice(part.lastIndexOf("/") + 1)}.rels`);
  const found: Relationship[] = [];
  if (!parts.has(rels)) return found;
  await readXml(parts.path, rels, parts.blocksOf(rels), {
    onOpen: (name, attributes) => {
      if (name !== "Relationship") return;
      const { Id: id = "", Type: type = "", Target: target = "" } = attributes;
      if (attributes["TargetMode"] === "External") return;
      const path = target.startsWith("/") ? target.slice(1) : join(folder, target);
      found.push({ id, type: type.slice(type.lastIndexOf("/") + 1), target: normalize(path) });
    },
  });
  return found;
}
