import assert from "node:assert/strict";
import { test } from "node:test";

import type { Command, WorkLevel, WorkRole } from "./permitted-commands.ts";
import { COMMANDS, mayDo, permittedCommands } from "./permitted-commands.ts";

const LEVELS: readonly WorkLevel[] = ["province", "city", "county", "township", "village", "unit"];
const ROLES: readonly WorkRole[] = ["admin", "clerk", "reviewer", "approver", "unit-clerk"];

test("Every command is somebody's to give", () => {
  const given = new Set(
    ROLES.flatMap((role) => LEVELS.flatMap((level) => permittedCommands(role, level))),
  );
  assert.deepEqual([...given].toSorted(), Object.keys(COMMANDS).toSorted());
});

test("Only agencies sign, and the approval is an approver's", () => {
  const signs: readonly Command[] = ["sign-1", "sign-2", "sign-3"];
  for (const level of ["township", "village", "unit"] as const) {
    for (const role of ROLES) {
      for (const command of signs) assert.equal(mayDo(command, role, level), false);
    }
  }
  assert.equal(mayDo("sign-1", "clerk", "county"), true);
  assert.equal(mayDo("sign-2", "clerk", "county"), false);
  assert.equal(mayDo("sign-3", "reviewer", "county"), false);
  assert.equal(mayDo("sign-3", "approver", "county"), true);
});

test("A unit decides about its own people, and no agency decides in its place", () => {
  assert.equal(mayDo("unit-decide", "unit-clerk", "unit"), true);
  assert.equal(mayDo("unit-decide", "approver", "city"), false);
});

test("A service point neither confirms nor refutes a loss, nor announces anything", () => {
  for (const command of ["confirm-loss", "refute-loss", "announce-window", "hold-clock"] as const) {
    assert.equal(mayDo(command, "approver", "township"), false, command);
  }
});

test("An administrator of accounts decides about nobody", () => {
  const own = ["read-audit", "manage-staff"];
  for (const level of ["province", "city", "county"] as const) {
    assert.deepEqual(permittedCommands("admin", level), own, level);
  }
  for (const level of ["township", "village", "unit"] as const) {
    assert.deepEqual(permittedCommands("admin", level), [], level);
  }
});
