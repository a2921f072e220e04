// Makes the files of a benchmark: a roster and observations in random person order, with the faults
// of real files in known shares. Fast and seeded; all people are invented. Knows no engine.

import { closeSync, openSync, writeSync } from "node:fs";

import { checkCharacterOf } from "@lingdai/policy";

import { Chance } from "./chance.ts";

/** How many rows of each file, and what they are about. */
export interface MadeFiles {
  readonly people: number;
  readonly observations: number;
  readonly asOf: string;
  readonly seed: number;
  /** References of observations count from here. */
  readonly firstReference?: number;
}

const SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许".split("");
const GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英玉华红建文国庆春梅志新海".split("");
const KINDS = [
  "rail-travel",
  "air-travel",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "border-crossing",
  "face-self",
  "face-on-behalf",
  "terminal-biometric",
  "counter",
  "community",
  "home-visit",
  "bank-visit",
  "activity-signin",
  "other-life",
] as const;
const SOURCES = ["铁路12306", "民航离港", "医保结算", "人社刷脸", "社区上报", "银行网点"] as const;
const GRANTS: readonly (readonly [string, string])[] = [
  ["enterprise-pension", "retirement-pension"],
  ["resident-pension", "resident-pension"],
  ["institution-pension", "retirement-pension"],
  ["institution-pension", "survivor-subsidy"],
  ["work-injury", "nursing-fee"],
];
const PENDING_MAX = 1 << 20;

/** The ID of the person of that number; the same every time. */
function idOf(person: number): string {
  const born = 1935 + (person % 29);
  const month = 1 + (Math.floor(person / 29) % 12);
  const day = 1 + (Math.floor(person / 348) % 28);
  const rest = Math.floor(person / 9744);
  const county = 510101 + (rest % 900);
  const sequence = Math.floor(rest / 900) % 1000;
  const first = `${county}${born}${two(month)}${two(day)}${String(sequence).padStart(3, "0")}`;
  return first + checkCharacterOf(first);
}

function nameOf(person: number): string {
  const mixed = Math.imul(person + 1, 0x9e3779b1) >>> 0;
  const surname = SURNAMES[mixed % SURNAMES.length] ?? "";
  const first = GIVEN[(mixed >>> 8) % GIVEN.length] ?? "";
  return surname + first + ((mixed & 64) === 0 ? "" : (GIVEN[(mixed >>> 16) % GIVEN.length] ?? ""));
}

/** Writes the roster. */
export function makeRoster(path: string, { people, asOf, seed }: MadeFiles): void {
  const chance = new Chance(seed);
  const lines = new Lines(path);
  const days = daysBefore(asOf, 1200);
  lines.add(
    "id_number,id_type,name,sex,birth_date,phone,household_division,residence_division,unit_code,insurance,kind,since,monthly_amount,pay_division,status,last_certified_on,last_certified_by,refuted_on,relationship,incapacity",
  );
  for (let person = 0; person < people; person += 1) {
    const [insurance, kind] = chance.oneOf(GRANTS);
    const county = `5101${two(1 + chance.below(23))}`;
    const certified = chance.below(100);
    // 15 of 100 stand near their deadline or past it.
    const ago = certified < 15 ? 330 + chance.below(60) : chance.below(320);
    const last = certified < 95 ? `${days[ago] ?? ""},${chance.oneOf(KINDS)}` : ",";
    const status = chance.below(100) < 97 ? "paying" : "suspended";
    lines.add(
      `${idOf(person)},,${nameOf(person)},,,13${String(chance.below(1e9)).padStart(9, "0")},${county},${county}${String(chance.below(900)).padStart(3, "0")},U${chance.below(5000)},${insurance},${kind},${2000 + chance.below(20)}-0${1 + chance.below(9)}-15,${1000 + chance.below(4000)}.00,${county},${status},${last},,,`,
    );
  }
  lines.close();
}

/**
 * Writes the observations: 9 % of strangers, 0.5 % wrong names, 0.5 % faulty, 3 % sent again, 0.2 %
 * of losses: at five observations a person, one person in a hundred has one.
 */
export function makeObservations(
  paths: readonly string[],
  { people, observations, asOf, seed, firstReference = 0 }: MadeFiles,
): void {
  const chance = new Chance(seed ^ 0x5bd1e995);
  const days = daysBefore(asOf, 360);
  let made = 0;
  for (const [at, path] of paths.entries()) {
    const lines = new Lines(path);
    lines.add("id_number,name,kind,occurred_on,source,ref");
    const until = Math.floor((observations * (at + 1)) / paths.length);
    let before = "";
    for (; made < until; made += 1) {
      const fault = chance.below(1000);
      if (fault < 30 && before !== "") {
        lines.add(before);
        continue;
      }
      const person = fault < 120 ? people + chance.below(people) : chance.below(people);
      let id = idOf(person);
      if (fault >= 120 && fault < 123) id = `${id.slice(0, 16)}00`;
      const isWrongName = fault >= 123 && fault < 128;
      const name = isWrongName ? nameOf(person + 7) : nameOf(person);
      const kind =
        fault === 128 ? "unknown" : fault < 131 ? "death-cremation" : chance.oneOf(KINDS);
      const day = fault === 131 ? "2024/1/3" : (days[chance.below(days.length)] ?? "");
      before = `${id},${name},${kind},${day},${chance.oneOf(SOURCES)},R${String(firstReference + made).padStart(19, "0")}`;
      lines.add(before);
    }
    lines.close();
  }
}

function daysBefore(asOf: string, days: number): readonly string[] {
  const last = Date.parse(`${asOf}T00:00:00Z`);
  return Array.from({ length: days }, (_, ago) =>
    new Date(last - ago * 86_400_000).toISOString().slice(0, 10),
  );
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** Lines of a file, written a megabyte at a time. */
class Lines {
  readonly #descriptor: number;
  #pending = "";

  constructor(path: string) {
    this.#descriptor = openSync(path, "w");
  }

  add(line: string): void {
    this.#pending += `${line}\n`;
    if (this.#pending.length > PENDING_MAX) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending);
    this.#pending = "";
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#descriptor, bytes, done);
  }
}
