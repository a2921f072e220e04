import assert from "node:assert/strict";
import { test } from "node:test";

import { startCaseRun } from "../../test/case-run.ts";
import { aCaseFile, getPack } from "../../test/some-file.ts";
import { dayAt, formatDay } from "../civil-date.ts";
import type { Body } from "../pack.ts";

const qingdao = getPack("qingdao-2019");

/** Certified 10 September 2022; all data are on file, and the phone is renewed on 16 May 2023. */
function deadlineAfterMaintenance(by: Body | undefined, hasUnit = true): string {
  const lastCertified = { on: dayAt("2022-09-10") };
  const grant = { lastCertified, hasUnit };
  const run = startCaseRun(qingdao, aCaseFile(qingdao, "2022-09-11", { grant }));
  run.advanceTo(dayAt("2023-05-16"));
  run.take({ type: "maintain", renewed: ["phone"], by });
  const { deadline } = run.view();
  return deadline === undefined ? "none" : formatDay(deadline);
}

// 2023-05-16 + 12 months where it certifies, 2022-09-10 + 12 months where it does not.
test("Complete data certify when the unit keeps them, whoever else reports a new phone (QD 4.3)", () => {
  assert.equal(deadlineAfterMaintenance("unit"), "2024-05-16");
  assert.equal(deadlineAfterMaintenance(undefined), "2024-05-16");
  assert.equal(deadlineAfterMaintenance("agency"), "2023-09-10");
  assert.equal(deadlineAfterMaintenance("service-point"), "2023-09-10");
});

test("Where no unit answers for a person, the agency keeps the data in its place (QD 4.3)", () => {
  assert.equal(deadlineAfterMaintenance("agency", false), "2024-05-16");
  assert.equal(deadlineAfterMaintenance("service-point", false), "2023-09-10");
});
