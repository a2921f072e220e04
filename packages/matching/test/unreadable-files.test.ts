// Files that are not what they say they are, or cannot be read as it: one clear line, and nothing in
// DIR (FORMATS section 3). Each of them once as an observation file of a whole run.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { gzipSync } from "node:zlib";

import { UnusableInput, evaluateFiles } from "../src/index.ts";
import { aFolder, anObservation, toCsv, writtenRun } from "./evaluation-fixture.ts";
import { writeParquet } from "./parquet-fixture.ts";
import type { Cells, WorkbookSpec } from "./workbook-fixture.ts";
import { aWorkbook, workbookParts } from "./workbook-fixture.ts";
import type { ArchivePart } from "./zip-archive.ts";
import { zipArchive } from "./zip-archive.ts";

/** Runs with one observation file of that name and asserts the one line that refuses it. */
async function assertRefused(
  context: TestContext,
  name: string,
  content: Buffer | string,
  line: RegExp,
): Promise<void> {
  const options = writtenRun(aFolder(context), { observations: { [name]: content } });
  await assert.rejects(evaluateFiles(options), (error) => {
    assert.ok(error instanceof UnusableInput, String(error instanceof Error ? error.stack : error));
    assert.match(error.message, line);
    assert.doesNotMatch(error.message, /[\r\n]/);
    assert.ok(error.message.includes(name), "the line does not name the file");
    return true;
  });
  assert.ok(!existsSync(options.out), "DIR was made");
}

const ROWS = [anObservation(), anObservation()];
const CSV = toCsv(ROWS);
const COLUMNS = Object.keys(ROWS[0] ?? {});
const TABLE: readonly Cells[] = [COLUMNS, ...ROWS.map((row) => COLUMNS.map((key) => row[key]))];
const GOOD: WorkbookSpec = { sheets: [{ name: "观测", rows: TABLE }] };
const WORKBOOK = aWorkbook(GOOD);

/** The good workbook with some parts spoilt. */
function spoilt(name: string, change: (part: ArchivePart) => ArchivePart): Buffer {
  return zipArchive(workbookParts(GOOD).map((part) => (part.name === name ? change(part) : part)));
}

function withSheet(content: string | Buffer): Buffer {
  return spoilt("xl/worksheets/sheet1.xml", (part) => ({ ...part, content }));
}

const SHEET = "xl/worksheets/sheet1.xml";

