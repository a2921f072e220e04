// The tables and figures of FORMATS section 3, line by line. What a policy decides is tested with
// the policies; here it is what is written about it, and where.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { evaluateFiles } from "../src/index.ts";
import {
  PERSON,
  aFolder,
  aRosterRow,
  anObservation,
  evaluate,
  readTable,
  residentId,
  subfolder,
  toCsv,
  writtenRun,
} from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";

/** Says nothing about anybody. */
const SILENT = { "obs.csv": [anObservation({ kind: "contact-failed" })] };

const HEADERS = {
  conclusions:
    "id_number,insurance,kind,conclusion,pending_reason,last_certified_on,last_certified_by,deadline,status,action,due_on,actions,basis,decided_by",
  uncertified:
    "band,pay_division,residence_division,insurance,kind,id_number,name,phone,last_certified_on,months_since",
  rejects: "file,line,reason,field,value",
  suspicious: "file,line,id_number,roster_name,given_name,kind,occurred_on,source,ref",
};

test("Each table has its columns, UTF-8 without BOM and LF; a header alone for no rows", async (context) => {
  const { out, summary } = await evaluate(context, {
    roster: toCsv([], ["id_number", "name", "insurance", "kind", "since"]),
    observations: { "obs.csv": "id_number,name,kind,occurred_on,source,ref\n" },
  });
  for (const [table, header] of Object.entries(HEADERS)) {
    assert.equal(readFileSync(join(out, `${table}.csv`), "utf8"), `${header}\n`, table);
  }
  assert.equal(summary.roster.rows, 0);
  assert.equal(summary.files["obs.csv"]?.rows, 0);
});

test("Cells with commas, quotes or line breaks are quoted, as RFC 4180 says", async (context) => {
  const { out } = await evaluate(context, {
    observations: { "obs.csv": [anObservation({ kind: '"a",\nb' })] },
  });
  const written = readFileSync(join(out, "rejects.csv"), "utf8");
  assert.equal(written, `${HEADERS.rejects}\nobs.csv,2,unknown-kind,kind,"""a"",\nb"\n`);
});

test("Every accepted roster row gets a conclusion, in roster order", async (context) => {
  const { conclusions } = await evaluate(context, {
    roster: [
      aRosterRow({ id_number: residentId(7) }),
      aRosterRow({ id_number: residentId(3) }),
      aRosterRow({ id_number: "1" }),
      aRosterRow({ id_number: residentId(7), kind: "survivor-subsidy" }),
      aRosterRow({ id_number: residentId(5), insurance: "resident-medical" }),
    ],
  });
  assert.deepEqual(
    conclusions.map((row) => `${row["id_number"]} ${row["insurance"]} ${row["kind"]}`),
    [
      `${residentId(7)} enterprise-pension retirement-pension`,
      `${residentId(3)} enterprise-pension retirement-pension`,
      `${residentId(7)} enterprise-pension survivor-subsidy`,
      `${residentId(5)} resident-medical retirement-pension`,
    ],
  );
});

test("A row that the policy does not cover says nothing and asks for nothing", async (context) => {
  const { conclusions, uncertified, summary } = await evaluate(context, {
    roster: [
      aRosterRow({ insurance: "resident-medical", status: "suspended", last_certified_on: "" }),
    ],
  });
  assert.deepEqual(conclusions[0], {
    id_number: PERSON,
    insurance: "resident-medical",
    kind: "retirement-pension",
    conclusion: "",
    pending_reason: "",
    last_certified_on: "",
    last_certified_by: "",
    deadline: "",
    status: "suspended",
    action: "none",
    due_on: "",
    actions: "",
    basis: "",
    decided_by: "",
  });
  assert.deepEqual(uncertified, []);
  assert.deepEqual(summary.conclusions, { "": 1 });
  assert.deepEqual(summary.actions, { none: 1 });
});

