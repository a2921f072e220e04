// What to do first, as a numbered list that can be handed to the staff.

import type { OpenedTable, RunFigures } from "@lingdai/matching";

import { firstThings } from "./first-things.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { section } from "./section.ts";
import type { Speech } from "./speech.ts";

export function firstThingsSection(figures: RunFigures, speech: Speech): Markup {
  const { say } = speech;
  const things = firstThings(figures, speech);
  const words = {
    id: "first",
    title: say({ zh: "先做什么", en: "What to do first" }),
    lead:
      things.length === 0
        ? say({ zh: "没有急着要办的事。", en: "Nothing is urgent." })
        : say({
            zh: `有 ${things.length} 件事，按轻重缓急排好了。`,
            en: `In order of urgency (${things.length}).`,
          }),
  };
  if (things.length === 0) return section(words, undefined);
  const fileOf = (table: OpenedTable | undefined): string =>
    table === undefined ? "summary.json" : figures.tableFiles[table];
  const open = say({ zh: "经办人员打开", en: "Staff open" });
  const filter = say({ zh: "筛选", en: "filter" });
  return section(
    words,
    markup`<ol class="first">
      ${things.map(
        (thing) =>
          markup`<li>
            <p class="what">${say(thing.what)}</p>
            <p>${say(thing.why)}</p>
            <p class="staff">
              ${open} <code>${fileOf(thing.table)}</code>${say({ zh: "，", en: ", " })}${filter}
              <code>${thing.filter}</code>
            </p>
          </li> `,
      )}
    </ol>`,
  );
}
