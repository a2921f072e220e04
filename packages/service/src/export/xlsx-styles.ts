// How cells of a workbook look (ECMA-376, part 1, 18.8), by a name; the same for every workbook.

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** Styles of cells by the number under which `STYLES` lists them. */
export const CELL_STYLES = {
  plain: 0,
  heading: 1,
  title: 2,
  "boxed-heading": 3,
  boxed: 4,
  "boxed-left": 5,
  note: 6,
  /** What is typed into it stays text, so that a long number keeps its digits. */
  text: 7,
  date: 8,
} as const;

const BOX = ["left", "right", "top", "bottom"]
  .map((side) => `<${side} style="thin"><color auto="1"/></${side}>`)
  .join("");
const WRAP_CENTRE = '<alignment horizontal="center" vertical="center" wrapText="1"/>';
const WRAP_LEFT = '<alignment horizontal="left" vertical="center" wrapText="1"/>';
const FONT = '<name val="宋体"/>';
const TEXT_FORMAT = 49;
const DATE_FORMAT = 164;

/** In the order of `CELL_STYLES`. */
const CELL_FORMATS = [
  '<xf xfId="0"/>',
  '<xf fontId="1" applyFont="1" xfId="0"/>',
  `<xf fontId="2" applyFont="1" applyAlignment="1" xfId="0">${WRAP_CENTRE}</xf>`,
  `<xf fontId="1" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1" xfId="0">${WRAP_CENTRE}</xf>`,
  `<xf numFmtId="${TEXT_FORMAT}" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1" xfId="0">${WRAP_CENTRE}</xf>`,
  `<xf numFmtId="${TEXT_FORMAT}" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1" xfId="0">${WRAP_LEFT}</xf>`,
  `<xf numFmtId="${TEXT_FORMAT}" applyNumberFormat="1" applyAlignment="1" xfId="0">${WRAP_LEFT}</xf>`,
  `<xf numFmtId="${TEXT_FORMAT}" applyNumberFormat="1" xfId="0"/>`,
  `<xf numFmtId="${DATE_FORMAT}" applyNumberFormat="1" xfId="0"/>`,
];

/** Number formats, fonts, fills, borders and formats, each list with its length, as the format has it. */
export const STYLES = [
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${MAIN}">`,
  `<numFmts count="1"><numFmt numFmtId="${DATE_FORMAT}" formatCode="yyyy\\-mm\\-dd"/></numFmts>`,
  listed("fonts", "font", [
    `<sz val="11"/>${FONT}`,
    `<b/><sz val="11"/>${FONT}`,
    `<b/><sz val="16"/>${FONT}`,
  ]),
  listed("fills", "fill", [
    '<patternFill patternType="none"/>',
    '<patternFill patternType="gray125"/>',
  ]),
  listed("borders", "border", ["", BOX]),
  '<cellStyleXfs count="1"><xf/></cellStyleXfs>',
  `<cellXfs count="${CELL_FORMATS.length}">${CELL_FORMATS.join("")}</cellXfs>`,
  "</styleSheet>",
].join("");

function listed(list: string, each: string, contents: readonly string[]): string {
  const written = contents.map((content) => `<${each}>${content}</${each}>`);
  return `<${list} count="${contents.length}">${written.join("")}</${list}>`;
}
