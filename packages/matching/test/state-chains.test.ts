// Chains of months on one state, whose rosters, days, names and files change as they do in offices:
// after every month the lists are those of one run over all files that count. What a state keeps to
// save work may be damaged or lacking: it changes nothing.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { test } from "node:test";
import fc from "fast-check";

import { evaluateFiles } from "../src/index.ts";
import type { Row } from "./evaluation-fixture.ts";
import { aFolder, residentId, toCsv } from "./evaluation-fixture.ts";
import { addDays } from "./third-reading/naive-days.ts";
import { Chance } from "./third-reading/seeded-chance.ts";

const RUNS = Number(process.env["LINGDAI_SEEDS"] ?? 3);
const MONTHS = 5;
const PEOPLE = 6;
const NAMES = ["李秀英", "王建国", "张三", "SMITH", "赵小红"] as const;
const POLICIES = ["sichuan-2022", "qingdao-2019", "weihai-2017", "zibo-2019"] as const;
const KINDS = [
  ..."rail-travel air-travel hospital-stay health-checkup counter video released returned".split(
    " ",
  ),
  ..."consular-certificate overseas-review-form info-maintenance payment-failure".split(" "),
  ..."critical-illness-stay rail-travel air-travel bank-visit counter community".split(" "),
];
const LOSSES = "death-cremation death-hr-database missing imprisonment remarried other-loss".split(
  " ",
);
const FIRST_DAY = "2024-01-10";
const WINDOW = "2024-01-01..2024-03-31";

/** The last two have passports. */
function documentOf(person: number): Row {
  return person < PEOPLE - 2
    ? { id_number: residentId(person), id_type: "" }
    : { id_number: `E123456${person}`, id_type: "passport" };
}

function nameOf(person: number): string {
  return NAMES[person % NAMES.length] ?? "";
}

/** Who is paid this month: some are gone, some are new, some have another name on one of their rows. */
function aRoster(chance: Chance): readonly Row[] {
  const present = Array.from({ length: PEOPLE }, (_, person) => person).filter(
    () => !chance.oneIn(6),
  );
  const rows = present.flatMap((person) => {
    const row = (kind: string): Row => ({
      ...documentOf(person),
      name: chance.oneIn(9) ? chance.pick(NAMES) : nameOf(person),
      phone: "13800000000",
      residence_division: "510104",
      unit_code: chance.oneIn(2) ? "U1" : "",
      insurance: "institution-pension",
      kind,
      since: "2010-03-20",
      last_certified_on: chance.oneIn(2) ? "2023-02-01" : "",
      last_certified_by: "counter",
      relationship: "spouse",
    });
    return chance.oneIn(3)
      ? [row("retirement-pension"), row("survivor-subsidy")]
      : [row("retirement-pension")];
  });
  const [first = {}] = rows;
  const rejected = { ...first, kind: "veteran-cadre-pension", refuted_on: "2024-04-01" };
  const all = chance.oneIn(4) ? [...rows, rejected] : rows;
  return chance.oneIn(3) ? chance.shuffled(all) : all;
}

/** What the files of one chain have in common. */
interface Habits {
  /** Whether rows come before their day: nothing may be said for good while one waits. */
  readonly areEarly: boolean;
  nextReference: number;
}

function observations(chance: Chance, asOf: string, habits: Habits): readonly Row[] {
  return Array.from({ length: chance.whole(2, 24) }, () => {
    const person = chance.whole(0, PEOPLE - 1);
    const isEarly = habits.areEarly && chance.oneIn(8);
    const occurred = addDays(asOf, isEarly ? chance.whole(1, 60) : -chance.whole(0, 500));
    const stated = addDays(occurred, chance.whole(0, 20));
    habits.nextReference += 1;
    return {
      ...documentOf(person),
      name: chance.oneIn(8) ? chance.pick(NAMES) : nameOf(person),
      kind: chance.pick(chance.oneIn(12) ? LOSSES : KINDS),
      occurred_on: occurred,
      source: chance.pick(["铁路", "民航"]),
      ref: chance.oneIn(8) ? `again-${chance.whole(0, 3)}` : `R${habits.nextReference}`,
      arrived_on: chance.oneIn(3) || (!habits.areEarly && stated > asOf) ? "" : stated,
    };
  });
}

