// Reads one step of a scenario: an event, or what is expected (FORMATS section 4).

import type { Day } from "../civil-date.ts";
import { dayOf, isRealDate, monthIndexOf } from "../civil-date.ts";
import { LOSS_SIGNS, SIGNS } from "../codes.ts";
import type { BasicDatum, CaseEvent } from "../case/event.ts";
import type { AgencyLevel, HighRiskAction } from "../case/high-risk-approval.ts";
import type { Body, EvidenceKind } from "../pack.ts";
import { readExpected } from "./read-expected.ts";
import type { ScenarioStep } from "./scenario.ts";
import type { FieldPath, Fields } from "./scenario-fields.ts";
import { ScenarioFault, codesOf, fieldsOf, listOf, refuseStrangers } from "./scenario-fields.ts";

const EVIDENCE: Readonly<Record<EvidenceKind, true>> = {
  photo: true,
  video: true,
  "id-card": true,
  mandate: true,
  document: true,
};
const BODIES: Readonly<Record<Body, true>> = { "service-point": true, unit: true, agency: true };
const BASIC_DATA: Readonly<Record<BasicDatum, true>> = {
  phone: true,
  household: true,
  residence: true,
  account: true,
};
const ACTIONS: Readonly<Record<HighRiskAction, true>> = {
  resume: true,
  backpay: true,
  terminate: true,
};
const LEVELS: Readonly<Record<AgencyLevel, true>> = { province: true, city: true, county: true };

interface StepContext {
  readonly fields: Fields;
  readonly path: FieldPath;
  readonly on: Day;
  readonly entitlement: number;
}

type StepReader = (context: StepContext) => CaseEvent;

/** Each verb with the keys that may stand beside it. */
const VERBS: Readonly<
  Record<string, { readonly beside: readonly string[]; readonly read: StepReader }>
> = {
  observe: {
    beside: ["occurred", "source", "ref"],
    read: ({ fields, path, on }) => ({
      type: "observe",
      kind: fields.code("observe", SIGNS),
      occurredOn: fields.optionalDay("occurred") ?? on,
      source: fields.optionalText("source") ?? "scenario",
      ref: fields.optionalText("ref") ?? path.join("-"),
    }),
  },
  certify: {
    beside: ["occurred", "by", "evidence", "result"],
    read: ({ fields, path, on }) => ({
      type: "certify",
      kind: fields.code("certify", SIGNS),
      occurredOn: fields.optionalDay("occurred") ?? on,
      by: fields.optionalCode("by", BODIES),
      evidence: evidenceIn(fields, path),
      result: fields.optionalCode("result", { failed: true, passed: true }) ?? "passed",
    }),
  },
  review: {
    beside: [],
    read: ({ fields }) => ({
      type: "review",
      result: fields.code("review", { accept: true, reject: true }),
    }),
  },
  verify: {
    beside: ["loss", "refutes", "evidence", "occurred"],
    read: ({ fields, path, entitlement }) => ({
      type: "verify",
      entitlement,
      result: fields.code("verify", { eligible: true, lost: true, unreachable: true }),
      loss: fields.optionalCode("loss", LOSS_SIGNS),
      refutes: codesOf(fields.optional("refutes"), [...path, "refutes"], LOSS_SIGNS),
      evidence: evidenceIn(fields, path),
      occurredOn: fields.optionalDay("occurred"),
    }),
  },
  confirmLoss: {
    beside: ["occurred"],
    read: ({ fields, entitlement }) => ({
      type: "confirm-loss",
      entitlement,
      kind: fields.code("confirmLoss", LOSS_SIGNS),
      occurredOn: fields.optionalDay("occurred"),
    }),
  },
  refuteLoss: { beside: [], read: plain("refuteLoss", () => ({ type: "refute-loss" })) },
  unit: {
    beside: ["loss"],
    read: ({ fields, entitlement }) => ({
      type: "unit",
      entitlement,
      result: fields.code("unit", { pass: true, fail: true }),
      loss: fields.optionalCode("loss", LOSS_SIGNS),
    }),
  },
  maintain: {
    beside: [],
    read: ({ fields, path }) => ({
      type: "maintain",
      renewed: codesOf(fields.optional("maintain"), [...path, "maintain"], BASIC_DATA),
    }),
  },
  payment: {
    beside: ["month"],
    read: ({ fields, path, on, entitlement }) => ({
      type: "payment",
      entitlement,
      result: fields.code("payment", { failed: true, paid: true }),
      month: monthIn(fields, path) ?? monthIndexOf(on),
    }),
  },
  object: {
    beside: [],
    read: plain("object", ({ entitlement }) => ({ type: "object", entitlement })),
  },
  apply: {
    beside: ["terminated"],
    read: ({ fields, path, entitlement }) => ({
      type: "apply",
      entitlement,
      action: fields.code("apply", ACTIONS),
      wasTerminated: terminatedIn(fields, path),
    }),
  },
  approve: {
    beside: ["level"],
    read: ({ fields, path, entitlement }) => ({
      type: "approve",
      entitlement,
      names: namesIn(fields, [...path, "approve"]),
      level: fields.optionalCode("level", LEVELS),
    }),
  },
  announce: { beside: [], read: ({ fields, path }) => announcementIn(fields, path) },
  publicObjection: {
    beside: [],
    read: plain("publicObjection", ({ entitlement }) => ({
      type: "public-objection",
      entitlement,
    })),
  },
  resolveObjection: {
    beside: ["loss"],
    read: ({ fields, entitlement }) => ({
      type: "resolve-objection",
      entitlement,
      result: fields.code("resolveObjection", { eligible: true, lost: true }),
      loss: fields.optionalCode("loss", LOSS_SIGNS),
    }),
  },
  edit: { beside: [], read: plain("edit", () => ({ type: "edit" })) },
};