async function concluded(
  context: Parameters<typeof evaluate>[0],
  roster: Row,
  observations: readonly Row[] = [],
): Promise<Row> {
  const { conclusions } = await evaluate(context, {
    roster: [aRosterRow(roster)],
    observations: { ...SILENT, "signs.csv": toCsv(observations, Object.keys(anObservation())) },
  });
  return conclusions[0] ?? {};
}

test("The certification at the anchor is named with its day, kind and source", async (context) => {
  const row = await concluded(context, {}, [
    anObservation({ occurred_on: "2023-12-24", source: "铁路", ref: "T:1" }),
  ]);
  assert.equal(row["conclusion"], "eligible");
  assert.equal(row["last_certified_on"], "2023-12-24");
  assert.equal(row["last_certified_by"], "rail-travel");
  assert.equal(row["deadline"], "2024-12-24");
  assert.equal(row["decided_by"], "铁路:T:1");
});

test("Where the anchor is the bare start of the first cycle, no certification is named", async (context) => {
  const row = await concluded(context, { since: "2023-06-10", last_certified_on: "" });
  assert.equal(row["conclusion"], "eligible");
  assert.equal(row["last_certified_on"], "");
  assert.equal(row["last_certified_by"], "");
  assert.equal(row["deadline"], "2024-07-01");
  assert.equal(row["decided_by"], "");
});

test("A sign on the very day of the first cycle's start is at the anchor and is named", async (context) => {
  const row = await concluded(context, { since: "2023-06-10", last_certified_on: "" }, [
    anObservation({ occurred_on: "2023-07-01", source: "s", ref: "1" }),
  ]);
  assert.equal(row["last_certified_on"], "2023-07-01");
  assert.equal(row["decided_by"], "s:1");
});

test("The roster's own certification decides as `roster`, its kind empty where unknown", async (context) => {
  const row = await concluded(context, { last_certified_by: "" });
  assert.equal(row["decided_by"], "roster");
  assert.equal(row["last_certified_on"], "2023-09-01");
  assert.equal(row["last_certified_by"], "");
});

test("The strongest action due is named with its day, all of them from strong to weak", async (context) => {
  const row = await concluded(context, { last_certified_on: "2023-01-10" });
  assert.equal(row["pending_reason"], "no-sign");
  assert.equal(row["action"], "suspend");
  assert.equal(row["due_on"], "2024-01-11");
  assert.equal(row["actions"], "suspend;verify;remind");
  assert.equal(row["decided_by"], "");
});

test("An action that falls due on the as-of date is named, one of the next day is not", async (context) => {
  const today = await concluded(context, { last_certified_on: "2023-06-01" });
  assert.equal(today["actions"], "verify;remind");
  assert.equal(today["due_on"], "2024-03-01");
  const tomorrow = await concluded(context, { last_certified_on: "2023-06-02" });
  assert.equal(tomorrow["action"], "none");
  assert.equal(tomorrow["actions"], "");
  assert.equal(tomorrow["due_on"], "");
});

test("Who is not paid needs no action; the status repeats the roster's", async (context) => {
  for (const status of ["suspended", "stopped", "terminated"]) {
    const row = await concluded(context, { last_certified_on: "2020-01-10", status });
    assert.equal(row["status"], status);
    assert.equal(row["conclusion"], "pending");
    assert.equal(row["action"], "none");
    assert.equal(row["actions"], "");
    assert.equal(row["due_on"], "");
  }
});

test("An empty status is written as paying", async (context) => {
  const row = await concluded(context, { status: " " });
  assert.equal(row["status"], "paying");
});

