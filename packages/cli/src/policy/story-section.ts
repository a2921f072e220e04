// The worked stories of a policy document as tables of dated events. Knows no region.

import { formatDay } from "@lingdai/policy";
import type { Pack } from "@lingdai/policy";

import { paragraph, sayIn, subheading, table } from "./document-parts.ts";
import type { Language, Section } from "./document-parts.ts";
import { storiesOf } from "./stories.ts";

export function storySection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  return {
    id: "stories",
    title: say({
      zh: "三个人的经过（由系统逐日推算）",
      en: "Three people, day by day, as the engine runs",
    }),
    blocks: [
      paragraph(
        say({
          zh: "下面的日期不是手写的，而是用本政策包从头到尾跑出来的：夜间处理、通知、任务、暂停和恢复都与实际办理一致。",
          en: "These dates are not written by hand: the pack was run day by day, with its notices, tasks, suspensions and resumptions.",
        }),
      ),
      ...storiesOf(pack).flatMap(({ title, moments }) => [
        subheading(say(title)),
        table(
          [
            say({ zh: "日期", en: "Day" }),
            say({ zh: "发生的事", en: "What happens" }),
            say({ zh: "依据", en: "Clauses" }),
          ],
          moments.map(({ on, words, cites }) => [
            formatDay(on),
            words.map(say).join("\n"),
            cites.join(say({ zh: "、", en: ", " })),
          ]),
        ),
      ]),
    ],
  };
}
