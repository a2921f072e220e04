import assert from "node:assert/strict";
import { test } from "node:test";

import { BoundedGroups, FURTHER_GROUPS, GROUPS_MAX } from "./bounded-groups.ts";

test("A column that differs in every row keeps so many groups apart and counts the rest together", () => {
  const groups = new BoundedGroups(() => ({ rows: 0 }));
  for (let row = 0; row < GROUPS_MAX + 500; row += 1) groups.at(`name ${row}`).rows += 1;
  groups.at("name 0").rows += 1;
  const map = groups.toMap();
  assert.equal(map.size, GROUPS_MAX + 1);
  assert.equal(map.get(FURTHER_GROUPS)?.rows, 500);
  assert.equal(map.get("name 0")?.rows, 2);
});
