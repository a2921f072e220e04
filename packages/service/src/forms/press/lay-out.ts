// A printed form as pages: what stands where on A4, in the words of the library that draws it. Pure; a
// table that does not fit goes on on the next page below its headings.

import type {
  Content,
  ContentTable,
  ContentText,
  CustomTableLayout,
  TableCell,
  TDocumentDefinitions,
} from "pdfmake/interfaces.js";

import type { Letter, PrintedForm, TableForm } from "../printed-form.ts";
import { headingLines } from "../printed-form.ts";
import type { TextDrawer } from "./draw-text.ts";
import { numberOf } from "./draw-text.ts";

/** In points: A4 lying down, less its margins. */
const LYING = { width: 841.89, margin: 34 };
const STANDING_MARGIN = 64;
const CELL_PADDING = 2;
const LINE = 0.6;
const ROW_HEIGHT = 22;
const TEXT = { small: 8, table: 8.5, plain: 10, letter: 12, title: 17 } as const;

export function layOut(form: PrintedForm, drawer: TextDrawer): TDocumentDefinitions {
  const { content, ...page } =
    form.sort === "table" ? layOutTable(form, drawer) : layOutLetter(form, drawer);
  return {
    pageSize: "A4",
    ...page,
    info: { title: form.title, creator: "领待 Lingdai", producer: "领待 Lingdai" },
    language: "zh-CN",
    defaultStyle: { font: "own", fontSize: TEXT.plain, lineHeight: 1.15 },
    content: [...content, ...reportMissing(drawer)],
    footer: (at, of) => ({
      text: `第 ${at} 页　共 ${of} 页`,
      alignment: "center",
      fontSize: TEXT.small,
      margin: [0, 8, 0, 0],
    }),
  };
}

type Page = Pick<TDocumentDefinitions, "pageOrientation" | "pageMargins"> & {
  readonly content: readonly Content[];
};

function layOutTable(form: TableForm, { draw }: TextDrawer): Page {
  const { mark, title, heads, columns, rows, notes, feet } = form;
  const say = (text: string, style: Omit<ContentText, "text"> = {}): ContentText => ({
    text: [...draw(text)],
    ...style,
  });
  const lines = headingLines(columns);
  const body: TableCell[][] = [
    ...lines.map((line) => {
      const cells: TableCell[] = columns.map(() => ({}));
      for (const { text, at, across, down } of line) {
        cells[at] = {
          ...say(text, { bold: true, alignment: "center" }),
          colSpan: across,
          rowSpan: down,
          ...(down > 1 ? { margin: [0, ROW_HEIGHT / 2, 0, 0] } : { verticalAlignment: "middle" }),
        };
      }
      return cells;
    }),
    ...rows.map((row) =>
      columns.map(({ align }, at): TableCell => ({
        ...say(row[at] ?? "", { alignment: align ?? "center" }),
        verticalAlignment: "middle",
      })),
    ),
  ];
  const table: ContentTable = {
    fontSize: TEXT.table,
    table: {
      headerRows: lines.length,
      dontBreakRows: true,
      widths: widthsOf(columns.map(({ width }) => width)),
      heights: (row) => (row < lines.length ? "auto" : ROW_HEIGHT),
      body,
    },
    layout: BOXED,
  };
  return {
    pageOrientation: "landscape",
    pageMargins: [LYING.margin, 36, LYING.margin, 40],
    content: [
      say(mark, { fontSize: TEXT.plain }),
      say(title, { fontSize: TEXT.title, bold: true, alignment: "center", margin: [0, 0, 0, 8] }),
      {
        columns: heads.map((text, at) => ({ ...say(text), width: at === 0 ? "*" : "auto" })),
        columnGap: 36,
        margin: [0, 0, 0, 4],
      },
      table,
      {
        fontSize: TEXT.small,
        margin: [0, 4, 0, 0],
        columns: [
          { ...say("说明："), width: "auto" },
          { stack: notes.map((text) => say(text, { margin: [0, 0, 0, 3] })), width: "*" },
        ],
      },
      { columns: feet.map((text) => say(text)), margin: [0, 10, 0, 0] },
    ],
  };
}

/** What is left of the page's width once the lines and the room around texts are taken off. */
function widthsOf(shares: readonly number[]): number[] {
  const room =
    LYING.width - 2 * LYING.margin - shares.length * 2 * CELL_PADDING - (shares.length + 1) * LINE;
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => (room * share) / all);
}

const BOXED: CustomTableLayout = {
  hLineWidth: () => LINE,
  vLineWidth: () => LINE,
  paddingLeft: () => CELL_PADDING,
  paddingRight: () => CELL_PADDING,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

function layOutLetter(letter: Letter, { draw }: TextDrawer): Page {
  const { title, number, salutation, paragraphs, facts, signature, slip } = letter;
  const say = (text: string, style: Omit<ContentText, "text"> = {}): ContentText => ({
    text: [...draw(text)],
    ...style,
  });
  const fact = (text: string, bold: boolean): TableCell => ({
    ...say(text, { bold, alignment: bold ? "center" : "left" }),
    verticalAlignment: "middle",
  });
  return {
    pageOrientation: "portrait",
    pageMargins: [STANDING_MARGIN, 60, STANDING_MARGIN, 46],
    content: [
      say(title, { fontSize: 20, bold: true, alignment: "center", margin: [0, 0, 0, 6] }),
      say(number, { alignment: "right", margin: [0, 0, 0, 14] }),
      say(salutation, { fontSize: TEXT.letter, bold: true, margin: [0, 0, 0, 8] }),
      ...paragraphs.map((text) =>
        say(text, {
          fontSize: TEXT.letter,
          leadingIndent: 2 * TEXT.letter,
          lineHeight: 1.45,
          margin: [0, 0, 0, 4],
        }),
      ),
      {
        margin: [0, 8, 0, 16],
        table: {
          widths: [86, "*", 86, "*"],
          heights: () => ROW_HEIGHT,
          body: inPairs(facts).map((pair) =>
            pair.flatMap(([label, value]) => [fact(label, true), fact(value, false)]),
          ),
        },
        layout: { ...BOXED, paddingLeft: () => 6, paddingRight: () => 6 },
      },
      ...signature.map((text) => say(text, { fontSize: TEXT.letter, alignment: "right" })),
      {
        margin: [0, 22, 0, 10],
        canvas: [
          { type: "line", x1: 0, y1: 0, x2: 467, y2: 0, lineWidth: LINE, dash: { length: 4 } },
        ],
      },
      say(slip.title, { fontSize: 14, bold: true, alignment: "center", margin: [0, 0, 0, 6] }),
      ...slip.lines.map((text) => say(text, { fontSize: 11, margin: [0, 0, 0, 8] })),
    ],
  };
}

type Fact = readonly [label: string, value: string];

function inPairs(facts: readonly Fact[]): readonly (readonly [Fact, Fact])[] {
  const pairs: (readonly [Fact, Fact])[] = [];
  for (let at = 0; at < facts.length; at += 2) {
    const [left = ["", ""], right = ["", ""]] = facts.slice(at, at + 2);
    pairs.push([left, right]);
  }
  return pairs;
}

/** In words at the end of the form: which characters have to be written by hand. */
function reportMissing(drawer: TextDrawer): readonly Content[] {
  const numbers = drawer.missing().map(numberOf);
  if (numbers.length === 0) return [];
  const text = `本机字库没有下列汉字，表中以编号代替，请手工填写：${numbers.join("、")}`;
  return [{ text, bold: true, fontSize: TEXT.plain, margin: [0, 12, 0, 0] }];
}
