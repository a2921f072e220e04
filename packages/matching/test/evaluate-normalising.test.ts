// Each normalisation of FORMATS section 2 and each key of a source mapping, seen through whole runs.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import {
  PERSON,
  aFolder,
  aRosterRow,
  anObservation,
  evaluate,
  residentId,
  toCsv,
} from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";
import { toGb18030 } from "./third-reading/gb18030-bytes.ts";

/** An ID of 15 digits and what it stands for. */
const OLD_FORM = "510104500307001";

const ACCEPTED: readonly (readonly [string, Row])[] = [
  ["Blanks around a name are dropped", { name: " \t\u00a0\u3000李秀英\u200b\ufeff" }],
  [
    "Blanks within a number are dropped",
    { id_number: ` ${PERSON.slice(0, 6)} \u3000${PERSON.slice(6)}\t` },
  ],
  ["Full-width digits of a number become ASCII", { id_number: fullWidth(PERSON) }],
  ["15 digits become 18", { id_number: OLD_FORM }],
  ["Blanks within a kind are dropped", { kind: "rail -\u200btravel" }],
  ["A full-width kind becomes ASCII", { kind: fullWidth("rail-travel") }],
  ["Blanks within a date are dropped", { occurred_on: "2023 - 12 -\u300001" }],
  ["A full-width date becomes ASCII", { occurred_on: fullWidth("2023-12-01") }],
  ["A full-width ID type becomes ASCII", { id_type: fullWidth("resident-id") }],
];

for (const [claim, row] of ACCEPTED) {
  test(claim, async (context) => {
    const { summary } = await evaluate(context, {
      observations: { "obs.csv": [anObservation(row)] },
    });
    assert.deepEqual(summary.files["obs.csv"], {
      rows: 1,
      accepted: 1,
      rejected: {},
      not_on_roster: 0,
      duplicate: 0,
      suspicious: 0,
    });
  });
}

test("Letters of a number become capitals, in roster and observations alike", async (context) => {
  const id = residentIdEndingInX();
  const { summary, conclusions } = await evaluate(context, {
    roster: [
      aRosterRow({ id_number: id.toLowerCase() }),
      aRosterRow({ id_number: "e1234567", id_type: "passport" }),
    ],
    observations: {
      "obs.csv": [
        anObservation({ id_number: id }),
        anObservation({ id_number: "Ｅ１２３４５６７", id_type: "passport" }),
      ],
    },
  });
  assert.equal(summary.files["obs.csv"]?.accepted, 2);
  assert.deepEqual(
    conclusions.map((row) => row["id_number"]),
    [id, "E1234567"],
  );
});

test("A passport of 15 digits stays what it is", async (context) => {
  const { conclusions } = await evaluate(context, {
    roster: [aRosterRow({ id_number: OLD_FORM, id_type: "passport" })],
  });
  assert.equal(conclusions[0]?.["id_number"], OLD_FORM);
});

test("The number is written as normalised, texts without the blanks around them", async (context) => {
  const { uncertified } = await evaluate(context, {
    roster: [
      aRosterRow({
        id_number: fullWidth(PERSON),
        name: " 李秀英\u3000",
        phone: " 138 0000 0000 ",
        last_certified_on: "2022-09-01",
      }),
    ],
    observations: { "obs.csv": [anObservation({ kind: "contact-failed" })] },
  });
  assert.equal(uncertified[0]?.["id_number"], PERSON);
  assert.equal(uncertified[0]["name"], "李秀英");
  assert.equal(uncertified[0]["phone"], "138 0000 0000");
});

test("Columns stand in any order, and unknown ones are ignored with a warning", async (context) => {
  const row = { channel: "x", ...anObservation() };
  const header = Object.keys(row).toReversed();
  const { summary, warnings } = await evaluate(context, {
    observations: { "obs.csv": toCsv([row], header) },
  });
  assert.equal(summary.files["obs.csv"]?.accepted, 1);
  assert.match(warnings.join("\n"), /obs\.csv：.*channel/);
});

test("What is true of many files is told once, with the first of them", async (context) => {
  const observations = Object.fromEntries(
    ["a.csv", "b.csv", "c.csv"].map((name) => [name, [anObservation({ channel: "x" })]]),
  );
  const { warnings } = await evaluate(context, {
    observations: { ...observations, "d.csv": [anObservation({ remark: "x" })] },
  });
  assert.equal(warnings.length, 2);
  assert.match(warnings[0] ?? "", /a\.csv 等 3 个文件：不认识的列已忽略：channel$/);
  assert.match(warnings[1] ?? "", /d\.csv：不认识的列已忽略：remark$/);
});