/** An OLE compound file whose directory has these entries. */
function oleFile(names: readonly string[]): Buffer {
  const header = Buffer.alloc(512);
  header.write("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "latin1");
  header.writeUInt16LE(9, 30);
  const entries = ["Root Entry", ...names].map((name) => {
    const entry = Buffer.alloc(128);
    entry.write(name, "utf16le");
    return entry;
  });
  return Buffer.concat([header, ...entries]);
}

const WORKBOOKS: readonly (readonly [string, Buffer, RegExp])[] = [
  ["A workbook that was cut off", WORKBOOK.subarray(0, WORKBOOK.length / 2), /XLSX 文件已损坏/],
  ["A workbook without its last byte", WORKBOOK.subarray(0, -1), /XLSX 文件已损坏/],
  ["A workbook with a password", oleFile(["EncryptionInfo", "EncryptedPackage"]), /加了密码/],
  ["An old Excel file", oleFile(["Workbook"]), /旧版 Excel（XLS；请.*另存为 XLSX）/],
  ["Another old Office file", oleFile(["WordDocument"]), /旧版 Office 文档/],
  ["An old Excel file's first bytes", oleFile([]).subarray(0, 100), /旧版 Office/],
  [
    "A ZIP of other things",
    zipArchive([{ name: "a.csv", content: CSV }]),
    /ZIP 压缩包，不是 Excel/,
  ],
  ["An empty ZIP", zipArchive([]), /空的 ZIP/],
  [
    "An OpenDocument table",
    zipArchive([
      { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" },
      { name: "content.xml", content: "<a/>" },
    ]),
    /ODS 表格.*另存为 XLSX/,
  ],
  [
    "A binary workbook",
    spoilt("_rels/.rels", (part) => ({
      ...part,
      content: String(part.content).replace("workbook.xml", "workbook.bin"),
    })),
    /XLSB.*另存为 XLSX/,
  ],
  ["A locked part", spoilt(SHEET, (part) => ({ ...part, isLocked: true })), /密码/],
  [
    "A part with another checksum",
    spoilt(SHEET, (part) => ({ ...part, claimedChecksum: 1 })),
    /已损坏，部件 xl\/worksheets\/sheet1\.xml 的校验和不符/,
  ],
  [
    "A part that is longer than it claims",
    spoilt(SHEET, (part) => ({ ...part, claimedBytes: 100 })),
    /XLSX 文件已损坏/,
  ],
  [
    "A workbook that lacks its sheet's part",
    zipArchive(workbookParts(GOOD).filter(({ name }) => name !== SHEET)),
    /已损坏，缺少部件 xl\/worksheets\/sheet1\.xml/,
  ],
  [
    "A workbook with the same part twice",
    zipArchive([...workbookParts(GOOD), ...workbookParts(GOOD)]),
    /出现了两次/,
  ],
  ["A workbook without rows", aWorkbook({ sheets: [{}] }), /没有可见的、有表头的工作表。/],
  ["A workbook without sheets", aWorkbook({ sheets: [] }), /没有可见的、有表头的工作表。/],
  [
    "A workbook of hidden sheets alone",
    aWorkbook({ sheets: [{ state: "hidden", rows: TABLE }] }),
    /没有可见的.*（隐藏的有 1 张）/,
  ],
  [
    "A sheet with another header",
    aWorkbook({
      sheets: [
        {
          rows: [
            ["姓名", "证件"],
            ["甲", "1"],
          ],
        },
      ],
    }),
    /表头缺少必需的列：id_number/,
  ],
  ["A sheet that is no XML", withSheet("<worksheet><sheetData><row>"), /不是完好的 XML/],
  ["A sheet that is not UTF-8", withSheet(Buffer.from("<a>\u00ff\u00fe</a>", "latin1")), /UTF-8/],
  ["A sheet of another encoding", withSheet(Buffer.from("\ufeff<a/>", "utf16le")), /UTF-8/],
  [
    "A sheet that defines entities",
    withSheet('<!DOCTYPE a [<!ENTITY b "cc">]><worksheet><sheetData>&b;</sheetData></worksheet>'),
    /不是完好的 XML/,
  ],
  [
    "Rows that go backwards",
    withSheet('<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'),
    /行号“1”不对/,
  ],
  [
    "A row beyond the end of a sheet",
    withSheet('<worksheet><sheetData><row r="1048577"/></sheetData></worksheet>'),
    /行号“1048577”不对/,
  ],
  [
    "A cell in no column",
    withSheet('<worksheet><sheetData><row r="1"><c r="7"/></row></sheetData></worksheet>'),
    /单元格位置“7”不对/,
  ],
  ["A sheet nested without end", withSheet("<a>".repeat(100_000)), /嵌套过深/],
  [
    "A cell of many megabytes",
    withSheet(
      `<worksheet><sheetData><row><c t="str"><v>${noise(5_000_000)}</v></c></row></sheetData></worksheet>`,
    ),
    /有过长的/,
  ],
  ["A tag of many megabytes", withSheet(`<worksheet a="${noise(20_000_000)}"/>`), /有过长的内容/],
];

/** Text that compresses to no less than a few percent, so that it is no bomb. */
function noise(length: number): string {
  let state = 1;
  const words = Array.from({ length: Math.ceil(length / 8) }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state.toString(16).padStart(8, "0");
  });
  return words.join("").slice(0, length);
}

for (const [claim, content, line] of WORKBOOKS) {
  test(`${claim} cannot be read`, async (context) => {
    await assertRefused(context, "obs.xlsx", content, line);
  });
}

/** The good sheet with millions of rows of nothing behind it. */
function endless(part: ArchivePart): string {
  return String(part.content).replace("</sheetData>", `${"<row/>".repeat(12_000_000)}</sheetData>`);
}

test("A workbook that unfolds to a thousand times its size is refused before it is unfolded", async (context) => {
  const started = process.cpuUsage();
  const bomb = spoilt(SHEET, (part) => ({ ...part, content: endless(part) }));
  assert.ok(bomb.length < 1_000_000);
  const making = process.cpuUsage(started);
  const made = process.cpuUsage();
  await assertRefused(context, "obs.xlsx", bomb, /解压后超过 \d+ MB（.*压缩炸弹/);
  assert.ok(process.cpuUsage(made).user < making.user, "it was unfolded all the same");
});

test("A workbook that is a bomb and denies it is refused as soon as it breaks its word", async (context) => {
  const bomb = spoilt(SHEET, (part) => ({
    ...part,
    content: endless(part),
    claimedBytes: 1_000_000,
  }));
  await assertRefused(context, "obs.xlsx", bomb, /XLSX 文件已损坏/);
});

test("What stands behind another kind's name is refused, whichever it is", async (context) => {
  const folder = aFolder(context);
  await writeParquet(join(folder, "p"), "SELECT 1 AS id_number");
  const parquet = readFileSync(join(folder, "p"));
  const page = "<html><body><table><tr><td>姓名</td></tr></table></body></html>";
  const cases: readonly (readonly [string, Buffer | string, RegExp])[] = [
    ["obs.csv", WORKBOOK, /看文件名是 文本，内容却是 XLSX 或 ZIP/],
    ["obs.csv", parquet, /看文件名是 文本，内容却是 Parquet/],
    ["obs.xlsx", parquet, /看文件名是 Excel 工作簿，内容却是 Parquet/],
    ["obs.xlsx", gzipSync(WORKBOOK), /看文件名是 Excel 工作簿，内容却是 GZIP/],
    ["obs.xls", CSV, /看文件名是 Excel 工作簿，内容却是 文本/],
    ["obs.parquet", CSV, /看文件名是 Parquet，内容却是 文本/],
    ["obs.csv.gz", CSV, /看文件名是 GZIP 压缩文件，内容却是 文本/],
    ["obs.csv.gz", gzipSync(WORKBOOK), /解压后的内容是 XLSX 或 ZIP，不是文本/],
    ["obs.csv.gz", gzipSync(gzipSync(CSV)), /解压后的内容是 GZIP 压缩，不是文本/],
    ["obs.csv.gz", gzipSync(""), /文件里没有表头/],
    ["obs.xls", page, /网页或 XML/],
    ["obs.csv", `\ufeff\n ${page}`, /网页或 XML/],
    ["obs.csv", "%PDF-1.7", /PDF，不能读/],
    ["obs", Buffer.from("Rar!\u001a\u0007"), /RAR/],
    ["obs.parquet", "PARE0000PARE", /加密的 Parquet/],
  ];
  for (const [name, content, line] of cases) await assertRefused(context, name, content, line);
});

const GZIP = gzipSync(CSV);

const COMPRESSED: readonly (readonly [string, Buffer, RegExp])[] = [
  ["A compressed file that was cut off", GZIP.subarray(0, -9), /不完整，结尾缺失/],
  ["A compressed file without its last byte", GZIP.subarray(0, -1), /不完整，结尾缺失/],
  [
    "A compressed file with another checksum",
    Buffer.concat([GZIP.subarray(0, -8), Buffer.from([1, 2, 3, 4]), GZIP.subarray(-4)]),
    /GZIP 压缩文件已损坏/,
  ],
  ["A compressed file with something behind it", Buffer.concat([GZIP, Buffer.from("x,y")]), /GZIP/],
  [
    "A second part behind zeros, which no unpacker would find",
    Buffer.concat([GZIP, Buffer.alloc(10), GZIP]),
    /压缩数据之后还有读不懂的内容/,
  ],
  [
    "A compressed file that unfolds to a thousand times its size",
    gzipSync(`${CSV}${" ".repeat(100_000_000)}`, { level: 9 }),
    /解压后超过 \d+ MB（.*压缩炸弹/,
  ],
];

for (const [claim, content, line] of COMPRESSED) {
  test(`${claim} cannot be read`, async (context) => {
    await assertRefused(context, "obs.csv.gz", content, line);
  });
}

test("A damaged, cut-off or nested Parquet file cannot be read", async (context) => {
  const folder = aFolder(context);
  const parquet = async (query: string): Promise<Buffer> => {
    const path = join(folder, "made.parquet");
    await writeParquet(path, query);
    return readFileSync(path);
  };
  writeFileSync(join(folder, "obs.csv"), CSV);
  const rows = `SELECT * FROM read_csv('${join(folder, "obs.csv")}', all_varchar = true)`;
  const good = await parquet(rows);
  const middle = Math.floor(good.length / 2);
  const damagedFooter = Buffer.from(good);
  damagedFooter.fill(0xff, good.length - 60, good.length - 20);
  const falseLength = Buffer.from(good);
  falseLength.writeUInt32LE(0xffff_fff0, good.length - 8);
  const cases: readonly (readonly [Buffer, RegExp])[] = [
    [good.subarray(0, middle), /Parquet 文件已损坏，结尾缺失/],
    [good.subarray(0, 4), /Parquet 文件已损坏，结尾缺失/],
    [Buffer.concat([good.subarray(0, 4), good.subarray(middle)]), /Parquet 文件已损坏/],
    [damagedFooter, /Parquet 文件已损坏/],
    [falseLength, /Parquet 文件已损坏/],
    [Buffer.from("PAR1\u0000\u0000\u0000\u0000PAR1"), /Parquet 文件已损坏/],
    [await parquet(rows.replace("*", "* REPLACE ([name] AS name)")), /第 3 列是嵌套结构/],
    [await parquet(rows.replace("*", "* REPLACE ({a: ref} AS ref)")), /第 7 列是嵌套结构/],
    [await parquet(rows.replace("*", "* EXCLUDE (ref)")), /表头缺少必需的列：ref/],
    [await parquet(rows.replace("*", '* RENAME (ref AS "Name")')), /表头缺少必需的列：ref/],
  ];
  for (const [content, line] of cases) await assertRefused(context, "obs.parquet", content, line);
});

test("A Parquet file of millions of rows out of nothing is refused as a bomb", async (context) => {
  const folder = aFolder(context);
  const path = join(folder, "bomb.parquet");
  const columns = COLUMNS.map((column) => `'${"x".repeat(40)}' AS "${column}"`).join(", ");
  await writeParquet(path, `SELECT ${columns} FROM range(4000000)`);
  const bomb = readFileSync(path);
  assert.ok(bomb.length < 1_000_000);
  await assertRefused(context, "obs.parquet", bomb, /压缩炸弹/);
});
