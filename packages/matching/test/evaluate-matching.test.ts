// What happens to good rows: duplicate, not on the roster, another name, folded; and roster rows
// that repeat (FORMATS sections 1 and 2).

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  PERSON,
  aRosterRow,
  anObservation,
  evaluate,
  readTable,
  residentId,
} from "./evaluation-fixture.ts";

const STRANGER = residentId(999);

test("A reference seen before is a duplicate, whatever else the row says, across files", async (context) => {
  const { summary } = await evaluate(context, {
    observations: {
      "a.csv": [
        anObservation({ source: "s", ref: "1" }),
        anObservation({ source: "s", ref: "1", id_number: STRANGER, name: "别人" }),
      ],
      "b.csv": [
        anObservation({ source: " s\u3000", ref: "1\t" }),
        anObservation({ source: "t", ref: "1" }),
        anObservation({ source: "S", ref: "1" }),
      ],
    },
  });
  assert.equal(summary.files["a.csv"]?.duplicate, 1);
  assert.equal(summary.files["b.csv"]?.duplicate, 1);
  assert.equal(summary.files["b.csv"].accepted, 2);
});

test("Source and reference are two texts: what one lacks the other cannot lend", async (context) => {
  const { summary } = await evaluate(context, {
    observations: {
      "a.csv": [
        anObservation({ source: "ab", ref: "c" }),
        anObservation({ source: "a", ref: "bc" }),
      ],
    },
  });
  assert.equal(summary.files["a.csv"]?.accepted, 2);
});

test("A rejected row takes no reference; one not on the roster or suspicious does", async (context) => {
  const { summary } = await evaluate(context, {
    observations: {
      "a.csv": [
        anObservation({ source: "s", ref: "1", kind: "unknown" }),
        anObservation({ source: "s", ref: "1", id_number: STRANGER }),
        anObservation({ source: "s", ref: "1" }),
        anObservation({ source: "s", ref: "2", name: "别人" }),
        anObservation({ source: "s", ref: "2" }),
      ],
    },
  });
  assert.deepEqual(summary.files["a.csv"], {
    rows: 5,
    accepted: 0,
    rejected: { "unknown-kind": 1 },
    not_on_roster: 1,
    duplicate: 2,
    suspicious: 1,
  });
});

test("Rejection goes before duplicate, and not on the roster before another name", async (context) => {
  const { summary } = await evaluate(context, {
    observations: {
      "a.csv": [
        anObservation({ source: "s", ref: "1" }),
        anObservation({ source: "s", ref: "1", occurred_on: "x" }),
        anObservation({ id_number: STRANGER, name: "别人" }),
      ],
    },
  });
  assert.deepEqual(summary.files["a.csv"]?.rejected, { "bad-date": 1 });
  assert.equal(summary.files["a.csv"].not_on_roster, 1);
  assert.equal(summary.files["a.csv"].suspicious, 0);
});

test("The same number under another type of document is another person", async (context) => {
  const number = "123456789";
  const { summary } = await evaluate(context, {
    roster: [aRosterRow({ id_number: number, id_type: "passport" })],
    observations: {
      "a.csv": [
        anObservation({ id_number: number, id_type: "hkmo-permit" }),
        anObservation({ id_number: number, id_type: "passport" }),
      ],
    },
  });
  assert.equal(summary.files["a.csv"]?.not_on_roster, 1);
  assert.equal(summary.files["a.csv"].accepted, 1);
});

test("An empty type of document is a resident ID", async (context) => {
  const { summary } = await evaluate(context, {
    roster: [aRosterRow({ id_type: "resident-id" })],
  });
  assert.equal(summary.files["obs.csv"]?.accepted, 1);
});

test("A name that agrees with any of the person's rows is no mismatch", async (context) => {
  const { summary } = await evaluate(context, {
    roster: [
      aRosterRow({ name: "李秀英" }),
      aRosterRow({ name: "买买提·阿卜拉", insurance: "work-injury", kind: "nursing-fee" }),
    ],
    observations: {
      "a.csv": [
        anObservation({ name: "買買提。阿卜拉" }),
        anObservation({ name: "李 秀英" }),
        anObservation({ name: "李秀" }),
      ],
    },
  });
  assert.equal(summary.files["a.csv"]?.accepted, 2);
  assert.equal(summary.files["a.csv"].suspicious, 1);
});

