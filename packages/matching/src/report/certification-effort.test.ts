import assert from "node:assert/strict";
import { test } from "node:test";

import { LIFE_SIGNS } from "@lingdai/policy";
import type { LifeSign } from "@lingdai/policy";

import { effortOf } from "./certification-effort.ts";

test("Silent is only what asks nothing of the person, of a relative or of staff", () => {
  const silent = (Object.keys(LIFE_SIGNS) as LifeSign[]).filter((k) => effortOf(k) === "silent");
  assert.deepEqual(silent.toSorted(), [
    "air-travel",
    "bank-visit",
    "border-crossing",
    "health-checkup",
    "hospital-discharge",
    "hospital-stay",
    "other-life",
    "rail-travel",
    "released",
    "returned",
  ]);
  assert.equal(effortOf("face-on-behalf"), "phone");
  assert.equal(effortOf("home-visit"), "met");
  assert.equal(effortOf("consular-certificate"), "paper");
});
