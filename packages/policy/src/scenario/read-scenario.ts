// Turns the plain value of a scenario document into a scenario. Says where a fault lies by its
// path, so that whoever read the text can name the line. Knows no YAML.

import type { Day } from "../civil-date.ts";
import { parseDay } from "../civil-date.ts";
import { BENEFIT_KINDS, INCAPACITIES, INSURANCES, LIFE_SIGNS, RELATIONSHIPS } from "../codes.ts";
import type { Grant } from "../case/case-file.ts";
import { readStep } from "./read-step.ts";
import type { Scenario } from "./scenario.ts";
import type { Fields } from "./scenario-fields.ts";
import { ScenarioFault, fieldsOf, listOf } from "./scenario-fields.ts";

/** Throws `ScenarioFault` for the first thing that is not as FORMATS section 4 says. */
export function readScenario(document: unknown): Scenario {
  const fields = fieldsOf(document, []);
  const policy = fields.text("policy");
  const name = fields.text("name");
  const beneficiary = fieldsOf(fields.required("beneficiary"), ["beneficiary"]);
  const lastCertified = certificationIn(fields, []);
  const grants = listOf(fields.required("entitlements"), ["entitlements"]).map((value, at) =>
    grantIn(value, ["entitlements", at], lastCertified),
  );
  if (grants.length === 0) throw new ScenarioFault(["entitlements"], "至少要有一项待遇");
  const steps = listOf(fields.required("steps"), ["steps"]).map((value, at) =>
    readStep(value, ["steps", at], grants.length),
  );
  steps.forEach((step, at) => {
    const before = steps[at - 1];
    if (before !== undefined && before.on > step.on) {
      throw new ScenarioFault(["steps", at, "on"], "步骤须按日期先后排列");
    }
  });
  return {
    name,
    policy,
    person: {
      birthDate: beneficiary.optionalDay("birthDate"),
      hasPhone: beneficiary.isGiven("phone"),
      hasHousehold: beneficiary.isGiven("household"),
      hasResidence: beneficiary.isGiven("residence"),
    },
    grants,
    startsOn: lastCertified?.on ?? Math.min(...grants.map((grant) => grant.since)),
    steps,
  };
}

function grantIn(
  value: unknown,
  path: readonly (string | number)[],
  lastCertified: Grant["lastCertified"],
): Grant {
  const fields = fieldsOf(value, path);
  return {
    insurance: fields.code("insurance", INSURANCES),
    kind: fields.code("kind", BENEFIT_KINDS),
    since: fields.day("since"),
    hasUnit: fields.isGiven("unit"),
    relationship: fields.optionalCode("relationship", RELATIONSHIPS),
    incapacity: fields.optionalCode("incapacity", INCAPACITIES),
    lastCertified: certificationIn(fields, path) ?? lastCertified,
  };
}

function certificationIn(
  fields: Fields,
  path: readonly (string | number)[],
): { readonly on: Day; readonly by?: keyof typeof LIFE_SIGNS } | undefined {
  if (!fields.isGiven("lastCertified")) return undefined;
  const at = [...path, "lastCertified"];
  const value = fields.required("lastCertified");
  // A bare date is short for a certification of unknown kind.
  if (typeof value === "string") {
    const on = parseDay(value);
    if (on === undefined) throw new ScenarioFault(at, "不是 YYYY-MM-DD 形式的日期");
    return { on };
  }
  const certification = fieldsOf(value, at);
  const by = certification.optionalCode("by", LIFE_SIGNS);
  const on = certification.day("on");
  return by === undefined ? { on } : { on, by };
}
