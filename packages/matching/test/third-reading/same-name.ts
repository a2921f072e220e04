/**
 * When two written names are the same name (FORMATS 2, "Names").
 * It must not know whose names they are.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isBlank } from "./cleaned-cell.ts";

const locate = createRequire(import.meta.url);

/** FORMATS 2: the dots that a name may carry without meaning. */
const DOTS = "·•・･‧∙⋅●.。．";

/** FORMATS 2: the pairs that come after OpenCC's table, from and to. */
const FURTHER_PAIRS = "煇辉 甯宁 喆哲 堃坤 昇升 峯峰 珎珍 萧肖 閆闫 閻闫 阎闫 傅付";

/** OpenCC's character table: "from to to2|from to ...", of which the first target counts. */
function readFoldingTable(): ReadonlyMap<string, string> {
  const text = readFileSync(locate.resolve("opencc-js/dict/TSCharacters"), "utf8");
  const body = text.slice(text.indexOf('"') + 1, text.lastIndexOf('"'));
  const table = new Map<string, string>();
  for (const entry of body.split("|")) {
    const [from, first] = entry.split(" ");
    if (from !== undefined && first !== undefined) table.set(from, first);
  }
  return table;
}

const TABLE = readFoldingTable();

function foldOnce(name: string): string {
  const simplified = [...name].map((character) => TABLE.get(character) ?? character);
  const pairs = FURTHER_PAIRS.split(" ").map((pair) => [...pair]);
  return simplified
    .map((character) => pairs.find((pair) => pair[0] === character)?.[1] ?? character)
    .join("");
}

/** FORMATS 2: NFKC, blanks and dots away, case ignored, variants folded until nothing changes. */
export function foldedName(name: string): string {
  const kept = [...name.normalize("NFKC")].filter((one) => !isBlank(one) && !DOTS.includes(one));
  let folded = kept.join("").toLowerCase();
  for (;;) {
    const again = foldOnce(folded);
    if (again === folded) return folded;
    folded = again;
  }
}

/** Whether two names are equal in the sense of FORMATS 2. */
export function isSameName(one: string, other: string): boolean {
  return foldedName(one) === foldedName(other);
}
