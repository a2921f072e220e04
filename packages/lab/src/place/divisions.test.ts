import assert from "node:assert/strict";
import { test } from "node:test";

import { PACKS, isDivisionCode, isWithinDivision, levelOfDivision } from "@lingdai/policy";

import { findArea } from "./areas.ts";
import { Divisions } from "./divisions.ts";

for (const { id } of PACKS) {
  test(`${id} has an area with counties, townships and villages, each with a name`, () => {
    const area = findArea(id);
    assert.ok(area, "no area");
    const divisions = new Divisions(area.table);
    assert.ok(divisions.villages.length > 1000);
    const counties = new Set(divisions.villages.map(({ code }) => code.slice(0, 6)));
    const names = new Set<string>();
    for (const { code, fullName } of divisions.villages) {
      assert.ok(isDivisionCode(code), code);
      assert.equal(levelOfDivision(code), "village");
      assert.match(fullName, /^\p{Script=Han}.*[市区县].+/u);
      names.add(fullName);
    }
    assert.ok(counties.size >= 7);
    assert.ok(names.size > divisions.villages.length * 0.99, "names hardly repeat");
  });

  test(`In ${id} the numbers of people from here, from next door and from far never mix`, () => {
    const divisions = new Divisions(findArea(id)?.table ?? "");
    const [own = ""] = divisions.ownCounties;
    const province = `${own.slice(0, 2)}0000`;
    const city = `${own.slice(0, 4)}00`;
    assert.ok(divisions.ownCounties.every((code) => isWithinDivision(code, city)));
    assert.ok(divisions.neighbourCounties.length > 10);
    for (const code of divisions.neighbourCounties) {
      assert.ok(isWithinDivision(code, province) && !isWithinDivision(code, city), code);
    }
    assert.ok(divisions.farCounties.every((code) => !isWithinDivision(code, province)));
  });
}

test("A county is named with its province and city", () => {
  assert.equal(new Divisions("zibo").countyName("510104"), "四川省成都市锦江区");
  assert.equal(new Divisions("zibo").countyName("5101"), "四川省成都市");
});
