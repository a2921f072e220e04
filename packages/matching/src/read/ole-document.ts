// What stands in an OLE compound file, the container of old Office documents and of encrypted new
// ones: read from its directory only. Knows no document format.

import type { InputFile } from "./file-blocks.ts";

const HEADER_BYTES = 512;
const DIRECTORY_BYTES_MAX = 4096;

/** In words that finish “内容是 …”. */
export function describeOleDocument(file: InputFile): string {
  const names = directoryText(file);
  if (names.includes("EncryptedPackage")) {
    return "加了密码的 Excel 工作簿（请用 Excel 或 WPS 打开，去掉密码后另存）";
  }
  if (names.includes("Workbook") || names.includes("Book")) {
    return "旧版 Excel（XLS；请用 Excel 或 WPS 另存为 XLSX）";
  }
  return "旧版 Office 文档（请用 Excel 或 WPS 另存为 XLSX）";
}

/** The directory's first sectors as text; empty where the header is damaged. */
function directoryText(file: InputFile): string {
  const header = file.head(HEADER_BYTES);
  if (header.length < HEADER_BYTES) return "";
  const sectorShift = header.readUInt16LE(30);
  if (sectorShift !== 9 && sectorShift !== 12) return "";
  const sectorBytes = 2 ** sectorShift;
  const firstSector = header.readUInt32LE(48);
  const directory = file.bytesAt((firstSector + 1) * sectorBytes, DIRECTORY_BYTES_MAX);
  return directory.toString("utf16le");
}
