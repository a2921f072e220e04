import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";

import { seeded } from "../test/seed.ts";
import {
  someFacts,
  someHarmlessKind,
  someSignKind,
  someSigns,
  someWindows,
} from "../test/some-facts.ts";
import { dayAt } from "./civil-date.ts";
import { isLossSign } from "./codes.ts";
import type { SignKind } from "./codes.ts";
import { evaluateEntitlement } from "./evaluation.ts";
import type { Pack } from "./pack.ts";
import { PACKS, findPack } from "./packs/index.ts";
import type { Sign } from "./sign.ts";
import type { Standing } from "./standing.ts";
import { EMPTY_STANDING, foldSign, mergeStandings, signsOf, slotOf } from "./standing.ts";

const AS_OF = dayAt("2024-03-03");

function getPack(id: string): Pack {
  const pack = findPack(id);
  assert.ok(pack, id);
  return pack;
}

const fold = (pack: Pack, signs: readonly Sign[]): Standing =>
  signs.reduce((held, sign) => foldSign(pack, AS_OF, held, sign), EMPTY_STANDING);

/** The parts of a summary, whether absent or explicitly unknown. */
const partsOf = ({ counted, paper, waiting, kept }: Standing): unknown => [
  counted,
  paper,
  waiting,
  kept,
];

/** Signs, and the same ones in another order with some given twice. */
const shuffledTwice = someSigns(someSignKind, AS_OF, 12).chain((signs) =>
  fc.tuple(
    fc.constant(signs),
    fc
      .tuple(fc.shuffledSubarray([...signs], { minLength: signs.length }), fc.subarray([...signs]))
      .chain(([all, again]) => {
        const both = [...all, ...again];
        return fc.shuffledSubarray(both, { minLength: both.length });
      }),
  ),
);

for (const pack of PACKS) {
  describe(`The standing under ${pack.id}`, () => {
    test("does not depend on the order of the signs, nor on signs that come twice", (t) => {
      fc.assert(
        fc.property(shuffledTwice, ([signs, again]) => {
          assert.deepEqual(partsOf(fold(pack, again)), partsOf(fold(pack, signs)));
        }),
        seeded(t, 300),
      );
    });

    test("is the same however the signs are split among workers and joined again", (t) => {
      const three = fc.tuple(someSigns(someSignKind, AS_OF, 15), fc.nat(15), fc.nat(15));
      fc.assert(
        fc.property(three, ([signs, one, other]) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          const a = fold(pack, signs.slice(0, low));
          const b = fold(pack, signs.slice(low, high));
          const c = fold(pack, signs.slice(high));
          const whole = partsOf(fold(pack, signs));
          const leftFirst = mergeStandings(mergeStandings(a, b), c);
          assert.deepEqual(partsOf(leftFirst), whole);
          assert.deepEqual(partsOf(mergeStandings(a, mergeStandings(b, c))), whole);
          assert.deepEqual(partsOf(mergeStandings(c, mergeStandings(b, a))), whole);
          assert.deepEqual(partsOf(mergeStandings(leftFirst, leftFirst)), whole);
          assert.deepEqual(partsOf(mergeStandings(leftFirst, EMPTY_STANDING)), whole);
        }),
        seeded(t, 300),
      );
    });

    test("says all that counts of a person without a loss sign, in three signs", (t) => {
      const life = fc
        .tuple(
          someFacts(pack, AS_OF),
          someSigns(
            fc.oneof(
              { weight: 9, arbitrary: someHarmlessKind },
              { weight: 1, arbitrary: someSignKind },
            ),
            AS_OF,
            12,
          ),
          someWindows(pack, AS_OF),
        )
        .map(([facts, signs, windows]) => ({
          facts,
          windows,
          signs: signs.filter(
            (sign) => !isLossSign(sign.kind) || slotOf(pack, sign, AS_OF) === undefined,
          ),
        }));
      fc.assert(
        fc.property(life, ({ facts, signs, windows }) => {
          const standing = fold(pack, signs);
          const lifeSigns = [standing.counted, standing.paper, standing.waiting];
          assert.ok(standing.kept.every((sign) => sign.kind === "payment-failure"));
          assert.equal(
            signsOf(standing).length,
            lifeSigns.filter((sign) => sign !== undefined).length + standing.kept.length,
          );
          assert.deepEqual(
            evaluateEntitlement(pack, facts, signsOf(standing), AS_OF, windows),
            evaluateEntitlement(pack, facts, signs, AS_OF, windows),
          );
        }),
        seeded(t, 2500),
      );
    });
  });
}

