import assert from "node:assert/strict";
import { test } from "node:test";

import { ID_TYPES, dayAt } from "@lingdai/policy";

import type { RosterEntry } from "../judge/judge-roster-row.ts";
import { Roster } from "./roster.ts";

function anEntry(differing: Partial<RosterEntry> = {}): RosterEntry {
  return {
    idType: "resident-id",
    idNumber: "510104195003070018",
    name: "李秀英",
    birthDate: dayAt("1950-03-07"),
    phone: "",
    residenceDivision: "",
    hasUnit: false,
    insurance: "enterprise-pension",
    kind: "retirement-pension",
    since: dayAt("2010-03-20"),
    payDivision: "",
    status: "paying",
    lastCertifiedOn: undefined,
    lastCertifiedBy: undefined,
    refutedOn: undefined,
    relationship: undefined,
    incapacity: undefined,
    ...differing,
  };
}

test("A row comes back as the facts that it went in with", () => {
  const roster = new Roster();
  roster.add(anEntry());
  roster.add(
    anEntry({
      idNumber: "510104195003070026",
      phone: "138",
      residenceDivision: "510104",
      payDivision: "510100",
      hasUnit: true,
      insurance: "work-injury",
      kind: "dependant-pension",
      since: dayAt("1582-10-10"),
      status: "terminated",
      lastCertifiedOn: dayAt("1969-12-31"),
      lastCertifiedBy: "counter",
      refutedOn: dayAt("2024-01-01"),
      relationship: "grandchild",
      incapacity: "none",
    }),
  );
  assert.deepEqual(roster.factsOf(0), {
    insurance: "enterprise-pension",
    kind: "retirement-pension",
    since: dayAt("2010-03-20"),
    status: "paying",
    birthDate: dayAt("1950-03-07"),
    relationship: undefined,
    incapacity: undefined,
    hasPhone: false,
    hasUnit: false,
    hasResidence: false,
    lastCertified: undefined,
    refutedOn: undefined,
  });
  assert.deepEqual(roster.factsOf(1), {
    insurance: "work-injury",
    kind: "dependant-pension",
    since: dayAt("1582-10-10"),
    status: "terminated",
    birthDate: dayAt("1950-03-07"),
    relationship: "grandchild",
    incapacity: "none",
    hasPhone: true,
    hasUnit: true,
    hasResidence: true,
    lastCertified: { on: dayAt("1969-12-31"), by: "counter" },
    refutedOn: dayAt("2024-01-01"),
  });
  assert.deepEqual(roster.textsOf(1), {
    idNumber: "510104195003070026",
    name: "李秀英",
    phone: "138",
    residenceDivision: "510104",
    payDivision: "510100",
  });
});

test("A person's rows are found in roster order, and the same entitlement only once", () => {
  const roster = new Roster();
  assert.ok(roster.add(anEntry()));
  assert.ok(roster.add(anEntry({ idNumber: "510104195003070026" })));
  assert.ok(roster.add(anEntry({ insurance: "work-injury", kind: "nursing-fee" })));
  assert.ok(!roster.add(anEntry({ name: "另一个" })));
  assert.ok(roster.add(anEntry({ insurance: "work-injury", kind: "disability-allowance" })));
  assert.equal(roster.rows, 4);
  assert.equal(roster.people, 2);
  const person = roster.findPerson("resident-id", "510104195003070018") ?? -1;
  assert.deepEqual([...roster.rowsOf(person)], [0, 2, 3]);
});

test("A row of an earlier run is found by its written number only", () => {
  const roster = new Roster();
  roster.add(anEntry());
  const find = (idNumber: string): readonly number[] =>
    roster.findRows(ID_TYPES, idNumber, "enterprise-pension", "retirement-pension");
  assert.deepEqual(find("510104195003070018"), [0]);
  assert.deepEqual(find("510104195003070019"), [], "another check character");
  assert.deepEqual(find(""), []);
  assert.deepEqual(find("E12345678"), []);
});

test("Ten thousand rows keep their texts and facts", () => {
  const roster = new Roster();
  for (let at = 0; at < 10_000; at += 1) {
    roster.add(
      anEntry({ idType: "passport", idNumber: `P${10_000 + at}`, name: `名${at}`, since: at }),
    );
  }
  assert.equal(roster.textsOf(9_999).name, "名9999");
  assert.equal(roster.factsOf(5_000).since, 5_000);
  assert.equal(roster.people, 10_000);
});
