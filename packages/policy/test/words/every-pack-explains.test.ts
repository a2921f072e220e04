import assert from "node:assert/strict";
import { test } from "node:test";

import { PENDING_REASONS, SIGNS, isLifeSign, isLossSign } from "../../src/codes.ts";
import type { PendingReason, SignKind } from "../../src/codes.ts";
import type { Citation } from "../../src/pack.ts";
import { PACKS } from "../../src/packs/index.ts";
import { clauseGist } from "../../src/words/citation-words.ts";
import { factsOf, pageOf } from "./page-builder.ts";
import { sectionOf } from "./readable.ts";

const KINDS = Object.keys(SIGNS) as readonly SignKind[];
const FACTS = factsOf({ policy: "", asOf: "" });

for (const pack of PACKS) {
  test(`${pack.id}: whatever decides, at least one of its clauses is told in everyday words`, () => {
    const decisions: (readonly [string, readonly Citation[]])[] = [
      ["granted", pack.cites.eligible(FACTS, undefined)],
    ];
    for (const kind of KINDS) {
      if (isLifeSign(kind)) decisions.push([kind, pack.cites.eligible(FACTS, kind)]);
      if (isLossSign(kind)) decisions.push([kind, pack.cites.lost(FACTS, kind)]);
    }
    for (const reason of Object.keys(PENDING_REASONS) as PendingReason[]) {
      decisions.push([reason, pack.cites.pending(FACTS, reason, false)]);
      decisions.push([reason, pack.cites.pending(FACTS, reason, true)]);
    }
    for (const [name, citations] of decisions) {
      const told = citations.filter((citation) => clauseGist(pack, citation) !== undefined);
      assert.ok(told.length > 0, `${name}: ${citations.join(", ")}`);
    }
  });
}

test("A child's page in the months before the birthday says what ends and how it may go on", () => {
  const page = pageOf({
    policy: "sichuan-2022",
    asOf: "2023-12-01",
    facts: {
      insurance: "work-injury",
      kind: "dependant-pension",
      relationship: "child",
      birthDate: 13_182, // 2006-02-03
      incapacity: "none",
    },
    lastCertified: ["2023-11-02", "counter"],
  });
  const next = sectionOf(page, "next").sentences.map(({ text }) => text);
  assert.ok(next.some((text) => text.includes("2024年2月3日您满18周岁")));
});

test("A pause that waiting holds off is not announced; without the waiting record it is", () => {
  const asked = {
    policy: "qingdao-2019",
    asOf: "2024-02-02",
    facts: { insurance: "institution-pension", hasUnit: true },
    lastCertified: ["2023-01-15", "counter"],
  } as const;
  const waits = pageOf({
    ...asked,
    happened: [["rail-travel", "2024-01-20", "铁路", "2024-01-25"]],
  });
  const textOf = (page: typeof waits): string =>
    sectionOf(page, "next")
      .sentences.map(({ text }) => text)
      .join("");
  assert.doesNotMatch(textOf(waits), /暂停发钱/);
  assert.match(textOf(waits), /到2024年2月4日，等着的那条记录就能用上/);
  assert.match(textOf(pageOf(asked)), /按规定，这笔钱要先暂停发放，从2024年2月1日起/);
});
