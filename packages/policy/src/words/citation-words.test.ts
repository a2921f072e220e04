import assert from "node:assert/strict";
import { test } from "node:test";

import { findPack } from "../packs/index.ts";
import { clauseGist, clausePlace } from "./citation-words.ts";

test("A citation is read aloud as its regulation is numbered", () => {
  const told: readonly (readonly [string, string, string, string])[] = [
    ["sichuan-2022", "SC 7", "第七条", "article 7"],
    ["sichuan-2022", "SC 10", "第十条", "article 10"],
    ["sichuan-2022", "SC 13.2", "第十三条第（二）项", "article 13, item 2"],
    ["sichuan-2022", "SC 40", "第四十条", "article 40"],
    ["sichuan-2022", "SC A3", "附件3", "annex 3"],
    ["shanxi-2018", "SX 3.1.4", "第三部分第（一）项第4点", "part 3, section 1, point 4"],
    ["shanxi-2018", "SX A2", "附件2", "annex 2"],
    ["qingdao-2019", "QD A6", "附件第6步", "annex, step 6"],
    ["zibo-2019", "ZB 2", "第二部分", "part 2"],
    ["weihai-2017", "see there", "see there", "see there"],
  ];
  for (const [id, citation, zh, en] of told) {
    const pack = findPack(id);
    assert.ok(pack);
    assert.deepEqual(clausePlace(pack, citation), { zh, en });
  }
});

test("A region without words of its own keeps its bare citations", () => {
  const pack = findPack("sichuan-2022");
  assert.ok(pack);
  const { words: _, ...unworded } = pack;
  assert.deepEqual(clausePlace(unworded, "SC 7"), { zh: "SC 7", en: "SC 7" });
  assert.equal(clauseGist(unworded, "SC 7"), undefined);
});
