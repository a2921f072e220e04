/**
 * Invented people with their documents and the rows of the roster. What happens to them is drawn
 * elsewhere. It must not know files.
 */
import { checkCharacter } from "./identity-number.ts";
import { LIFE_KINDS, ROSTER_CODES } from "./known-codes.ts";
import type { Row } from "./files-by-hand.ts";
import type { PolicyId, Window } from "./known-signs.ts";
import { addDays, addMonths, dayOf } from "./naive-days.ts";
import { drawPastDay, drawSince } from "./nasty-days.ts";
import { drawName } from "./nasty-names.ts";
import type { Chance } from "./seeded-chance.ts";

/** One person: document, name and rows of the roster as they would be written cleanly. */
export interface Person {
  readonly idType: string;
  readonly idNumber: string;
  readonly name: string;
  readonly born: string;
  readonly rows: readonly Row[];
}

/** What is the same for a whole case. */
export interface Setting {
  readonly chance: Chance;
  readonly policy: PolicyId;
  readonly asOf: string;
  readonly window: Window | undefined;
}

const DIVISIONS = ["510104", "370202", "371002", "370303", "140105", "330102"];

/** What each policy covers, to be drawn more often than the rest. */
const TYPICAL: Readonly<Record<PolicyId, readonly (readonly [string, string])[]>> = {
  "sichuan-2022": [
    ["enterprise-pension", "retirement-pension"],
    ["resident-pension", "resident-pension"],
    ["enterprise-pension", "survivor-subsidy"],
    ["work-injury", "disability-allowance"],
    ["work-injury", "nursing-fee"],
    ["work-injury", "dependant-pension"],
    ["work-injury", "dependant-pension"],
  ],
  "shanxi-2018": [
    ["enterprise-pension", "retirement-pension"],
    ["institution-pension", "veteran-cadre-pension"],
  ],
  "qingdao-2019": [
    ["institution-pension", "retirement-pension"],
    ["institution-pension", "survivor-subsidy"],
    ["institution-pension", "veteran-cadre-pension"],
  ],
  "weihai-2017": [
    ["enterprise-pension", "retirement-pension"],
    ["work-injury", "dependant-pension"],
    ["enterprise-pension", "survivor-subsidy"],
    ["work-injury", "nursing-fee"],
  ],
  "zibo-2019": [
    ["enterprise-pension", "retirement-pension"],
    ["enterprise-pension", "survivor-subsidy"],
  ],
};

/** The number of a resident born on a day. */
export function residentNumber(division: string, born: string, sequence: number): string {
  const seventeen = division + born.replaceAll("-", "") + String(sequence % 1000).padStart(3, "0");
  return seventeen + checkCharacter(seventeen);
}

function drawBirth(setting: Setting, isYoung: boolean): string {
  const { chance, asOf } = setting;
  if (!isYoung) return dayOf(chance.whole(1930, 1964), chance.whole(1, 12), chance.whole(1, 28));
  const leapYear = Number(asOf.slice(0, 4)) - 18;
  if (chance.oneIn(4)) return dayOf(leapYear - (leapYear % 4), 2, 29);
  // The 18th birthday falls on the as-of date, a day beside it, or a good while away.
  const birthday = addDays(asOf, chance.pick([-400, -40, -1, 0, 0, 1, 1, 90]));
  const day = birthday.slice(5) === "02-29" ? addDays(birthday, 1) : birthday;
  return dayOf(Number(day.slice(0, 4)) - 18, Number(day.slice(5, 7)), Number(day.slice(8, 10)));
}