const sign = (kind: SignKind, occurred: string, arrived = occurred): Sign => ({
  kind,
  occurredOn: dayAt(occurred),
  arrivedOn: dayAt(arrived),
  source: "source",
  ref: "R1",
});
const slot = (pack: string, ...args: Parameters<typeof sign>): string | undefined =>
  slotOf(getPack(pack), sign(...args), AS_OF);

test("In Qingdao a data sign waits until the 4th of the month after it arrived", () => {
  // AS_OF is the 3rd: what arrived in February still waits, what arrived in January counts.
  assert.equal(slot("qingdao-2019", "rail-travel", "2024-02-01"), "waiting");
  assert.equal(slot("qingdao-2019", "rail-travel", "2024-01-31"), "counted");
  assert.equal(slot("qingdao-2019", "rail-travel", "2024-01-10", "2024-02-29"), "waiting");
  assert.equal(slot("qingdao-2019", "face-self", "2024-03-03"), "counted");
  assert.equal(slot("sichuan-2022", "rail-travel", "2024-03-03"), "counted");
});

test("In Qingdao a sign by proxy is none, elsewhere it is", () => {
  assert.equal(slot("qingdao-2019", "proxy", "2024-02-01"), undefined);
  for (const { id } of PACKS.filter((pack) => pack.id !== "qingdao-2019")) {
    assert.equal(slot(id, "proxy", "2024-02-01"), "counted", id);
  }
});

test("Maintained data are a sign in Qingdao only", () => {
  for (const { id } of PACKS) {
    const expected = id === "qingdao-2019" ? "counted" : undefined;
    assert.equal(slot(id, "info-maintenance", "2024-02-01"), expected, id);
  }
});

test("In Weihai a paper handed in six months after its date counts, a day later it does not", () => {
  assert.equal(slot("weihai-2017", "consular-certificate", "2023-08-31", "2024-02-29"), "paper");
  assert.equal(slot("weihai-2017", "consular-certificate", "2023-08-31", "2024-03-01"), undefined);
  assert.equal(slot("sichuan-2022", "consular-certificate", "2023-08-31", "2024-03-01"), "paper");
  assert.equal(slot("weihai-2017", "counter", "2023-01-01", "2024-03-01"), "counted");
});

test("Losses are kept everywhere, but `missing` has no effect in Shanxi and `came-of-age` nowhere", () => {
  for (const { id } of PACKS) {
    const expected = id === "shanxi-2018" ? undefined : "kept";
    assert.equal(slot(id, "missing", "2024-02-01"), expected, id);
    assert.equal(slot(id, "missing-court-declared", "2024-02-01"), "kept", id);
    assert.equal(slot(id, "death-cremation", "2024-02-01"), "kept", id);
    assert.equal(slot(id, "came-of-age", "2024-02-01"), undefined, id);
  }
});

test("Failed payments are kept in Sichuan alone; what proves nothing has no effect anywhere", () => {
  for (const { id } of PACKS) {
    const expected = id === "sichuan-2022" ? "kept" : undefined;
    assert.equal(slot(id, "payment-failure", "2024-02-01"), expected, id);
    assert.equal(slot(id, "critical-illness-stay", "2024-02-01"), undefined, id);
    assert.equal(slot(id, "contact-failed", "2024-02-01"), undefined, id);
  }
});
