// When two written names are the same name (FORMATS section 2). The character table is OpenCC's;
// this file adds the pairs that registers confuse besides. Knows nothing of people or rosters.

// Rooms that import this one are checked without our folder: the types must come along.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./opencc-dictionaries.d.ts" />
import TS_CHARACTERS from "opencc-js/dict/TSCharacters";

import { isBlankCode } from "../read/blanks.ts";

/** Dots that stand inside names of many peoples, in every shape that keyboards offer. */
const DOTS = "·•・･‧∙⋅●.。．";

/** Variants that OpenCC's table does not join, or joins elsewhere; applied after it. */
const FURTHER_PAIRS = "煇辉 甯宁 喆哲 堃坤 昇升 峯峰 珎珍 萧肖 閆闫 閻闫 阎闫 傅付";

/** First of the readings that OpenCC gives for a character; phrases are left out on purpose. */
function openccPairs(): readonly (readonly [string, string])[] {
  return TS_CHARACTERS.split("|").map((pair) => {
    const [from = "", to = ""] = pair.split(" ");
    return [from, to];
  });
}

function furtherPairs(): readonly (readonly [string, string])[] {
  return FURTHER_PAIRS.split(" ").map((pair) => {
    const [from = "", to = ""] = pair;
    return [from, to];
  });
}

/** More steps than any character takes to the one that it becomes. */
const STEPS_MAX = 8;

/** Every character that folds, with what it becomes once nothing changes any more. */
function closeTable(): ReadonlyMap<string, string> {
  const opencc = new Map(openccPairs());
  const further = new Map(furtherPairs());
  const step = (character: string): string => {
    const simplified = opencc.get(character) ?? character;
    return further.get(simplified) ?? simplified;
  };
  const closed = new Map<string, string>();
  for (const character of [...opencc.keys(), ...further.keys()]) {
    let folded = character;
    for (let steps = 0; step(folded) !== folded; steps += 1) {
      // A ring would never end; none of its characters is then more simplified than another.
      if (steps === STEPS_MAX) throw new Error(`name folding runs in a ring at ${character}`);
      folded = step(folded);
    }
    closed.set(character, folded);
  }
  return closed;
}

const FOLDED = closeTable();

/** By code: 1 for the common ideographs that nothing here changes. Most names hold no others. */
const STAYS = new Uint8Array(0x1_0000).fill(1, 0x4e00, 0xa000);
for (const character of FOLDED.keys()) STAYS[character.charCodeAt(0)] = 0;

/** The form in which names are equal or not. */
export function foldName(name: string): string {
  if (staysAsItIs(name)) return name;
  const folded = foldOnce(name);
  // A blank that went may have stood between a letter and an accent that now join.
  return folded === name ? folded : foldName(folded);
}

function staysAsItIs(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    if (STAYS[name.charCodeAt(at)] === 0) return false;
  }
  return true;
}

function foldOnce(name: string): string {
  let folded = "";
  // Upper case first: it joins letters that lower case alone keeps apart (final sigma, long s).
  for (const character of name.normalize("NFKC").toUpperCase().toLowerCase()) {
    if (isBlankCode(character.charCodeAt(0)) || DOTS.includes(character)) continue;
    folded += FOLDED.get(character) ?? character;
  }
  return folded;
}
