// Which refusal is given where several hold (FORMATS section 4): the table itself pair by pair, and
// every pair that an event can bring about, on a real case.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { CaseEvent } from "../src/case/event.ts";
import type { Refusal } from "../src/case/refusal.ts";
import { REFUSALS, firstRefusal } from "../src/case/refusal.ts";
import { addMonths, dayAt } from "../src/civil-date.ts";
import type { CaseRun } from "./case-run.ts";
import { startCaseRun } from "./case-run.ts";
import {
  THREE_NAMES,
  announce,
  apply,
  approve,
  certify,
  confirmLoss,
  observe,
  verify,
} from "./some-events.ts";
import { aCaseFile, getPack } from "./some-file.ts";

/** FORMATS section 4, copied word by word. */
const ORDER: readonly Refusal[] = [
  "locked",
  "future-date",
  "method-not-accepted",
  "too-old",
  "evidence-missing",
  "incomplete-data",
  "no-open-task",
  "not-suspended",
  "not-due",
  "same-person",
  "wrong-level",
];

test("The refusals are those of FORMATS, in that order, each with its words", () => {
  assert.deepEqual(Object.keys(REFUSALS), ORDER);
  const words = Object.values(REFUSALS).flatMap(({ zh, en }) => [zh, en]);
  assert.equal(new Set(words).size, 2 * ORDER.length);
});

for (const [at, first] of ORDER.entries()) {
  for (const second of ORDER.slice(at + 1)) {
    test(`${first} comes before ${second}`, () => {
      assert.equal(firstRefusal({ [second]: true, [first]: true }), first);
      assert.equal(firstRefusal({ [second]: true, [first]: false }), second);
    });
  }
}

test("Where nothing is wrong there is no refusal", () => {
  assert.equal(firstRefusal({}), undefined);
  assert.equal(firstRefusal({ locked: false, "not-due": false }), undefined);
});

const OPENED = dayAt("2023-02-06");

function begin(packId: string, given: Parameters<typeof aCaseFile>[2] = {}): CaseRun {
  const grant = { lastCertified: { on: OPENED }, ...given.grant };
  return startCaseRun(
    getPack(packId),
    aCaseFile(getPack(packId), "2023-02-06", { ...given, grant }),
  );
}

/** Suspended in shanxi: nobody could be reached. */
function suspendedInShanxi(): CaseRun {
  const run = begin("shanxi-2018");
  run.advanceTo(dayAt("2024-03-01"));
  run.take(verify("unreachable"));
  assert.equal(run.view().status, "suspended");
  return run;
}

function deadInSichuan(): CaseRun {
  const run = begin("sichuan-2022");
  run.take(confirmLoss("death-cremation", OPENED));
  return run;
}

/** Terminated after a death that was an error: eligible, for the city to resume (SC 28). */
function terminatedByError(): CaseRun {
  const run = deadInSichuan();
  run.take(apply("terminate"));
  run.take(approve());
  run.take({ type: "refute-loss" });
  assert.equal(run.view().status, "terminated");
  assert.equal(run.view().conclusion, "eligible");
  return run;
}

const withoutEvidence = (event: CaseEvent): CaseEvent => ({ ...event, evidence: [] }) as CaseEvent;
const tomorrow = OPENED + 1;

/** The first refusal, the second that holds as well, and what brings both about. */
const PAIRS: readonly (readonly [Refusal, Refusal, () => CaseRun, CaseEvent])[] = [
  ["locked", "not-due", deadInSichuan, apply("resume")],
  ["locked", "same-person", deadInSichuan, approve(["a", "a", "a"])],
  ["future-date", "method-not-accepted", () => begin("qingdao-2019"), certify("proxy", tomorrow)],
  [
    "future-date",
    "evidence-missing",
    () => begin("sichuan-2022"),
    withoutEvidence(certify("counter", tomorrow)),
  ],
  [
    "future-date",
    "no-open-task",
    () => begin("sichuan-2022"),
    { ...verify("eligible"), occurredOn: tomorrow } as CaseEvent,
  ],
  [
    "method-not-accepted",
    "evidence-missing",
    () => begin("sichuan-2022"),
    {
      type: "certify",
      kind: "death-cremation",
      occurredOn: OPENED,
      evidence: [],
      result: "passed",
    },
  ],
  [
    "method-not-accepted",
    "incomplete-data",
    () => begin("sichuan-2022", { person: { hasPhone: false } }),
    { type: "unit", entitlement: 0, result: "pass" },
  ],
  [
    "too-old",
    "evidence-missing",
    () => begin("weihai-2017"),
    withoutEvidence(certify("consular-certificate", addMonths(OPENED, -6) - 1)),
  ],
  [
    "evidence-missing",
    "no-open-task",
    () => begin("shanxi-2018"),
    withoutEvidence(verify("eligible")),
  ],
  ["not-suspended", "same-person", () => begin("sichuan-2022"), approve(["a", "a", "a"])],
  ["not-suspended", "not-due", () => begin("sichuan-2022"), apply("terminate")],
  ["not-due", "same-person", suspendedInShanxi, approve(["a", "a", "a"])],
  [
    "same-person",
    "wrong-level",
    terminatedByError,
    { type: "approve", entitlement: 0, names: ["a", "b", "a"], level: "county" },
  ],
];

