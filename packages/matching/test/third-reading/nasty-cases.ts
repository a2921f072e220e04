/**
 * A whole run of `lingdai evaluate` from one seed: roster, observation files, mappings, arguments,
 * all of them as nasty as the rules have edges. It must not know what the right answer is.
 */
import type { Row } from "./files-by-hand.ts";
import {
  OBSERVATION_COLUMNS,
  OBSERVATION_REQUIRED,
  ROSTER_COLUMNS,
  ROSTER_REQUIRED,
} from "./judged-row.ts";
import type { PolicyId, Window } from "./known-signs.ts";
import type { NamedFile } from "./mapped-table.ts";
import { addDays, addMonths } from "./naive-days.ts";
import { drawAsOf } from "./nasty-days.ts";
import { estranged, roughened, spoiled } from "./nasty-dirt.ts";
import { MANNERS, writeFile } from "./nasty-files.ts";
import type { WrittenFile } from "./nasty-files.ts";
import { drawHappenings } from "./nasty-lives.ts";
import { drawPerson } from "./nasty-people.ts";
import type { Person, Setting } from "./nasty-people.ts";
import type { ReadingArguments } from "./read-by-hand.ts";
import { Chance } from "./seeded-chance.ts";

/** All five policies. */
export const POLICIES: readonly PolicyId[] = [
  "sichuan-2022",
  "shanxi-2018",
  "qingdao-2019",
  "weihai-2017",
  "zibo-2019",
];

const SOURCES = ["rail", "铁路12306", "市医保局,二期", "省人口库", '县"社保局', "Rail", "rai"];

const ROSTER_DATES = ["birth_date", "since", "last_certified_on", "refuted_on"];
const ROSTER_CODED = [
  "id_type",
  "insurance",
  "kind",
  "status",
  "last_certified_by",
  "relationship",
  "incapacity",
  "sex",
];

function drawWindow(chance: Chance, policy: PolicyId, asOf: string): Window | undefined {
  if (policy !== "weihai-2017" || chance.oneIn(9)) return undefined;
  const length = chance.pick([0, 10, 61, 61, 90, 430]);
  // Working days decide in the two weeks after the window.
  const to = addDays(asOf, -chance.whole(0, 14));
  if (chance.oneIn(2)) return { from: addDays(to, -length), to };
  const from = addDays(addMonths(asOf, -chance.whole(0, 8)), chance.whole(-12, 12));
  return { from, to: addDays(from, length) };
}

/** The roster's rows in careless writing, with spoiled copies and second rows between them. */
function rosterRows(setting: Setting, people: readonly Person[]): Row[] {
  const { chance, asOf } = setting;
  const rows: Row[] = [];
  for (const person of people)
    for (const row of person.rows) {
      rows.push(roughened(chance, row, ["id_type", "kind", ...ROSTER_DATES]));
      if (chance.oneIn(14)) rows.push({ ...row, name: row["name"] ?? "", since: "2001-01-01" });
      if (chance.oneIn(6))
        rows.push(
          spoiled(chance, row, asOf, {
            required: ROSTER_REQUIRED,
            coded: ROSTER_CODED,
            dates: ROSTER_DATES.filter((column) => column !== "birth_date"),
          }),
        );
    }
  return rows;
}

/** All observations in careless writing; references collide now and then. */
function observationRows(setting: Setting, people: readonly Person[]): Row[] {
  const { chance, asOf } = setting;
  const rows: Row[] = [];
  for (const person of people)
    for (const happening of drawHappenings(setting, person)) {
      const clean: Row = {
        id_number: person.idNumber,
        id_type: person.idType === "resident-id" && chance.oneIn(2) ? "" : person.idType,
        name: person.name,
        kind: happening.kind,
        occurred_on: happening.occurred,
        source: chance.pick(SOURCES),
        ref: `R${String(chance.oneIn(40) ? chance.whole(1, 9) : rows.length + 1)}`,
        arrived_on: happening.arrived,
      };
      const dates = ["occurred_on", "arrived_on"];
      rows.push(roughened(chance, clean, ["id_type", "kind", ...dates]));
      if (chance.oneIn(16))
        rows.push({ ...estranged(chance, clean), ref: `S${String(rows.length)}` });
      if (chance.oneIn(20)) rows.push(clean);
      if (chance.oneIn(9))
        rows.push(
          spoiled(chance, clean, asOf, {
            required: OBSERVATION_REQUIRED,
            coded: ["id_type", "kind"],
            dates,
          }),
        );
    }
  return chance.shuffled(rows);
}

/** Deals the rows out to four to six files, two of which may bear one name. */
function observationFiles(chance: Chance, rows: readonly Row[]): WrittenFile[] {
  const count = chance.whole(4, 6);
  const files: WrittenFile[] = [];
  for (let number = 0; number < count; number += 1) {
    const own = rows.filter((_, place) => place % count === number);
    const name = `${"abcdef".charAt(number)}${String(number)}-signs.csv`;
    files.push(writeFile(chance, name, OBSERVATION_COLUMNS, own, chance.pick(MANNERS)));
  }
  const [first] = files;
  const isTwice = chance.oneIn(8) && first !== undefined;
  return isTwice ? [...files, first] : files;
}

/** An earlier run's conclusions: some rows the same, some other, some gone, some new. */
function earlierConclusions(chance: Chance, people: readonly Person[]): Uint8Array {
  const lines = [
    "id_number,insurance,kind,conclusion,pending_reason,last_certified_on,last_certified_by," +
      "deadline,status,action,due_on,actions,basis,decided_by",
    "510104195001010000,resident-pension,resident-pension,eligible,,,,,paying,none,,,,",
  ];
  const seen = new Set<string>();
  for (const { idNumber, rows } of people)
    for (const row of rows) {
      const key = [idNumber, row["insurance"], row["kind"]].join(",");
      if (seen.has(key) || chance.oneIn(4)) continue;
      seen.add(key);
      const conclusion = chance.pick(["eligible", "pending", "lost", ""]);
      lines.push(
        `${key},${conclusion},,,,,paying,${chance.pick(["none", "verify", "suspend"])},,,,`,
      );
    }
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

/** The files and arguments of one seed; the policy is drawn too unless it is given. */
export function nastyCase(seed: number, given?: PolicyId): ReadingArguments {
  const chance = new Chance(seed);
  const drawn = chance.pick(POLICIES);
  const policy = given ?? drawn;
  const asOf = drawAsOf(chance, policy);
  const window = drawWindow(chance, policy, asOf);
  const setting: Setting = { chance, policy, asOf, window };
  const people: Person[] = [];
  for (let sequence = 1; sequence <= 60; sequence += 1) people.push(drawPerson(setting, sequence));
  const roster: WrittenFile = writeFile(
    chance,
    "roster.csv",
    ROSTER_COLUMNS,
    rosterRows(setting, people),
    chance.pick(["plain", "plain", "marked", "chinese", "tabbed"]),
  );
  const files = observationFiles(chance, observationRows(setting, people));
  const observations: readonly NamedFile[] = files.map(({ file }) => file);
  const mappings = [roster, ...new Set(files)].flatMap((written) => written.mappings);
  return {
    policy,
    asOf,
    roster: roster.file,
    observations,
    mappings,
    ...(chance.oneIn(2) ? { previous: earlierConclusions(chance, people) } : {}),
    ...(window === undefined ? {} : { window }),
  };
}