test("A loss is decided by its record, a conflict by loss and life sign, and all signs are read back", async (context) => {
  const death = anObservation({
    kind: "death-cremation",
    occurred_on: "2023-12-10",
    source: "m",
    ref: "1",
  });
  const before = anObservation({ occurred_on: "2023-12-01", source: "r", ref: "0" });
  const lost = await concluded(context, {}, [before, death]);
  assert.equal(lost["conclusion"], "lost");
  assert.equal(lost["decided_by"], "m:1");
  assert.equal(lost["last_certified_on"], "2023-12-01");
  const later = anObservation({ occurred_on: "2023-12-20", source: "r", ref: "2" });
  const conflict = await concluded(context, {}, [later, before, death]);
  assert.equal(conflict["pending_reason"], "conflict");
  assert.deepEqual(conflict["decided_by"]?.split(";").toSorted(), ["m:1", "r:2"]);
});

test("Citations stand between semicolons", async (context) => {
  const row = await concluded(context, { last_certified_on: "2023-01-10" });
  const basis = row["basis"]?.split(";") ?? [];
  assert.ok(basis.length > 1);
  assert.ok(basis.every((citation) => /^SC \d/.test(citation)));
});

const BAND_EDGES: readonly (readonly [string, string, number])[] = [
  ["2023-05-02", "", 9],
  ["2023-05-01", "10-12m", 10],
  ["2023-03-02", "10-12m", 11],
  ["2023-03-01", "1-2y", 12],
  ["2022-03-02", "1-2y", 23],
  ["2022-03-01", "2-3y", 24],
  ["2021-03-02", "2-3y", 35],
  ["2021-03-01", "3-4y", 36],
  ["2020-03-02", "3-4y", 47],
  ["2020-03-01", "4-5y", 48],
  ["2019-03-02", "4-5y", 59],
  ["2019-03-01", "5y+", 60],
  ["2015-08-14", "5y+", 102],
];

test("The uncertified list begins with ten whole months, and each band on its day", async (context) => {
  const people = BAND_EDGES.map(([on], at) => ({ on, id: residentId(100 + at) }));
  const { uncertified, summary } = await evaluate(context, {
    roster: people.map(({ on, id }) => aRosterRow({ id_number: id, last_certified_on: on })),
    observations: SILENT,
  });
  const listed = BAND_EDGES.filter(([, band]) => band !== "");
  assert.deepEqual(
    uncertified.map((row) => [row["last_certified_on"], row["band"], Number(row["months_since"])]),
    listed,
  );
  assert.deepEqual(summary.bands, {
    "10-12m": 2,
    "1-2y": 2,
    "2-3y": 2,
    "3-4y": 2,
    "4-5y": 2,
    "5y+": 2,
  });
});

test("Months are counted forward from the anchor: 31 August has its sixth month on 29 February", async (context) => {
  const { uncertified } = await evaluate(context, {
    asOf: "2024-02-29",
    roster: [aRosterRow({ last_certified_on: "2022-08-31" })],
    observations: SILENT,
  });
  assert.equal(uncertified[0]?.["months_since"], "18");
});

test("An uncertified row carries what is needed to find the person", async (context) => {
  const { uncertified } = await evaluate(context, {
    roster: [
      aRosterRow({
        residence_division: "510104003021",
        pay_division: "510105",
        last_certified_on: "",
        since: "2022-01-15",
      }),
    ],
    observations: SILENT,
  });
  assert.deepEqual(uncertified, [
    {
      band: "2-3y",
      pay_division: "510105",
      residence_division: "510104003021",
      insurance: "enterprise-pension",
      kind: "retirement-pension",
      id_number: PERSON,
      name: "李秀英",
      phone: "13800000000",
      last_certified_on: "",
      months_since: "25",
    },
  ]);
});

test("Terminated, lost and uncovered rows are not uncertified; suspended and stopped ones are", async (context) => {
  const row = (sequence: number, differing: Row): Row =>
    aRosterRow({ id_number: residentId(sequence), last_certified_on: "2022-01-01", ...differing });
  const { uncertified } = await evaluate(context, {
    roster: [
      row(1, { status: "terminated" }),
      row(2, {}),
      row(3, { insurance: "employee-medical" }),
      row(4, { status: "suspended" }),
      row(5, { status: "stopped" }),
    ],
    observations: {
      "obs.csv": [anObservation({ id_number: residentId(2), kind: "death-cremation" })],
    },
  });
  assert.deepEqual(
    uncertified.map(({ id_number: id }) => id),
    [residentId(4), residentId(5)],
  );
});

