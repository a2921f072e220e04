// Where somebody lives, where the roster thinks they live, their phone and their unit.

import type { Chance } from "../chance.ts";
import type { Setting } from "../setting.ts";
import type { EntitlementKind } from "./entitlement-kinds.ts";
import type { Household } from "./households.ts";
import { inventedPhone } from "./households.ts";
import type { Stay } from "./person.ts";

export interface Contacts {
  readonly phone: string;
  readonly householdDivision: string;
  readonly householdAddress: string;
  readonly residenceDivision: string;
  readonly residenceAddress: string;
  readonly whereabouts: string;
  readonly stay: Stay;
  readonly unitCode: string;
  readonly unitName: string;
  readonly payDivision: string;
  /** The village of their household register, whatever the roster knows of it. */
  readonly homeVillage: string;
}

const UNITS = 4000;
const UNIT_NAMES = [
  "永兴",
  "华丰",
  "东方红",
  "前进",
  "恒昌",
  "新生",
  "长征",
  "同德",
  "裕民",
  "红星",
];
const UNIT_TRADES = ["机械厂", "纺织厂", "建筑公司", "百货公司", "粮油厂", "化工厂", "运输公司"];
const OFFICES = ["实验小学", "第三中学", "中医院", "水利局", "文化馆", "农业技术推广站", "图书馆"];
const ABROAD = ["HK", "MO", "TW", "ABROAD", "ABROAD"];

export function drawContacts(
  { rates, divisions, area }: Setting,
  chance: Chance,
  kind: EntitlementKind,
  household: Household,
): Contacts {
  const { contacts } = rates;
  const home = household.isCouple ? household.village : chance.pick(divisions.villages);
  const address = home.fullName + household.addressTail;
  const { stay, whereabouts } = drawStay(chance, contacts, divisions.farCounties, home.code);
  // Half of those who moved away told the agency so.
  const isKnownAway = stay === "elsewhere" && chance.happens(0.5);
  const residence = isKnownAway ? whereabouts : coarsened(chance, home.code, contacts);
  const residenceName = isKnownAway ? divisions.countyName(whereabouts) : address;
  const isHouseholdKnown = !chance.happens(contacts.householdMissing);
  const isResidenceKnown = !chance.happens(contacts.residenceMissing);
  const unit = drawUnit(chance, kind, contacts.unitMissing);
  return {
    phone: drawPhone(chance, contacts, household),
    householdDivision: isHouseholdKnown ? home.code : "",
    householdAddress: isHouseholdKnown ? address : "",
    residenceDivision: isResidenceKnown ? residence : "",
    residenceAddress: isResidenceKnown ? residenceName : "",
    whereabouts,
    stay,
    ...unit,
    payDivision: area.paidBy ?? home.code.slice(0, 6),
    homeVillage: home.code,
  };
}

function drawStay(
  chance: Chance,
  rates: Setting["rates"]["contacts"],
  farCounties: readonly string[],
  home: string,
): { stay: Stay; whereabouts: string } {
  const draw = chance.fraction();
  if (draw < rates.livesAbroad) return { stay: "abroad", whereabouts: chance.pick(ABROAD) };
  if (draw < rates.livesAbroad + rates.livesElsewhere) {
    return { stay: "elsewhere", whereabouts: chance.pick(farCounties) };
  }
  return { stay: "local", whereabouts: home };
}

function coarsened(chance: Chance, code: string, rates: Setting["rates"]["contacts"]): string {
  if (!chance.happens(rates.residenceCoarse)) return code;
  return code.slice(0, chance.happens(0.5) ? 9 : 6);
}

function drawPhone(
  chance: Chance,
  rates: Setting["rates"]["contacts"],
  { childsPhone }: Household,
): string {
  const own = inventedPhone(chance.fraction());
  const draw = chance.fraction();
  if (draw < rates.phoneMissing) return "";
  return draw < rates.phoneMissing + rates.phoneOfChild ? childsPhone : own;
}

/** Residents have no unit; of the others some have one that nobody wrote down. */
function drawUnit(
  chance: Chance,
  { insurance, holder }: EntitlementKind,
  missing: number,
): { unitCode: string; unitName: string } {
  const unit = Math.floor(UNITS * chance.fraction() ** 2);
  if (holder === "resident" || chance.happens(missing)) return { unitCode: "", unitName: "" };
  const code = `U${String(unit).padStart(5, "0")}`;
  const name = UNIT_NAMES[unit % UNIT_NAMES.length] ?? "";
  if (insurance === "institution-pension") {
    return { unitCode: code, unitName: `${name}${OFFICES[unit % OFFICES.length] ?? ""}` };
  }
  // A comma in a name is common enough that readers must cope with it.
  const branch = unit % 9 === 0 ? `,第${(unit % 5) + 1}分厂` : "";
  return { unitCode: code, unitName: `${name}${UNIT_TRADES[unit % 7] ?? ""}${branch}` };
}