/** What a run says about everybody, and about its roster. */
function saidOf(out: string): readonly unknown[] {
  const read = (name: string): string => readFileSync(join(out, name), "utf8");
  const { roster } = JSON.parse(read("summary.json")) as { readonly roster: unknown };
  const rejects = read("rejects.csv").split("\n");
  return [
    read("conclusions.csv"),
    read("uncertified.csv"),
    roster,
    rejects.filter((line) => line.startsWith("roster.csv,")),
  ];
}

/** What happens to what saves work before a month's run. */
type Mishap = "none" | "lost" | "damaged";

function suffer(state: string, mishap: Mishap, place: number): void {
  const images = readdirSync(state).filter((name) => /^(?:roster|people|folded)-/.test(name));
  for (const name of images) {
    const path = join(state, name);
    if (mishap === "lost") rmSync(path);
    if (mishap !== "damaged") continue;
    const bytes = readFileSync(path);
    const at = place % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (place % 8));
    writeFileSync(path, place % 3 === 0 ? bytes.subarray(0, at) : bytes);
  }
}

async function runChain(
  folder: string,
  seed: number,
  policy: string,
  mishaps: readonly Mishap[],
): Promise<void> {
  const chance = new Chance(seed);
  const habits: Habits = { areEarly: chance.oneIn(2), nextReference: 0 };
  const state = join(folder, "state");
  const roster = join(folder, "roster.csv");
  mkdirSync(folder);
  writeFileSync(roster, toCsv(aRoster(chance)));
  let asOf = FIRST_DAY;
  let counted: readonly string[] = [];
  let last: readonly string[] = [];
  for (let month = 0; month < MONTHS; month += 1) {
    const isGivenAgain = month > 0 && chance.oneIn(4);
    if (isGivenAgain) counted = counted.slice(0, counted.length - last.length);
    else {
      last = chance.oneIn(7) ? [] : [join(folder, `month-${month}.csv`)];
      for (const path of last) writeFileSync(path, toCsv(observations(chance, asOf, habits)));
    }
    if (month > 0 && chance.oneIn(2)) writeFileSync(roster, toCsv(aRoster(chance)));
    counted = [...counted, ...last];
    if (month > 0) suffer(state, mishaps[month] ?? "none", seed);
    const asked = {
      policy,
      asOf,
      roster,
      ...(policy === "weihai-2017" ? { window: WINDOW } : {}),
      threads: chance.oneIn(8) ? 2 : 1,
      blockBytes: chance.oneIn(2) ? 300 : undefined,
    };
    const [out, whole] = [join(folder, `out-${month}`), join(folder, `whole-${month}`)];
    await evaluateFiles({ ...asked, observations: last, out, state });
    if (counted.length > 0) {
      await evaluateFiles({ ...asked, observations: counted, out: whole });
      assert.deepEqual(saidOf(out), saidOf(whole), `month ${month} of ${seed}`);
    }
    asOf = addDays(asOf, chance.whole(0, 45));
  }
}

async function holdChains(context: TestContext, mishap: fc.Arbitrary<Mishap>): Promise<void> {
  const folder = aFolder(context);
  let chains = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(...POLICIES),
      fc.array(mishap, { minLength: MONTHS, maxLength: MONTHS }),
      async (seed, policy, mishaps) => {
        chains += 1;
        await runChain(join(folder, String(chains)), seed, policy, mishaps);
      },
    ),
    { numRuns: RUNS },
  );
}

test("Every month of a chain ends as one run over all its files, whoever came, went or changed names", async (context) => {
  await holdChains(context, fc.constant("none"));
});

test("A chain whose saved work is lost or damaged now and then says the same", async (context) => {
  await holdChains(context, fc.constantFrom("none", "lost", "damaged"));
});
