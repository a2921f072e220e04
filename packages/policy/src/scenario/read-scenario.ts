// Turns the plain value of a scenario document into a scenario. Says where a fault lies by its
// path, so that whoever read the text can name the line. Knows no YAML.

import type { Day } from "../civil-date.ts";
import { parseDay } from "../civil-date.ts";
import { BENEFIT_KINDS, INCAPACITIES, INSURANCES, LIFE_SIGNS, RELATIONSHIPS } from "../codes.ts";
import type { Grant } from "../case/case-file.ts";
import { readStep } from "./read-step.ts";
import type { Scenario } from "./scenario.ts";
import type { Fields } from "./scenario-fields.ts";
import type { FieldPath } from "./scenario-fields.ts";
import { ScenarioFault, fieldsOf, listOf, refuseStrangers } from "./scenario-fields.ts";

const SEXES = { male: true, female: true };
const TOP_KEYS = ["name", "policy", "beneficiary", "entitlements", "lastCertified", "steps"];
const BENEFICIARY_KEYS = ["name", "sex", "birthDate", "phone", "residence", "household"];
const GRANT_KEYS = [
  "insurance",
  "kind",
  "since",
  "unit",
  "monthlyAmount",
  "relationship",
  "incapacity",
  "lastCertified",
];

/** Throws `ScenarioFault` for the first thing that is not as FORMATS section 4 says. */
export function readScenario(document: unknown): Scenario {
  const fields = fieldsOf(document, []);
  refuseStrangers(fields, [], TOP_KEYS);
  const policy = fields.text("policy");
  const name = fields.text("name");
  const person = personIn(fields);
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
    person,
    grants,
    startsOn: lastCertified?.on ?? Math.min(...grants.map((grant) => grant.since)),
    steps,
  };
}

function personIn(scenario: Fields): Scenario["person"] {
  const path = ["beneficiary"];
  const fields = fieldsOf(scenario.required("beneficiary"), path);
  refuseStrangers(fields, path, BENEFICIARY_KEYS);
  fields.optionalText("name");
  fields.optionalCode("sex", SEXES);
  return {
    birthDate: fields.optionalDay("birthDate"),
    hasPhone: isTextGiven(fields, "phone"),
    hasHousehold: isTextGiven(fields, "household"),
    hasResidence: isTextGiven(fields, "residence"),
  };
}

function grantIn(value: unknown, path: FieldPath, lastCertified: Grant["lastCertified"]): Grant {
  const fields = fieldsOf(value, path);
  refuseStrangers(fields, path, GRANT_KEYS);
  refuseWrongAmount(fields, path);
  return {
    insurance: fields.code("insurance", INSURANCES),
    kind: fields.code("kind", BENEFIT_KINDS),
    since: fields.day("since"),
    hasUnit: isTextGiven(fields, "unit"),
    relationship: fields.optionalCode("relationship", RELATIONSHIPS),
    incapacity: fields.optionalCode("incapacity", INCAPACITIES),
    lastCertified: certificationIn(fields, path) ?? lastCertified,
  };
}

/** Only whether it is on file counts; a list or a mapping is a slip of the pen all the same. */
function isTextGiven(fields: Fields, name: string): boolean {
  const text = fields.optionalText(name);
  return text !== undefined && text !== "";
}

/** No rule reads the amount, but "3200 yuan" is not one. */
function refuseWrongAmount(fields: Fields, path: FieldPath): void {
  const text = fields.optionalText("monthlyAmount");
  if (text === undefined || /^\d+(?:\.\d{1,2})?$/.test(text)) return;
  throw new ScenarioFault([...path, "monthlyAmount"], `“monthlyAmount”应是金额，现为“${text}”`);
}

function certificationIn(
  fields: Fields,
  path: FieldPath,
): { readonly on: Day; readonly by?: keyof typeof LIFE_SIGNS } | undefined {
  if (!fields.isGiven("lastCertified")) return undefined;
  const at = [...path, "lastCertified"];
  const value = fields.required("lastCertified");
  // A bare date is short for a certification of unknown kind.
  if (typeof value === "string") {
    const on = parseDay(value);
    if (on === undefined) throw new ScenarioFault(at, `不是 YYYY-MM-DD 形式的真实日期：“${value}”`);
    return { on };
  }
  const certification = fieldsOf(value, at);
  refuseStrangers(certification, at, ["on", "by"]);
  const by = certification.optionalCode("by", LIFE_SIGNS);
  const on = certification.day("on");
  return by === undefined ? { on } : { on, by };
}
