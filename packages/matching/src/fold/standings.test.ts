import assert from "node:assert/strict";
import { test } from "node:test";

import type { Sign, SignKind } from "@lingdai/policy";
import { PACKS, SIGNS, dayAt, evaluateEntitlement, findPack } from "@lingdai/policy";
import fc from "fast-check";

import { Standings } from "./standings.ts";

const AS_OF = dayAt("2024-03-01");
const LATEST = AS_OF;

function aSign(differing: Partial<Sign> = {}): Sign {
  return {
    kind: "rail-travel",
    occurredOn: dayAt("2023-12-01"),
    arrivedOn: AS_OF,
    source: "s",
    ref: "1",
    ...differing,
  };
}

function standingsOf(policy: string, signs: readonly Sign[]): Standings {
  const pack = findPack(policy);
  assert.ok(pack !== undefined);
  const standings = new Standings(pack, AS_OF, 1);
  for (const sign of signs) standings.fold(0, sign);
  return standings;
}

test("Of many life signs the latest is kept, on one day the first by source and reference", () => {
  const signs = [
    aSign({ occurredOn: dayAt("2023-11-01"), ref: "0" }),
    aSign({ source: "b", ref: "2" }),
    aSign({ source: "b", ref: "1" }),
    aSign({ source: "c", ref: "0" }),
    aSign({ occurredOn: dayAt("2023-10-01"), source: "a" }),
  ];
  assert.deepEqual(standingsOf("sichuan-2022", signs).latestSigns(0), [
    aSign({ source: "b", ref: "1" }),
  ]);
});

test("Signs without effect under the policy are counted and not kept", () => {
  const standings = standingsOf("sichuan-2022", [
    aSign({ kind: "contact-failed" }),
    aSign({ kind: "info-maintenance" }),
  ]);
  assert.deepEqual(standings.latestSigns(0), []);
  assert.equal(standings.signsOf(0), 2);
  assert.equal(standings.folded, 2);
});

test("A loss sign calls for all signs of its person", () => {
  const standings = standingsOf("sichuan-2022", [aSign(), aSign({ kind: "death-cremation" })]);
  assert.ok(standings.needsAllSigns(0));
  assert.ok(!standingsOf("sichuan-2022", [aSign()]).needsAllSigns(0));
});

test("In qingdao a data sign that waits stands beside the one that counts", () => {
  const signs = [
    aSign({ occurredOn: dayAt("2024-02-20"), arrivedOn: dayAt("2024-02-28"), ref: "waits" }),
    aSign({ occurredOn: dayAt("2023-12-01"), arrivedOn: dayAt("2023-12-01"), ref: "counts" }),
  ];
  const kept = standingsOf("qingdao-2019", signs).latestSigns(0);
  assert.deepEqual(kept.map(({ ref }) => ref).toSorted(), ["counts", "waits"]);
});

test("What is kept of a person without a loss decides as all signs would, under every policy", () => {
  const sign = fc.record({
    kind: fc.constantFrom(...(Object.keys(SIGNS) as SignKind[])),
    occurredOn: fc.integer({ min: LATEST - 900, max: LATEST }),
    wait: fc.integer({ min: 0, max: 300 }),
    source: fc.constantFrom("a", "b"),
    ref: fc.constantFrom("1", "2", "3"),
  });
  fc.assert(
    fc.property(
      fc.array(sign, { maxLength: 12 }),
      fc.constantFrom(...PACKS),
      fc.integer({ min: 0, max: 900 }),
      (drawn, pack, sinceDaysAgo) => {
        const signs = drawn.map(({ wait, ...rest }) => ({
          ...rest,
          arrivedOn: Math.min(AS_OF, rest.occurredOn + wait),
        }));
        const standings = new Standings(pack, AS_OF, 1);
        for (const one of signs) standings.fold(0, one);
        fc.pre(!standings.needsAllSigns(0));
        const windows = pack.clock.usesWindows
          ? [{ from: AS_OF - 60, to: AS_OF - 10, frequencyMonths: 12 }]
          : [];
        const facts = {
          insurance: pack.id.startsWith("qingdao") ? "institution-pension" : "enterprise-pension",
          kind: "retirement-pension",
          since: AS_OF - sinceDaysAgo,
          status: "paying",
          hasPhone: true,
          hasUnit: true,
          hasResidence: true,
        } as const;
        assert.deepEqual(
          evaluateEntitlement(pack, facts, standings.latestSigns(0), AS_OF, windows),
          evaluateEntitlement(pack, facts, signs, AS_OF, windows),
        );
      },
    ),
    { numRuns: 1000 },
  );
});
