/**
 * Names and the ways in which two sources write the same one. All people are invented.
 * It must not know documents or benefits.
 */
import type { Chance } from "./seeded-chance.ts";

const SURNAMES = [
  "王",
  "李",
  "萧",
  "肖",
  "阎",
  "闫",
  "傅",
  "付",
  "甯",
  "宁",
  "刘",
  "龚",
  "谢",
  "叶",
];
const GIVEN = [
  "义龙",
  "昇",
  "喆",
  "堃",
  "峰",
  "珍兰",
  "辉",
  "国庆",
  "干生",
  "云丽",
  "秀英",
  "万里",
];
const LONG = ["阿不都·热合曼", "买买提·艾力", "Li Ming", "Anna O'Neill", "欧阳领"];

/** One character and the other ways of writing it that mean the same. */
const SPELLINGS: readonly (readonly string[])[] = [
  ["萧", "肖", "蕭"],
  ["阎", "闫", "閻", "閆"],
  ["傅", "付"],
  ["甯", "宁", "寧"],
  ["喆", "哲"],
  ["堃", "坤"],
  ["昇", "升"],
  ["峰", "峯"],
  ["珍", "珎"],
  ["辉", "煇", "輝"],
  ["义", "義"],
  ["龙", "龍"],
  ["刘", "劉"],
  ["龚", "龔"],
  ["谢", "謝"],
  ["叶", "葉"],
  ["国", "國"],
  ["庆", "慶"],
  ["干", "乾"],
  ["云", "雲"],
  ["丽", "麗"],
  ["兰", "蘭"],
  ["万", "萬"],
  ["领", "領", "\uf9b4"],
  ["·", "•", "・", "･", "‧", "∙", "⋅", "●", ".", "．"],
];

/** A name for the roster. */
export function drawName(chance: Chance): string {
  if (chance.oneIn(7)) return chance.pick(LONG);
  return chance.pick(SURNAMES) + chance.pick(GIVEN);
}

/** The same name as another source writes it. */
export function respelled(chance: Chance, name: string): string {
  let written = "";
  for (const character of name) {
    const spellings = SPELLINGS.find((group) => group.includes(character));
    written += spellings !== undefined && chance.oneIn(2) ? chance.pick(spellings) : character;
    if (chance.oneIn(12)) written += chance.pick([" ", "\u3000", "\u200b", "\u00a0"]);
  }
  if (/[a-z]/i.test(written) && chance.oneIn(2)) written = written.toUpperCase();
  return chance.oneIn(8) ? fullWidth(written) : written;
}

/** A name that is not this one. */
export function otherName(name: string): string {
  return name.startsWith("赵") ? `钱${name}` : `赵${name}`;
}

/** ASCII as full-width characters. */
export function fullWidth(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : character;
    })
    .join("");
}