test("A second file of the same base name gets ` (2)` in the summary, its own name in the rejects", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  const write = (name: string): string =>
    writtenRun(subfolder(folder, name), {
      observations: { "obs.csv": [anObservation({ kind: "?" })] },
    }).observations[0] ?? "";
  const observations = [...options.observations, write("b"), write("c")];
  const summary = await evaluateFiles({ ...options, observations });
  assert.deepEqual(Object.keys(summary.files), ["obs.csv", "obs.csv (2)", "obs.csv (3)"]);
  assert.deepEqual(
    readTable(options.out, "rejects").map((row) => row["file"]),
    ["obs.csv", "obs.csv"],
  );
});

test("A file given twice changes nothing but its own count of duplicates", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  await evaluateFiles(options);
  const once = readTable(options.out, "conclusions");
  const [path = ""] = options.observations;
  const summary = await evaluateFiles({ ...options, observations: [path, path] });
  assert.deepEqual(readTable(options.out, "conclusions"), once);
  assert.equal(summary.files["obs.csv (2)"]?.duplicate, 1);
});

test("summary.json holds every key and is what the run resolves with", async (context) => {
  const { out, summary } = await evaluate(context, {
    roster: [aRosterRow(), aRosterRow({ id_number: "1" }), aRosterRow({ name: "again" })],
  });
  assert.deepEqual(JSON.parse(readFileSync(join(out, "summary.json"), "utf8")), summary);
  assert.deepEqual(Object.keys(summary), [
    "policy",
    "as_of",
    "roster",
    "files",
    "conclusions",
    "actions",
    "bands",
    "seconds",
    "rows_per_second",
    "peak_memory_mb",
  ]);
  assert.equal(summary.policy, "sichuan-2022");
  assert.equal(summary.as_of, "2024-03-01");
  assert.deepEqual(summary.roster, { rows: 3, rejected: 1, duplicate: 1 });
  assert.ok(Object.values(summary.seconds).every((seconds) => seconds >= 0));
  assert.ok(summary.rows_per_second > 0);
  assert.ok(summary.peak_memory_mb > 10);
});

test("In qingdao a data sign without an arrival day arrived when it occurred", async (context) => {
  const input = {
    policy: "qingdao-2019",
    roster: [aRosterRow({ insurance: "institution-pension", last_certified_on: "2023-05-01" })],
    observations: { "obs.csv": [anObservation({ occurred_on: "2024-01-20" })] },
  };
  const { conclusions } = await evaluate(context, input);
  assert.equal(conclusions[0]?.["last_certified_on"], "2024-01-20");
  const elsewhere = await evaluate(context, {
    ...input,
    observations: {
      "obs.csv": [anObservation({ occurred_on: "2024-01-20", arrived_on: "2024-03-01" })],
    },
  });
  assert.equal(elsewhere.conclusions[0]?.["last_certified_on"], "2023-05-01");
});

test("In weihai nobody is due without a window; with one its last day is the deadline", async (context) => {
  const input = {
    policy: "weihai-2017",
    roster: [aRosterRow({ last_certified_on: "2020-01-01" })],
    observations: SILENT,
  };
  const without = await evaluate(context, input);
  assert.equal(without.conclusions[0]?.["conclusion"], "eligible");
  assert.equal(without.conclusions[0]["deadline"], "");
  const within = await evaluate(context, {
    ...input,
    options: { window: "2023-11-01..2024-01-31" },
  });
  assert.equal(within.conclusions[0]?.["conclusion"], "pending");
  assert.equal(within.conclusions[0]["deadline"], "2024-01-31");
});
