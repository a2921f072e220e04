/**
 * The third reading agrees with the samples, column by column, and with the regions' limits, one day
 * to either side; the nasty cases are reproducible and their books balance. What it must not know:
 * the product.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readRecords } from "./third-reading/delimited-records.ts";
import { nastyCase, POLICIES } from "./third-reading/nasty-cases.ts";
import { readByHand, UnusableInput } from "./third-reading/read-by-hand.ts";
import type { PolicyId, ReadingArguments, Row, Tables } from "./third-reading/read-by-hand.ts";
import { rowsApart, rowsOf } from "./third-reading/rows-apart.ts";

const SAMPLE = new URL("./fixtures/sample/", import.meta.url);
const TABLES = ["conclusions", "uncertified", "rejects", "suspicious"] as const;

function sampleText(path: string): string {
  return readFileSync(new URL(path, SAMPLE), "utf8");
}

function sampleBytes(path: string): Uint8Array {
  return readFileSync(new URL(path, SAMPLE));
}

/** The arguments of the sample as they stand in its `args.txt`. */
function sampleArguments(policy: PolicyId): ReadingArguments {
  const words = sampleText("data/args.txt").trim().split("\n");
  const valuesOf = (flag: string): string[] =>
    words.filter((_, place) => words[place - 1] === flag);
  const named = (name: string): { name: string; bytes: Uint8Array } => ({
    name,
    bytes: sampleBytes(`data/${name}`),
  });
  return {
    policy,
    asOf: valuesOf("--as-of").join(""),
    roster: named(valuesOf("--roster").join("")),
    observations: valuesOf("--observations").map((name) => named(name)),
    mappings: valuesOf("--mapping").map((name) => sampleText(`data/${name}`)),
  };
}

const readings = new Map<PolicyId, Tables>();
function readingOf(policy: PolicyId): Tables {
  const tables = readings.get(policy) ?? readByHand(sampleArguments(policy));
  readings.set(policy, tables);
  return tables;
}

for (const policy of ["sichuan-2022", "qingdao-2019"] as const) {
  for (const table of TABLES)
    test(`${policy}: every row of the sample's ${table} follows from the rules alone`, () => {
      const read = readingOf(policy)[table];
      const expected = rowsOf(
        readRecords(sampleBytes(`expected-${policy}/${table}.csv`), "utf-8", ","),
      );
      if (table === "conclusions")
        assert.deepEqual(
          read.map((row) => row["id_number"]),
          expected.map((row) => row["id_number"]),
        );
      assert.deepEqual(rowsApart(read, expected), { onlyLeft: [], onlyRight: [] });
    });

  test(`${policy}: the books of the sample balance to the same counts`, () => {
    const { seconds: _seconds, ...expected } = JSON.parse(
      sampleText(`expected-${policy}/summary.json`),
    ) as Record<string, unknown>;
    assert.deepEqual(readingOf(policy).summary, expected);
  });
}

test("a run held against itself shows no change, against an empty one every row", () => {
  const given = sampleArguments("sichuan-2022");
  const previous = sampleBytes("expected-sichuan-2022/conclusions.csv");
  assert.deepEqual(readByHand({ ...given, previous }).changes, []);
  const header = new TextEncoder().encode("id_number,insurance,kind,conclusion,action\n");
  const all = readByHand({ ...given, previous: header }).changes ?? [];
  assert.equal(all.length, readingOf("sichuan-2022").conclusions.length);
  assert.ok(all.every((row) => row["old_conclusion"] === "" && row["old_action"] === ""));
});

/** One invented retiree with a last certification, concluded on a day. */
function oneRow(
  policy: PolicyId,
  asOf: string,
  certified: string,
  window?: { from: string; to: string },
): string {
  const insurance = policy === "qingdao-2019" ? "institution-pension" : "enterprise-pension";
  const roster = `id_number,name,insurance,kind,since,last_certified_on,last_certified_by
370502195502030020,丛培英,${insurance},retirement-pension,2005-03-01,${certified},community
`;
  const { conclusions } = readByHand({
    policy,
    asOf,
    roster: { name: "roster.csv", bytes: new TextEncoder().encode(roster) },
    observations: [],
    mappings: [],
    ...(window === undefined ? {} : { window }),
  });
  return conclusions
    .map((row: Row) =>
      ["conclusion", "deadline", "actions", "due_on"].map((column) => row[column]).join(" "),
    )
    .join();
}

