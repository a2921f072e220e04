import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt } from "../civil-date.ts";
import { readScenario } from "./read-scenario.ts";
import { ScenarioFault } from "./scenario-fields.ts";

/** A scenario as YAML gives it, with its steps or other parts replaced. */
function aDocument(parts: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    name: "a claim",
    policy: "sichuan-2022",
    beneficiary: { name: "李秀英", birthDate: "1950-03-07", phone: "13800000000" },
    entitlements: [
      { insurance: "enterprise-pension", kind: "retirement-pension", since: "2015-03-20" },
    ],
    steps: [{ on: "2023-05-02", expect: { status: "paying" } }],
    ...parts,
  };
}

/** Where the fault lies, as a path. */
function faultAt(parts: Readonly<Record<string, unknown>>): string {
  try {
    readScenario(aDocument(parts));
  } catch (fault) {
    assert.ok(fault instanceof ScenarioFault);
    assert.notEqual(fault.message, "");
    return fault.path.join(".");
  }
  return "no fault";
}
const faultOfStep = (step: unknown): string => faultAt({ steps: [step] });

test("The days begin with the last certification, else with the earliest benefit", () => {
  assert.equal(readScenario(aDocument()).startsOn, dayAt("2015-03-20"));
  const certified = aDocument({ lastCertified: { on: "2022-12-20", by: "counter" } });
  assert.equal(readScenario(certified).startsOn, dayAt("2022-12-20"));
});

test("What is on file of the person is what was given and not empty", () => {
  assert.deepEqual(readScenario(aDocument()).person, {
    birthDate: dayAt("1950-03-07"),
    hasPhone: true,
    hasHousehold: false,
    hasResidence: false,
  });
});

test("An observation without its own day, source and ref gets them from its step", () => {
  const { steps } = readScenario(
    aDocument({ steps: [{ on: "2023-05-02", observe: "rail-travel" }] }),
  );
  const [step] = steps;
  assert.ok(step?.type === "event" && step.event.type === "observe");
  assert.equal(step.event.occurredOn, dayAt("2023-05-02"));
  assert.notEqual(step.event.source, "");
  assert.notEqual(step.event.ref, "");
});

test("Every step of FORMATS is read as its event", () => {
  const steps: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["observe", { observe: "rail-travel", occurred: "2023-04-30", source: "rail", ref: "R1" }],
    ["certify", { certify: "counter", by: "agency", evidence: ["photo"], result: "failed" }],
    ["review", { review: "accept" }],
    ["verify", { verify: "lost", loss: "imprisonment", refutes: ["missing"] }],
    ["confirm-loss", { confirmLoss: "death-cremation", occurred: "2023-04-30" }],
    ["refute-loss", { refuteLoss: true }],
    ["unit", { unit: "fail", loss: "death-org-report" }],
    ["maintain", { maintain: ["phone", "account"] }],
    ["payment", { payment: "failed", month: "2023-04" }],
    ["object", { object: true, entitlement: 0 }],
    ["apply", { apply: "resume", terminated: true }],
    ["approve", { approve: ["a", "b", "c"], level: "city" }],
    ["announce", { announce: { from: "2023-06-01", to: "2023-08-31", groups: [1, 5] } }],
    ["public-objection", { publicObjection: true }],
    ["resolve-objection", { resolveObjection: "eligible" }],
    ["edit", { edit: true }],
  ];
  const read = readScenario(
    aDocument({ steps: steps.map(([, step]) => ({ on: "2023-05-02", ...step })) }),
  );
  assert.deepEqual(
    read.steps.map((step) => (step.type === "event" ? step.event.type : step.type)),
    steps.map(([type]) => type),
  );
});

test("An expectation that nobody knows is a fault, for it would pass for ever", () => {
  assert.equal(
    faultOfStep({ on: "2023-05-02", expect: { statsu: "paying" } }),
    "steps.0.expect.statsu",
  );
});

