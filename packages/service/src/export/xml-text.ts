// Text as an XML part of a workbook can hold it.

/** Characters that a cell may hold. */
const CELL_TEXT_MAX = 32_767;

/** Without what XML cannot say: control characters and halves of pairs. */
export function escapeXml(text: string): string {
  return text
    .slice(0, CELL_TEXT_MAX)
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