test("Blanks and a byte order mark around the names in the header are dropped", async (context) => {
  const text = toCsv([anObservation()]).replace("id_number,", "\ufeff id_number\u3000,");
  const { summary } = await evaluate(context, { observations: { "obs.csv": text } });
  assert.equal(summary.files["obs.csv"]?.accepted, 1);
});

test("Cells beyond the header are ignored, a short row has its last fields empty", async (context) => {
  const header = "id_number,name,kind,occurred_on,source,ref,arrived_on";
  const full = `${PERSON},李秀英,rail-travel,2023-12-01,s,1`;
  const lines = [header, `${full},2023-12-02,more,and more`, `${full}x`, `${PERSON},李秀英`];
  const { summary, rejects } = await evaluate(context, {
    observations: { "obs.csv": lines.join("\n") },
  });
  assert.equal(summary.files["obs.csv"]?.accepted, 2);
  assert.deepEqual(
    rejects.map((row) => `${row["line"]} ${row["reason"]} ${row["field"]}`),
    ["4 missing-field kind"],
  );
});

test("A line of nothing but blanks is no row, whatever its quotes and delimiters", async (context) => {
  const text = `${toCsv([anObservation()])}\n,,\n \t,"\u3000",\n\ufeff\n`;
  const { summary } = await evaluate(context, { observations: { "obs.csv": text } });
  assert.equal(summary.files["obs.csv"]?.rows, 1);
});

test("A cell of ten megabytes and NUL bytes are content", async (context) => {
  const { summary, rejects } = await evaluate(context, {
    observations: {
      "obs.csv": [
        anObservation({ remark: "长".repeat(3_500_000) }),
        anObservation({ ref: "a\u0000b" }),
        anObservation({ kind: "\u0000".repeat(10_000_000) }),
      ],
    },
  });
  assert.equal(summary.files["obs.csv"]?.accepted, 2);
  assert.equal(rejects[0]?.["value"]?.length, 10_000_000);
});

test("A source with a quote, a comma and a line break is named as it is", async (context) => {
  const { conclusions } = await evaluate(context, {
    observations: {
      "obs.csv": [anObservation({ source: '县"局",\n二', ref: "1", occurred_on: "2024-02-01" })],
    },
  });
  assert.equal(conclusions[0]?.["decided_by"], '县"局",\n二:1');
});

test("A mapping renames columns, reads dates and values, and its constants beat columns", async (context) => {
  const text = [
    "流水号|公民身份号码|姓名|类别|日期|source",
    `1|${PERSON}|李秀英|住 院|2023/4/5|ignored`,
    `2|${PERSON}|李秀英|rail-travel|2023/11/15|ignored`,
    `3|${PERSON}|李秀英|住院|2023-11-15|ignored`,
  ].join("\r\n");
  const { conclusions, rejects, summary } = await evaluate(context, {
    roster: [aRosterRow({ last_certified_on: "" })],
    observations: { "med-1.csv": text },
    mappings: [
      `files: ["med-*.csv"]
delimiter: "|"
columns: { ref: 流水号, id_number: 公民身份号码, name: 姓名, kind: 类别, occurred_on: 日期 }
dates: { occurred_on: YYYY/M/D }
values: { kind: { 住院: hospital-stay } }
constants: { source: 医保局, id_type: resident-id }
`,
    ],
  });
  assert.equal(summary.files["med-1.csv"]?.accepted, 2);
  assert.equal(conclusions[0]?.["decided_by"], "医保局:2");
  assert.deepEqual(
    rejects.map((row) => `${row["line"]} ${row["reason"]} ${row["value"]}`),
    ["4 bad-date 2023-11-15"],
  );
});

test("What `values` gives is ours already, so a day stands there as ours", async (context) => {
  const { summary } = await evaluate(context, {
    observations: {
      "obs.csv": [
        anObservation({ occurred_on: "长期" }),
        anObservation({ occurred_on: "20231130" }),
        anObservation({ occurred_on: "20231130", arrived_on: "00000000" }),
      ],
    },
    mappings: [
      `files: ["obs.csv"]
dates: { occurred_on: YYYYMMDD, arrived_on: YYYYMMDD }
values: { occurred_on: { 长期: 2023-11-30 }, arrived_on: { 00000000: "" } }
`,
    ],
  });
  assert.equal(summary.files["obs.csv"]?.accepted, 3);
});

test("A constant beats a column, also for an optional field", async (context) => {
  const { conclusions } = await evaluate(context, {
    observations: {
      "obs.csv": [anObservation({ source: "theirs", occurred_on: "2024-01-01", ref: "9" })],
    },
    mappings: ['files: ["obs.csv"]\nconstants: { source: ours }\n'],
  });
  assert.equal(conclusions[0]?.["decided_by"], "ours:9");
});

