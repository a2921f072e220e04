// A person as a roster file gives them, in the shape in which the record keeps people: the first row
// that says something is believed. Knows neither tables nor rules.

import type { RosterLine, RosterPerson } from "@lingdai/matching";
import type { Grant } from "@lingdai/policy";
import type { PersonalData } from "@lingdai/store";

/** What everybody's row says about the person besides the document. */
export interface RosterFacts {
  readonly personal: PersonalData;
  readonly sex: "male" | "female" | undefined;
  readonly birthDate: number | undefined;
  readonly householdDivision: string | undefined;
  readonly residenceDivision: string | undefined;
  readonly hasPhone: boolean;
  readonly hasHousehold: boolean;
  readonly hasResidence: boolean;
}

export function factsAbout({ idType, idNumber, lines }: RosterPerson): RosterFacts {
  const first = (field: keyof RosterLine["texts"]): string | undefined =>
    lines.map(({ texts }) => texts[field]).find((text) => text !== "");
  const phone = first("phone");
  const householdAddress = first("household_address");
  const residenceAddress = first("residence_address");
  const householdDivision = divisionIn(first("household_division"));
  const residenceDivision = divisionIn(first("residence_division"));
  const sex = first("sex");
  return {
    personal: {
      idType,
      idNumber,
      names: [...new Set(lines.map(({ entry }) => entry.name))],
      ...(phone !== undefined && { phone }),
      ...(householdAddress !== undefined && { householdAddress }),
      ...(residenceAddress !== undefined && { residenceAddress }),
    },
    sex: sex === "male" || sex === "female" ? sex : undefined,
    birthDate: lines.map(({ entry }) => entry.birthDate).find((day) => day !== undefined),
    householdDivision,
    residenceDivision,
    hasPhone: phone !== undefined,
    // An address without its code can still be found by somebody who goes there (QD A7).
    hasHousehold: householdDivision !== undefined || householdAddress !== undefined,
    hasResidence: residenceDivision !== undefined,
  };
}

/**
 * Who pays, by six digits. Reading: a row that does not say so belongs to the county of residence,
 * else of the household, and one that says it in more digits to the county within which they lie:
 * somebody must see it.
 */
export function payDivisionOf({ entry }: RosterLine, facts: RosterFacts): string {
  return payDivisionAmong(entry.payDivision, facts.residenceDivision, facts.householdDivision);
}

export function payDivisionAmong(
  payDivision: string,
  residenceDivision: string | undefined,
  householdDivision: string | undefined,
): string {
  const division = divisionIn(payDivision) ?? residenceDivision ?? householdDivision ?? "";
  return division.slice(0, 6);
}

interface Unit {
  readonly code: string;
  readonly name: string;
}

export function unitOf({ texts }: RosterLine): Unit | undefined {
  return unitCalled(texts.unit_code, texts.unit_name);
}

/** The unit's code; a unit that is known by name only goes by its name. */
export function unitCalled(code: string, name: string): Unit | undefined {
  if (code === "" && name === "") return undefined;
  return { code: code === "" ? name : code, name: name === "" ? code : name };
}

export function amountOf({ texts }: RosterLine): string | undefined {
  return amountIn(texts.monthly_amount);
}

/** Yuan with at most two decimals; whatever else stands there is not known. */
export function amountIn(text: string): string | undefined {
  return /^\d{1,10}(\.\d{1,2})?$/.test(text) ? text : undefined;
}

export function grantOf(line: RosterLine): Grant {
  const { entry } = line;
  const { insurance, kind, since, relationship, incapacity, refutedOn } = entry;
  const { lastCertifiedOn: on, lastCertifiedBy: by } = entry;
  return {
    insurance,
    kind,
    since,
    relationship,
    incapacity,
    refutedOn,
    hasUnit: unitOf(line) !== undefined,
    lastCertified: on === undefined ? undefined : { on, by },
    openingStatus: entry.status,
  };
}

/** Divisions are not judged (FORMATS section 1); what is no code at all is left out. */
export function divisionIn(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{6}(\d{3}(\d{3})?)?$/.test(text) ? text : undefined;
}
