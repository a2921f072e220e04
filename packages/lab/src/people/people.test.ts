import assert from "node:assert/strict";
import { test } from "node:test";

import { birthDateIn, birthdayAtAge, faultOfIdNumber, formatDay, sexIn } from "@lingdai/policy";

import type { Setting } from "../setting.ts";
import { settingOf } from "../simulate-options.ts";
import { People } from "./people.ts";
import type { Person } from "./person.ts";

function settingFor(persons: number, seed = 11, policy = "sichuan-2022"): Setting {
  return settingOf({ policy, persons, months: 12, seed, out: "" });
}

function enrolAll(setting: Setting): readonly Person[] {
  const people = new People(setting);
  return Array.from({ length: setting.persons }, (_, index) => people.enrol(index));
}

const SETTING = settingFor(20_000);
const PEOPLE = enrolAll(SETTING);
const RESIDENTS = PEOPLE.filter(({ idType }) => idType === "resident-id");

function shareOf(isSo: (person: Person) => boolean): number {
  return PEOPLE.filter(isSo).length / PEOPLE.length;
}

/** Five standard deviations on both sides of a share. */
function assertNear(actual: number, expected: number, count = PEOPLE.length): void {
  const slack = 5 * Math.sqrt((expected * (1 - expected)) / count) + 1 / count;
  assert.ok(Math.abs(actual - expected) <= slack, `${actual} is not near ${expected}`);
}

test("Every resident number is faultless, nobody shares one, and it tells birth date and sex", () => {
  assert.equal(new Set(PEOPLE.map(({ idNumber }) => idNumber)).size, PEOPLE.length);
  for (const { idNumber, birthDate, sex } of RESIDENTS) {
    assert.equal(faultOfIdNumber(idNumber, "resident-id", SETTING.asOf), undefined, idNumber);
    assert.equal(birthDateIn(idNumber), birthDate);
    assert.equal(sexIn(idNumber), sex);
  }
});

test("Documents of other kinds are as rare as their rate, and in a form that is accepted", () => {
  const others = PEOPLE.filter(({ idType }) => idType !== "resident-id");
  assertNear(others.length / PEOPLE.length, SETTING.rates.people.otherDocuments);
  for (const { idNumber, idType } of others) {
    assert.equal(faultOfIdNumber(idNumber, idType, SETTING.asOf), undefined, idNumber);
  }
});

test("The first people are the same however many follow, and whenever one looks at them", () => {
  const few = enrolAll(settingFor(501));
  assert.deepEqual(few, PEOPLE.slice(0, 501));
  const again = new People(SETTING);
  for (let index = 0; index < 501; index += 1) again.enrol(index);
  for (const index of [500, 3, 77, 0]) assert.deepEqual(again.at(index), PEOPLE[index]);
});

test("Another seed makes other people", () => {
  const others = enrolAll(settingFor(200, 12));
  const same = others.filter(({ idNumber }, at) => idNumber === PEOPLE[at]?.idNumber);
  assert.ok(same.length <= 1);
});

test("Nobody retires too young, and the new ones retire in these months", () => {
  for (const { entitlements, holder, birthDate, sex } of PEOPLE) {
    const [{ since }] = entitlements;
    if (holder === "resident") assert.ok(since > birthdayAtAge(birthDate, 60));
    if (holder === "retiree") assert.ok(since > birthdayAtAge(birthDate, sex === "male" ? 55 : 45));
    assert.equal(formatDay(since).slice(8), "01");
    assert.ok(since <= SETTING.asOf + 1);
  }
  const pensioners = PEOPLE.filter(({ holder }) => holder === "resident" || holder === "retiree");
  const fresh = pensioners.filter(({ entitlements: [{ since }] }) => since > SETTING.from);
  assertNear(fresh.length / pensioners.length, SETTING.rates.people.newPerYear * (366 / 365.2425));
});

test("What is on file lies before the first month and not before the benefit began", () => {
  for (const { entitlements, diedBefore } of PEOPLE) {
    for (const { lastCertifiedOn, since, refutedOn, status } of entitlements) {
      const latest = diedBefore ?? SETTING.from;
      if (lastCertifiedOn !== undefined) {
        assert.ok(lastCertifiedOn >= since && lastCertifiedOn < latest);
      }
      assert.ok((refutedOn ?? SETTING.from - 1) < SETTING.from);
      if (status === "terminated") assert.ok(diedBefore !== undefined);
    }
  }
});

test("Shares of the roster are those of the rates", () => {
  const { people, contacts, roster, entitlements } = SETTING.rates;
  assertNear(
    shareOf(({ phone }) => phone === ""),
    contacts.phoneMissing,
  );
  assertNear(
    shareOf(({ stay }) => stay === "abroad"),
    contacts.livesAbroad,
  );
  assertNear(
    shareOf(({ stay }) => stay === "elsewhere"),
    contacts.livesElsewhere,
  );
  assertNear(
    shareOf(({ isSilent }) => isSilent),
    people.silent,
  );
  const statusShare = (status: string): number =>
    shareOf((person) => person.entitlements[0].status === status);
  assertNear(statusShare("terminated"), roster.terminated);
  assertNear(statusShare("suspended"), roster.suspended);
  const { covers } = SETTING.pack;
  assertNear(
    shareOf((person) => !covers(person.entitlements[0].insurance, person.entitlements[0].kind)),
    entitlements.notCovered,
  );
});

test("A homonym bears name and sex of somebody before them", () => {
  const homonyms = PEOPLE.filter(({ homonymOf }) => homonymOf !== undefined);
  assert.ok(homonyms.length > 10);
  for (const { index, homonymOf, name, sex } of homonyms) {
    const twin = PEOPLE[homonymOf ?? -1];
    assert.ok(twin !== undefined && twin.index < index);
    assert.deepEqual([twin.name, twin.sex], [name, sex]);
  }
});

test("No birthday is everybody's: people are spread over the days", () => {
  const born = new Map<number, number>();
  for (const { birthDate } of PEOPLE) born.set(birthDate, (born.get(birthDate) ?? 0) + 1);
  assert.ok(Math.max(...born.values()) < 20, String(Math.max(...born.values())));
});

test("Phones look like mobile numbers under a prefix that no carrier has", () => {
  for (const { phone } of PEOPLE) assert.match(phone, /^(1600\d{7})?$/);
});

for (const policy of ["shanxi-2018", "qingdao-2019", "weihai-2017", "zibo-2019"]) {
  test(`Under ${policy} most benefits are covered and a few are not`, () => {
    const setting = settingFor(4000, 5, policy);
    const people = enrolAll(setting);
    const others = people.filter(({ entitlements: [{ insurance, kind }] }) => {
      return !setting.pack.covers(insurance, kind);
    });
    assertNear(others.length / people.length, setting.rates.entitlements.notCovered, people.length);
  });
}

test("Children among dependants are minors or just of age, and not married", () => {
  const children = PEOPLE.filter(({ entitlements: [{ relationship }] }) => {
    return ["child", "grandchild", "sibling"].includes(relationship ?? "");
  });
  assert.ok(children.length > 20);
  for (const { birthDate } of children) {
    assert.ok(birthDate > SETTING.from - 18.4 * 365.2425, formatDay(birthDate));
  }
});