for (const [first, second, reach, event] of PAIRS) {
  test(`On a real case, ${first} is given where ${second} holds too (${event.type})`, () => {
    const run = reach();
    const before = run.file;
    const outcome = run.take(event);
    assert.equal(outcome.refused, first);
    assert.equal(outcome.file, before, "a refused event changes nothing");
    assert.deepEqual(outcome.notices.flat(), []);
  });
}

/** Each refusal where it alone holds: what the pairs above hide really is there. */
const ALONE: readonly (readonly [string, Refusal, () => CaseRun, CaseEvent])[] = [
  ["After a death the record is not edited", "locked", deadInSichuan, { type: "edit" }],
  [
    "After a death the account is not changed",
    "locked",
    deadInSichuan,
    { type: "maintain", renewed: ["account"] },
  ],
  [
    "Nobody was on a train tomorrow",
    "future-date",
    () => begin("zibo-2019"),
    observe("rail-travel", tomorrow, "R1"),
  ],
  [
    "Nobody goes to prison tomorrow",
    "future-date",
    () => begin("zibo-2019"),
    confirmLoss("imprisonment", tomorrow),
  ],
  [
    "Qingdao takes no certification by proxy",
    "method-not-accepted",
    () => begin("qingdao-2019"),
    certify("proxy", OPENED),
  ],
  [
    "Qingdao takes no observation by proxy either",
    "method-not-accepted",
    () => begin("qingdao-2019"),
    observe("proxy", OPENED, "R1"),
  ],
  [
    "In Weihai a paper of more than six months ago is too old",
    "too-old",
    () => begin("weihai-2017"),
    observe("overseas-review-form", addMonths(OPENED, -6) - 1, "R1"),
  ],
  [
    "Sichuan wants a photo or a film of every certification in person",
    "evidence-missing",
    () => begin("sichuan-2022"),
    withoutEvidence(certify("counter", OPENED)),
  ],
  [
    "A unit in Qingdao does not pass somebody whose household address is missing",
    "incomplete-data",
    () => begin("qingdao-2019", { person: { hasHousehold: false } }),
    { type: "unit", entitlement: 0, result: "pass" },
  ],
  [
    "Where no task is open there is nothing to verify",
    "no-open-task",
    () => begin("shanxi-2018"),
    verify("eligible"),
  ],
  [
    "Whoever is paid has nothing to object to",
    "not-suspended",
    () => begin("zibo-2019"),
    { type: "object", entitlement: 0 },
  ],
  [
    "Where nothing waits there is nothing to review",
    "not-due",
    () => begin("sichuan-2022"),
    { type: "review", result: "accept" },
  ],
  [
    "Where no loss is on file there is nothing to refute",
    "not-due",
    () => begin("sichuan-2022"),
    { type: "refute-loss" },
  ],
  ["Sichuan knows no windows", "not-due", () => begin("sichuan-2022"), announce(OPENED)],
  [
    "What is not displayed nobody objects to",
    "not-due",
    () => begin("weihai-2017"),
    { type: "public-objection", entitlement: 0 },
  ],
  [
    "Nothing is resumed for somebody who is not eligible",
    "not-due",
    suspendedInShanxi,
    apply("resume"),
  ],
  [
    "One person does not sign twice, not even with another between",
    "same-person",
    terminatedByError,
    approve(["a", "b", "a"]),
  ],
  [
    "The province does not resume a terminated pension",
    "wrong-level",
    terminatedByError,
    { type: "approve", entitlement: 0, names: THREE_NAMES, level: "province" },
  ],
];

for (const [claim, refusal, reach, event] of ALONE) {
  test(claim, () => {
    assert.equal(reach().take(event).refused, refusal);
  });
}

test("A paper on the last day of its six months is taken, and evidence is all that is asked", () => {
  const run = begin("weihai-2017");
  const onTime = certify("consular-certificate", addMonths(OPENED, -6));
  assert.equal(run.take(withoutEvidence(onTime)).refused, "evidence-missing");
  assert.equal(run.take(onTime).refused, undefined);
});

test("The city resumes what had been terminated", () => {
  const run = terminatedByError();
  assert.equal(run.take(approve()).refused, undefined);
  assert.equal(run.view().status, "paying");
});