test("A mismatch is written with both names as written and moves no conclusion", async (context) => {
  const { suspicious, conclusions } = await evaluate(context, {
    roster: [
      aRosterRow({ name: " 李秀英 " }),
      aRosterRow({ name: "李秀瑛", insurance: "work-injury", kind: "nursing-fee" }),
    ],
    observations: {
      "a.csv": [
        anObservation({
          name: "\u3000王 五",
          kind: "death-cremation",
          source: "民政",
          ref: "D1",
          id_number: PERSON.toLowerCase(),
          occurred_on: "2023-12-05",
        }),
      ],
    },
  });
  assert.deepEqual(suspicious, [
    {
      file: "a.csv",
      line: "2",
      id_number: PERSON,
      roster_name: "李秀英",
      given_name: "王 五",
      kind: "death-cremation",
      occurred_on: "2023-12-05",
      source: "民政",
      ref: "D1",
    },
  ]);
  assert.deepEqual(
    conclusions.map((row) => row["conclusion"]),
    ["eligible", "eligible"],
  );
});

test("An observation speaks for all rows of its person, the roster's certification for its own", async (context) => {
  const { conclusions } = await evaluate(context, {
    roster: [
      aRosterRow({ last_certified_on: "2024-02-20" }),
      aRosterRow({ insurance: "work-injury", kind: "nursing-fee", last_certified_on: "" }),
    ],
    observations: {
      "a.csv": [anObservation({ occurred_on: "2023-12-01", source: "s", ref: "1" })],
    },
  });
  assert.deepEqual(
    conclusions.map((row) => [row["last_certified_on"], row["decided_by"]]),
    [
      ["2024-02-20", "roster"],
      ["2023-12-01", "s:1"],
    ],
  );
});

test("A second row of the same document, insurance and kind is a counted duplicate and no reject", async (context) => {
  const { summary, conclusions, rejects } = await evaluate(context, {
    roster: [
      aRosterRow({ status: "suspended" }),
      aRosterRow({ id_type: "resident-id", status: "paying", name: "另一个" }),
      aRosterRow({ kind: "survivor-subsidy" }),
    ],
  });
  assert.deepEqual(summary.roster, { rows: 3, rejected: 0, duplicate: 1 });
  assert.deepEqual(
    conclusions.map((row) => row["status"]),
    ["suspended", "paying"],
  );
  assert.deepEqual(rejects, []);
});

test("A rejected roster row makes no duplicate of the good one behind it", async (context) => {
  const { summary } = await evaluate(context, {
    roster: [aRosterRow({ status: "?" }), aRosterRow()],
  });
  assert.deepEqual(summary.roster, { rows: 2, rejected: 1, duplicate: 0 });
});

test("Observations of a rejected roster row's person are not on the roster", async (context) => {
  const { summary } = await evaluate(context, { roster: [aRosterRow({ since: "x" })] });
  assert.equal(summary.files["obs.csv"]?.not_on_roster, 1);
});

test("The order of files and rows changes no conclusion", async (context) => {
  const rows = [
    anObservation({ kind: "death-cremation", occurred_on: "2023-11-01", source: "m", ref: "1" }),
    anObservation({ kind: "rail-travel", occurred_on: "2023-11-20", source: "r", ref: "2" }),
    anObservation({ kind: "counter", occurred_on: "2023-11-20", source: "a", ref: "3" }),
    anObservation({ kind: "air-travel", occurred_on: "2023-10-01", source: "z", ref: "4" }),
  ];
  const forward = await evaluate(context, { observations: { "a.csv": rows } });
  const backward = await evaluate(context, {
    observations: { "b.csv": rows.slice(2).toReversed(), "a.csv": rows.slice(0, 2).toReversed() },
  });
  assert.deepEqual(backward.conclusions, forward.conclusions);
  assert.equal(forward.conclusions[0]?.["decided_by"], "m:1;a:3");
});

test("People are found in whatever century they were born, under any name of theirs", async (context) => {
  const born = ["18500101", "18991231", "20000229", "21991231", "22000101", "22500307"];
  const ids = born.map((day) => residentId(7, day));
  const { summary, out } = await evaluate(context, {
    asOf: "2300-03-01",
    roster: ids.map((id) => aRosterRow({ id_number: id, since: "2290-03-20" })),
    observations: {
      "a.csv": ids.flatMap((id) => [
        anObservation({ id_number: id, occurred_on: "2299-12-01" }),
        anObservation({ id_number: id, occurred_on: "2299-12-01", name: "别人" }),
      ]),
    },
  });
  assert.equal(summary.files["a.csv"]?.accepted, ids.length);
  assert.equal(summary.files["a.csv"].suspicious, ids.length);
  const certified = readTable(out, "conclusions").map((row) => row["last_certified_on"]);
  assert.deepEqual(
    certified,
    ids.map(() => "2299-12-01"),
  );
});