/** Region, window or none, last certification, then days with what holds on each. */
const LIMITS: readonly (readonly [
  string,
  PolicyId,
  { from: string; to: string } | undefined,
  string,
  readonly (readonly [string, string])[],
])[] = [
  [
    "SC 14, 35: pending from the tenth month on, suspended the day after the deadline",
    "sichuan-2022",
    undefined,
    "2023-02-28",
    [
      ["2023-11-27", "eligible 2024-02-28  "],
      ["2023-11-28", "pending 2024-02-28 verify;remind 2023-11-28"],
      ["2024-02-28", "pending 2024-02-28 verify;remind 2023-11-28"],
      ["2024-02-29", "pending 2024-02-28 suspend;verify;remind 2024-02-29"],
    ],
  ],
  [
    "SX 1.4, 2.3: reminded at nine months, pending after twelve, never suspended by time",
    "shanxi-2018",
    undefined,
    "2019-03-20",
    [
      ["2019-12-19", "eligible 2020-03-20  "],
      ["2019-12-20", "eligible 2020-03-20 remind 2019-12-20"],
      ["2020-03-20", "eligible 2020-03-20 remind 2019-12-20"],
      ["2020-03-21", "pending 2020-03-20 verify;remind 2020-03-21"],
      ["2023-03-21", "pending 2020-03-20 verify;remind 2020-03-21"],
    ],
  ],
  [
    "QD 3.1: pending the day after the period, suspended on the 1st of the next month",
    "qingdao-2019",
    undefined,
    "2022-03-15",
    [
      ["2023-03-15", "eligible 2023-03-15  "],
      ["2023-03-16", "pending 2023-03-15 verify 2023-03-16"],
      ["2023-03-31", "pending 2023-03-15 verify 2023-03-16"],
      ["2023-04-01", "pending 2023-03-15 suspend;verify 2023-04-01"],
    ],
  ],
  [
    "WH 10: the third working day after Friday 27 September 2019 is 8 October",
    "weihai-2017",
    { from: "2019-07-01", to: "2019-09-27" },
    "2018-08-20",
    [
      ["2019-09-27", "eligible 2019-09-27  "],
      ["2019-09-28", "pending 2019-09-27 verify 2019-09-28"],
      ["2019-10-07", "pending 2019-09-27 verify 2019-09-28"],
      ["2019-10-08", "pending 2019-09-27 suspend;verify 2019-10-08"],
    ],
  ],
  [
    "WH 7: a sign exactly twelve months before the window's last day still counts",
    "weihai-2017",
    { from: "2019-07-01", to: "2019-09-27" },
    "2018-09-27",
    [["2019-10-08", "eligible   "]],
  ],
  [
    "ZB 2: a certification on 31 March belongs to the year before",
    "zibo-2019",
    undefined,
    "2020-03-31",
    [
      ["2020-12-31", "eligible 2020-12-31  "],
      ["2021-01-01", "pending 2020-12-31 verify 2021-01-01"],
    ],
  ],
  [
    "ZB 2: a certification on 1 April certifies its own year",
    "zibo-2019",
    undefined,
    "2020-04-01",
    [["2021-12-31", "eligible 2021-12-31  "]],
  ],
];

for (const [claim, policy, window, certified, days] of LIMITS)
  test(claim, () => {
    for (const [day, expected] of days)
      assert.equal(oneRow(policy, day, certified, window), expected, day);
  });

/** Conclusion, reason, anchor, actions and due date of one roster line with its observations. */
function concluded(
  policy: PolicyId,
  asOf: string,
  rosterLine: string,
  observationLines: readonly string[],
): string {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const rosterHeader =
    "id_number,insurance,kind,since,last_certified_on,last_certified_by,relationship,incapacity,name";
  const header = "kind,occurred_on,arrived_on,source,ref,id_number,name";
  const id = rosterLine.slice(0, 18);
  const lines = observationLines.map((line, at) => `${line},s,${String(at)},${id},丛培英`);
  const { conclusions, rejects } = readByHand({
    policy,
    asOf,
    roster: { name: "roster.csv", bytes: encode(`${rosterHeader}\n${rosterLine},丛培英\n`) },
    observations: [{ name: "signs.csv", bytes: encode(`${[header, ...lines].join("\n")}\n`) }],
    mappings: [],
  });
  assert.deepEqual(rejects, []);
  return conclusions
    .map((row: Row) =>
      ["conclusion", "pending_reason", "last_certified_on", "actions", "due_on"]
        .map((column) => row[column])
        .join(" "),
    )
    .join();
}

const RETIREE = "370502195502030020,institution-pension,retirement-pension,2005-03-01";

test("QD 1.4: a journey counts from the 4th of the next month and holds off the 1st until then", () => {
  const line = `${RETIREE},2023-01-15,counter,,`;
  const journey = ["rail-travel,2024-01-20,2024-01-25"];
  const on = (asOf: string): string => concluded("qingdao-2019", asOf, line, journey);
  assert.equal(on("2024-02-03"), "pending no-sign 2023-01-15 verify 2024-01-16");
  assert.equal(on("2024-02-04"), "eligible  2024-01-20  ");
  assert.equal(
    concluded("qingdao-2019", "2024-02-03", line, []),
    "pending no-sign 2023-01-15 suspend;verify 2024-02-01",
  );
});

