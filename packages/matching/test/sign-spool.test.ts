// The temporary file of signs: what goes in comes out, for the people that are wanted.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import type { Sign } from "@lingdai/policy";

import { SignSpool } from "../src/index.ts";
import { aFolder } from "./evaluation-fixture.ts";

function aSign(at: number, ref = `R${at}`): Sign {
  return {
    kind: at % 3 === 0 ? "death-cremation" : "rail-travel",
    occurredOn: at - 200_000,
    arrivedOn: at,
    source: `铁路${at % 7}`,
    ref,
  };
}

test("A hundred thousand signs come back whole and in order, across every block's end", async (context) => {
  const spool = new SignSpool(join(aFolder(context), "signs"));
  try {
    for (let at = 0; at < 100_000; at += 1) spool.add(at % 1000, aSign(at));
    const found: Sign[] = [];
    await spool.scan(
      (person) => person === 7 || person === 999,
      (_, sign) => found.push(sign),
    );
    const expected = Array.from({ length: 100_000 }, (_, at) => at)
      .filter((at) => at % 1000 === 7 || at % 1000 === 999)
      .map((at) => aSign(at));
    assert.deepEqual(found, expected);
  } finally {
    spool.close();
  }
});

test("A reference larger than a block comes back whole between small ones", async (context) => {
  const spool = new SignSpool(join(aFolder(context), "signs"));
  try {
    const large = aSign(2, "长".repeat(1_500_000));
    for (const sign of [aSign(1), large, aSign(3)]) spool.add(5, sign);
    const found: Sign[] = [];
    await spool.scan(
      () => true,
      (_, sign) => found.push(sign),
    );
    assert.deepEqual(found, [aSign(1), large, aSign(3)]);
  } finally {
    spool.close();
  }
});

test("A spool may be scanned again, and an empty one has nothing", async (context) => {
  const spool = new SignSpool(join(aFolder(context), "signs"));
  try {
    const count = async (): Promise<number> => {
      let signs = 0;
      await spool.scan(
        () => true,
        () => {
          signs += 1;
        },
      );
      return signs;
    };
    assert.equal(await count(), 0);
    spool.add(1, aSign(1));
    assert.equal(await count(), 1);
    assert.equal(await count(), 1);
  } finally {
    spool.close();
  }
});
