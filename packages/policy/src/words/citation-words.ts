// A citation as a clerk reads it aloud, and its clause in everyday words. Which shape a regulation has
// and what its clauses mean is told by each region's words; without them the bare citation stands.

import type { Label } from "../codes.ts";
import type { Citation, Pack } from "../pack.ts";
import type { RegionWords } from "../region-words.ts";

const DIGITS = "零一二三四五六七八九";

/** 1 to 99 as Chinese writes them: 十, 十三, 三十二. */
function chineseNumber(number: number): string {
  if (number < 10) return DIGITS.charAt(number);
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return `${tens === 1 ? "" : DIGITS.charAt(tens)}十${ones === 0 ? "" : DIGITS.charAt(ones)}`;
}

/** `SC 13.2` as 第十三条第（二）项; `QD A6` as 附件第6步; undefined for another shape. */
function placeInWords(
  citation: Citation,
  { citationForm: form, annexes }: RegionWords,
): Label | undefined {
  const found = /^[A-Z]+ (A?)(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(citation);
  if (found === null) return undefined;
  const [, annex = "", first = "", second, third] = found;
  if (annex !== "") {
    return annexes === "annexes"
      ? { zh: `附件${first}`, en: `annex ${first}` }
      : { zh: `附件第${first}步`, en: `annex, step ${first}` };
  }
  const head = chineseNumber(Number(first));
  const zh = [form === "article" ? `第${head}条` : `第${head}部分`];
  const en = [form === "article" ? `article ${first}` : `part ${first}`];
  if (second !== undefined) {
    zh.push(`第（${chineseNumber(Number(second))}）项`);
    en.push(form === "article" ? `item ${second}` : `section ${second}`);
  }
  if (third !== undefined) {
    zh.push(`第${third}点`);
    en.push(`point ${third}`);
  }
  return { zh: zh.join(""), en: en.join(", ") };
}

/** Where a clause stands, as one reads it aloud; the bare citation where its shape is not known. */
export function clausePlace(pack: Pack, citation: Citation): Label {
  const region = pack.words;
  const place = region === undefined ? undefined : placeInWords(citation, region);
  return place ?? { zh: citation, en: citation };
}

/** What a clause says in everyday words, where it is one that people should know. */
export function clauseGist(pack: Pack, citation: Citation): Label | undefined {
  return pack.words?.clauses[citation];
}