test("D1: a hospital bill is no contradiction up to three days after a death, then it is one", () => {
  const line = `${RETIREE},2024-01-10,counter,,`;
  const death = "death-cremation,2024-03-01,2024-03-02";
  const on = (stay: string): string =>
    concluded("sichuan-2022", "2024-03-31", line, [death, `hospital-stay,${stay},2024-03-09`]);
  assert.equal(on("2024-03-04"), "lost  2024-01-10 verify 2024-03-02");
  assert.equal(on("2024-03-05"), "pending conflict 2024-01-10 verify 2024-03-09");
});

test("D1: a life sign that arrived before the loss moves the anchor, one of the same day does not", () => {
  const line = `${RETIREE},2024-01-10,counter,,`;
  const death = "death-cremation,2024-03-01,2024-03-08";
  const on = (arrived: string): string =>
    concluded("zibo-2019", "2024-03-31", line.replace("institution", "enterprise"), [
      death,
      `counter,2024-03-05,${arrived}`,
    ]);
  assert.equal(on("2024-03-07"), "pending conflict 2024-03-05 verify 2024-03-08");
  assert.equal(on("2024-03-08"), "pending conflict 2024-01-10 verify 2024-03-08");
});

test("D4: born on 29 February, of age on 1 March, and what incapacity makes of it", () => {
  const born = "51010420080229001X";
  const on = (asOf: string, incapacity: string): string =>
    concluded(
      "sichuan-2022",
      asOf,
      `${born},work-injury,dependant-pension,2020-01-05,2026-01-01,counter,child,${incapacity}`,
      [],
    );
  assert.equal(on("2026-02-28", "none"), "eligible  2026-01-01  ");
  assert.equal(on("2026-03-01", "none"), "lost  2026-01-01 suspend;verify 2026-03-01");
  assert.equal(on("2026-03-01", "full"), "eligible  2026-01-01  ");
  assert.equal(on("2026-03-01", ""), "pending incapacity-unknown 2026-01-01 verify 2026-03-01");
});

test("D13: six bounced months suspend while the last of them is this month or the one before", () => {
  const line = `${RETIREE},2024-05-10,counter,,`;
  const months = ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06"];
  const bounced = months.map((month) => `payment-failure,${month}-10,${month}-12`);
  const on = (asOf: string): string => concluded("sichuan-2022", asOf, line, bounced);
  assert.equal(on("2024-07-31"), "eligible  2024-05-10 suspend 2024-06-12");
  assert.equal(on("2024-08-01"), "eligible  2024-05-10  ");
});

test("a day outside the validity and a window for another region are unusable", () => {
  assert.throws(() => oneRow("weihai-2017", "2025-01-01", "2024-01-01"), UnusableInput);
  assert.throws(() => oneRow("sichuan-2022", "2022-12-11", "2022-01-01"), UnusableInput);
  const window = { from: "2024-01-01", to: "2024-02-01" };
  assert.throws(() => oneRow("zibo-2019", "2024-01-01", "2023-05-01", window), UnusableInput);
});

test("a nasty case is the same for ever for the same seed, and another for another", () => {
  assert.deepEqual(nastyCase(7), nastyCase(7));
  assert.notDeepEqual(nastyCase(7), nastyCase(8));
});

test("over nasty cases of every region rows are accepted, refused or set aside, and none is lost", () => {
  const reached = new Set<string>();
  for (const policy of POLICIES)
    for (let seed = 1; seed <= 30; seed += 1) {
      const tables = readByHand(nastyCase(seed, policy));
      for (const file of Object.values(tables.summary.files)) {
        const rejected = Object.values(file.rejected).reduce((sum, count) => sum + count, 0);
        const aside = file.not_on_roster + file.duplicate + file.suspicious;
        assert.equal(file.rows, file.accepted + rejected + aside);
      }
      const { rows, rejected, duplicate } = tables.summary.roster;
      assert.equal(tables.conclusions.length, rows - rejected - duplicate);
      for (const row of tables.conclusions)
        reached.add([policy, row["conclusion"], row["pending_reason"], row["actions"]].join(" "));
      for (const row of tables.rejects) reached.add(row["reason"] ?? "");
    }
  // The cases are worth something only while they reach the corners of the rules.
  for (const corner of [
    "unreadable-row",
    "missing-field",
    "bad-id-format",
    "bad-birth-date-in-id",
    "bad-id-checksum",
    "unknown-kind",
    "bad-date",
    "future-date",
    "sichuan-2022 eligible  suspend",
    "sichuan-2022 pending conflict suspend;verify;remind",
    "sichuan-2022 pending incapacity-unknown verify",
    "shanxi-2018 lost  suspend;verify",
    "shanxi-2018 eligible  remind",
    "qingdao-2019 pending no-sign verify",
    "qingdao-2019 pending conflict suspend;verify",
    "weihai-2017 pending no-sign suspend;verify",
    "weihai-2017 pending incapacity-unknown verify",
    "zibo-2019 pending conflict verify",
    "zibo-2019 lost  suspend;verify",
  ])
    assert.ok(reached.has(corner), corner);
});
