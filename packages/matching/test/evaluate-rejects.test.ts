// Each reason for which a row is rejected, the order in which reasons and fields are asked, and
// what is written about it (FORMATS sections 1 to 3).

import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { aRosterRow, anObservation, evaluate, residentId } from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";

const GOOD = residentId(2);
const WRONG_CHECK = GOOD.slice(0, 17) + (GOOD.endsWith("1") ? "2" : "1");

/** Reason, field and value with which a single observation is rejected; undefined if it is not. */
async function verdictOn(
  context: TestContext,
  differing: Row,
  policy = "sichuan-2022",
): Promise<string | undefined> {
  const { rejects, summary } = await evaluate(context, {
    policy,
    observations: { "obs.csv": [anObservation(differing)] },
  });
  const [reject] = rejects;
  if (reject === undefined) return undefined;
  assert.deepEqual(summary.files["obs.csv"]?.rejected, { [String(reject["reason"])]: 1 });
  assert.equal(reject["file"], "obs.csv");
  assert.equal(reject["line"], "2");
  return `${reject["reason"]} ${reject["field"]} ${reject["value"]}`;
}

/** The same for a single roster row. */
async function verdictOnRoster(context: TestContext, differing: Row): Promise<string | undefined> {
  const { rejects, summary } = await evaluate(context, { roster: [aRosterRow(differing)] });
  const [reject] = rejects;
  assert.equal(summary.roster.rejected, reject === undefined ? 0 : 1);
  return reject && `${reject["reason"]} ${reject["field"]} ${reject["value"]}`;
}

const OBSERVATION_CASES: readonly (readonly [string, Row, string | undefined])[] = [
  ["An empty ID number is a missing field", { id_number: "" }, "missing-field id_number "],
  ["Blanks alone are an empty field", { name: " \t\u3000" }, "missing-field name  \t\u3000"],
  ["An empty name is a missing field", { name: "" }, "missing-field name "],
  ["An empty kind is a missing field", { kind: "" }, "missing-field kind "],
  ["An empty day is a missing field", { occurred_on: "" }, "missing-field occurred_on "],
  ["An empty source is a missing field", { source: "" }, "missing-field source "],
  ["An empty reference is a missing field", { ref: "" }, "missing-field ref "],
  ["An empty type and arrival are no fault", { id_type: "", arrived_on: "" }, undefined],
  [
    "The first missing field in the order of the columns is named",
    { ref: "", name: "" },
    "missing-field name ",
  ],
  ["A missing field goes before a bad number", { id_number: "12", ref: "" }, "missing-field ref "],
  [
    "A number of 17 digits has no known form",
    { id_number: "51010419500307001" },
    "bad-id-format id_number 51010419500307001",
  ],
  [
    "A letter within the digits has no known form",
    { id_number: `${GOOD.slice(0, 10)}O${GOOD.slice(11)}` },
    `bad-id-format id_number ${GOOD.slice(0, 10)}O${GOOD.slice(11)}`,
  ],
  [
    "A passport of four characters has no known form",
    { id_type: "passport", id_number: "E123" },
    "bad-id-format id_number E123",
  ],
  [
    "A passport of 21 characters has no known form",
    { id_type: "passport", id_number: "E12345678901234567890" },
    "bad-id-format id_number E12345678901234567890",
  ],
  [
    "A passport with a hyphen has no known form",
    { id_type: "passport", id_number: "E-123456" },
    "bad-id-format id_number E-123456",
  ],
  [
    "30 February is no birth date",
    { id_number: residentId(2, "19500230") },
    `bad-birth-date-in-id id_number ${residentId(2, "19500230")}`,
  ],
  [
    "A birth in 1849 is too early",
    { id_number: residentId(2, "18491231") },
    `bad-birth-date-in-id id_number ${residentId(2, "18491231")}`,
  ],
  ["A birth on 1850-01-01 is not", { id_number: residentId(2, "18500101") }, undefined],
  [
    "A birth on the day after the as-of date is too late",
    { id_number: residentId(2, "20240302") },
    `bad-birth-date-in-id id_number ${residentId(2, "20240302")}`,
  ],
  ["A birth on the as-of date is not", { id_number: residentId(2, "20240301") }, undefined],
  [
    "A wrong check character is a bad checksum",
    { id_number: WRONG_CHECK },
    `bad-id-checksum id_number ${WRONG_CHECK}`,
  ],
  ["An unknown kind is rejected", { kind: "shopping" }, "unknown-kind kind shopping"],
  ["Codes are compared in lower case", { kind: "Rail-Travel" }, "unknown-kind kind Rail-Travel"],
  [
    "An unknown ID type is an unknown kind and its number is not judged",
    { id_type: "ID", id_number: "???" },
    "unknown-kind id_type ID",
  ],
  [
    "An unknown ID type goes before an unknown kind",
    { id_type: "ID", kind: "shopping" },
    "unknown-kind id_type ID",
  ],
  ["A known neutral kind is no fault", { kind: "contact-failed" }, undefined],
  ["came-of-age in a file is known", { kind: "came-of-age" }, undefined],
  [
    "A date in another form is not repaired",
    { occurred_on: "2023/4/5" },
    "bad-date occurred_on 2023/4/5",
  ],
  ["29 February 2023 is no date", { occurred_on: "2023-02-29" }, "bad-date occurred_on 2023-02-29"],
  ["There is no year 0", { occurred_on: "0000-01-01" }, "bad-date occurred_on 0000-01-01"],
  ["An arrival must be a date", { arrived_on: "soon" }, "bad-date arrived_on soon"],
  [
    "A bad day goes before a bad arrival",
    { occurred_on: "x", arrived_on: "y" },
    "bad-date occurred_on x",
  ],
  ["A day in 1582 is a date", { occurred_on: "1582-10-10" }, undefined],
  [
    "The day after the as-of date lies in the future",
    { occurred_on: "2024-03-02" },
    "future-date occurred_on 2024-03-02",
  ],
  ["The as-of date itself does not", { occurred_on: "2024-03-01" }, undefined],
  ["The year 9999 does", { occurred_on: "9999-12-31" }, "future-date occurred_on 9999-12-31"],
  [
    "Nothing occurs after it arrived",
    { occurred_on: "2023-12-02", arrived_on: "2023-12-01" },
    "future-date occurred_on 2023-12-02",
  ],
  [
    "An arrival after the as-of date lies in the future",
    { arrived_on: "2024-03-02" },
    "future-date arrived_on 2024-03-02",
  ],
  [
    "A bad number goes before everything that follows it",
    { id_number: "1", kind: "shopping", occurred_on: "x" },
    "bad-id-format id_number 1",
  ],
  [
    "An unknown kind goes before a bad date",
    { kind: "shopping", occurred_on: "x" },
    "unknown-kind kind shopping",
  ],
  [
    "A bad date goes before a future one",
    { occurred_on: "9999-12-31", arrived_on: "x" },
    "bad-date arrived_on x",
  ],
];

