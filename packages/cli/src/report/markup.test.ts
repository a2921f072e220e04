import assert from "node:assert/strict";
import { test } from "node:test";

import { escapeText, markup } from "./markup.ts";

test("A name that looks like markup stays a name, between tags and in an attribute", () => {
  const name = `<script>"a" & 'b'</script>`;
  const safe = "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;";
  assert.equal(markup`<p title="${name}">${name}</p>`.html, `<p title="${safe}">${safe}</p>`);
});

test("Markup within markup is not escaped again; lists are joined, nothing leaves nothing", () => {
  const items = ["a<", "b"].map((item) => markup`<li>${item}</li>`);
  assert.equal(
    markup`<ul>${items}</ul>${undefined}${7}`.html,
    "<ul><li>a&lt;</li><li>b</li></ul>7",
  );
});

test("Control characters, which no page may hold, are dropped", () => {
  assert.equal(escapeText("a\u0000b\u001bc\u0085d\te\n"), "abcd\te\n");
});