function drawDocument(
  chance: Chance,
  born: string,
  sequence: number,
): { idType: string; idNumber: string } {
  if (!chance.oneIn(9))
    return {
      idType: "resident-id",
      idNumber: residentNumber(chance.pick(DIVISIONS), born, sequence),
    };
  const idType = chance.pick([
    "passport",
    "hkmo-permit",
    "taiwan-permit",
    "foreign-permanent-resident",
  ]);
  // A document may look like a resident's number; only its type tells.
  if (chance.oneIn(6))
    return { idType, idNumber: residentNumber(chance.pick(DIVISIONS), born, sequence) };
  const digits = String(100000 + sequence);
  return { idType, idNumber: `${chance.pick(["G", "E", "EA", "H0", "00000", ""])}${digits}` };
}

/** A day of the last certification: near the limits of the policy, for weihai near the window. */
function drawCertified(setting: Setting): string {
  const { chance, asOf, window } = setting;
  if (chance.oneIn(5)) return "";
  const near =
    window !== undefined && chance.oneIn(2)
      ? addDays(
          chance.pick([
            window.from,
            window.to,
            addMonths(window.to, -12),
            addMonths(window.from, -6),
          ]),
          chance.whole(-1, 1),
        )
      : drawPastDay(chance, asOf);
  return near > asOf ? asOf : near;
}

function drawRow(
  setting: Setting,
  person: Omit<Person, "rows">,
  benefit: readonly [string, string],
): Row {
  const { chance, asOf } = setting;
  const [insurance, kind] = benefit;
  const isDependant = ["dependant-pension", "survivor-subsidy"].includes(kind);
  const since = drawSince(chance, asOf);
  const certified = drawCertified(setting);
  return {
    id_number: person.idNumber,
    id_type: person.idType === "resident-id" && chance.oneIn(2) ? "" : person.idType,
    name: person.name,
    sex: chance.pick(["male", "female", ""]),
    birth_date: person.idType === "resident-id" && chance.oneIn(2) ? "" : person.born,
    phone: chance.pick(["", "13800000000"]),
    household_division: "",
    household_address: "",
    residence_division: chance.pick(["510104001", "370202", ""]),
    residence_address: chance.pick(["解放路1号", "新华街2号，3单元", ""]),
    unit_code: "",
    unit_name: chance.pick(["", "钢铁集团"]),
    insurance,
    kind,
    // A future beginning is kept away from those who come of age: the text leaves that open.
    since: kind === "dependant-pension" && since > asOf ? asOf : since,
    monthly_amount: chance.pick(["1234.50", "", "many"]),
    pay_division: chance.pick(DIVISIONS),
    status: chance.pick([
      "",
      "paying",
      "paying",
      "paying",
      "paying",
      "suspended",
      "stopped",
      "terminated",
    ]),
    last_certified_on: certified,
    last_certified_by: certified === "" || chance.oneIn(6) ? "" : chance.pick(LIFE_KINDS),
    refuted_on: chance.oneIn(8) ? drawPastDay(chance, asOf) : "",
    relationship:
      isDependant || chance.oneIn(9)
        ? chance.pick(["", ...(ROSTER_CODES["relationship"] ?? []), "child", "sibling"])
        : "",
    incapacity: isDependant ? chance.pick(["", "full", "partial", "none", "none"]) : "",
  };
}

/** One person with one to three rows. */
export function drawPerson(setting: Setting, sequence: number): Person {
  const { chance, policy } = setting;
  const anything = (): readonly [string, string] => [
    chance.pick(ROSTER_CODES["insurance"] ?? []),
    chance.pick(ROSTER_CODES["kind"] ?? []),
  ];
  const benefits = [chance.oneIn(8) ? anything() : chance.pick(TYPICAL[policy])];
  while (chance.oneIn(4))
    benefits.push(chance.oneIn(3) ? anything() : chance.pick(TYPICAL[policy]));
  const isYoung = benefits.some(([, kind]) => kind === "dependant-pension") && !chance.oneIn(4);
  const born = drawBirth(setting, isYoung);
  const person = { ...drawDocument(chance, born, sequence), name: drawName(chance), born };
  return { ...person, rows: benefits.map((benefit) => drawRow(setting, person, benefit)) };
}
