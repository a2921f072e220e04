// The two workbooks of a paper register: the empty one that is filled in, with its choices and rules, and
// the one that answers, with what came of each row beside what was typed. The answer can be corrected
// and handed in as it is.

import type { DrawnCell, DrawnSheet, TypingRule } from "../export/write-drawn-sheets.ts";
import { columnLetters } from "../export/xlsx-parts.ts";
import type { RegisterCells } from "./read-register.ts";
import type { RegisterField } from "./register-columns.ts";
import {
  ID_TYPES_BY_WORD,
  KINDS_BY_WORD,
  REGISTER_COLUMNS,
  REGISTER_ROWS_MAX,
} from "./register-columns.ts";
import { wordsOfRow } from "./register-words.ts";

/** Days as workbooks count them: 1900-01-01 is 1 there, and 25569 is our day 0. */
const SERIAL_OF_DAY_ZERO = 25_569;
/** 1990-01-01 to 2100-12-31: what is outside is a slip of the hand. */
const FIRST_DAY = 7305;
const LAST_DAY = 47_847;

const CHOICES: readonly (readonly [RegisterField, string, ReadonlyMap<string, string>])[] = [
  ["kind", "A", KINDS_BY_WORD],
  ["idType", "B", ID_TYPES_BY_WORD],
];

export function templateSheets(): readonly DrawnSheet[] {
  return [registerSheet(), explanationSheet(), choicesSheet()];
}

function registerSheet(): DrawnSheet {
  return {
    name: "登记",
    orientation: "landscape",
    frozenRows: 1,
    columns: REGISTER_COLUMNS.map(({ field, width }) => ({
      width,
      style: field === "certifiedOn" ? "date" : "text",
    })),
    rows: [
      {
        height: 24,
        cells: REGISTER_COLUMNS.map(({ heading }): DrawnCell => {
          return { value: heading, style: "boxed-heading" };
        }),
      },
    ],
    rules: REGISTER_COLUMNS.flatMap(({ field, hint }, at) => {
      const letter = columnLetters(at);
      const rule = ruleOf(field);
      if (rule === undefined) return [];
      return [{ ...rule, range: `${letter}2:${letter}${REGISTER_ROWS_MAX + 1}`, prompt: hint }];
    }),
  };
}

function ruleOf(field: RegisterField): Pick<TypingRule, "allow" | "refusal"> | undefined {
  const choice = CHOICES.find(([of]) => of === field);
  if (choice !== undefined) {
    const [, column, words] = choice;
    const from = `'选项'!$${column}$2:$${column}$${words.size + 1}`;
    return { allow: { sort: "list", from }, refusal: "请从下拉选项中选一个" };
  }
  if (field === "idNumber") {
    const allow = { sort: "textLength", least: 5, most: 20 } as const;
    return { allow, refusal: "身份证号码是 18 位" };
  }
  if (field !== "certifiedOn") return undefined;
  const [least, most] = [SERIAL_OF_DAY_ZERO + FIRST_DAY, SERIAL_OF_DAY_ZERO + LAST_DAY];
  return { allow: { sort: "date", least, most }, refusal: "请填日期，如 2026-05-08" };
}

const EXPLANATIONS = [
  "1. 把纸质登记簿逐行录入“登记”表，一人一行，第一行的栏名不要改动，不要合并单元格。",
  `2. 一个文件最多 ${REGISTER_ROWS_MAX} 行，多的请分成几个文件。`,
  "3. 上传后逐行回答：办成的注明结果，没办成的写明哪一栏、什么问题、怎样改。",
  "4. 在回答的文件里改好没办成的行，可以直接再上传；办成的行不会重复录入。",
  "5. 参保地不在本辖区的人员照样受理，由参保地计入，每小时最多 60 人。",
  "6. 参保地要求影像等凭据的，随文件按行号上传，或者逐人办理。",
  "7. 住址和电话照登记簿留存；要更改档案里的，另办信息变更。",
];

function explanationSheet(): DrawnSheet {
  return {
    name: "填写说明",
    orientation: "portrait",
    columns: [{ width: 18 }, { width: 10 }, { width: 60 }],
    rows: [
      { height: 30, cells: [{ value: "手工登记批量录入：填写说明", style: "title", across: 3 }] },
      ...EXPLANATIONS.map((value) => ({
        height: 34,
        cells: [{ value, style: "note", across: 3 } as const],
      })),
      {
        cells: ["栏名", "必填", "填写要求"].map((value): DrawnCell => {
          return { value, style: "boxed-heading" };
        }),
      },
      ...REGISTER_COLUMNS.map(({ heading, need, hint }) => ({
        cells: [heading, need === "required" ? "是" : "否", hint].map((value): DrawnCell => {
          return { value, style: "boxed-left" };
        }),
      })),
    ],
  };
}

function choicesSheet(): DrawnSheet {
  const lists = CHOICES.map(([field, , words]) => [
    REGISTER_COLUMNS.find((column) => column.field === field)?.heading ?? "",
    ...words.keys(),
  ]);
  const length = Math.max(...lists.map((list) => list.length));
  return {
    name: "选项",
    orientation: "portrait",
    columns: lists.map(() => ({ width: 28 })),
    rows: Array.from({ length }, (_, at) => ({
      cells: lists.map((list): DrawnCell => {
        return { value: list[at] ?? null, style: at === 0 ? "heading" : "text" };
      }),
    })),
  };
}

export interface AnsweredCells {
  readonly cells: RegisterCells["cells"];
  readonly line: number;
  readonly outcome: string;
  readonly heading: string | null;
}

/** The headings of what is said of a row, with the widths of their columns. */
const ANSWERS = [
  ["结果", 34],
  ["哪一栏", 14],
  ["怎样改", 44],
  ["Result", 30],
  ["What to do", 44],
] as const;

export function answerSheets(rows: readonly AnsweredCells[]): readonly DrawnSheet[] {
  return [
    {
      name: "登记",
      orientation: "landscape",
      frozenRows: 1,
      columns: [
        ...REGISTER_COLUMNS.map(({ width }) => ({ width, style: "text" as const })),
        { width: 10 },
        ...ANSWERS.map(([, width]) => ({ width })),
      ],
      rows: [
        {
          cells: [
            ...REGISTER_COLUMNS.map(({ heading }) => heading),
            "原行号",
            ...ANSWERS.map(([heading]) => heading),
          ].map((value): DrawnCell => ({ value, style: "boxed-heading" })),
        },
        ...rows.map(({ cells, line, outcome, heading }) => {
          const { title, mend } = wordsOfRow(outcome);
          const typed = REGISTER_COLUMNS.map(({ field }) => cells[field] ?? "");
          const said = [title.zh, heading ?? "", mend.zh, title.en, mend.en];
          return {
            cells: [
              ...typed.map((value): DrawnCell => ({ value, style: "text" })),
              { value: line, style: "plain" } as const,
              ...said.map((value): DrawnCell => ({ value, style: "note" })),
            ],
          };
        }),
      ],
    },
  ];
}