for (const [claim, row, expected] of OBSERVATION_CASES) {
  test(`Observation: ${claim}`, async (context) => {
    assert.equal(await verdictOn(context, row), expected);
  });
}

const ROSTER_CASES: readonly (readonly [string, Row, string | undefined])[] = [
  ["An empty name is a missing field", { name: "" }, "missing-field name "],
  ["An empty since is a missing field", { since: "" }, "missing-field since "],
  [
    "The first missing field in the order of the columns is named",
    { kind: "", insurance: " " },
    "missing-field insurance  ",
  ],
  ["A bad number is rejected", { id_number: "1" }, "bad-id-format id_number 1"],
  [
    "A wrong check character is rejected",
    { id_number: WRONG_CHECK },
    `bad-id-checksum id_number ${WRONG_CHECK}`,
  ],
  ["An unknown insurance", { insurance: "pension" }, "unknown-kind insurance pension"],
  ["An unknown benefit", { kind: "pension" }, "unknown-kind kind pension"],
  ["An unknown status", { status: "Paying" }, "unknown-kind status Paying"],
  [
    "A loss sign certifies nobody",
    { last_certified_by: "death-cremation" },
    "unknown-kind last_certified_by death-cremation",
  ],
  ["An unknown relationship", { relationship: "uncle" }, "unknown-kind relationship uncle"],
  ["An unknown incapacity", { incapacity: "some" }, "unknown-kind incapacity some"],
  ["An unknown sex is no reject", { sex: "男" }, undefined],
  ["A since that is no date", { since: "2010-3-20" }, "bad-date since 2010-3-20"],
  [
    "A certification that is no date",
    { last_certified_on: "2023-13-01" },
    "bad-date last_certified_on 2023-13-01",
  ],
  ["A birth date that is no date", { birth_date: "unknown" }, "bad-date birth_date unknown"],
  ["A refutation that is no date", { refuted_on: "x" }, "bad-date refuted_on x"],
  [
    "A certification after the as-of date lies in the future",
    { last_certified_on: "2024-03-02" },
    "future-date last_certified_on 2024-03-02",
  ],
  ["A certification on the as-of date does not", { last_certified_on: "2024-03-01" }, undefined],
  [
    "A refutation after the as-of date lies in the future",
    { refuted_on: "2024-03-02" },
    "future-date refuted_on 2024-03-02",
  ],
  ["A later since is allowed", { since: "2030-01-01" }, undefined],
  [
    "Amount, phone, divisions and addresses are not judged",
    { monthly_amount: "a lot", phone: "?", residence_division: "x", residence_address: "\u0000" },
    undefined,
  ],
];

for (const [claim, row, expected] of ROSTER_CASES) {
  test(`Roster: ${claim}`, async (context) => {
    assert.equal(await verdictOnRoster(context, row), expected);
  });
}