test("Of several fitting mappings the last given applies, and only it", async (context) => {
  const { conclusions } = await evaluate(context, {
    observations: {
      "obs.csv": [anObservation({ source: "theirs", occurred_on: "2024-01-01", ref: "9" })],
    },
    mappings: [
      'files: ["*.csv"]\nconstants: { source: first, ref: first }\n',
      'files: ["nothing", "obs.*"]\nconstants: { source: second }\n',
      'files: ["other.csv"]\nconstants: { source: third }\n',
    ],
  });
  assert.equal(conclusions[0]?.["decided_by"], "second:9");
});

test("A quoted pattern stands for its mappings in sorted order, and the last of them applies", async (context) => {
  const folder = aFolder(context);
  const constants = (source: string): string =>
    `files: ["obs.csv"]\nconstants: { source: ${source} }\n`;
  writeFileSync(join(folder, "b.yaml"), constants("second"));
  writeFileSync(join(folder, "a.yaml"), constants("first"));
  const { conclusions } = await evaluate(context, {
    observations: { "obs.csv": [anObservation({ occurred_on: "2024-01-01", ref: "9" })] },
    options: { mappings: [join(folder, "*.yaml")] },
  });
  assert.equal(conclusions[0]?.["decided_by"], "second:9");
});

test("A mapping serves a roster too", async (context) => {
  const { conclusions } = await evaluate(context, {
    roster: `身份证;姓名;享受\n${PERSON};李秀英;20100320\n`,
    mappings: [
      `files: [roster.csv]
delimiter: ";"
columns: { id_number: 身份证, name: 姓名, since: 享受 }
dates: { since: YYYYMMDD }
constants: { insurance: enterprise-pension, kind: retirement-pension, status: suspended }
`,
    ],
  });
  assert.equal(conclusions[0]?.["status"], "suspended");
  assert.equal(conclusions[0]["conclusion"], "eligible");
});

for (const encoding of ["gb18030", "gbk"] as const) {
  test(`A ${encoding} file is read as its mapping says, row by row`, async (context) => {
    const text = toCsv([
      anObservation({ source: "民航局", ref: "閆" }),
      anObservation({ name: "李秀英镕" }),
    ]);
    const bytes = Buffer.concat([
      Buffer.from(toGb18030(text, encoding)),
      Buffer.from([0x41, 0x81, 0x0a]),
    ]);
    const { summary, suspicious } = await evaluate(context, {
      observations: { "obs.csv": bytes },
      mappings: [`files: ["obs.csv"]\nencoding: ${encoding}\n`],
    });
    assert.deepEqual(summary.files["obs.csv"]?.rejected, { "unreadable-row": 1 });
    assert.equal(summary.files["obs.csv"].accepted, 1);
    assert.equal(suspicious[0]?.["given_name"], "李秀英镕");
  });
}

test("A UTF-8 byte order mark is understood, whatever encoding a mapping names", async (context) => {
  const { summary } = await evaluate(context, {
    observations: { "obs.csv": `\ufeff${toCsv([anObservation({ name: "李秀英" })])}` },
    mappings: ['files: ["obs.csv"]\nencoding: gb18030\n'],
  });
  assert.equal(summary.files["obs.csv"]?.accepted, 1);
});

test("A GB18030 byte order mark is understood without any mapping", async (context) => {
  const bytes = Buffer.concat([
    Buffer.from([0x84, 0x31, 0x95, 0x33]),
    Buffer.from(toGb18030(toCsv([anObservation()]), "gb18030")),
  ]);
  const { summary } = await evaluate(context, { observations: { "obs.csv": bytes } });
  assert.equal(summary.files["obs.csv"]?.accepted, 1);
});

test("A mapping that fits no file, and a mapped column that is missing, are warned about", async (context) => {
  const { warnings } = await evaluate(context, {
    mappings: ['files: ["x.csv"]\n', 'files: ["obs.csv"]\ncolumns: { arrived_on: 传输日期 }\n'],
  });
  assert.match(warnings.join("\n"), /mapping-0\.yaml/);
  assert.match(warnings.join("\n"), /obs\.csv：.*传输日期/);
});

function fullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) + 0xfee0),
  );
}

function residentIdEndingInX(): string {
  for (let sequence = 0; sequence < 100; sequence += 1) {
    const id = residentId(sequence);
    if (id.endsWith("X")) return id;
  }
  throw new Error("no ID among a hundred ends in X");
}
