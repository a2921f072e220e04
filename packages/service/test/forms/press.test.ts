// Forms on paper, read back by another program: what was put in stands there, in fonts that are inside;
// a character that no font has is told in words.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, test } from "node:test";

import pdfmake from "pdfmake";

import { emptyConfirmationForm } from "../../src/forms/confirmation-form.ts";
import { emptyLetter, LETTERS } from "../../src/forms/notice-letter.ts";
import { openPress } from "../../src/forms/press/press.ts";
import type { TableForm } from "../../src/forms/printed-form.ts";
import { emptyRegistrationForm } from "../../src/forms/registration-form.ts";
import { readPdf } from "./read-pdf.ts";

const require = createRequire(import.meta.url);
const OWN_FONT =
  require.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf");
/** A font with letters that ours lacks, such as that of Czech names. */
const OTHER_FONT = require.resolve("pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf");

/** As on a machine without any font of its own. */
const press = openPress([]);
after(press.close);

function formOf(...names: readonly string[]): TableForm {
  const form = emptyConfirmationForm();
  const rows = names.map((name) => form.columns.map((_, at) => (at === 2 ? name : "")));
  return { ...form, rows };
}

test("The reader tells a glyph that is none from one that is drawn", async () => {
  pdfmake.setFonts({ own: { normal: OWN_FONT } });
  pdfmake.setLocalAccessPolicy(() => true);
  pdfmake.setUrlAccessPolicy(() => false);
  const content = [{ text: "李č", font: "own" }];
  const pdf = await pdfmake.createPdf({ content, defaultStyle: { font: "own" } }).getBuffer();
  assert.equal((await readPdf(pdf)).undrawn, 1);
});

test("Rare characters of names are drawn where a font has them", async () => {
  const read = await readPdf(await press.print(formOf("㼆堃", "䶮喆", "欧阳·娜")));
  for (const name of ["㼆堃", "䶮喆", "欧阳·娜"]) assert.ok(read.text.includes(name), name);
  assert.equal(read.undrawn, 0);
  assert.deepEqual(read.fontsOutside, []);
});

test("A character that no font has stands there by its number, and the form asks for a hand", async () => {
  const read = await readPdf(await press.print(formOf("李𠮷")));
  assert.ok(read.text.includes("李〔U+20BB7〕"), read.text);
  assert.ok(read.text.includes("本机字库没有下列汉字，表中以编号代替，请手工填写：U+20BB7"));
  assert.equal(read.undrawn, 0);
});

test("What our font lacks is drawn in the system's, if it has one", async () => {
  const other = openPress([{ path: OTHER_FONT }]);
  const read = await readPdf(await other.print(formOf("李č")));
  await other.close();
  assert.ok(read.text.includes("李č"), read.text);
  assert.equal(read.undrawn, 0);
  assert.deepEqual(read.fontsOutside, []);
});

test("Each form is one page of A4, lying for tables and standing for letters, below 200 KB", async () => {
  const tables = [emptyConfirmationForm(), emptyRegistrationForm()];
  for (const form of [...tables, ...LETTERS.map(emptyLetter)]) {
    const pdf = await press.print(form);
    const { pages, width, height, text } = await readPdf(pdf);
    assert.equal(pages, 1, form.title);
    const lies = form.sort === "table";
    assert.deepEqual([width, height], lies ? [841.89, 595.28] : [595.28, 841.89], form.title);
    assert.ok(text.includes(form.title), text);
    assert.ok(pdf.length < 200_000, `${form.title}: ${pdf.length} bytes`);
  }
});

test("A table that does not fit goes on below its headings, and every page says which it is", async () => {
  const names = Array.from({ length: 60 }, (_, at) => `张三${String(at).padStart(2, "0")}`);
  const { pages, text, textOfPages } = await readPdf(await press.print(formOf(...names)));
  assert.ok(pages > 1);
  for (const page of textOfPages.filter((each) => each.includes("张三"))) {
    assert.ok(page.includes("经确认丧失领取资格"), page);
  }
  for (const name of names) assert.ok(text.includes(name), name);
  assert.ok(text.includes(`第${pages}页共${pages}页`));
});

test("What would move the pen moves nothing, and a text is never read as an address", async () => {
  const { text } = await readPdf(
    await press.print(formOf("李\u202E英\u0000", "file:///etc/passwd")),
  );
  assert.ok(text.includes("李英"), text);
  assert.ok(text.includes("file:///etc/passwd"));
});

test("A form that cannot be printed is refused, and the next one is printed", async () => {
  const broken = { ...emptyConfirmationForm(), columns: [{ heading: "姓名", width: Number.NaN }] };
  await assert.rejects(press.print(broken), /could not be printed/);
  assert.ok((await press.print(formOf("李四"))).length > 0);
});

test("Whoever waits when the press ends is told, and it starts again with the next form", async () => {
  const own = openPress([]);
  const waiting = own.print(formOf("李四"));
  await Promise.all([assert.rejects(waiting, /the press ended/), own.close()]);
  assert.ok((await own.print(formOf("李四"))).length > 0);
  await own.close();
});