test("An unknown sex is left empty with a warning", async (context) => {
  const { warnings } = await evaluate(context, { roster: [aRosterRow({ sex: "男" })] });
  assert.match(warnings.join("\n"), /1 行的 sex/);
});

test("Where qingdao's rows state no arrival, they arrived when they occurred", async (context) => {
  assert.equal(await verdictOn(context, { occurred_on: "2023-12-01" }, "qingdao-2019"), undefined);
});

test("A row with bytes that its encoding does not know is unreadable, before all other reasons", async (context) => {
  const good = Buffer.from("id_number,name,kind,occurred_on,source,ref\n");
  const bad = Buffer.concat([Buffer.from(",,,,"), Buffer.from([0xff, 0xfe, 0x0a])]);
  const { rejects, summary } = await evaluate(context, {
    observations: { "obs.csv": Buffer.concat([good, bad, Buffer.from(",,,,,x\n")]) },
  });
  assert.deepEqual(
    rejects.map((row) => [row["line"], row["reason"], row["field"], row["value"]]),
    [
      ["2", "unreadable-row", "", ""],
      ["3", "missing-field", "id_number", ""],
    ],
  );
  assert.deepEqual(summary.files["obs.csv"]?.rejected, { "missing-field": 1, "unreadable-row": 1 });
});

test("A lone 0x80 is no GB18030, and four bytes are no character of GBK", async (context) => {
  const header = "id_number,name,kind,occurred_on,source,ref\n";
  // 𠀀 as GB18030 writes it, then a euro sign as one vendor's code page writes it.
  const cells = [[0x95, 0x32, 0x82, 0x36], [0x80]];
  const rows = cells.map((bytes) => Buffer.from([0x2c, ...bytes, 0x0a]));
  const lines = async (encoding: string): Promise<readonly (string | undefined)[]> => {
    const { rejects } = await evaluate(context, {
      observations: { "obs.csv": Buffer.concat([Buffer.from(header), ...rows]) },
      mappings: [`files: ["obs.csv"]\nencoding: ${encoding}\n`],
    });
    return rejects.map((row) => row["reason"]);
  };
  assert.deepEqual(await lines("gb18030"), ["missing-field", "unreadable-row"]);
  assert.deepEqual(await lines("gbk"), ["unreadable-row", "unreadable-row"]);
});

test("A quote that never closes makes one unreadable row of the rest of the file", async (context) => {
  const { ref = "" } = anObservation();
  const lines = [
    "id_number,name,kind,occurred_on,source,ref",
    `${residentId(1)},李秀英,rail-travel,2023-12-01,s,${ref}`,
    `${residentId(1)},"李秀英,rail-travel,2023-12-01,s,1`,
    `${residentId(1)},李秀英,rail-travel,2023-12-01,s,2`,
    "",
  ];
  const { rejects, summary } = await evaluate(context, {
    observations: { "obs.csv": lines.join("\n") },
  });
  assert.deepEqual(
    rejects.map((row) => [row["line"], row["reason"], row["field"]]),
    [["3", "unreadable-row", ""]],
  );
  assert.equal(summary.files["obs.csv"]?.rows, 2);
  assert.equal(summary.files["obs.csv"].accepted, 1);
});

test("An unreadable roster row is rejected and counted", async (context) => {
  const rows = "id_number,name,insurance,kind,since\n";
  const bytes = Buffer.concat([Buffer.from(rows), Buffer.from([0xc3, 0x28, 0x0a])]);
  const { rejects, summary } = await evaluate(context, { roster: bytes });
  assert.equal(rejects[0]?.["reason"], "unreadable-row");
  assert.equal(rejects[0]["file"], "roster.csv");
  assert.deepEqual(summary.roster, { rows: 1, rejected: 1, duplicate: 0 });
});

test("The line is the physical one on which the record begins, and blank lines count as lines", async (context) => {
  const bad = { kind: "shopping" };
  const text = [
    "id_number,name,kind,occurred_on,source,ref",
    "",
    ' , ,"",,,\t',
    `${residentId(1)},"李\n秀英",shopping,2023-12-01,s,1`,
    `${residentId(1)},李秀英,shopping,2023-12-01,s,2`,
    "",
  ].join("\r\n");
  const { rejects, summary } = await evaluate(context, {
    observations: { "obs.csv": text, "more.csv": [anObservation(bad)] },
  });
  assert.deepEqual(
    rejects.map((row) => [row["file"], row["line"]]),
    [
      ["obs.csv", "4"],
      ["obs.csv", "6"],
      ["more.csv", "2"],
    ],
  );
  assert.equal(summary.files["obs.csv"]?.rows, 2);
});

test("The value is the cell as read, with its blanks and in the supplier's own words", async (context) => {
  const { rejects } = await evaluate(context, {
    observations: { "obs.csv": [anObservation({ kind: " 住院了 " })] },
    mappings: ['files: ["obs.csv"]\nvalues: { kind: { 住院了: staying } }\n'],
  });
  assert.equal(rejects[0]?.["value"], " 住院了 ");
});
