import assert from "node:assert/strict";
import { test } from "node:test";

import { RELATIONSHIPS } from "./codes.ts";
import type { BenefitKind, LossGroup, Relationship } from "./codes.ts";
import type { Pack } from "./pack.ts";
import { PACKS } from "./packs/index.ts";

const GROUPS = ["remarried", "adopted", "employed", "enlisted", "came-of-age"] as const;

/** For whom a dependant's loss counts: one line a group. */
function appliesTo(pack: Pack, kind: BenefitKind): Readonly<Record<string, string>> {
  return Object.fromEntries(
    GROUPS.map((group) => [
      group,
      (Object.keys(RELATIONSHIPS) as Relationship[])
        .filter((each) => pack.dependantLossApplies(group, kind, each, "none"))
        .join(" "),
    ]),
  );
}

const EVERYBODY = "spouse child grandchild sibling parent grandparent";
const MINORS = "child grandchild sibling";

test("Remarriage ends a spouse's dependant pension, the others a child's, grandchild's or sibling's", () => {
  for (const pack of PACKS.filter(({ id }) => id !== "weihai-2017")) {
    assert.deepEqual(appliesTo(pack, "dependant-pension"), {
      remarried: "spouse",
      adopted: MINORS,
      employed: MINORS,
      enlisted: MINORS,
      "came-of-age": MINORS,
    });
  }
});

test("In Weihai adoption, employment and enlistment count for every relationship, and for survivors", () => {
  for (const pack of PACKS.filter(({ id }) => id === "weihai-2017")) {
    const common = {
      remarried: "spouse",
      adopted: EVERYBODY,
      employed: EVERYBODY,
      enlisted: EVERYBODY,
    };
    assert.deepEqual(appliesTo(pack, "dependant-pension"), { ...common, "came-of-age": MINORS });
    assert.deepEqual(appliesTo(pack, "survivor-subsidy"), { ...common, "came-of-age": "" });
  }
});

test("Nobody's own pension ends by a dependant's loss, nor, outside Weihai, a survivor's subsidy", () => {
  const none = Object.fromEntries(GROUPS.map((group) => [group, ""]));
  for (const pack of PACKS) {
    assert.deepEqual(appliesTo(pack, "retirement-pension"), none);
    if (pack.id !== "weihai-2017") assert.deepEqual(appliesTo(pack, "survivor-subsidy"), none);
  }
});

test("An empty relationship fits none of them, anywhere", () => {
  for (const pack of PACKS) {
    for (const group of GROUPS) {
      for (const kind of ["dependant-pension", "survivor-subsidy"] as const) {
        assert.equal(pack.dependantLossApplies(group, kind, undefined, "none"), false);
      }
    }
  }
});

test("Full incapacity spares from coming of age and from nothing else; unknown incapacity does not", () => {
  for (const pack of PACKS) {
    const applies = (group: LossGroup, incapacity: "full" | "partial" | undefined): boolean =>
      pack.dependantLossApplies(group, "dependant-pension", "child", incapacity);
    assert.equal(applies("came-of-age", "full"), false);
    assert.equal(applies("came-of-age", "partial"), true);
    assert.equal(applies("came-of-age", undefined), true);
    assert.equal(applies("employed", "full"), true);
  }
});
