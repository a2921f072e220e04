// How many headings each regulation has, counted on the paper: the table against which the packs'
// articles are held, for the papers themselves are not in the repository. Counts only.

import type { Pack } from "@lingdai/policy";

/**
 * How many parts stand directly below each heading: `""` the articles (or sections, chapters),
 * `"13"` the items of article 13, `"A"` the annexes (in qingdao the steps of its one annex).
 */
type HeadingCounts = Readonly<Record<string, number>>;

export const HEADINGS: Readonly<Record<string, HeadingCounts>> = {
  "sichuan-2022": { "": 44, "13": 2, "18": 3, "19": 2, "32": 2, A: 7 },
  "shanxi-2018": { "": 4, "1": 4, "2": 3, "3": 2, "3.1": 4, "3.2": 3, "4": 3, A: 2 },
  "qingdao-2019": { "": 4, "1": 5, "2": 2, "3": 4, "4": 4, A: 11 },
  "weihai-2017": { "": 17, "3": 6, "7": 6, "8": 7, "11": 4 },
  "zibo-2019": { "": 7, "3": 2, "4": 3, "4.1": 6, "4.2": 4, "4.3": 2, "5": 3, "7": 3, A: 2 },
};

/** Every clause that the paper has; undefined where nobody has counted its headings. */
export function clausesOnPaper(pack: Pack): readonly string[] | undefined {
  const counts = HEADINGS[pack.id];
  if (counts === undefined) return undefined;
  return Object.entries(counts).flatMap(([heading, count]) => {
    // Below an article stands `13.2`; an annex is `A7`, an article by itself `13`.
    const before = heading === "" || heading === "A" ? heading : `${heading}.`;
    return Array.from({ length: count }, (_, at) => `${pack.citationPrefix} ${before}${at + 1}`);
  });
}
