import assert from "node:assert/strict";
import { test } from "node:test";

import { PACKS } from "../src/packs/index.ts";

for (const { id, articles, options, readings } of PACKS) {
  const clauses = new Set(articles.map(({ clause }) => clause));

  test(`Every option of ${id} has a reading that says what changes with it`, () => {
    const names = readings.map(({ option }) => option);
    for (const option of Object.keys(options)) assert.ok(names.includes(option), option);
  });

  test(`Every reading of ${id} has a name of its own, words in both languages and clauses that exist`, () => {
    assert.equal(new Set(readings.map(({ option }) => option)).size, readings.length);
    for (const { option, cites, zh, en } of readings) {
      assert.match(zh, /\p{Script=Han}.*。$/u, option);
      assert.doesNotMatch(en, /\p{Script=Han}/u, option);
      assert.ok(cites.length > 0, option);
      for (const clause of cites) assert.ok(clauses.has(clause), `${option}: ${clause}`);
    }
  });

  test(`Every article of ${id} has a title and one sentence in both languages`, () => {
    for (const { clause, title, summary } of articles) {
      assert.ok(title.zh.length > 0 && title.en.length > 0, clause);
      assert.match(summary.zh, /\p{Script=Han}.*。$/u, clause);
      assert.match(summary.en, /\.$/, clause);
    }
  });
}