/** A verb that says all by being there: its value is `true`. */
function plain(verb: string, read: StepReader): StepReader {
  return (context) => {
    if (context.fields.optional(verb) === true) return read(context);
    throw new ScenarioFault([...context.path, verb], `“${verb}”后面只能写 true`);
  };
}

export function readStep(value: unknown, path: FieldPath, entitlements: number): ScenarioStep {
  const fields = fieldsOf(value, path);
  const on = fields.day("on");
  const verbs = fields.keys.filter((key) => key === "expect" || Object.hasOwn(VERBS, key));
  const [verb] = verbs;
  if (verb === undefined) {
    throw new ScenarioFault(path, `不认识这一步，可用：${Object.keys(VERBS).join(" ")} expect`);
  }
  if (verbs.length > 1) throw new ScenarioFault(path, `一步只做一件事，现有：${verbs.join(" ")}`);
  refuseStrangers(fields, path, ["on", verb, "entitlement", ...(VERBS[verb]?.beside ?? [])]);
  const entitlement = entitlementIn(fields, path, entitlements);
  if (verb === "expect") {
    const at = [...path, "expect"];
    const wanted = fields.required("expect");
    const inside = fieldsOf(wanted, at);
    return {
      on,
      type: "expect",
      entitlement: inside.isGiven("entitlement")
        ? entitlementIn(inside, at, entitlements)
        : entitlement,
      expected: readExpected(wanted, at),
    };
  }
  const reader = VERBS[verb];
  if (reader === undefined) throw new ScenarioFault(path, `不认识“${verb}”`);
  return { on, type: "event", event: reader.read({ fields, path, on, entitlement }) };
}

function entitlementIn(fields: Fields, path: FieldPath, entitlements: number): number {
  const number = fields.optional("entitlement") ?? 0;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0) {
    if (number < entitlements) return number;
  }
  throw new ScenarioFault(
    [...path, "entitlement"],
    `“entitlement”应是 0 到 ${entitlements - 1} 的整数`,
  );
}

function evidenceIn(fields: Fields, path: FieldPath): readonly EvidenceKind[] {
  return codesOf(fields.optional("evidence"), [...path, "evidence"], EVIDENCE);
}

function namesIn(fields: Fields, path: FieldPath): readonly string[] {
  return listOf(fields.required("approve"), path).map((name, at) => {
    if (typeof name === "string" && name !== "") return name;
    if (typeof name === "number") return String(name);
    throw new ScenarioFault([...path, at], "签字人应是姓名");
  });
}

function terminatedIn(fields: Fields, path: FieldPath): boolean {
  const value = fields.optional("terminated") ?? false;
  if (typeof value === "boolean") return value;
  throw new ScenarioFault([...path, "terminated"], "“terminated”应是 true 或 false");
}

const MONTH = /^(\d{4})-(\d{2})$/;

function monthIn(fields: Fields, path: FieldPath): number | undefined {
  const text = fields.optionalText("month");
  if (text === undefined) return undefined;
  const parts = MONTH.exec(text);
  const [year, month] = [Number(parts?.[1]), Number(parts?.[2])];
  if (parts === null || !isRealDate(year, month, 1)) {
    throw new ScenarioFault([...path, "month"], `“month”应是 YYYY-MM，现为“${text}”`);
  }
  return monthIndexOf(dayOf(year, month, 1));
}

const DEFAULT_FREQUENCY_MONTHS = 12;
/** The groups of WH 3. */
const GROUPS: readonly number[] = [1, 2, 3, 4, 5, 6];

function announcementIn(fields: Fields, path: FieldPath): CaseEvent {
  const at = [...path, "announce"];
  const window = fieldsOf(fields.required("announce"), at);
  refuseStrangers(window, at, ["from", "to", "groups", "frequency"]);
  const frequency = window.optional("frequency") ?? DEFAULT_FREQUENCY_MONTHS;
  if (typeof frequency !== "number" || !Number.isInteger(frequency) || frequency < 1) {
    throw new ScenarioFault([...at, "frequency"], "“frequency”应是月数（正整数）");
  }
  const groups = window.optional("groups");
  return {
    type: "announce",
    window: {
      from: window.day("from"),
      to: window.day("to"),
      frequencyMonths: frequency,
      groups:
        groups === undefined
          ? undefined
          : listOf(groups, [...at, "groups"]).map((group, number) => {
              if (typeof group === "number" && GROUPS.includes(group)) return group;
              throw new ScenarioFault([...at, "groups", number], "人群应是 1 到 6 的编号");
            }),
    },
  };
}
