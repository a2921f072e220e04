// Silent certification: how many of the eligible were certified without having to do anything.

import type { EffortOrNone, RunFigures } from "@lingdai/matching";
import { LIFE_SIGNS } from "@lingdai/policy";

import { figure } from "./figure.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { EFFORT_MEANINGS, EFFORT_WORDS } from "./report-words.ts";
import { folded, section } from "./section.ts";
import type { Speech } from "./speech.ts";
import { table } from "./table.ts";

export function effortSection({ conclusions }: RunFigures, speech: Speech): Markup {
  const { say, count, share, partOf } = speech;
  const { efforts, certifiedBy, lists } = conclusions;
  const all = lists.eligible;
  const words = {
    id: "silent",
    title: say({ zh: "多少人不用跑腿", en: "Certified silently" }),
    lead:
      all === 0
        ? say({ zh: "没有具备资格的待遇。", en: "No benefit is eligible." })
        : efforts.silent === 0
          ? say({
              zh: "这次没有一笔是靠数据自动认证的。",
              en: "No benefit was certified from data in this run.",
            })
          : say({
              zh: `具备资格的待遇里，${share(efforts.silent, all)} 靠数据自动认证，本人什么也没做。`,
              en: `Of the eligible benefits, ${share(efforts.silent, all)} were certified from data; the person did nothing.`,
            }),
  };
  if (all === 0) return section(words, undefined);
  const shown = (Object.keys(EFFORT_WORDS) as EffortOrNone[]).filter(
    (effort) => effort === "silent" || efforts[effort] > 0,
  );
  const kinds = [...certifiedBy].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const byKind = table({
    caption: say({ zh: "最近一次认证的办法", en: "Latest certification by method" }),
    columns: [
      { title: say({ zh: "办法", en: "Method" }) },
      { title: say({ zh: "笔数", en: "Benefits" }), isNumber: true },
      { title: say({ zh: "占比", en: "Share" }), isNumber: true },
    ],
    rows: kinds.map(([kind, rows]) => [say(LIFE_SIGNS[kind]), count(rows), share(rows, all)]),
  });
  return section(
    words,
    markup`${figure(
      {
        id: "silent-chart",
        title: say({ zh: "具备资格的人是怎样认证的", en: "How eligible people were certified" }),
        bars: shown.map((effort) => ({
          label: say(EFFORT_WORDS[effort]),
          values: [efforts[effort]],
          shown: partOf(count(efforts[effort]), share(efforts[effort], all)),
          colour: effort === "silent" ? ("eligible" as const) : ("plain" as const),
        })),
      },
      {
        caption: say({ zh: "各是什么意思", en: "What they mean" }),
        columns: [
          { title: say({ zh: "怎样认证", en: "How" }) },
          { title: say({ zh: "笔数", en: "Benefits" }), isNumber: true },
          { title: say({ zh: "是指", en: "Meaning" }) },
        ],
        rows: shown.map((effort) => [
          say(EFFORT_WORDS[effort]),
          count(efforts[effort]),
          say(EFFORT_MEANINGS[effort]),
        ]),
      },
    )}
    ${kinds.length === 0 ? undefined : folded(say({ zh: "看每一种办法", en: "Every method" }), byKind)}`,
  );
}
