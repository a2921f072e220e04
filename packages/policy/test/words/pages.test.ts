import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt } from "../../src/civil-date.ts";
import { evaluateEntitlement } from "../../src/evaluation.ts";
import { renderPage } from "../../src/words/render-page.ts";
import { assertGolden } from "../golden-table.ts";
import { factsOf, getPack, pageOf, signsOf, windowsOf } from "./page-builder.ts";
import { PAGE_CASES } from "./page-cases.ts";
import { assertReadable } from "./readable.ts";

// The golden texts are meant to be read aloud. LINGDAI_WRITE_GOLDEN=1 writes them anew.
for (const [name, each] of Object.entries(PAGE_CASES)) {
  test(`The page "${name}" says what its golden text says, and agrees with the core`, () => {
    const page = pageOf(each);
    assertGolden(`pages/${name}.txt`, renderPage(page));
    assertReadable(page, signsOf(each));
    assert.deepEqual(
      page.evaluation,
      evaluateEntitlement(
        getPack(each.policy),
        factsOf(each),
        signsOf(each),
        dayAt(each.asOf),
        windowsOf(each),
      ),
    );
  });
}
