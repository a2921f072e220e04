import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt } from "@lingdai/policy";

import { Seed } from "../chance.ts";
import { People } from "../people/people.ts";
import { settingOf } from "../simulate-options.ts";
import { isAbout, isAlive, lifeOf, placeOf } from "./life-course.ts";
import { Mortality } from "./mortality.ts";

const SETTING = settingOf({
  policy: "sichuan-2022",
  persons: 30_000,
  months: 24,
  seed: 21,
  out: "",
});
const { mortality, mortalityScale } = SETTING.rates.life;
const MORTALITY = new Mortality(mortality, mortalityScale);
const PEOPLE = new People(SETTING);
const LIVES = Array.from({ length: SETTING.persons }, (_, index) => {
  const person = PEOPLE.enrol(index);
  return { person, life: lifeOf(SETTING, MORTALITY, person) };
});

test("Between the ages of the table mortality rises, and at them it is the table's", () => {
  const table = new Mortality(mortality, 1);
  for (const [age, men, women] of mortality) {
    if (age > 100) continue;
    assert.ok(Math.abs(table.yearly("male", age) - men) < 1e-9);
    assert.ok(Math.abs(table.yearly("female", age) - women) < 1e-9);
  }
  for (let age = 31; age < 100; age += 1) {
    assert.ok(table.yearly("male", age) > table.yearly("male", age - 1));
    assert.ok(table.yearly("male", age) > table.yearly("female", age));
  }
});

test("As many die within a year as the table says", () => {
  const from = dayAt("2024-01-01");
  const bornOn = dayAt("1944-01-01");
  const chance = new Seed(1).streamOf(0, 0);
  const table = new Mortality(mortality, 1);
  let deaths = 0;
  const people = 20_000;
  for (let at = 0; at < people; at += 1) {
    if (table.drawDeath(chance, "male", bornOn, from, 365) !== undefined) deaths += 1;
  }
  const expected = table.yearly("male", 80);
  const slack = 5 * Math.sqrt((expected * (1 - expected)) / people);
  assert.ok(Math.abs(deaths / people - expected) < slack, String(deaths / people));
});

test("A death over several years is drawn as if every day had been asked", () => {
  const from = dayAt("2024-01-01");
  const chance = new Seed(2).streamOf(0, 0);
  const table = new Mortality([[0, 0.2, 0.2]], 1);
  let survivors = 0;
  for (let at = 0; at < 20_000; at += 1) {
    const died = table.drawDeath(chance, "male", dayAt("1950-06-15"), from, 1096);
    if (died === undefined) survivors += 1;
    else assert.ok(died >= from && died < from + 1096);
  }
  const expected = 0.8 ** (1096 / 365.2425);
  assert.ok(Math.abs(survivors / 20_000 - expected) < 0.018, String(survivors / 20_000));
});

test("The dead do nothing, the jailed and the missing are not about, who returns is", () => {
  let [jailed, returned] = [0, 0];
  for (const { person, life } of LIVES) {
    const { diedOn, jailedOn, releasedOn, missingOn, returnedOn, movedOn } = life;
    for (const on of [jailedOn, releasedOn, returnedOn, movedOn, life.phoneChangedOn]) {
      if (on !== undefined && diedOn !== undefined) assert.ok(on < diedOn);
    }
    if (diedOn !== undefined) {
      assert.equal(isAlive(life, diedOn), false);
      assert.equal(placeOf(person, life, diedOn), "");
    }
    if (jailedOn !== undefined) {
      jailed += 1;
      assert.equal(isAbout(life, jailedOn), false);
      if (releasedOn !== undefined) assert.ok(releasedOn > jailedOn);
    }
    if (returnedOn !== undefined && missingOn !== undefined) {
      returned += 1;
      assert.equal(isAbout(life, missingOn), false);
      assert.equal(isAbout(life, returnedOn - 1), false);
      if (jailedOn === undefined) assert.ok(isAbout(life, returnedOn));
    }
  }
  assert.ok(jailed > 5 && returned > 2, `${jailed} ${returned}`);
});

test("Only deaths are concealed, about as many as the rate says, and only then are cards used", () => {
  const deaths = LIVES.filter(({ life }) => life.diedOn !== undefined);
  const newDeaths = deaths.filter(({ person }) => person.diedBefore === undefined);
  const concealed = newDeaths.filter(({ life }) => life.isConcealed);
  const { concealed: share } = SETTING.rates.life;
  const slack = 5 * Math.sqrt((share * (1 - share)) / newDeaths.length);
  assert.ok(Math.abs(concealed.length / newDeaths.length - share) < slack);
  for (const { life } of LIVES) {
    if (life.isConcealed) assert.ok(life.diedOn !== undefined);
    if (life.isCardUsed) assert.ok(life.isConcealed);
  }
});

test("Only dependants and survivors remarry, are adopted, find work or enlist, each as fits", () => {
  const losses = LIVES.filter(({ life }) => life.dependantLoss !== undefined);
  assert.ok(losses.length > 3);
  for (const { person, life } of losses) {
    const relationships = person.entitlements.map(({ relationship }) => relationship);
    assert.ok(relationships.some((relationship) => relationship !== undefined));
    if (life.dependantLoss?.kind === "remarried") assert.ok(relationships.includes("spouse"));
  }
});

test("A life is the same whenever one asks for it", () => {
  for (const { person, life } of LIVES.slice(0, 300)) {
    assert.deepEqual(lifeOf(SETTING, MORTALITY, person), life);
  }
});