test("A fault is named by its place: the step, the field, the code", () => {
  assert.equal(faultOfStep({ on: "2023-02-30", edit: true }), "steps.0.on");
  assert.equal(faultOfStep({ on: "2023-05-02", observe: "rail" }), "steps.0.observe");
  assert.equal(faultOfStep({ on: "2023-05-02", edit: true, object: true }), "steps.0");
  assert.equal(faultOfStep({ on: "2023-05-02", dance: true }), "steps.0");
  assert.equal(faultOfStep({ on: "2023-05-02", edit: true, loud: true }), "steps.0.loud");
  assert.equal(
    faultOfStep({ on: "2023-05-02", apply: "resume", terminated: "yes" }),
    "steps.0.terminated",
  );
  assert.equal(
    faultOfStep({ on: "2023-05-02", object: true, entitlement: 1 }),
    "steps.0.entitlement",
  );
  assert.equal(faultAt({ entitlements: [] }), "entitlements");
  assert.equal(faultAt({ lastCertified: "2022-13-01" }), "lastCertified");
});

test("A key that nobody knows is a fault wherever it stands", () => {
  const grant = {
    insurance: "enterprise-pension",
    kind: "retirement-pension",
    since: "2015-03-20",
  };
  assert.equal(faultAt({ lastCertifed: { on: "2022-12-20" } }), "lastCertifed");
  assert.equal(
    faultAt({ beneficiary: { name: "李秀英", adress: "510104" } }),
    "beneficiary.adress",
  );
  assert.equal(faultAt({ entitlements: [grant, { ...grant, untl: 1 }] }), "entitlements.1.untl");
  assert.equal(
    faultAt({ lastCertified: { on: "2022-12-20", from: "counter" } }),
    "lastCertified.from",
  );
  assert.equal(
    faultOfStep({ on: "2023-05-02", announce: { from: "2023-06-01", til: "2023-08-31" } }),
    "steps.0.announce.til",
  );
  assert.equal(
    faultOfStep({ on: "2023-05-02", expect: { task: { to: "unit", until: "2023-08-31" } } }),
    "steps.0.expect.task.until",
  );
});

test("A day that does not exist is a fault in an expectation too, for nothing could meet it", () => {
  const expecting = (expect: object) => faultOfStep({ on: "2023-05-02", expect });
  assert.equal(expecting({ deadline: "none" }), "no fault");
  assert.equal(expecting({ deadline: "2024-02-29" }), "no fault");
  assert.equal(expecting({ deadline: "2023-02-29" }), "steps.0.expect.deadline");
  assert.equal(expecting({ task: { due: "2023-04-31" } }), "steps.0.expect.task.due");
});

test("A value of the wrong type is a fault, also where no rule reads it", () => {
  const grant = {
    insurance: "enterprise-pension",
    kind: "retirement-pension",
    since: "2015-03-20",
  };
  const withGrant = (parts: object) => faultAt({ entitlements: [{ ...grant, ...parts }] });
  assert.equal(withGrant({ monthlyAmount: "3200.00" }), "no fault");
  assert.equal(withGrant({ monthlyAmount: "3200 yuan" }), "entitlements.0.monthlyAmount");
  assert.equal(withGrant({ monthlyAmount: -1 }), "entitlements.0.monthlyAmount");
  assert.equal(withGrant({ unit: ["U1"] }), "entitlements.0.unit");
  assert.equal(withGrant({ since: "2023-02-29" }), "entitlements.0.since");
  assert.equal(faultAt({ beneficiary: { sex: "F" } }), "beneficiary.sex");
  assert.equal(faultAt({ beneficiary: { phone: { mobile: "13800000000" } } }), "beneficiary.phone");
  assert.equal(faultAt({ beneficiary: { birthDate: "1950-02-30" } }), "beneficiary.birthDate");
  assert.equal(faultAt({ name: ["a claim"] }), "name");
  assert.equal(
    faultOfStep({ on: "2023-05-02", approve: ["a", { b: 1 }, "c"] }),
    "steps.0.approve.1",
  );
  assert.equal(faultAt({ steps: { on: "2023-05-02" } }), "steps");
});

test("Steps stand in the order of their dates; two of one day may follow each other", () => {
  const on = (day: string) => ({ on: day, edit: true });
  assert.equal(faultAt({ steps: [on("2023-05-02"), on("2023-05-01")] }), "steps.1.on");
  assert.equal(faultAt({ steps: [on("2023-05-02"), on("2023-05-02")] }), "no fault");
});
